/** The parts of a tensor along an axis, each a tensor. */
import { anyAxis, makeOp, type DType, normalizeAxis, type Shape, type Tensor } from "@rensa/core";
import type { ListOf, SizeAt } from "../types/parts.ts";
import type { AxesCheck, Reduce } from "../types/shapes.ts";
import { partOf } from "./margins.ts";
import { reshape } from "./reshape.ts";

/**
 * The parts of the tensor along an axis, each without it: the inverse of `stack`. Default axis: 0. As PyTorch's
 * `unbind`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an axis that is not there.
 *
 * @example
 * ```ts
 * import { add, unstack } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => {
 *   const [first, second] = unstack(x);
 *   return add(first, second);
 * });
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-1.5, 0, 2]
 * ```
 */
export const unstack = makeOp({
  name: "unstack",
  attributes: { axis: anyAxis() },
  forward: {
    composite: ([x], { axis }) => {
      const rest = x.shape.filter((_, at) => at !== axis);
      return Array.from({ length: x.shape[axis] ?? 0 }, (_, part) => reshape(partOf(x, axis, part, part + 1), rest));
    },
  },
  takes: "x, axis?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const Axis extends number = 0>(
      x: Tensor<S, D>,
      axis?: Axis & AxesCheck<"unstack", S, Axis>,
    ): ListOf<SizeAt<S, Axis>, Tensor<Reduce<S, Axis, false>, D>> =>
      // As many as the axis has, whose types follow from those of `x`.
      apply.all([x], { axis: normalizeAxis("unstack", axis ?? 0, x.shape.length) }),
});
