/** Samples of isClose. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { isClose } from "./is-close.ts";

/** Samples of isClose. */
export const samples: OpSamples = {
  op: isClose,
  samples: [
    {
      name: "near and far",
      inputs: [
        hostTensor([1, 1, 1, Infinity, Infinity, Number.NaN]),
        hostTensor([1.000001, 1.1, 1, Infinity, -Infinity, Number.NaN]),
      ],
      apply: (a, b) => isClose(a, b),
      expected: [1, 0, 1, 1, 0, 0],
      torch: "torch.isclose(a, b)",
    },
    {
      name: "equal NaN",
      inputs: [hostTensor([Number.NaN, Number.NaN, 0.1]), hostTensor([Number.NaN, 1, 0.2])],
      apply: (a, b) => isClose(a, b, { equalNan: true, absolute: 0.2 }),
      expected: [1, 0, 1],
      torch: "torch.isclose(a, b, atol=0.2, equal_nan=True)",
    },
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 5]), sampleTensor([5])],
      apply: (a, b) => isClose(a, b, { relative: 1 }),
      torch: "torch.isclose(a, b, rtol=1.0)",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => isClose(a, b),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "a negative tolerance",
      inputs: [f32(2), f32(2)],
      apply: (a, b) => isClose(a, b, { absolute: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "integers", inputs: [i32(2), i32(2)], apply: (a, b) => isClose(a, b), code: "DTYPE_MISMATCH" },
  ],
};
