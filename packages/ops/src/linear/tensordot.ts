/** The product of two tensors, summed over pairs of axes. */
import {
  anyAxis,
  makeOp,
  type DType,
  formatShape,
  listOf,
  normalizeAxis,
  RensaError,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { contract } from "./contract.ts";
import type { TensorDot } from "./product-types.ts";

/** How many axes to sum (the last of the first tensor and the first of the second), or which of each, in pairs. */
export type DotAxes = number | readonly [readonly number[], readonly number[]];

/**
 * The product of two tensors summed over pairs of axes: the result has the other axes of `a` and then those of `b`. `axes`
 * is a number, for as many of the last axes of `a` and the first of `b` (0 is the outer product), or two lists of axes
 * that belong together, `[[2, 0], [0, 1]]`. As PyTorch's `tensordot`.
 *
 * @throws RensaError `SHAPE_MISMATCH` for a pair of two lengths, `ATTRIBUTE_INVALID` for axes that are not there, are named
 *   twice, or are more of one tensor, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { tensordot } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(5, 3, 4), b: f32(3, 4, 7) }, ({ a, b }) => tensordot(a, b, 2));
 * console.log(traced.result); // { shape: [5, 7], dtype: "f32" }
 * ```
 */
export const tensordot = makeOp({
  name: "tensordot",
  inputs: ["a", "b"],
  attributes: { axesA: listOf(anyAxis()), axesB: listOf(anyAxis({ of: 1 })) },
  forward: {
    composite: ([a, b], { axesA, axesB }) => {
      const letters = labelsFrom(0, a.shape.length);
      const others = labelsFrom(a.shape.length, b.shape.length);
      const second = others.map((label, axis) => {
        const pair = axesB.indexOf(axis);
        return pair < 0 ? label : (letters[axesA[pair] ?? 0] ?? label);
      });
      const kept = [
        ...letters.filter((_, axis) => !axesA.includes(axis)),
        ...second.filter((_, axis) => !axesB.includes(axis)),
      ];
      return contract(a, b, `${letters.join("")},${second.join("")}->${kept.join("")}`);
    },
  },
  check: ({ axesA, axesB }, [a, b]) => {
    const [left, right] = [a?.shape ?? [], b?.shape ?? []];
    const axes = `[${axesA.join(", ")}] and [${axesB.join(", ")}]`;
    if (axesA.length !== axesB.length || [axesA, axesB].some((list) => new Set(list).size !== list.length)) {
      throw new RensaError("ATTRIBUTE_INVALID", `tensordot: axes ${axes} are not pairs; name each axis once.`);
    }
    if (axesA.every((axis, pair) => left[axis] === right[axesB[pair] ?? 0])) return;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `tensordot: axes ${axes} of ${formatShape(left)} and ${formatShape(right)} differ in length; give pairs of one length.`,
    );
  },
  takes: "a, b, axes",
  call:
    (apply) =>
    <A extends Shape, B extends Shape, D extends DType, const Axes extends DotAxes>(
      a: Tensor<A, D>,
      b: Tensor<B, D>,
      axes: Axes,
    ): Tensor<TensorDot<A, B, Axes>, D> =>
      apply([a, b], pairsOf(a.shape.length, b.shape.length, axes)),
});

function labelsFrom(first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, position) => String.fromCodePoint("a".charCodeAt(0) + first + position));
}

function pairsOf(
  rankA: number,
  rankB: number,
  axes: DotAxes,
): { readonly axesA: readonly number[]; readonly axesB: readonly number[] } {
  if (typeof axes !== "number") {
    const [first, second] = axes;
    return {
      axesA: first.map((axis) => normalizeAxis("tensordot", axis, rankA)),
      axesB: second.map((axis) => normalizeAxis("tensordot", axis, rankB)),
    };
  }
  if (!Number.isInteger(axes) || axes < 0 || axes > Math.min(rankA, rankB)) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `tensordot: tensors of ${String(rankA)} and ${String(rankB)} axes cannot be summed over ${String(axes)}; give an integer from 0 to ${String(Math.min(rankA, rankB))}.`,
    );
  }
  const count = Array.from({ length: axes }, (_, position) => position);
  return { axesA: count.map((position) => rankA - axes + position), axesB: count };
}
