/** Samples of alibiBias. */
import type { OpSamples } from "@rensa/core";
import { alibiBias } from "./alibi-bias.ts";

/** Samples of alibiBias. */
export const samples: OpSamples = {
  op: alibiBias,
  samples: [
    {
      name: "four heads",
      inputs: [],
      apply: () => alibiBias(4, 3, 4),
      torch:
        "-(2.0 ** (-2 * (torch.arange(4).double() + 1)))[:, None, None] * (torch.arange(3)[:, None] - torch.arange(4)).abs()",
    },
    {
      name: "six heads",
      inputs: [],
      apply: () => alibiBias(6, 2, 3),
      torch:
        "-(2.0 ** -torch.tensor([2.0, 4, 6, 8, 1, 3]).double())[:, None, None] * (torch.arange(2)[:, None] - torch.arange(3)).abs()",
    },
    {
      name: "one head",
      inputs: [],
      apply: () => alibiBias(1, 1, 2),
      expected: [[[0, -0.00390625]]],
      torch: "torch.tensor([[[0.0, -1 / 256]]])",
    },
    {
      name: "one head in f64",
      inputs: [],
      apply: () => alibiBias(1, 2, 1, "f64"),
      expected: [[[0], [-0.00390625]]],
      torch: { none: "written down by hand" },
    },
  ],
  errors: [{ name: "no heads", inputs: [], apply: () => alibiBias(0, 2, 2), code: "ATTRIBUTE_INVALID" }],
};
