/** Normal random numbers from random bits. */
import { makeOp } from "@rensa/core";

/**
 * A number of the standard normal distribution from two independent words of random bits, f32 (Box and Muller 1958).
 *
 * @throws RensaError `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { boxMuller } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ a: i32(2), b: i32(2) }, ({ a, b }) => boxMuller(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [-669555573, 1830345032], b: [-1501266066, 5] });
 * console.log(data); // Float32Array [-0.3408..., 1.3060...]
 * ```
 */
export const boxMuller = makeOp({
  name: "box_muller",
  inputs: ["a", "b"],
  forward: {
    scalar: ([a, b]) => {
      // From (0, 1], so that the logarithm is finite.
      const radius = a
        .shiftRight(9)
        .to("f32")
        .add(1)
        .mul(2 ** -23)
        .log()
        .mul(-2)
        .sqrt();
      return radius.mul(
        b
          .shiftRight(9)
          .to("f32")
          .mul(2 ** -23 * 2 * Math.PI)
          .cos(),
      );
    },
  },
  result: "f32",
});
