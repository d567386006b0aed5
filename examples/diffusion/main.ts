/** Learns to make a spiral of noise. */
import { drawPicture, readOptions, reportProgress } from "@rensa/example-tools";
import { learnSpiral } from "./diffusion.ts";
import { nearestOnSpiral } from "./spiral.ts";

const {
  steps,
  seed,
  points: count,
  picture,
} = readOptions("Learn to draw points of a spiral, by diffusion.", {
  steps: [4000, "steps of training"],
  seed: [0, "decides the weights, the data and what is drawn"],
  points: [2000, "points that are drawn at the end"],
});

const progress = reportProgress(steps);
const { losses, points, draw } = await learnSpiral({
  steps,
  seed,
  onStep: (step, loss) => progress(step, `loss ${loss.toFixed(3)}`),
});
const drawn = await draw(count);
const found = drawn.map(nearestOnSpiral);
const near = found.filter(({ distance }) => distance < 0.15).length / found.length;
const covered = new Set(found.filter(({ distance }) => distance < 0.15).map(({ place }) => Math.floor(place / 20)));
console.log(`loss ${(losses[0] ?? 0).toFixed(3)} at the start, ${(losses.at(-1) ?? 0).toFixed(3)} at the end`);
console.log(
  `${(100 * near).toFixed(1)} % of the points that were drawn are within 0.15 of the spiral, in ${String(covered.size)} of its 20 parts`,
);

const look = { x: [-2.6, 2.6], y: [-2.6, 2.6] } as const;
drawPicture(
  {
    title: "Points of a spiral, points that were drawn, and the loss",
    panels: [
      { ...look, title: "the data", marks: [{ points: points.slice(0, 1000), color: "blue", radius: 1.2 }] },
      { ...look, title: "drawn from noise", marks: [{ points: drawn.slice(0, 1000), color: "orange", radius: 1.2 }] },
      {
        title: "loss by step",
        logarithmic: true,
        marks: [
          {
            line: losses
              .map((loss, step) => [step, loss] as const)
              .filter((_, step) => step % Math.ceil(losses.length / 250) === 0),
            color: "orange",
          },
        ],
      },
    ],
  },
  picture,
);
