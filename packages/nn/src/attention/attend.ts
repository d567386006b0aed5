/** Attention of queries to keys, with what a training adds: dropped weights. */
import type { Shape, Tensor } from "@rensa/core";
import { dropout, expandDims, greaterEqual, iota, logicalAnd, matmul, mul, softmax, where } from "@rensa/ops";
import type { Key } from "../model.ts";

/** Rows by heads, `[batch, heads, length, width]`. */
export type Heads = Tensor<readonly [number, number, number, number], "f32">;

/** What a query may see. */
export interface Visibility {
  /** Query i sees keys 0 to i only. */
  readonly causal: boolean;
  /** Which keys a query sees; it broadcasts to `[batch, heads, length, keys]`. */
  readonly mask: Tensor<Shape, "bool"> | undefined;
}

/** Elements dropped with a probability, by a key. */
export interface Drop {
  readonly rate: number;
  readonly key: Key;
}

/**
 * `drop(softmax(queries . keysᵀ / sqrt(width))) . values`: the op `scaledDotProductAttention` with dropout between the
 * softmax and the product, which the op does not have. A query that sees no key gives zeros.
 */
export function attendHeads(
  { queries, keys, values }: Readonly<Record<"queries" | "keys" | "values", Heads>>,
  visibility: Visibility,
  drop: Drop | null,
): Heads {
  const products = matmul(queries, keys, { transposeB: true });
  const scores = mul(products, 1 / Math.sqrt(queries.shape[3]));
  const weights = softmaxOver(
    scores,
    visible(queries.shape[2], keys.shape[2], visibility),
    visibility.mask !== undefined,
  );
  return matmul(drop === null ? weights : dropout(weights, drop.key, drop.rate), values) as Heads;
}

function softmaxOver(
  scores: Tensor<Shape, "f32">,
  seen: Tensor<Shape, "bool"> | undefined,
  maySeeNone: boolean,
): Tensor<Shape, "f32"> {
  if (seen === undefined) return softmax(scores);
  // Finite, so that a query that sees nothing gives no NaN.
  const weights = softmax(where(seen, scores, -1e30));
  return maySeeNone ? where(seen, weights, 0) : weights;
}

function visible(length: number, keys: number, { causal, mask }: Visibility): Tensor<Shape, "bool"> | undefined {
  if (!causal) return mask;
  const past: Tensor<Shape, "bool"> = greaterEqual(expandDims(iota(length), 1), iota(keys));
  return mask === undefined ? past : logicalAnd(past, mask);
}
