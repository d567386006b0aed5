/** A new key from a key and a number. */
import { makeOp, formatShape, RensaError, select, type Tensor } from "@rensa/core";
import { threefry } from "./threefry.ts";
import { checkKey } from "./key.ts";

/**
 * A key that depends on a key and a number (a step, a layer): what makes draws differ without any state.
 *
 * @throws RensaError `DTYPE_MISMATCH`.
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` for a key that is not two i32.
 *
 * @example
 * ```ts
 * import { foldIn } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ key: i32(2), step: i32() }, ({ key, step }) => foldIn(key, step));
 * const program = await compile(traced);
 * console.log(program.run({ key: [0, 7], step: 3 }).data); // Int32Array [-1757164417, -1659219424]
 * ```
 */
export const foldIn = makeOp({
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
  check: (_attributes, [key, number]) => {
    checkKey("foldIn", key);
    if (number !== undefined && number.shape.length > 0) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `foldIn: the number is of shape ${formatShape(number.shape)}; give one number, or fold in each of them by vmap.`,
      );
    }
    if (number !== undefined && number.dtype !== "i32") {
      throw new RensaError("DTYPE_MISMATCH", `foldIn: the number is ${number.dtype}; cast it to i32.`);
    }
  },
  takes: "key, number",
  call:
    (apply) =>
    (key: Tensor<readonly [2], "i32">, number: Tensor<readonly [], "i32"> | number): Tensor<readonly [2], "i32"> =>
      apply([key, number]),
});
