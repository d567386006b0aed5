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
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ bits: i32(2) }, ({ bits }) => bitsToUnit(bits));
 * const program = await compile(traced);
 * console.log(program.run({ bits: [-669555573, 1830345032] }).data); // Float32Array [0.8441..., 0.4261...]
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
