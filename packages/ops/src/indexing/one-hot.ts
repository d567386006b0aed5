/** Classes as unit vectors. */
import { anyDType, makeOp, type DType, wholeNumber, type Shape, type Tensor } from "@rensa/core";

/**
 * For each class `c` the vector of length `classes` that is 1 at `c` and 0 elsewhere; all 0 where `c` is out of range
 * (a program that is compiled with `checkIndices` refuses it). Default dtype: f32.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { oneHot } from "@rensa/ops";
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ labels: i32(4) }, ({ labels }) => oneHot(labels, 3));
 * const program = await compile(traced);
 * console.log(program.run({ labels: [0, 2, 1, 2] }).data); // Float32Array [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1]
 * ```
 */
export const oneHot = makeOp({
  name: "one_hot",
  inputs: ["labels"],
  attributes: { classes: wholeNumber(0, { minimum: 0 }), dtype: anyDType() },
  forward: {
    loops: ([labels], { classes, dtype }, { position }) => ({
      shape: [...labels.shape, classes],
      dtype,
      element: (...indices) =>
        labels
          .at(...indices.slice(0, -1))
          .eq(position(indices.at(-1) ?? 0))
          .to(dtype),
    }),
  },
  vjp: () => [null],
  indices: (_inputs, { classes }) => [{ input: 0, extents: [classes] }],
  takes: "labels, classes, dtype?",
  call:
    (apply) =>
    <S extends Shape, const N extends number, D extends DType = "f32">(
      labels: Tensor<S, "i32">,
      classes: N,
      dtype?: D,
    ): Tensor<readonly [...S, N], D> =>
      apply([labels], { classes, dtype: dtype ?? "f32" }),
});
