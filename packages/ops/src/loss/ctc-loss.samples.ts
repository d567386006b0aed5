/** Samples of ctcLoss. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { ctcLoss } from "./ctc-loss.ts";
import { logSoftmax } from "./log-softmax.ts";

type Rows = Tensor<readonly [number, number, number]>;
type Matrix = Tensor<readonly [number, number], "i32">;
type Vector = Tensor<readonly [number], "i32">;

const integers = (data: readonly (number | readonly number[])[], shape: readonly number[]) =>
  hostTensor(data, shape, "i32");

/** Samples of ctcLoss. */
export const samples: OpSamples = {
  op: ctcLoss,
  samples: [
    {
      name: "two sequences of two lengths, one with a label twice",
      inputs: [
        sampleTensor([2, 5, 3]),
        integers(
          [
            [1, 1],
            [2, 9],
          ],
          [2, 2],
        ),
        integers([5, 3], [2]),
        integers([2, 1], [2]),
      ],
      apply: (x, t, n, m) => ctcLoss(logSoftmax(x) as Rows, t as Matrix, n as Vector, m as Vector),
      torch: "F.ctc_loss(logProbabilities.log_softmax(-1).transpose(0, 1), targets, inputLengths, targetLengths)",
    },
    {
      name: "another blank, one by one, one sequence of blanks",
      inputs: [
        sampleTensor([2, 4, 3]),
        integers(
          [
            [1, 0],
            [0, 0],
          ],
          [2, 2],
        ),
        integers([4, 2], [2]),
        integers([2, 0], [2]),
      ],
      apply: (x, t, n, m) =>
        ctcLoss(logSoftmax(x) as Rows, t as Matrix, n as Vector, m as Vector, { blank: 2, reduction: "none" }),
      torch:
        "F.ctc_loss(logProbabilities.log_softmax(-1).transpose(0, 1), targets, inputLengths, targetLengths, blank=2, reduction='none')",
    },
    {
      name: "too short for its targets, summed",
      inputs: [
        sampleTensor([2, 3, 3]),
        integers(
          [
            [1, 1],
            [1, 2],
          ],
          [2, 2],
        ),
        integers([2, 3], [2]),
        integers([2, 2], [2]),
      ],
      apply: (x, t, n, m) =>
        ctcLoss(logSoftmax(x) as Rows, t as Matrix, n as Vector, m as Vector, { zeroInfinity: true, reduction: "sum" }),
      torch:
        "F.ctc_loss(logProbabilities.log_softmax(-1).transpose(0, 1), targets, inputLengths, targetLengths, reduction='sum', zero_infinity=True)",
    },
    {
      name: "a certain sequence, of which all other alignments are impossible",
      inputs: [
        hostTensor(
          [
            [Math.log(0.5), Math.log(0.5)],
            [-Infinity, 0],
          ],
          [1, 2, 2],
        ),
        integers([[1]], [1, 1]),
        integers([2], [1]),
        integers([1], [1]),
      ],
      apply: (x, t, n, m) => ctcLoss(x as Rows, t as Matrix, n as Vector, m as Vector),
      expected: 0,
      notSmooth: "a probability of 0, of which the logarithm is held",
      torch: { none: "the value is that of ctc_loss, whose gradient takes a softmax before it for granted" },
    },
  ],
  errors: [
    {
      name: "lengths of another batch",
      inputs: [f32(2, 3, 4), i32(2, 2), i32(3), i32(2)],
      apply: (x, t, n, m) => ctcLoss(x as Rows, t as Matrix, n as Vector, m as Vector),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "targets that are no integers",
      inputs: [f32(2, 3, 4), f32(2, 2), i32(2), i32(2)],
      apply: (x, t, n, m) => ctcLoss(x as Rows, t as Matrix, n as Vector, m as Vector),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "a matrix of logarithms",
      inputs: [f32(3, 4), i32(2, 2), i32(2), i32(2)],
      apply: (x, t, n, m) => ctcLoss(x as Rows, t as Matrix, n as Vector, m as Vector),
      code: "RANK_MISMATCH",
    },
    {
      name: "a blank that is no class",
      inputs: [f32(2, 3, 4), i32(2, 2), i32(2), i32(2)],
      apply: (x, t, n, m) => ctcLoss(x as Rows, t as Matrix, n as Vector, m as Vector, { blank: 4 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
