/** Samples of scaledDotProductAttention. */
import { bool, f32, hostTensor, i32, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { scaledDotProductAttention } from "./scaled-dot-product-attention.ts";

type Mask = Tensor<Shape, "bool">;

const [queries, keys, values] = [
  sampleTensor([2, 3, 4]),
  sampleTensor([2, 5, 4], -1.3, 1),
  sampleTensor([2, 5, 3], -1, 2),
];

/** Samples of scaledDotProductAttention. */
export const samples: OpSamples = {
  op: scaledDotProductAttention,
  samples: [
    {
      name: "all see all",
      inputs: [queries, keys, values],
      apply: (q, k, v) => scaledDotProductAttention(q, k, v),
      torch: "F.scaled_dot_product_attention(xs[0], xs[1], xs[2])",
    },
    {
      name: "causal, scaled",
      inputs: [queries, keys, values],
      apply: (q, k, v) => scaledDotProductAttention(q, k, v, { causal: true, scale: 0.3 }),
      torch: "F.scaled_dot_product_attention(xs[0], xs[1], xs[2], is_causal=True, scale=0.3)",
    },
    {
      name: "a mask by which one query sees nothing",
      inputs: [
        queries,
        keys,
        values,
        hostTensor(
          [
            [true, false, true, true, false],
            [false, false, false, false, false],
            [false, false, false, false, true],
          ],
          [3, 5],
          "bool",
        ),
      ],
      apply: (q, k, v, mask) => scaledDotProductAttention(q, k, v, { mask: mask as Mask }),
      torch: "(xs[0] @ xs[1].mT / 2).masked_fill(~xs[3], -1e30).softmax(-1).masked_fill(~xs[3], 0) @ xs[2]",
    },
    {
      name: "one head of keys for all, a bias, a mask, causal",
      inputs: [
        sampleTensor([2, 2, 2, 2]),
        sampleTensor([2, 1, 3, 2], -1.3, 1),
        sampleTensor([2, 1, 3, 1], -1, 2),
        hostTensor([true, false, true], [3], "bool"),
        sampleTensor([2, 1, 3]),
      ],
      apply: (q, k, v, mask, bias) => scaledDotProductAttention(q, k, v, { mask: mask as Mask, bias, causal: true }),
      torch:
        "F.scaled_dot_product_attention(xs[0], xs[1].expand(2, 2, 3, 2), xs[2].expand(2, 2, 3, 1), xs[4].expand(2, 2, 3).masked_fill(~(xs[3] & torch.ones(2, 3).tril().bool()), -math.inf))",
    },
  ],
  errors: [
    {
      name: "a mask in place of the options",
      inputs: [f32(2, 3, 4), bool(3, 3)],
      apply: (x, mask) => scaledDotProductAttention(x, x, x, mask as never),
      code: "ARGUMENT_INVALID",
    },
    {
      name: "keys of another width",
      inputs: [f32(3, 4), f32(5, 3), f32(5, 2)],
      apply: (q, k, v) => scaledDotProductAttention(q, k, v),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "fewer values than keys",
      inputs: [f32(3, 4), f32(5, 4), f32(4, 2)],
      apply: (q, k, v) => scaledDotProductAttention(q, k, v),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "a mask of another shape",
      inputs: [f32(3, 4), f32(5, 4), f32(5, 2), bool(5, 3)],
      apply: (q, k, v, mask) => scaledDotProductAttention(q, k, v, { mask: mask as Mask }),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "a mask of numbers",
      inputs: [f32(3, 4), f32(5, 4), f32(5, 2), f32(3, 5)],
      apply: (q, k, v, mask) => scaledDotProductAttention(q, k, v, { mask: mask as Mask }),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "integers",
      inputs: [i32(3, 4), i32(5, 4), i32(5, 2)],
      apply: (q, k, v) => scaledDotProductAttention(q, k, v),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "vectors",
      inputs: [f32(4), f32(4), f32(4)],
      apply: (q, k, v) => scaledDotProductAttention(q, k, v),
      code: "RANK_MISMATCH",
    },
  ],
};
