/** Where indices and scalars meet: a scalar can stand for an index, and compute a part of one. */
import { RensaError } from "../graph/error.ts";
import type { ComputedIndex, Index } from "./index-map.ts";
import { Scalar } from "./scalar.ts";

/** Anything that can stand where an index is wanted. */
export type IndexLike = Index | Scalar | number;

/**
 * The scalar that computes a part of an index map.
 *
 * @param computedIndex - The computed part of an index map.
 *
 * @throws RensaError `INTERNAL` where it is computed by something that is no scalar.
 *
 * @example
 * ```ts
 * import { Index, Scalar } from "@rensa/core";
 * import { computedBy } from "@rensa/core/compiler";
 *
 * const value = new Scalar({ kind: "load", buffer: "rows", offset: Index.constant(0) }, "i32");
 * console.log(computedBy({ kind: "computed", value, key: "row", minimum: 0, maximum: 3 }) === value); // true
 * ```
 */
export function computedBy({ value }: ComputedIndex): Scalar {
  if (value instanceof Scalar) return value;
  throw new RensaError("INTERNAL", "A part of an index map is computed by something that is no scalar.");
}
