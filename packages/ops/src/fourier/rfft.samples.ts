/** Samples of rfft. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { rfft } from "./rfft.ts";

/** Samples of rfft. */
export const samples: OpSamples = {
  op: rfft,
  samples: [
    {
      name: "the real part of rows of even length",
      inputs: [sampleTensor([2, 6])],
      apply: (x) => rfft(x).real,
      torch: "torch.fft.rfft(x).real",
    },
    {
      name: "the imaginary part of columns of odd length, in float64",
      inputs: [sampleTensor([5, 3], -2, 2, "f64")],
      apply: (x) => rfft(x, { axis: 0 }).imaginary,
      torch: "torch.fft.rfft(x, dim=0).imag",
    },
    {
      name: "four elements",
      inputs: [hostTensor([1, 2, 3, 4])],
      apply: (x) => rfft(x).real,
      expected: [10, -2, -2],
      torch: "torch.fft.rfft(x).real",
    },
    {
      name: "one element",
      inputs: [sampleTensor([2, 1])],
      apply: (x) => rfft(x).real,
      torch: "torch.fft.rfft(x).real",
    },
    {
      name: "a length beyond a product",
      inputs: [sampleTensor([40])],
      apply: (x) => rfft(x).imaginary,
      torch: "torch.fft.rfft(x).imag",
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(3)],
      apply: (x) => rfft(x, { axis: 1 }).real,
      code: "ATTRIBUTE_INVALID",
    },
    { name: "integers", inputs: [i32(3)], apply: (x) => rfft(x).real, code: "DTYPE_MISMATCH" },
  ],
};
