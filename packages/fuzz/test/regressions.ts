/** Cases that were refused once, each with what was wrong. They are asked again each time. */
import type { Case } from "../src/generate/case.ts";

/** A case that an oracle refused. */
export interface Regression {
  /** What holds now, as a sentence. */
  readonly name: string;
  /** The oracle that refused it. */
  readonly oracle: string;
  readonly case: Case;
}

/** All that were found. */
export const regressions: readonly Regression[] = [
  {
    name: "a value without elements is not written over others on WebAssembly",
    oracle: "wasm",
    case: { shapes: [[3, 3, 3], []], steps: [["empty", 45], ["rfft"]], results: 1, seed: 0 },
  },
  {
    name: "no kernel has a loop that writes a value without elements",
    oracle: "writes",
    case: { shapes: [[3, 3, 3], []], steps: [["empty", 45], ["rfft"]], results: 1, seed: 0 },
  },
  {
    name: "the gradient of a minimum whose operand is computed again is no NaN in float32 on JavaScript",
    oracle: "javascript-single",
    case: { shapes: [[]], steps: [["sample min 0"]], results: 1, seed: 0 },
  },
  {
    name: "the gradient of the maximum of a product is no NaN in float32 on JavaScript",
    oracle: "javascript-single",
    case: {
      shapes: [
        [3, 4],
        [3, 4],
      ],
      steps: [
        ["mul", 0, 1],
        ["max", 0, 1],
      ],
      results: 1,
      seed: 2,
    },
  },
  {
    name: "equal float32 values compare as equal on JavaScript, whether stored or computed again",
    oracle: "javascript-single",
    case: { shapes: [[]], steps: [["sample search_sorted 1"], ["add"]], results: 2, seed: 1 },
  },
];
