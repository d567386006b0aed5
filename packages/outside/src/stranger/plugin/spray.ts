/** A random op: noise of a key. The same key gives the same noise. */
import { defineOp, type Tensor } from "@rensa/core";
import { add, cast, reshape, uniform } from "@rensa/ops";

/** x with noise between -by / 2 and by / 2; the gradient goes to x as it is. */
export const spray = defineOp({
  name: "tide_spray",
  inputs: ["key", "x"],
  attributes: { by: 1 },
  forward: {
    composite: ([key, x], { by }) => {
      // The inputs of a form are tensors of any type; this says which one a key has, and is nothing in the program.
      const pair = cast(reshape(key, [2]), "i32");
      return add(x, uniform(pair, x.shape, -by / 2, by / 2));
    },
  },
  call: (apply) => (key: Tensor<readonly [2], "i32">, x: Tensor, options?: { readonly by?: number }) =>
    apply([key, x], options),
});
