/** Attention: weighted means of values, by how well keys suit queries. */
import {
  checkOptions,
  broadcastShapes,
  makeOp,
  type DType,
  formatShape,
  formatTensorType,
  isFloat,
  nullable,
  number,
  RensaError,
  sameShape,
  type Shape,
  type ShapeError,
  type ShowShape,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { greaterEqual } from "../comparison/greater-equal.ts";
import { logicalAnd } from "../comparison/logical-and.ts";
import { where } from "../comparison/where.ts";
import { iota } from "../indexing/iota.ts";
import { matmul } from "../linear/matmul.ts";
import { softmax } from "../loss/softmax.ts";
import { expandDims } from "../shape/expand-dims.ts";
import type { MatMul } from "../types/shapes.ts";

/** The shape of attention: `[..., length, width]`, `[..., keys, width]`, `[..., keys, values]` give `[..., length, values]`. */
export type Attended<Q extends Shape, K extends Shape, V extends Shape> = MatMul<MatMul<Q, K, false, true>, V>;

/** `unknown` where queries, keys and values fit together, else a {@link ShapeError}. */
export type AttentionCheck<Q extends Shape, K extends Shape, V extends Shape> = [Attended<Q, K, V>] extends [never]
  ? ShapeError<`scaledDotProductAttention: queries ${ShowShape<Q>}, keys ${ShowShape<K>} and values ${ShowShape<V>} do not fit`>
  : unknown;

/** What restricts attention. */
export interface AttentionOptions<D extends DType = DType> {
  /** Query i sees keys 0 to i only. Default: false. */
  readonly causal?: boolean;
  /** Which keys a query sees, bool; it broadcasts to `[..., length, keys]`. Default: all. */
  readonly mask?: Tensor<Shape, "bool">;
  /** What is added to the scores before the softmax; it broadcasts to `[..., length, keys]`. Default: nothing. */
  readonly bias?: Tensor<Shape, D>;
  /** The factor of the dot products. Default: one over the root of the width. */
  readonly scale?: number;
}

/**
 * `softmax(scale * queries . keysᵀ + bias) . values`: for each query the mean of the values, weighted by how well
 * their keys suit it (Vaswani et al. 2017; as PyTorch's `scaled_dot_product_attention`).
 *
 * Queries `[..., length, width]`, keys `[..., keys, width]` and values `[..., keys, values]` give
 * `[..., length, values]`; the axes before (batch, heads) broadcast, so keys and values may have one head for all. A
 * query that sees no key gives zeros.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { scaledDotProductAttention } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ q: f32(2, 4, 10, 8), k: f32(2, 4, 12, 8), v: f32(2, 4, 12, 6) }, ({ q, k, v }) =>
 *   scaledDotProductAttention(q, k, v),
 * );
 * console.log(traced.result); // { shape: [2, 4, 10, 6], dtype: "f32" }
 * ```
 */
export const scaledDotProductAttention = makeOp({
  name: "scaled_dot_product_attention",
  variadic: true,
  attributes: { causal: false, masked: false, biased: false, scale: nullable(number(1)) },
  forward: {
    composite: (inputs, { causal, masked, biased, scale }) => {
      const [queries, keys, values, ...others] = inputs as readonly Tensor[];
      if (queries === undefined || keys === undefined || values === undefined) throw missing();
      const mask = masked ? others[0] : undefined;
      const bias = biased ? others.at(-1) : undefined;
      const factor = scale ?? 1 / Math.sqrt(queries.shape.at(-1) ?? 1);
      const products: Tensor = mul(matmul(queries, keys, { transposeB: true }), factor);
      const scores = bias === undefined ? products : add(products, bias);
      // The check of the op holds a mask to bool.
      const seen = visible(scores.shape, causal, mask as Tensor<Shape, "bool"> | undefined);
      if (seen === undefined) return matmul(softmax(scores), values);
      // Finite, so that a query that sees nothing gives no NaN.
      const weights = softmax(where(seen, scores, -1e30));
      return matmul(mask === undefined ? weights : where(seen, weights, 0), values);
    },
  },
  takes: "queries, keys, values, options?",
  call:
    (apply) =>
    <Q extends Shape, K extends Shape, V extends Shape, D extends DType>(
      queries: Tensor<Q, D>,
      keys: Tensor<K, D>,
      values: Tensor<V, D> & AttentionCheck<Q, K, V>,
      options: AttentionOptions<D> = {},
    ): Tensor<Attended<Q, K, V>, D> => {
      // A mask in place of the options would be ignored.
      checkOptions("scaledDotProductAttention", options, ["mask", "bias", "causal", "scale"]);
      const { mask, bias, causal, scale } = options;
      checkAttention(queries, keys, values, mask, bias);
      const operands: readonly Tensor[] = [queries, keys, values, ...(mask ? [mask] : []), ...(bias ? [bias] : [])];
      const attributes = { masked: mask !== undefined, biased: bias !== undefined };
      return apply(operands, {
        ...attributes,
        ...(causal === undefined ? {} : { causal }),
        ...(scale === undefined ? {} : { scale }),
      });
    },
});

/** Where a query sees a key; `undefined` where it sees all. */
function visible(
  scores: Shape,
  causal: boolean,
  mask: Tensor<Shape, "bool"> | undefined,
): Tensor<Shape, "bool"> | undefined {
  if (!causal) return mask;
  const [length = 1, keys = 1] = scores.slice(-2);
  const past: Tensor<Shape, "bool"> = greaterEqual(expandDims(iota(length), 1), iota(keys));
  return mask === undefined ? past : logicalAnd(past, mask);
}

function missing(): RensaError {
  return new RensaError(
    "ARGUMENT_INVALID",
    "scaledDotProductAttention: takes queries, keys and values, then a mask and a bias; give at least the three.",
  );
}

function checkAttention(
  queries: TensorType,
  keys: TensorType,
  values: TensorType,
  mask?: TensorType,
  bias?: TensorType,
) {
  const name = "scaledDotProductAttention";
  const floats = [queries, keys, values, ...(bias ? [bias] : [])];
  if (floats.some(({ dtype }) => !isFloat(dtype) || dtype !== queries.dtype)) {
    throw new RensaError(
      "DTYPE_MISMATCH",
      `${name}: takes f32 or f64 throughout and got ${floats.map(formatTensorType).join(", ")}; cast them to one float dtype.`,
    );
  }
  if (mask !== undefined && mask.dtype !== "bool") {
    throw new RensaError(
      "DTYPE_MISMATCH",
      `${name}: the mask is ${mask.dtype}; compare it first, or give it as the bias.`,
    );
  }
  for (const { shape } of [queries, keys, values]) {
    if (shape.length >= 2) continue;
    throw new RensaError(
      "RANK_MISMATCH",
      `${name}: ${formatShape(shape)} has ${String(shape.length)} axes and needs at least 2; reshape it to [..., length, width].`,
    );
  }
  if (queries.shape.at(-1) !== keys.shape.at(-1) || keys.shape.at(-2) !== values.shape.at(-2)) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: queries ${formatShape(queries.shape)}, keys ${formatShape(keys.shape)} and values ${formatShape(values.shape)} do not fit; queries and keys need one width, keys and values one number.`,
    );
  }
  const batch = broadcastShapes(name, ...[queries, keys, values].map(({ shape }) => shape.slice(0, -2)));
  const scores = [...batch, queries.shape.at(-2) ?? 1, keys.shape.at(-2) ?? 1];
  for (const { shape } of [...(mask ? [mask] : []), ...(bias ? [bias] : [])]) {
    if (shape.length <= scores.length && sameShape(broadcastShapes(name, scores, shape), scores)) continue;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: a mask or bias ${formatShape(shape)} does not broadcast to the scores ${formatShape(scores)}; its last axes are length and keys.`,
    );
  }
}
