/** Samples of rotaryEmbedding. */
import { f32, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { rotaryEmbedding } from "./rotary-embedding.ts";

/** Samples of rotaryEmbedding. */
export const samples: OpSamples = {
  op: rotaryEmbedding,
  samples: [
    {
      name: "halves",
      inputs: [sampleTensor([2, 3, 6])],
      apply: (x) => rotaryEmbedding(x),
      torch:
        "(lambda a: torch.cat([x[..., :3] * a.cos() - x[..., 3:] * a.sin(), x[..., 3:] * a.cos() + x[..., :3] * a.sin()], -1))(torch.arange(3).double()[:, None] * 10000.0 ** (-torch.arange(3).double() / 3))",
    },
    {
      name: "neighbors, later, at another base",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => rotaryEmbedding(x, { pairing: "neighbors", offset: 5, base: 100 }),
      torch:
        "(lambda a: torch.stack([x[..., 0::2] * a.cos() - x[..., 1::2] * a.sin(), x[..., 1::2] * a.cos() + x[..., 0::2] * a.sin()], -1).flatten(-2))((torch.arange(3).double() + 5)[:, None] * 100.0 ** (-torch.arange(2).double() / 2))",
    },
    {
      name: "there and back",
      inputs: [sampleTensor([1, 3, 2])],
      apply: (x) => rotaryEmbedding(rotaryEmbedding(x, { offset: 3 }), { offset: 3, inverse: true }),
      torch: "x * 1",
    },
  ],
  errors: [
    { name: "an odd width", inputs: [f32(2, 3)], apply: (x) => rotaryEmbedding(x), code: "SHAPE_MISMATCH" },
    { name: "a vector", inputs: [f32(4)], apply: (x) => rotaryEmbedding(x), code: "RANK_MISMATCH" },
    { name: "integers", inputs: [i32(2, 4)], apply: (x) => rotaryEmbedding(x), code: "DTYPE_MISMATCH" },
    {
      name: "a base of 0",
      inputs: [f32(2, 4)],
      apply: (x) => rotaryEmbedding(x, { base: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "an unknown pairing",
      inputs: [f32(2, 4)],
      apply: (x) => rotaryEmbedding(x, { pairing: "thirds" as "halves" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
