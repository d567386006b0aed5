/** Samples of ifftshift. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { ifftshift } from "./fftshift.ts";

/** Samples of ifftshift. */
export const samples: OpSamples = {
  op: ifftshift,
  samples: [
    {
      name: "an odd length",
      inputs: [hostTensor([0, 1, 2, 3, 4])],
      apply: (x) => ifftshift(x),
      expected: [2, 3, 4, 0, 1],
      torch: "torch.fft.ifftshift(x)",
    },
    {
      name: "all axes",
      inputs: [sampleTensor([2, 3, 4])],
      apply: (x) => ifftshift(x),
      torch: "torch.fft.ifftshift(x)",
    },
    {
      name: "some axes, from the back",
      inputs: [sampleTensor([3, 1, 5])],
      apply: (x) => ifftshift(x, { axes: [0, -1] }),
      torch: "torch.fft.ifftshift(x, dim=(0, -1))",
    },
    {
      name: "integers",
      inputs: [sampleTensor([6], 0, 9, "i32")],
      apply: (x) => ifftshift(x, { axes: 0 }),
      torch: "torch.fft.ifftshift(x, dim=0)",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(3)],
      apply: (x) => ifftshift(x, { axes: 1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
