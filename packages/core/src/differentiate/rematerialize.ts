/** rematerialize: a value that no pass takes for the one that it is. */
import { makeOp } from "../op/make-op.ts";

/**
 * Its input, as a value that no pass takes for the same: what is computed from it is computed anew.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another trace.
 *
 * @example
 * ```ts
 * import { f32, rematerialize, trace } from "@rensa/core";
 * import { exp } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => exp(rematerialize(x)));
 * console.log((await compile(traced)).run({ x: [0, 1] }).data); // Float32Array [1, 2.7182...]
 * ```
 */
export const rematerialize = makeOp({
  name: "rematerialize",
  forward: { scalar: ([x]) => x },
  vjp: ({ gradient }) => [() => gradient],
  traits: { impure: true },
});
