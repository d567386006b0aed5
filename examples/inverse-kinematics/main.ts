/** Lets the tip of an arm of four links draw a figure of eight. */
import { drawPicture, readOptions } from "@rensa/example-tools";
import { compile } from "rensa";
import { followPath } from "./arm.ts";

const { targets, picture } = readOptions("Find the angles by which the tip of an arm follows a path.", {
  targets: [240, "points of the path"],
});

const path = Array.from({ length: targets }, (_, at): [number, number] => {
  const turn = (2 * Math.PI * at) / targets;
  return [1.3 + 0.7 * Math.sin(turn), 0.7 + 0.8 * Math.sin(2 * turn)];
});
const follow = await compile(followPath(targets));
const { joints, rounds } = follow.run({ lengths: [1, 0.8, 0.6, 0.4], start: [0.3, 0.3, 0.3, 0.3], path });

const tipAt = (at: number): [number, number] => [joints.data[8 * at + 6] ?? 0, joints.data[8 * at + 7] ?? 0];
const misses = path.map(([x, y], at) => Math.hypot(x - tipAt(at)[0], y - tipAt(at)[1]));
console.log(`The tip is at most ${Math.max(...misses).toExponential(1)} m from each of ${String(targets)} points.`);
console.log(
  `The first point took ${String(rounds.data[0])} rounds, each of the others ${String(Math.max(...rounds.data.slice(1)))} at most.`,
);

/** The arm at one of the points. */
const pose = (at: number): [number, number][] => [
  [0, 0],
  ...[0, 1, 2, 3].map((link): [number, number] => [
    joints.data[8 * at + 2 * link] ?? 0,
    joints.data[8 * at + 2 * link + 1] ?? 0,
  ]),
];
const shown = Array.from({ length: 12 }, (_, at) => Math.floor((at * targets) / 12));
drawPicture(
  {
    title: "An arm whose tip draws a figure of eight, and the rounds that each point took",
    panels: [
      {
        title: "poses, and the path of the tip",
        equal: true,
        marks: [
          ...shown.map((at) => ({ line: pose(at), color: "gray" as const, width: 1 })),
          { line: pose(0), color: "blue", width: 3 },
          { line: path.map((_, at) => tipAt(at)), color: "orange", width: 2 },
          { points: pose(0), color: "blue", radius: 4 },
        ],
      },
      {
        title: "rounds by point of the path",
        marks: [{ points: Array.from(rounds.data, (count, at) => [at, count]), color: "orange" }],
      },
    ],
  },
  picture,
);
