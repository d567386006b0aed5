/** Samples of sinusoidalPositions. */
import type { OpSamples } from "@rensa/core";
import { sinusoidalPositions } from "./sinusoidal-positions.ts";

/** Samples of sinusoidalPositions. */
export const samples: OpSamples = {
  op: sinusoidalPositions,
  samples: [
    {
      name: "five positions",
      inputs: [],
      apply: () => sinusoidalPositions(5, 6),
      torch:
        "(lambda a: torch.stack([a.sin(), a.cos()], -1).flatten(-2))(torch.arange(5).double()[:, None] * 10000.0 ** (-torch.arange(3).double() / 3))",
    },
    {
      name: "an odd width, later, at another base",
      inputs: [],
      apply: () => sinusoidalPositions(2, 3, { base: 100, offset: 4 }),
      torch:
        "(lambda a: torch.stack([a.sin(), a.cos()], -1).flatten(-2)[:, :3])((torch.arange(2).double() + 4)[:, None] * 100.0 ** (-2 * torch.arange(2).double() / 3))",
    },
    {
      name: "the first position",
      inputs: [],
      apply: () => sinusoidalPositions(1, 4),
      expected: [[0, 1, 0, 1]],
      torch: "torch.tensor([[0.0, 1, 0, 1]])",
    },
    {
      name: "the second position in f64",
      inputs: [],
      apply: () => sinusoidalPositions(1, 2, { offset: 1, dtype: "f64" }),
      expected: [[Math.sin(1), Math.cos(1)]],
      torch: { none: "written down by hand" },
    },
  ],
  errors: [
    { name: "half a width", inputs: [], apply: () => sinusoidalPositions(2, 1.5), code: "ATTRIBUTE_INVALID" },
    { name: "a base of 0", inputs: [], apply: () => sinusoidalPositions(2, 2, { base: 0 }), code: "ATTRIBUTE_INVALID" },
  ],
};
