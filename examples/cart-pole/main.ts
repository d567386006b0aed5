/** Learns to swing a pole up and to balance it, and shows an episode before and after. */
import { drawPicture, readOptions, reportProgress, type Mark } from "@rensa/example-tools";
import { driver, hangingStarts, isBalanced, learnToBalance, railEnd, returnOf, type Episode } from "./cart-pole.ts";
import { timeStep } from "./physics.ts";

const { steps, seed, length, picture } = readOptions("Learn to swing a pole up and to balance it.", {
  steps: [1000, "steps of training, each with 64 episodes"],
  seed: [0, "decides the weights and the starts"],
  length: [125, "steps of an episode while it learns, of 0.04 seconds each"],
});

const progress = reportProgress(steps);
const { costs, before, after } = await learnToBalance({
  steps,
  seed,
  length,
  onStep: (step, cost) => progress(step, `cost ${cost.toFixed(3)}`),
});

// Starts that it has not seen, for three times as long as it was trained.
const starts = hangingStarts(100, seed + 1);
const [seconds, stepsOf] = [15, (time: number): number => Math.round(time / timeStep)];
const drive = driver(stepsOf(seconds), before);
const [untrained, trained] = [await drive(before, starts), await drive(after, starts)];
const mean = (episodes: readonly Episode[]): string =>
  (episodes.reduce((sum, episode) => sum + returnOf(episode), 0) / episodes.length).toFixed(1);
const balanced = (episodes: readonly Episode[]): string =>
  String(episodes.filter((episode) => isBalanced(episode, stepsOf(5))).length);
console.log(`cost ${(costs[0] ?? 0).toFixed(3)} at the start, ${(costs.at(-1) ?? 0).toFixed(3)} at the end`);
for (const [name, episodes] of [
  ["before", untrained],
  ["after", trained],
] as const)
  console.log(
    `${name}: mean return ${mean(episodes)} of at most ${String(stepsOf(seconds) + 1)}, ${balanced(episodes)} of 100 poles are up in the last 5 of ${String(seconds)} seconds`,
  );

/** The cart and its pole, step by step: gray at first, then orange, then blue. */
const lapse = (episode: Episode): readonly Mark[] =>
  episode.slice(0, stepsOf(2)).flatMap(([position, , angle], at): Mark[] => {
    const color = at < stepsOf(0.7) ? "gray" : at < stepsOf(1.3) ? "orange" : "blue";
    const tip = [position + Math.sin(angle), Math.cos(angle)] as const;
    return [
      { line: [[position, 0], tip], color, width: 1 },
      { points: [tip], color, radius: 2 },
    ];
  });
const [one = []] = trained;
const heights = (episode: Episode = []) => episode.map(([, , angle], at) => [at * timeStep, Math.cos(angle)] as const);
drawPicture(
  {
    title: "Two seconds of an episode, the height of the pole before and after, and the cost by step",
    panels: [
      {
        title: "two seconds: gray, orange, blue",
        equal: true,
        x: [-1.4, 1.4],
        y: [-1.4, 1.4],
        marks: [
          {
            line: [
              [-railEnd, 0],
              [railEnd, 0],
            ],
            color: "gray",
          },
          ...lapse(one),
        ],
      },
      {
        title: "height of the tip by second",
        y: [-1.7, 1.1],
        marks: [
          { line: heights(untrained[0]), color: "gray", label: "before", width: 1 },
          { line: heights(one), color: "blue", label: "after" },
        ],
      },
      {
        title: "cost by step",
        logarithmic: true,
        marks: [
          {
            line: costs
              .map((cost, step) => [step, cost] as const)
              .filter((_, step) => step % Math.ceil(costs.length / 250) === 0),
            color: "orange",
          },
        ],
      },
    ],
  },
  picture,
);
