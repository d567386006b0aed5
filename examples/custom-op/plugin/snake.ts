/** A scalar op: snake(x) = x + sin^2(a x) / a (Ziyin et al. 2020). It has no vjp of its own; one is derived. */
import { defineOp, RensaError } from "@rensa/core";

/** x + sin^2(a x) / a, an activation for periodic functions. */
export const snake = defineOp({
  name: "snake",
  attributes: { a: 1 },
  forward: { scalar: ([x], { a }) => x.add(x.mul(a).sin().mul(x.mul(a).sin()).div(a)) },
  check: ({ a }) => {
    if (!(a > 0)) throw new RensaError("ATTRIBUTE_INVALID", `snake: a is ${String(a)}; give a positive number.`);
  },
});
