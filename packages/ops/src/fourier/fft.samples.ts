/** Samples of fft. */
import { f32, f64, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { fft } from "./fft.ts";

/** Samples of fft. */
export const samples: OpSamples = {
  op: fft,
  samples: [
    {
      name: "the real part of rows",
      inputs: [sampleTensor([2, 6]), sampleTensor([2, 6], -1, 1)],
      apply: (real, imaginary) => fft({ real, imaginary }).real,
      torch: "torch.fft.fft(torch.complex(real, imaginary)).real",
    },
    {
      name: "the imaginary part of columns, in float64",
      inputs: [sampleTensor([5, 3], -2, 2, "f64"), sampleTensor([5, 3], -1, 1, "f64")],
      apply: (real, imaginary) => fft({ real, imaginary }, { axis: 0 }).imaginary,
      torch: "torch.fft.fft(torch.complex(real, imaginary), dim=0).imag",
    },
    {
      name: "a real signal",
      inputs: [hostTensor([1, 2, 3, 4])],
      apply: (real) => fft({ real }).imaginary,
      expected: [0, 2, 0, -2],
      torch: "torch.fft.fft(real).imag",
    },
    {
      name: "one element",
      inputs: [sampleTensor([2, 1])],
      apply: (real) => fft({ real }).real,
      torch: "torch.fft.fft(real).real",
    },
    {
      name: "a length of small factors beyond a product",
      inputs: [sampleTensor([36]), sampleTensor([36], -1, 1)],
      apply: (real, imaginary) => fft({ real, imaginary }).imaginary,
      torch: "torch.fft.fft(torch.complex(real, imaginary)).imag",
    },
    {
      name: "a prime length, by a chirp, on the axis in the middle",
      inputs: [sampleTensor([1, 37, 1]), sampleTensor([1, 37, 1], -1, 1)],
      apply: (real, imaginary) => fft({ real, imaginary }, { axis: -2 }).real,
      torch: "torch.fft.fft(torch.complex(real, imaginary), dim=-2).real",
    },
    {
      name: "a length with a factor of 17",
      inputs: [sampleTensor([34])],
      apply: (real) => fft({ real }).real,
      torch: "torch.fft.fft(real).real",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(3), f32(3)],
      apply: (real, imaginary) => fft({ real, imaginary }, { axis: 1 }).real,
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "an empty axis",
      inputs: [f32(2, 0), f32(2, 0)],
      apply: (real, imaginary) => fft({ real, imaginary }).real,
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "parts of two shapes",
      inputs: [f32(3), f32(4)],
      apply: (real, imaginary) => fft({ real, imaginary }).real,
      code: "SHAPE_MISMATCH",
    },
    {
      name: "parts of two dtypes",
      inputs: [f32(3), f64(3)],
      apply: (real, imaginary) => fft({ real, imaginary }).real,
      code: "DTYPE_MISMATCH",
    },
  ],
};
