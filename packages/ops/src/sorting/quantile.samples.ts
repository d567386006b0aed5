/** Samples of quantile. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { quantile } from "./quantile.ts";

/** Samples of quantile. */
export const samples: OpSamples = {
  op: quantile,
  samples: [
    { name: "everything", inputs: [sampleTensor([3, 4])], apply: (x) => quantile(x, 0.4), torch: "x.quantile(0.4)" },
    {
      name: "columns",
      inputs: [sampleTensor([4, 3])],
      apply: (x) => quantile(x, 0.9, -2),
      torch: "x.quantile(0.9, 0)",
    },
    {
      name: "the largest beside infinity, and NaN",
      inputs: [
        hostTensor([
          [1, 2, Infinity],
          [1, Number.NaN, 2],
        ]),
      ],
      apply: (x) => quantile(x, 0.5, 1),
      expected: [2, Number.NaN],
      notSmooth: "NaN",
      torch: { none: "torch multiplies infinity by 0" },
    },
    {
      name: "the nearest element",
      inputs: [sampleTensor([6])],
      apply: (x) => quantile(x, 0.3, 0, { interpolation: "nearest" }),
      torch: "x.quantile(0.3, interpolation='nearest')",
    },
    {
      name: "halfway between two",
      inputs: [sampleTensor([2, 4])],
      apply: (x) => quantile(x, 0.5, 1, { interpolation: "midpoint" }),
      torch: "x.quantile(0.5, 1, interpolation='midpoint')",
    },
  ],
  errors: [
    { name: "a part above 1", inputs: [f32(3)], apply: (x) => quantile(x, 1.5), code: "ATTRIBUTE_INVALID" },
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => quantile(x, 0.5, 2),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "another interpolation",
      inputs: [f32(3)],
      apply: (x) => quantile(x, 0.5, 0, { interpolation: "cubic" as "linear" }),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "integers", inputs: [i32(3)], apply: (x) => quantile(x, 0.5), code: "DTYPE_MISMATCH" },
    { name: "no elements", inputs: [f32(0)], apply: (x) => quantile(x, 0.5), code: "SHAPE_MISMATCH" },
  ],
};
