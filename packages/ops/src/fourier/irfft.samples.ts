/** Samples of irfft. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { irfft } from "./irfft.ts";

/** Samples of irfft. */
export const samples: OpSamples = {
  op: irfft,
  samples: [
    {
      name: "rows, to an even length",
      inputs: [sampleTensor([2, 4]), sampleTensor([2, 4], -1, 1)],
      apply: (real, imaginary) => irfft({ real, imaginary }),
      torch: "torch.fft.irfft(torch.complex(real, imaginary))",
    },
    {
      name: "columns, to an odd length, in float64",
      inputs: [sampleTensor([3, 2], -2, 2, "f64"), sampleTensor([3, 2], -1, 1, "f64")],
      apply: (real, imaginary) => irfft({ real, imaginary }, { axis: 0, length: 5 }),
      torch: "torch.fft.irfft(torch.complex(real, imaginary), n=5, dim=0)",
    },
    {
      name: "fewer elements than there are numbers for",
      inputs: [sampleTensor([6]), sampleTensor([6], -1, 1)],
      apply: (real, imaginary) => irfft({ real, imaginary }, { length: 4 }),
      torch: "torch.fft.irfft(torch.complex(real, imaginary), n=4)",
    },
    {
      name: "a length beyond a product, with numbers that lack",
      inputs: [sampleTensor([5]), sampleTensor([5], -1, 1)],
      apply: (real, imaginary) => irfft({ real, imaginary }, { length: 36 }),
      torch: "torch.fft.irfft(torch.complex(real, imaginary), n=36)",
    },
    {
      name: "an odd length beyond a product",
      inputs: [sampleTensor([2, 18]), sampleTensor([2, 18], -1, 1)],
      apply: (real, imaginary) => irfft({ real, imaginary }, { length: 35 }),
      torch: "torch.fft.irfft(torch.complex(real, imaginary), n=35)",
    },
  ],
  errors: [
    {
      name: "one number, without a length",
      inputs: [f32(1), f32(1)],
      apply: (real, imaginary) => irfft({ real, imaginary }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "parts of two shapes",
      inputs: [f32(3), f32(4)],
      apply: (real, imaginary) => irfft({ real, imaginary }),
      code: "SHAPE_MISMATCH",
    },
  ],
};
