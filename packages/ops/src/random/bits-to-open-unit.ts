/** Random bits as a number between 0 and 1, both excluded. */
import { makeOp } from "@rensa/core";

/**
 * The upper 23 bits as a number above 0 and below 1, f32: the middles of 2^23 intervals, so that logarithms on both
 * sides are finite. {@link bitsToUnit} includes 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for floats.
 *
 * @example
 * ```ts
 * import { bitsToOpenUnit } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ bits: i32(2) }, ({ bits }) => bitsToOpenUnit(bits));
 * const program = await compile(traced);
 * console.log(program.run({ bits: [-669555573, 1830345032] }).data); // Float32Array [0.8441..., 0.4261...]
 * ```
 */
export const bitsToOpenUnit = makeOp({
  name: "bits_to_open_unit",
  inputs: ["bits"],
  forward: {
    scalar: ([bits]) =>
      bits
        .shiftRight(9)
        .to("f32")
        .add(0.5)
        .mul(2 ** -23),
  },
  result: "f32",
});
