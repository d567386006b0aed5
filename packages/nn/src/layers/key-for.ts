/** A random key of its own for each name. */
import { checkKind } from "@rensa/core";
import { foldIn } from "@rensa/ops";
import type { Key } from "../model.ts";

/**
 * The key of a part of a model, from the key of the whole and the part's name. It does not depend on what other parts
 * there are: a layer put in between leaves the initial weights of the others as they are.
 *
 * @param key - The key of the whole, i32[2].
 * @param name - The part's name.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `DTYPE_MISMATCH` for other dtypes,
 *   `TRACE_MIXED` for a tensor of another trace.
 *
 * @example
 * ```ts
 * import { i32, trace } from "@rensa/core";
 * import { keyFor } from "@rensa/nn";
 * import { normal } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const traced = trace({ key: i32(2) }, ({ key }) => ({
 *   weights: normal(keyFor(key, "weights"), [3, 4]),
 *   bias: normal(keyFor(key, "bias"), [4]),
 * }));
 * const { weights } = (await compile(traced)).run({ key: [0, 1] });
 * console.log(weights.data.slice(0, 3)); // Float32Array [0.5630..., 0.2391..., -1.8104...]
 * ```
 */
export function keyFor(key: Key, name: string): Key {
  checkKind("keyFor: the name", name, "string");
  return foldIn(key, hashOf(name));
}

/** FNV-1a over UTF-16 units, as a signed 32-bit integer (Fowler, Noll and Vo). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}
