/** A problem of the size of those that trajectories are taken from, with other numbers. */
import { sampleTensor } from "@rensa/core";
import type { Problem } from "./descent.ts";

export const smallProblem: Problem = {
  x: sampleTensor([12, 5], -1, 1),
  y: sampleTensor([12, 3], -0.5, 1),
  w1: sampleTensor([5, 4], -0.7, 0.6),
  b1: sampleTensor([4], -0.1, 0.1),
  w2: sampleTensor([4, 3], -0.8, 0.9),
  b2: sampleTensor([3], -0.1, 0.2),
};

/** Where the parameters stand in the vector of all. */
export const places = { w1: [0, 20], b1: [20, 24], w2: [24, 36], b2: [36, 39] } as const;

/** The part of the vector of all parameters that one takes. */
export function part(all: readonly number[], name: keyof typeof places): readonly number[] {
  return all.slice(...places[name]);
}
