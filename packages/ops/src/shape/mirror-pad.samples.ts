/** Samples of mirrorPad. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { mirrorPad } from "./mirror-pad.ts";

/** Samples of mirrorPad. */
export const samples: OpSamples = {
  op: mirrorPad,
  samples: [
    {
      name: "reflected",
      inputs: [hostTensor([1, 2, 3])],
      apply: (x) => mirrorPad(x, [2], [1]),
      expected: [3, 2, 1, 2, 3, 2],
      torch: 'F.pad(x[None], (2, 1), mode="reflect")[0]',
    },
    {
      name: "reflected on both axes",
      inputs: [sampleTensor([3, 5])],
      apply: (x) => mirrorPad(x, [0, 3], [2, 1]),
      torch: 'F.pad(x[None, None], (3, 1, 0, 2), mode="reflect")[0, 0]',
    },
    {
      name: "symmetric",
      inputs: [sampleTensor([2, 3])],
      apply: (x) => mirrorPad(x, [1, 3], [2, 0], { mode: "symmetric" }),
      torch: "torch.cat([x[:1], x, x.flip(0)]).index_select(1, torch.tensor([2, 1, 0, 0, 1, 2]))",
    },
    {
      name: "the edge repeated, further than the axis is long",
      inputs: [sampleTensor([2, 1])],
      apply: (x) => mirrorPad(x, [3, 1], [0, 4], { mode: "edge" }),
      torch: 'F.pad(x[None, None], (1, 4, 3, 0), mode="replicate")[0, 0]',
    },
  ],
  errors: [
    {
      name: "more than can be reflected",
      inputs: [f32(3)],
      apply: (x) => mirrorPad(x, [3], [0]),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a size too few",
      inputs: [f32(3, 3)],
      apply: (x) => mirrorPad(x, [1], [1], { mode: "edge" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
