/** Learns a vector field from pieces of its orbits, and follows it for twenty times as long as any piece. */
import { drawPicture, readOptions, reportProgress } from "@rensa/example-tools";
import { distanceBetween, learnField } from "./neural-ode.ts";
import { trueOrbit, trueSlope, type Point } from "./true-orbit.ts";

const { steps, seed, picture } = readOptions("Learn a differential equation from short pieces of its orbits.", {
  steps: [2000, "steps of training"],
  seed: [0, "decides the weights, the pieces and their noise"],
});

const progress = reportProgress(steps);
const { losses, orbitFrom, slopesAt } = await learnField({
  steps,
  seed,
  onStep: (step, loss) => progress(step, `loss ${loss.toExponential(2)}`),
});

const start: Point = [-2, 2.5];
const [truth, learned] = [trueOrbit(start, 200), await orbitFrom(start, 200)];
console.log(`loss ${String(losses[0])} at the start, ${String(losses.at(-1))} at the end`);
console.log(`mean distance over 10 seconds: ${distanceBetween(truth, learned).toFixed(4)}`);

const ticks = Array.from({ length: 13 }, (_, at) => -3 + at / 2);
const grid = ticks.flatMap((x) => ticks.map((y): Point => [x, y]));
/** Directions with lengths that can be seen. */
const arrows = (slopes: readonly Point[]) =>
  grid.map(([x, y], at) => {
    const [dx, dy] = slopes[at] ?? [0, 0];
    const scale = 0.16 / Math.sqrt(Math.hypot(dx, dy) + 0.1);
    return [x, y, scale * dx, scale * dy] as const;
  });
const look = { x: [-3.3, 3.3], y: [-3.3, 3.3] } as const;
drawPicture(
  {
    title: "The true field and orbit, those that were learned, and the loss",
    panels: [
      {
        ...look,
        title: "the truth",
        marks: [
          { arrows: arrows(grid.map(trueSlope)), color: "gray" },
          { line: truth, color: "blue" },
        ],
      },
      {
        ...look,
        title: "learned",
        marks: [
          { arrows: arrows(await slopesAt(grid)), color: "gray" },
          { line: learned, color: "orange" },
        ],
      },
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
