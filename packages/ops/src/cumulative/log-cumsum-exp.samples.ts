/** Samples of logCumsumExp. */
import { f32, i32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { greaterEqual } from "../comparison/greater-equal.ts";
import { exp } from "../exponential/exp.ts";
import { logCumsumExp } from "./log-cumsum-exp.ts";

/** Samples of logCumsumExp. */
export const samples: OpSamples = {
  op: logCumsumExp,
  samples: [
    { name: "rows", inputs: [sampleTensor([2, 5])], apply: (x) => logCumsumExp(x), torch: "torch.logcumsumexp(x, 1)" },
    {
      name: "the first axis, from the end",
      inputs: [sampleTensor([4, 3])],
      apply: (x) => logCumsumExp(x, -2, { reverse: true }),
      torch: "torch.logcumsumexp(x.flip(0), 0).flip(0)",
    },
    {
      name: "large elements, two of them equal",
      inputs: [hostTensor([10, 1000, 1000, -2000])],
      apply: (x) => logCumsumExp(x),
      expected: [10, 1000, 1000.6931471805599, 1000.6931471805599],
      notSmooth: "finite differences are too coarse beside 1000",
      torch: "torch.logcumsumexp(x, 0)",
    },
    {
      name: "infinite elements",
      inputs: [hostTensor([-Infinity, -Infinity, 1, Infinity, 2])],
      apply: (x) => greaterEqual(logCumsumExp(x), 1),
      expected: [false, false, true, true, true],
      torch: "torch.logcumsumexp(x, 0) >= 1",
    },
    {
      name: "equal elements",
      inputs: [hostTensor([1, 1, 1, 1, 1])],
      apply: (x) => logCumsumExp(x),
      torch: "torch.logcumsumexp(x, 0)",
    },
    {
      name: "exclusive",
      inputs: [sampleTensor([2, 3])],
      apply: (x) => exp(logCumsumExp(x, 1, { exclusive: true })),
      torch: "F.pad(torch.cumsum(x.exp(), 1)[:, :-1], (1, 0))",
    },
    {
      name: "one element",
      inputs: [hostTensor([[3], [4]])],
      apply: (x) => logCumsumExp(x),
      expected: [[3], [4]],
      torch: "torch.logcumsumexp(x, 1)",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => logCumsumExp(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "integers", inputs: [i32(2)], apply: (x) => logCumsumExp(x), code: "DTYPE_MISMATCH" },
  ],
};
