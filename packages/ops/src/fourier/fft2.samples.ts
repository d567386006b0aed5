/** Samples of fft2. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { fft2 } from "./fft2.ts";

/** Samples of fft2. */
export const samples: OpSamples = {
  op: fft2,
  samples: [
    {
      name: "the real part of images",
      inputs: [sampleTensor([2, 3, 4]), sampleTensor([2, 3, 4], -1, 1)],
      apply: (real, imaginary) => fft2({ real, imaginary }).real,
      torch: "torch.fft.fft2(torch.complex(real, imaginary)).real",
    },
    {
      name: "the imaginary part by other axes, in float64",
      inputs: [sampleTensor([3, 2, 4], -2, 2, "f64"), sampleTensor([3, 2, 4], -1, 1, "f64")],
      apply: (real, imaginary) => fft2({ real, imaginary }, { axes: [0, -1] }).imaginary,
      torch: "torch.fft.fft2(torch.complex(real, imaginary), dim=(0, -1)).imag",
    },
    {
      name: "a real image",
      inputs: [
        hostTensor([
          [1, 2],
          [3, 5],
        ]),
      ],
      apply: (real) => fft2({ real }).real,
      expected: [
        [11, -3],
        [-5, 1],
      ],
      torch: "torch.fft.fft2(real).real",
    },
  ],
  errors: [
    {
      name: "a vector",
      inputs: [f32(3), f32(3)],
      apply: (real, imaginary) => fft2({ real, imaginary }).real,
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
