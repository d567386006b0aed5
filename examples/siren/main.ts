/** Puts an image into a network of sines, looks at it more closely than its pixels are, and differentiates it. */
import { drawPicture, readOptions, reportProgress } from "@rensa/example-tools";
import { paint } from "./scene.ts";
import { decibels, fitImage, places } from "./siren.ts";

const { steps, seed, size, picture } = readOptions("Fit a network of sines to an image.", {
  steps: [1500, "steps of training"],
  seed: [0, "decides the weights"],
  size: [64, "pixels on each side of the image"],
});

const pixels = paint(size);
const progress = reportProgress(steps);
const { losses, colorsAt, steepnessAt } = await fitImage(pixels, size, {
  steps,
  seed,
  onStep: (step, loss) => progress(step, `${decibels(loss).toFixed(1)} dB`),
});
const fine = Math.round(1.5 * size);
const [steep, truth] = [await steepnessAt(places(size)), paint(fine)];
const seen = await colorsAt(places(fine));
const error = truth.reduce((total, value, at) => total + (value - (seen[at] ?? 0)) ** 2, 0) / truth.length;
console.log(`${decibels(losses.at(-1) ?? 1).toFixed(1)} dB on the pixels it was fitted to`);
console.log(`${decibels(error).toFixed(1)} dB on the pixels of an image ${bySide(fine)}, which it never saw`);

const most = steep.reduce((largest, value) => Math.max(largest, value), 0);
drawPicture(
  {
    title: "An image, the network that holds it, its derivative, and how the fit went",
    columns: 2,
    panels: [
      {
        title: `the image, ${bySide(size)}`,
        axes: false,
        marks: [{ image: { width: size, height: size, channels: 3, data: pixels } }],
      },
      {
        title: `the network, asked at ${bySide(fine)}`,
        axes: false,
        marks: [{ image: { width: fine, height: fine, channels: 3, data: seen } }],
      },
      {
        title: "the length of its gradient",
        axes: false,
        marks: [
          { image: { width: size, height: size, channels: 1, data: steep.map((value) => Math.sqrt(value / most)) } },
        ],
      },
      {
        title: "decibels by step",
        marks: [{ line: thin(losses).map(([step, loss]) => [step, decibels(loss)]), color: "blue" }],
      },
    ],
  },
  picture,
);

/** At most 250 of the losses, with their steps. */
function thin(values: readonly number[]): (readonly [number, number])[] {
  const every = Math.ceil(values.length / 250);
  return values.map((value, at) => [at + 1, value] as const).filter((_, at) => at % every === 0);
}

function bySide(pixels: number): string {
  return `${String(pixels)} x ${String(pixels)}`;
}
