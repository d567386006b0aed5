/** Samples of drumMode, whose roots are known for a rim that is held: the zeros of J_0. */
import { hostTensor, type OpSamples } from "@rensa/core";
import { drumMode, modeGuesses } from "./drum-mode.ts";
import { besselByRecurrence } from "./recurrence.ts";

/** The root of z J_1(z) = b J_0(z) near z, by Newton's method. */
function rootNear(z: number, b: number): number {
  let root = z;
  for (let step = 0; step < 30; step++) {
    const [zeroth, first] = [besselByRecurrence(0, root), besselByRecurrence(1, root)];
    root -= (root * first - b * zeroth) / (root * zeroth + b * first);
  }
  return root;
}

/** Samples of drumMode. */
export const samples: OpSamples = {
  op: drumMode,
  samples: [
    {
      name: "four modes of one rim",
      inputs: [hostTensor(modeGuesses), hostTensor(2)],
      apply: (z, b) => drumMode(z, b),
      reference: rootNear,
    },
    {
      name: "a rim for each mode",
      inputs: [hostTensor([1.6, 4.6]), hostTensor([0.8, 3])],
      apply: (z, b) => drumMode(z, b, { iterations: 10 }),
      reference: rootNear,
    },
    {
      name: "a rim that is all but held",
      inputs: [hostTensor([2.4, 5.5]), hostTensor(1e6)],
      apply: (z, b) => drumMode(z, b),
      expected: [2.4048231529, 5.5200725899],
      notSmooth: "finite differences cannot see a derivative of 1e-12",
    },
  ],
};
