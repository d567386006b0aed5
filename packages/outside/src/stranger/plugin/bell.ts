/** A scalar op: a bell, exp(-(x / width)^2). Its derivatives are derived. */
import { defineOp, number } from "@rensa/core";

/** exp(-(x / width)^2), for each element. */
export const bell = defineOp({
  name: "tide_bell",
  attributes: { width: number(1, { above: 0 }) },
  forward: {
    scalar: ([x], { width }) => {
      const part = x.div(width);
      return part.mul(part).neg().exp();
    },
  },
});
