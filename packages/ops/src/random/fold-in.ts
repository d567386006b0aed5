/** A new key from a key and a number. */
import { defineOp, select, type Tensor } from "@rensa/core";
import { threefry } from "./threefry.ts";

/**
 * A key that depends on a key and a number (a step, a layer): what makes draws differ without any state.
 *
 * @throws RensaError `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { foldIn } from "@rensa/ops";
 * import { i32, trace } from "@rensa/core";
 *
 * const traced = trace({ key: i32(2), step: i32() }, ({ key, step }) => foldIn(key, step));
 * ```
 */
export const foldIn = defineOp({
  name: "fold_in",
  inputs: ["key", "number"],
  forward: {
    loops: ([key, number], _attributes, { position, constant }) => ({
      shape: [2],
      dtype: "i32",
      element: (word) => {
        const [first, second] = threefry([key.at(0), key.at(1)], [number.at(), constant(1, "i32")]);
        return select(position(word).eq(0), first, second);
      },
    }),
  },
  nonDifferentiable: "keys are integers",
  call:
    (apply) =>
    (key: Tensor<readonly [2], "i32">, number: Tensor<readonly [], "i32"> | number): Tensor<readonly [2], "i32"> =>
      apply([key, number])[0] as Tensor<readonly [2], "i32">,
});
