/** Attention in several heads, with its projections. */
import {
  expectTensor,
  makeOp,
  type DType,
  formatShape,
  wholeNumber,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { matmul } from "../linear/matmul.ts";
import { reshape } from "../shape/reshape.ts";
import { transpose } from "../shape/transpose.ts";
import { scaledDotProductAttention } from "./scaled-dot-product-attention.ts";

/** The weights of a {@link multiHeadAttention}, `[in, out]` as `matmul(x, weights)` takes them, and biases `[out]`. */
export interface AttentionProjections<D extends DType = DType> {
  readonly query: Tensor<readonly [number, number], D>;
  readonly key: Tensor<readonly [number, number], D>;
  readonly value: Tensor<readonly [number, number], D>;
  readonly output: Tensor<readonly [number, number], D>;
  readonly queryBias?: Tensor<readonly [number], D> | undefined;
  readonly keyBias?: Tensor<readonly [number], D> | undefined;
  readonly valueBias?: Tensor<readonly [number], D> | undefined;
  readonly outputBias?: Tensor<readonly [number], D> | undefined;
}

/** How a {@link multiHeadAttention} is made. */
export interface MultiHeadOptions<D extends DType = DType> {
  /** The number of heads, which divides the widths of the projections. */
  readonly heads: number;
  /** Query i sees keys 0 to i only. Default: false. */
  readonly causal?: boolean;
  /** Which keys a query sees, bool; it broadcasts to `[..., heads, length, keys]`. Default: all. */
  readonly mask?: Tensor<Shape, "bool">;
  /** What is added to the scores; it broadcasts to `[..., heads, length, keys]`. Default: nothing. */
  readonly bias?: Tensor<Shape, D>;
}

/**
 * Queries, keys and values are projected, cut into heads, attended to head by head by `scaledDotProductAttention`,
 * joined and projected again (Vaswani et al. 2017; as PyTorch's `MultiheadAttention` in inference, with the weights
 * passed in).
 *
 * Queries `[..., length, in]`, keys and values `[..., keys, in]` give `[..., length, out]`. Give one tensor for all
 * three for self-attention. The widths of the projected queries and keys are equal, and all but the last projection
 * are divided by `heads`.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { multiHeadAttention } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const w = f32(8, 8);
 * const traced = trace({ x: f32(2, 10, 8), query: w, key: w, value: w, output: w }, ({ x, query, key, value, output }) =>
 *   multiHeadAttention(x, x, x, { query, key, value, output }, { heads: 2, causal: true }),
 * );
 * console.log(traced.result); // { shape: [2, 10, 8], dtype: "f32" }
 * ```
 */
export const multiHeadAttention = makeOp({
  name: "multi_head_attention",
  variadic: true,
  attributes: { heads: wholeNumber(1, { minimum: 1 }), causal: false, masked: false, biased: false },
  forward: {
    composite: (inputs, { heads, causal, masked, biased }) => {
      const operands: readonly Tensor[] = inputs;
      const project = (x: number, weights: number): Tensor => projected(operands, x, weights);
      const attended: Tensor = scaledDotProductAttention(
        intoHeads(project(0, 3), heads),
        intoHeads(project(1, 4), heads),
        intoHeads(project(2, 5), heads),
        {
          causal,
          ...(masked ? { mask: expectTensor("multiHeadAttention: its mask", at(operands, 11), "bool") } : {}),
          ...(biased ? { bias: at(operands, operands.length - 1) } : {}),
        },
      );
      return linear(fromHeads(attended), at(operands, 6), at(operands, 10));
    },
  },
  check: ({ heads }, inputs) => {
    for (const { shape } of inputs.slice(3, 6)) {
      const width = shape.at(-1) ?? 1;
      if (Number.isInteger(heads) && heads >= 1 && width % heads === 0) continue;
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `multiHeadAttention: a width of ${String(width)} cannot be divided into ${String(heads)} heads; give a whole number that divides it.`,
      );
    }
  },
  takes: "query, key, value, projections, options",
  call:
    (apply) =>
    <Q extends Shape, D extends DType>(
      query: Tensor<Q, D>,
      key: Tensor<Shape, D>,
      value: Tensor<Shape, D>,
      projections: AttentionProjections<D>,
      { mask, bias, heads, causal }: MultiHeadOptions<D>,
    ): Tensor<Q extends readonly [...infer Rows extends Shape, number] ? readonly [...Rows, number] : Shape, D> => {
      const { query: q, key: k, value: v, output, queryBias, keyBias, valueBias, outputBias } = projections;
      checkProjection("query", query, q, queryBias);
      checkProjection("key", key, k, keyBias);
      checkProjection("value", value, v, valueBias);
      checkProjection("output", v, output, outputBias);
      // The types say so, but a call may come from where types are not checked, and a default would be a guess.
      if ((heads as number | undefined) === undefined) {
        throw new RensaError(
          "ATTRIBUTE_INVALID",
          "multiHeadAttention: the number of heads is missing; give { heads }.",
        );
      }
      const optional = [...(mask ? [mask] : []), ...(bias ? [bias] : [])];
      const biases = [queryBias ?? 0, keyBias ?? 0, valueBias ?? 0, outputBias ?? 0];
      return apply([query, key, value, q, k, v, output, ...biases, ...optional], {
        heads,
        causal: causal ?? false,
        masked: mask !== undefined,
        biased: bias !== undefined,
      });
    },
});

/** The operand at a position: three inputs, four weights, their biases, and what is optional. */
function at(operands: readonly Tensor[], position: number): Tensor {
  const operand = operands[position];
  if (operand !== undefined) return operand;
  throw new RensaError(
    "ARGUMENT_INVALID",
    "multiHeadAttention: takes query, key, value, four weights and their biases; give all of them.",
  );
}

function projected(operands: readonly Tensor[], x: number, weights: number): Tensor {
  return linear(at(operands, x), at(operands, weights), at(operands, weights + 4));
}

/** All rows by one matrix product, so that the gradient of the weights is one too. */
function linear(x: Tensor, weights: Tensor, bias: Tensor): Tensor {
  const rows: Tensor = matmul(reshape(x, [-1, x.shape.at(-1) ?? 1]), weights);
  return reshape(add(rows, bias), [...x.shape.slice(0, -1), weights.shape.at(-1) ?? 1]);
}

/** `[..., length, heads * width]` as `[..., heads, length, width]`. */
function intoHeads(x: Tensor, heads: number): Tensor {
  const parts: Tensor = reshape(x, [...x.shape.slice(0, -1), heads, (x.shape.at(-1) ?? 1) / heads]);
  return swapHeads(parts);
}

function fromHeads(x: Tensor): Tensor {
  const parts = swapHeads(x);
  return reshape(parts, [...parts.shape.slice(0, -2), (parts.shape.at(-1) ?? 1) * (parts.shape.at(-2) ?? 1)]);
}

function swapHeads(x: Tensor): Tensor {
  const rank = x.shape.length;
  const order = x.shape.map((_, axis) => (axis === rank - 3 ? rank - 2 : axis === rank - 2 ? rank - 3 : axis));
  return transpose(x, order);
}

function checkProjection(name: string, x: Tensor, weights: Tensor, bias?: Tensor): void {
  if (x.shape.length < 2 || weights.shape.length !== 2) {
    throw new RensaError(
      "RANK_MISMATCH",
      `multiHeadAttention: the ${name} ${formatShape(x.shape)} and its weights ${formatShape(weights.shape)} need at least 2 and 2 axes; reshape them to [..., length, in] and [in, out].`,
    );
  }
  const fits = bias === undefined || (bias.shape.length === 1 && bias.shape[0] === weights.shape[1]);
  if (x.shape.at(-1) === weights.shape[0] && fits) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `multiHeadAttention: the ${name} ${formatShape(x.shape)}, its weights ${formatShape(weights.shape)} and its bias ${formatShape(bias?.shape ?? [])} do not fit; give weights [in, out] and a bias [out].`,
  );
}
