/** Random bits as a number. */
import { makeOp } from "@rensa/core";

/**
 * The upper 23 bits as a number from `low` (included) to `high` (excluded), f32, all of them equally likely.
 *
 * @throws RensaError `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { bitsToUnit } from "@rensa/ops";
 * import { i32, trace } from "@rensa/core";
 *
 * const traced = trace({ bits: i32(2) }, ({ bits }) => bitsToUnit(bits));
 * ```
 */
export const bitsToUnit = makeOp({
  name: "bits_to_unit",
  inputs: ["bits"],
  attributes: { low: 0, high: 1 },
  forward: {
    scalar: ([bits], { low, high }) =>
      bits
        .shiftRight(9)
        .to("f32")
        .mul(2 ** -23 * (high - low))
        .add(low),
  },
  result: "f32",
});
