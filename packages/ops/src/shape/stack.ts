/** Tensors of one shape along a new axis. */
import { anyAxis, makeOp, normalizeAxis, RensaError, type Shape, type Tensor } from "@rensa/core";
import type { InsertAxis } from "../types/shapes.ts";
import { concat } from "./concat.ts";
import { expandDims } from "./expand-dims.ts";

/**
 * Tensors of one shape along a new axis. Default axis: 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { stack } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(3), b: f32(3) }, ({ a, b }) => stack([a, b]));
 * const program = await compile(traced);
 * console.log(program.run({ a: [-1, 0.5, 2], b: [1, 2, 4] }).data); // Float32Array [-1, 0.5, 2, 1, 2, 4]
 * ```
 */
export const stack = makeOp({
  name: "stack",
  variadic: true,
  attributes: { axis: anyAxis({ inserted: true }) },
  forward: {
    composite: (inputs, { axis }) =>
      concat(
        inputs.map((input) => expandDims(input, axis)),
        axis,
      ),
  },
  check: (_attributes, inputs) => {
    if (inputs.length > 0) return;
    throw new RensaError("ARGUMENT_INVALID", "stack: a list of no tensors has no shape; give one or more.");
  },
  takes: "tensors, axis?",
  call:
    (apply) =>
    <const T extends readonly Tensor[], const Axis extends number = 0>(
      tensors: T,
      axis?: Axis,
    ): Tensor<InsertAxis<T[0] extends Tensor ? T[0]["shape"] : Shape, Axis, T["length"]>, T[number]["dtype"]> =>
      apply(tensors, { axis: normalizeAxis("stack", axis ?? 0, (tensors[0]?.shape.length ?? 0) + 1) }),
});
