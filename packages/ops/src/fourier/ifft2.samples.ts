/** Samples of ifft2. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { ifft2 } from "./ifft2.ts";

/** Samples of ifft2. */
export const samples: OpSamples = {
  op: ifft2,
  samples: [
    {
      name: "the real part of images",
      inputs: [sampleTensor([2, 3, 4]), sampleTensor([2, 3, 4], -1, 1)],
      apply: (real, imaginary) => ifft2({ real, imaginary }).real,
      torch: "torch.fft.ifft2(torch.complex(real, imaginary)).real",
    },
    {
      name: "the imaginary part by other axes, in float64",
      inputs: [sampleTensor([3, 2, 4], -2, 2, "f64"), sampleTensor([3, 2, 4], -1, 1, "f64")],
      apply: (real, imaginary) => ifft2({ real, imaginary }, { axes: [0, -1] }).imaginary,
      torch: "torch.fft.ifft2(torch.complex(real, imaginary), dim=(0, -1)).imag",
    },
  ],
  errors: [
    {
      name: "a vector",
      inputs: [f32(3), f32(3)],
      apply: (real, imaginary) => ifft2({ real, imaginary }).real,
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
