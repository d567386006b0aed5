/** rematerialize: a value that no pass takes for the one that it is. */
import { makeOp } from "../op/make-op.ts";

/** Its input, as a value that no pass takes for the same: what is computed from it is computed anew. */
export const rematerialize = makeOp({
  name: "rematerialize",
  forward: { scalar: ([x]) => x },
  vjp: ({ gradient }) => [() => gradient],
  traits: { impure: true },
});
