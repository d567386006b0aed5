/** Where an element stands, as a number. */
import { checkParts } from "../graph/check-argument.ts";
import type { Index } from "./index-map.ts";
import { constantScalar, Scalar } from "./scalar.ts";

/**
 * The value of an index, as an i32.
 * @param index - The index.
 * @throws RensaError `ARGUMENT_INVALID` for what is no index.
 *
 * @example
 * ```ts
 * import { defineOp, f32, indexScalar, trace, type Tensor } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const counted = defineOp({
 *   name: "plus_position",
 *   forward: { loops: ([x]) => ({ shape: x.shape, element: (at) => x.at(at).add(indexScalar(at).to("f32")) }) },
 *   vjp: ({ gradient }) => [() => gradient],
 *   call: (apply) => (x: Tensor) => apply([x], {}),
 * });
 * const traced = trace({ x: f32(3) }, ({ x }) => counted(x));
 * console.log((await compile(traced)).run({ x: [0, 0, 0] }).data); // Float32Array [0, 1, 2]
 * ```
 */
export function indexScalar(index: Index): Scalar {
  checkParts("indexScalar: the index", index, "terms", "key");
  return index.terms.length === 0 ? constantScalar(index.constant, "i32") : new Scalar({ kind: "index", index }, "i32");
}
