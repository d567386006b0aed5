/** Squeezes handwritten digits into two numbers, shows where each digit went, and draws what lies between them. */
import { drawPicture, readOptions, reportProgress } from "@rensa/example-tools";
import { neighborAgreement, trainAutoencoder, type Code } from "./autoencoder.ts";
import { sheetOf } from "./sheet.ts";

const { epochs, seed, examples, picture } = readOptions("Squeeze handwritten digits into two numbers.", {
  epochs: [40, "passes over the digits"],
  seed: [0, "decides the weights and the order of the digits"],
  examples: [8000, "digits to train on", 100],
});

const progress = reportProgress(1);
const { losses, unseen, draw } = await trainAutoencoder({
  epochs,
  seed,
  examples,
  onStep: (step, steps, loss) => progress(step / steps, `loss ${loss.toFixed(4)}`),
});
const tell = (loss: number | undefined): string => (loss ?? 0).toFixed(4);
console.log(`cross entropy a pixel ${tell(losses[0])} at the start, ${tell(losses.at(-1))} at the end`);
const agreement = (100 * neighborAgreement(unseen)).toFixed(1);
console.log(
  `of ${String(unseen.length)} unseen digits, ${agreement} % have a code of the same digit nearest to theirs`,
);

// Four of each digit, and what is drawn of their codes below each row.
const shown = Array.from({ length: 4 }, (_, row) =>
  Array.from({ length: 10 }, (_, digit) => unseen.filter(({ label }) => label === digit)[row]).filter(
    (each) => each !== undefined,
  ),
);
const drawTiles = async (codes: readonly Code[]): Promise<readonly Float32Array[]> => {
  const drawn = await draw(codes);
  return codes.map((_, at) => drawn.slice(784 * at, 784 * (at + 1)));
};
const rows = await Promise.all(
  shown.map(async (row) => [...row.map(({ image }) => image), ...(await drawTiles(row.map(({ code }) => code)))]),
);

// Codes lie close together in the middle and far apart at the edge; by rank they fill the map.
const sorted = [0, 1].map((axis) => unseen.map(({ code }) => code[axis] ?? 0).toSorted((a, b) => a - b));
const rankOf = (value: number, axis: number): number =>
  (sorted[axis] ?? []).findIndex((each) => each >= value) / unseen.length;
const valueAt = (rank: number, axis: number): number => sorted[axis]?.[Math.floor(rank * unseen.length)] ?? 0;
const side = 9;
const grid = Array.from({ length: side ** 2 }, (_, at): Code => {
  const [column, row] = [at % side, side - 1 - Math.floor(at / side)];
  return [valueAt((column + 0.5) / side, 0), valueAt((row + 0.5) / side, 1)];
});

const colors = ["blue", "orange", "green", "purple", "gray"] as const;
drawPicture(
  {
    title: "Digits and what is drawn of their codes, the map of the codes, and what is drawn along it",
    panels: [
      {
        title: "unseen digits, and what came back",
        axes: false,
        marks: [{ image: sheetOf(rows.flat(), 10), smooth: true }],
      },
      {
        title: "codes of unseen digits, by rank",
        x: [0, 1],
        y: [0, 1],
        marks: Array.from({ length: 10 }, (_, digit) => ({
          texts: unseen
            .filter(({ label }, row) => label === digit && row % 4 === 0)
            .map(({ code }) => [rankOf(code[0], 0), rankOf(code[1], 1)] as const),
          text: String(digit),
          color: colors[digit % 5] ?? "gray",
        })),
      },
      {
        title: "drawn from the same map",
        axes: false,
        marks: [{ image: sheetOf(await drawTiles(grid), side), smooth: true }],
      },
    ],
  },
  picture,
);
