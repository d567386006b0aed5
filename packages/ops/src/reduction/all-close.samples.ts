/** Samples of allClose. */
import { f32, hostTensor, type OpSamples } from "@rensa/core";
import { allClose } from "./all-close.ts";

/** Samples of allClose. */
export const samples: OpSamples = {
  op: allClose,
  samples: [
    {
      name: "near",
      inputs: [hostTensor([1, 2, 3]), hostTensor([1.000001, 2, 3])],
      apply: (a, b) => allClose(a, b),
      expected: 1,
      torch: "torch.allclose(a, b)",
    },
    {
      name: "one far",
      inputs: [hostTensor([1, 2, 3]), hostTensor([1, 2.1, 3])],
      apply: (a, b) => allClose(a, b),
      expected: 0,
      torch: "torch.allclose(a, b)",
    },
    {
      name: "an absolute tolerance",
      inputs: [hostTensor([0, 1]), hostTensor([0.25, 1])],
      apply: (a, b) => allClose(a, b, { absolute: 0.5 }),
      expected: 1,
      torch: { none: "written down by hand" },
    },
    {
      name: "wide tolerances",
      inputs: [
        hostTensor([
          [1, 2],
          [3, Number.NaN],
        ]),
        hostTensor([
          [1.1, 2],
          [3, Number.NaN],
        ]),
      ],
      apply: (a, b) => allClose(a, b, { relative: 0.2, equalNan: true }),
      expected: 1,
      torch: "torch.allclose(a, b, rtol=0.2, equal_nan=True)",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => allClose(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
