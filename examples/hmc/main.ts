/** Draws from a posterior that is known, and compares what was drawn with it. */
import { drawPicture, readOptions } from "@rensa/example-tools";
import { draw } from "./draw.ts";
import { exactMoments, momentsOf, type Moments } from "./posterior.ts";

const { draws, chains, seed, picture } = readOptions("Sample the posterior of a line through noisy points.", {
  draws: [1000, "draws of each chain"],
  chains: [16, "chains, side by side"],
  seed: [0, "decides all that is random"],
});

const { points, accepted } = await draw({ draws, chains, seed });
const [drawn, exact] = [momentsOf(points), await exactMoments()];
const row = (name: string, { mean, covariance }: Moments): string =>
  name.padEnd(8) + [...mean, ...covariance].map((value) => value.toFixed(4).padStart(12)).join("");
console.log(
  `${String(points.length)} draws of ${String(chains)} chains, ${(100 * accepted).toFixed(1)} % of the moves accepted`,
);
console.log("              intercept       slope    variance  covariance    variance");
console.log(row("drawn", drawn));
console.log(row("exact", exact));

/** The points as far from the mean as so many deviations. */
function ellipse(
  { mean, covariance: [first, both, second] }: Moments,
  deviations: number,
): (readonly [number, number])[] {
  const root = Math.sqrt(first);
  const rest = Math.sqrt(second - both ** 2 / first);
  return Array.from({ length: 101 }, (_, at) => {
    const [x, y] = [deviations * Math.cos((Math.PI * at) / 50), deviations * Math.sin((Math.PI * at) / 50)];
    return [mean[0] + root * x, mean[1] + (both / root) * x + rest * y];
  });
}

const [, slopeMean] = exact.mean;
const deviation = Math.sqrt(exact.covariance[2]);
const bins = Array.from({ length: 40 }, (_, at) => slopeMean + (at / 40 - 0.5) * 8 * deviation);
const density = (x: number): number =>
  Math.exp(-(((x - slopeMean) / deviation) ** 2) / 2) / deviation / Math.sqrt(2 * Math.PI);
const share = (from: number): number =>
  points.filter(([, y]) => y >= from && y < from + deviation / 5).length / points.length;
drawPicture(
  {
    title: "Draws from a posterior, and what it is in closed form",
    panels: [
      {
        title: "intercept and slope: 1, 2 and 3 deviations",
        marks: [
          {
            points: points.filter((_, at) => at % Math.ceil(points.length / 1500) === 0),
            color: "orange",
            radius: 1,
            label: "drawn",
          },
          ...[1, 2].map((count) => ({ line: ellipse(exact, count), color: "blue" as const })),
          { line: ellipse(exact, 3), color: "blue", label: "exact" },
        ],
      },
      {
        title: "density of the slope",
        marks: [
          {
            points: bins.map((from) => [from + deviation / 10, share(from) / (deviation / 5)]),
            color: "orange",
            radius: 2.5,
            label: "drawn",
          },
          { line: bins.map((x) => [x, density(x)]), color: "blue", label: "exact" },
        ],
      },
    ],
  },
  picture,
);
