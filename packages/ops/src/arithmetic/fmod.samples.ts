/** Samples of fmod. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { fmod } from "./fmod.ts";

/** Samples of fmod. */
export const samples: OpSamples = {
  op: fmod,
  torch: "torch.fmod(a, b)",
  samples: [
    {
      name: "where floats end",
      inputs: [
        hostTensor(
          new Float64Array([1, -1, 3, -3, 0, -0, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, Infinity, 7]),
        ),
        hostTensor(new Float64Array([Infinity, Infinity, -Infinity, -Infinity, Infinity, 3, 3, 3, -3, 3, 0.1])),
      ],
      apply: (a, b) => fmod(a, b),
      notSmooth: "the infinities have no neighbors",
    },

    { name: "floats", inputs: [sampleTensor([3, 4], -7, 7), sampleTensor([4], 1.1, 2.9)], apply: (a, b) => fmod(a, b) },
    {
      name: "integers of both signs",
      inputs: [hostTensor([7, -7, 7, -7, 0, 6], [6], "i32"), hostTensor([2, 2, -2, -2, 3, -3], [6], "i32")],
      apply: (a, b) => fmod(a, b),
      expected: [1, -1, 1, -1, 0, 0],
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => fmod(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
