/** Every loss by what `weights` mean: the mean is over what counts, a mask leaves out, and what does not fit is refused. The numbers are those of the same loss without weights, element by element. */
import { sampleTensor, hostTensor, traceTree, type HostTensor, type Tensor } from "@rensa/core";
import { describe, expect, it } from "vitest";
import * as ops from "../src/index.ts";
import { type Options, between, losses, withLabels, lossOf, run, close } from "./losses-by-name.ts";

const ofClasses: Readonly<Record<string, number>> = {
  ...Object.fromEntries(withLabels.map((name) => [name, 3])),
  binaryCrossEntropy: 2,
  binaryFocalLoss: 2,
  sigmoidCrossEntropy: 2,
  categoricalCrossEntropy: 3,
  categoricalHingeLoss: 3,
  softTargetCrossEntropy: 3,
};

/** What is left out counts as a negative of others, or along other axes. */
const readingElsewhere = ["infoNceLoss", "ntXentLoss", "diceLoss", "tverskyLoss"];

function refusal(
  name: string,
  data: readonly HostTensor[],
  options: (tensors: readonly Tensor[]) => Options,
  more: readonly HostTensor[] = [],
): string {
  const all = [...data, ...more];
  const spec = Object.fromEntries(all.map(({ shape, dtype }, at) => [`x${String(at)}`, { shape, dtype }]));
  try {
    traceTree(spec, (given: Readonly<Record<string, Tensor>>) => {
      const tensors = Object.values(given);
      return lossOf(name)(...tensors.slice(0, data.length), options(tensors.slice(data.length)));
    });
  } catch (error) {
    return String((error as { readonly code?: unknown }).code);
  }
  return "nothing";
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

it("every loss stands in the table", () => {
  const missing = Object.keys(ops).filter(
    (name) => /Loss$|Entropy$|Error$|Divergence$|Likelihood$/.test(name) && !(name in losses),
  );
  expect(missing).toEqual([]);
});

describe.each(Object.entries(losses))("%s", (name, [data, shape, own = {}]) => {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const weights = sampleTensor(shape, 0.2, 2);
  const w = [...weights.data];

  it("is weighed element by element", async () => {
    const { value: each } = await run(name, data, { ...own, reduction: "none" });
    const weighted = each.map((value, at) => value * (w[at] ?? 0));
    close((await run(name, data, { ...own, reduction: "none" }, weights)).value, weighted);
    close((await run(name, data, { ...own, reduction: "sum" }, weights)).value, [total(weighted)]);
    // The mean of connectionist temporal classification is of losses by the length of their targets.
    const lengthOf = (at: number): number => (name === "ctcLoss" ? (data[3]?.data[at] ?? 1) : 1);
    const mean = total(weighted.map((value, at) => value / lengthOf(at))) / total(w);
    close((await run(name, data, own, weights)).value, [mean]);
  });

  it("is as it was where all weights are one number", async () => {
    const alike = await run(name, data, own, hostTensor(Array<number>(size).fill(3), shape, "f32"));
    const plain = await run(name, data, own);
    close(alike.value, plain.value);
    close(alike.gradient, plain.gradient);
  });

  it("is 0 where nothing counts, and so is its gradient", async () => {
    const { value, gradient } = await run(name, data, own, hostTensor(Array<number>(size).fill(0), shape, "f32"));
    close(value, [0]);
    close(
      gradient,
      gradient.map(() => 0),
    );
  });

  it("takes a mask, which does as weights of 0 and 1", async () => {
    const keep = Array.from({ length: size }, (_, at) => (at % 3 === 1 ? 0 : 1));
    const [bool, float] = [
      await run(name, data, own, hostTensor(keep, shape, "bool")),
      await run(name, data, own, hostTensor(keep, shape, "f32")),
    ];
    close(bool.value, float.value);
    close(bool.gradient, float.gradient);
  });

  it("has no NaN from what a mask leaves out", async () => {
    if (readingElsewhere.includes(name)) return;
    const keep = Array.from({ length: size }, (_, at) => (at % 3 === 1 ? 0 : 1));
    const mask = hostTensor(keep, shape, "bool");
    const poisoned = data.map((tensor) => {
      if (tensor.dtype !== "f32") return tensor;
      const width = tensor.data.length / size;
      const values = Array.from(tensor.data, (value, at) =>
        keep[Math.floor(at / width)] === 1 ? value : at % 2 === 0 ? Number.NaN : Number.POSITIVE_INFINITY,
      );
      return hostTensor(values, tensor.shape, "f32");
    });
    for (const reduction of ["mean", "sum", "none"] as const) {
      const found = await run(name, poisoned, { ...own, reduction }, mask);
      const wanted = await run(name, data, { ...own, reduction }, mask);
      close(found.value, wanted.value);
      close(found.gradient, wanted.gradient);
    }
  });

  it("takes weights of the leading axes", async () => {
    if (shape.length < 2) return;
    const rows = [0.5, 0, 2, 1];
    const all = rows.flatMap((row) => Array<number>(size / 4).fill(row));
    const [short, long] = [
      await run(name, data, own, hostTensor(rows, [4], "f32")),
      await run(name, data, own, hostTensor(all, shape, "f32")),
    ];
    close(short.value, long.value);
    close(short.gradient, long.gradient);
  });

  it("refuses weights that do not fit", () => {
    const wrong: readonly (readonly [HostTensor, string])[] = [
      [between([...shape, 1]), "SHAPE_MISMATCH"],
      [between([1, ...shape]), "SHAPE_MISMATCH"],
      [between([(shape[0] ?? 1) + 1, ...shape.slice(1)]), "SHAPE_MISMATCH"],
      [between([1, ...shape.slice(1)]), "SHAPE_MISMATCH"],
      [hostTensor(Array<number>(size).fill(1), shape, "i32"), "DTYPE_MISMATCH"],
      [sampleTensor(shape, 0, 1, "f64"), "DTYPE_MISMATCH"],
    ];
    for (const [given, code] of wrong) {
      expect(
        refusal(name, data, ([weights]) => ({ ...own, weights }), [given]),
        `[${given.shape.join(", ")}]`,
      ).toBe(code);
    }
    for (const given of [1, null, [1, 2, 3, 4], "mean"]) {
      expect(refusal(name, data, () => ({ ...own, weights: given }))).toBe("ARGUMENT_INVALID");
    }
    expect(refusal(name, data, ([weights]) => ({ ...own, weights, reduction: "median" as "mean" }), [weights])).toBe(
      "ATTRIBUTE_INVALID",
    );
  });

  it("has weights of classes where it has classes", async () => {
    const classes = ofClasses[name];
    if (classes === undefined) {
      expect(refusal(name, data, () => ({ ...own, classWeights: [1, 2, 3] }))).toBe("ATTRIBUTE_INVALID");
      return;
    }
    const alike = await run(name, data, { classWeights: Array<number>(classes).fill(2) });
    const plain = await run(name, data, own);
    close(alike.gradient, plain.gradient);
    close(alike.value, plain.value);
    for (const given of [[1], [1, 2, 3, 4], []]) {
      expect(refusal(name, data, () => ({ classWeights: given }))).toBe("SHAPE_MISMATCH");
    }
    for (const given of [3, "balanced", [Number.NaN, 1, 1].slice(0, classes), { 0: 1 }]) {
      expect(refusal(name, data, () => ({ classWeights: given }))).toBe("ARGUMENT_INVALID");
    }
  });
});
