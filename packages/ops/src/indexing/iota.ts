/** Counting. */
import { anyDType, makeOp, type DType, wholeNumber, type Tensor } from "@rensa/core";

/**
 * The integers from 0 below `length`. Default dtype: i32.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { iota } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2) }, () => iota(10));
 * const program = await compile(traced);
 * console.log(program.run({ x: [-1, 0.5] }).data); // Int32Array [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
 * ```
 */
export const iota = makeOp({
  name: "iota",
  inputs: [],
  attributes: { length: wholeNumber(0, { minimum: 0 }), dtype: anyDType("i32") },
  forward: {
    loops: (_inputs, { length, dtype }, { position }) => ({
      shape: [length],
      dtype,
      element: (index) => position(index).to(dtype),
    }),
  },
  vjp: () => [],
  takes: "length, dtype?",
  call:
    (apply) =>
    <const N extends number, D extends DType = "i32">(length: N, dtype?: D): Tensor<readonly [N], D> =>
      apply([], { length, dtype: dtype ?? "i32" }),
});
