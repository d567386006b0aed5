/** A loops op: each element of a row with a part of its neighbor. Its transpose is the same op the other way. */
import { defineOp, oneOf, type Tensor, type VjpThunks } from "@rensa/core";

/** y[..., i] = x[..., i] + by x[..., i - 1], or i + 1 where it comes from the right; beyond the row there are zeros. */
export const echo = defineOp({
  name: "tide_echo",
  attributes: { by: 0.5, from: oneOf(["left", "right"], "left") },
  forward: {
    loops: ([x], { by, from }, { within }) => {
      const extent = x.shape.at(-1) ?? 1;
      return {
        shape: x.shape,
        element: (...indices) => {
          const [last, ...others] = [...indices].reverse();
          if (last === undefined) return x.at();
          const at = last.add(from === "left" ? -1 : 1);
          const bounds = [{ index: at, lower: 0, upper: extent }];
          const neighbor = within(bounds, () => x.at(...others.reverse(), at), 0);
          return x.at(...indices).add(neighbor.mul(by));
        },
      };
    },
  },
  vjp: ({ gradient }, { by, from }): VjpThunks => [
    () => echo(gradient, { by, from: from === "left" ? "right" : "left" }),
  ],
  call:
    (apply) =>
    (x: Tensor, options?: { readonly by?: number; readonly from?: "left" | "right" }): Tensor =>
      apply([x], options),
});
