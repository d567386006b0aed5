/** The diamonds: what is known of each, in three parts, and the price that is to be predicted. */
import { hostTensor } from "@rensa/core";
import { column, Dataset, standardize } from "@rensa/data";
import { csvFile } from "@rensa/data/node";
import { fileURLToPath } from "node:url";

/** The grades, from the worst to the best. */
export const grades = {
  cut: ["Fair", "Good", "Very Good", "Premium", "Ideal"],
  color: ["J", "I", "H", "G", "F", "E", "D"],
  clarity: ["I1", "SI2", "SI1", "VS2", "VS1", "VVS2", "VVS1", "IF"],
} as const;

/** The measures: carat, depth and table in percent, and length, width and depth in millimeters. */
const measures = ["carat", "depth", "table", "x", "y", "z"] as const;

const columns = {
  carat: column.number(),
  cut: column.category(grades.cut),
  color: column.category(grades.color),
  clarity: column.category(grades.clarity),
  depth: column.number(),
  table: column.number(),
  price: column.number(),
  x: column.number(),
  y: column.number(),
  z: column.number(),
};

/** A side of 0 mm was not measured, and one of more than 20 mm was mistyped: the largest stone here is of 10.7 mm. */
const isMeasured = (millimeters: number): boolean => millimeters > 0 && millimeters < 20;

/** The parts are drawn with this seed, whatever the seed of a run, so that all runs are tested on the same diamonds. */
const seed = 0;

/** Eight of ten to train on, one to stop by, one to test on. */
export function threeParts<D extends { split(amount: number, options: { seed: number }): [D, D] }>(all: D) {
  const [train, others] = all.split(0.8, { seed });
  const [validation, test] = others.split(0.5, { seed });
  return { train, validation, test };
}

/** The parts, their measures standardized by those to train on; the target is the price in dollars. */
export async function readDiamonds() {
  const path = fileURLToPath(import.meta.resolve("@observablehq/sample-datasets/diamonds.csv"));
  const records = await (await csvFile(path, { columns })).collect();
  const diamonds = records.filter(({ x, y, z }) => [x, y, z].every(isMeasured));
  const count = diamonds.length;
  const numbers = Float32Array.from(diamonds.flatMap((diamond) => measures.map((name) => diamond[name])));
  const categories = (name: keyof typeof grades) =>
    hostTensor(
      Int32Array.from(diamonds, (diamond) => diamond[name]),
      [count],
      "i32",
    );
  const all = Dataset.fromTensors({
    inputs: {
      numbers: hostTensor(numbers, [count, measures.length]),
      cut: categories("cut"),
      color: categories("color"),
      clarity: categories("clarity"),
    },
    targets: hostTensor(
      Float32Array.from(diamonds, ({ price }) => price),
      [count],
    ),
  });
  const { train, validation, test } = threeParts(all);
  const scaling = standardize(train);
  return {
    train: scaling.apply(train),
    validation: scaling.apply(validation),
    test: scaling.apply(test),
    leftOut: records.length - count,
  };
}

/** Diamonds with their prices. */
export type Diamonds = Awaited<ReturnType<typeof readDiamonds>>["train"];
