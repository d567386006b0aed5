/** A tensor cut into equal parts. */
import { formatGiven, formatShape, normalizeAxis, RensaError, type DType, type Shape, type Tensor } from "@rensa/core";
import type { ListOf } from "../types/parts.ts";
import { requireTensor } from "../types/require-tensor.ts";
import { slice } from "./slice.ts";

/**
 * The tensor cut into `count` equal parts along an axis. Default axis: 0.
 *
 * @param x - The tensor.
 * @param count - How many parts, which divides the axis.
 * @param axis - The axis; -1 is the last.
 * @param surplus - Nothing: it takes no more arguments.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `ATTRIBUTE_INVALID` for an axis that is not there, `ARGUMENT_INVALID`.
 *
 * @example
 * ```ts
 * import { split } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(6, 3) }, ({ x }) => {
 *   const [first, second] = split(x, 2);
 *   return { first, second }; // f32[3, 3] each
 * });
 * console.log(traced.result); // { first: { shape: [3, 3], dtype: "f32" }, second: { shape: [3, 3], dtype: "f32" } }
 * ```
 */
export function split<S extends Shape, D extends DType, const Count extends number>(
  x: Tensor<S, D>,
  count: Count,
  axis = 0,
  ...surplus: readonly never[]
): ListOf<Count, Tensor<{ readonly [K in keyof S]: number }, D>> {
  requireTensor("split", "x", x);
  if (surplus.length > 0) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `split: ${formatGiven(surplus[0])} is one argument too many; call it as split(x, count, axis?).`,
      { op: "split" },
    );
  }
  const at = normalizeAxis("split", axis, x.shape.length);
  const extent = x.shape[at] ?? 0;
  if (!Number.isInteger(count) || count < 1 || extent % count !== 0) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `split: axis ${String(axis)} of ${formatShape(x.shape)} cannot be cut into ${formatGiven(count)} equal parts; give a divisor of ${String(extent)}.`,
    );
  }
  const size = extent / count;
  const parts: readonly Tensor<{ readonly [K in keyof S]: number }, D>[] = Array.from({ length: count }, (_, part) =>
    slice(
      x,
      x.shape.map((_extent, position) => (position === at ? part * size : 0)),
      x.shape.map((whole, position) => (position === at ? (part + 1) * size : whole)),
    ),
  );
  // As many as were asked for.
  return parts as ListOf<Count, (typeof parts)[number]>;
}
