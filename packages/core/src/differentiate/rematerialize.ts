/** rematerialize: a value that no pass takes for the one that it is. */
import { makeOp } from "../op/make-op.ts";

/**
 * Its input, as a value that no pass takes for the same: what is computed from it is computed anew.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another trace.
 */
export const rematerialize = makeOp({
  name: "rematerialize",
  forward: { scalar: ([x]) => x },
  vjp: ({ gradient }) => [() => gradient],
  traits: { impure: true },
});
