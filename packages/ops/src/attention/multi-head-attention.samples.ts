/** Samples of multiHeadAttention. */
import { f32, hostTensor, sampleTensor, type OpSamples, type Shape, type Tensor } from "@rensa/core";
import { multiHeadAttention } from "./multi-head-attention.ts";

type Matrix = Tensor<readonly [number, number]>;
type Vector = Tensor<readonly [number]>;

const heads = "(lambda x, h: x.unflatten(-1, (h, -1)).transpose(-2, -3)), (lambda x: x.transpose(-2, -3).flatten(-2))";

/** Samples of multiHeadAttention. */
export const samples: OpSamples = {
  op: multiHeadAttention,
  samples: [
    {
      name: "attention to itself, causal",
      inputs: [
        sampleTensor([2, 3, 2]),
        sampleTensor([2, 4], -1.3, 1),
        sampleTensor([2, 4], -1, 2),
        sampleTensor([2, 2], -0.7, 1),
        sampleTensor([2, 3], -1, 1.4),
      ],
      apply: (x, query, key, value, output) =>
        multiHeadAttention(
          x,
          x,
          x,
          { query: query as Matrix, key: key as Matrix, value: value as Matrix, output: output as Matrix },
          { heads: 2, causal: true },
        ),
      torch: `(lambda split, join: join(F.scaled_dot_product_attention(split(xs[0] @ xs[1], 2), split(xs[0] @ xs[2], 2), split(xs[0] @ xs[3], 2), is_causal=True)) @ xs[4])(${heads})`,
    },
    {
      name: "to other keys, masked, with biases",
      inputs: [
        sampleTensor([2, 2]),
        sampleTensor([3, 2], -1.3, 1),
        sampleTensor([2, 2], -1, 2),
        sampleTensor([2, 2], -0.7, 1),
        sampleTensor([2], -1, 1.4),
        sampleTensor([2], -0.4, 1.4),
        hostTensor(
          [
            [true, false, true],
            [true, true, false],
          ],
          [2, 3],
          "bool",
        ),
        sampleTensor([3]),
      ],
      apply: (x, y, weights, output, queryBias, outputBias, mask, bias) =>
        multiHeadAttention(
          x,
          y,
          y,
          {
            query: weights as Matrix,
            key: weights as Matrix,
            value: weights as Matrix,
            output: output as Matrix,
            queryBias: queryBias as Vector,
            outputBias: outputBias as Vector,
          },
          { heads: 1, mask: mask as Tensor<Shape, "bool">, bias },
        ),
      torch:
        "F.scaled_dot_product_attention(xs[0] @ xs[2] + xs[4], xs[1] @ xs[2], xs[1] @ xs[2], xs[7].expand(2, 3).masked_fill(~xs[6], -math.inf)) @ xs[3] + xs[5]",
    },
  ],
  errors: [
    {
      name: "heads that do not divide",
      inputs: [f32(3, 4), f32(4, 4)],
      apply: (x, w) => {
        const weights = w as Matrix;
        return multiHeadAttention(
          x,
          x,
          x,
          { query: weights, key: weights, value: weights, output: weights },
          { heads: 3 },
        );
      },
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "weights of another width",
      inputs: [f32(3, 4), f32(3, 4)],
      apply: (x, w) => {
        const weights = w as Matrix;
        return multiHeadAttention(
          x,
          x,
          x,
          { query: weights, key: weights, value: weights, output: weights },
          { heads: 2 },
        );
      },
      code: "SHAPE_MISMATCH",
    },
    {
      name: "a vector",
      inputs: [f32(4), f32(4, 4)],
      apply: (x, w) => {
        const weights = w as Matrix;
        return multiHeadAttention(
          x,
          x,
          x,
          { query: weights, key: weights, value: weights, output: weights },
          { heads: 2 },
        );
      },
      code: "RANK_MISMATCH",
    },
  ],
};
