/** Tensors joined along an axis. */
import {
  anyAxis,
  makeOp,
  formatShape,
  normalizeAxis,
  RensaError,
  type Scalar,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import type { ConcatAll, ConcatCheck } from "../types/shapes.ts";
import { slice } from "./slice.ts";

/** The shapes of tensors. @inline */
type Shapes<T extends readonly Tensor[]> = { readonly [K in keyof T]: T[K]["shape"] };

/**
 * Tensors joined along an axis; all other axes are equal.
 *
 * @throws RensaError `SHAPE_MISMATCH` where other axes differ, `ATTRIBUTE_INVALID` for an axis that is not there.
 *
 * @example
 * ```ts
 * import { concat } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(4, 3) }, ({ a, b }) => concat([a, b], 0));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[1, 2, 3], [4, 5, 6]], b: [[7, 8, 9], [10, 11, 12], [13, 14, 15], [16, 17, 18]] });
 * console.log(data); // Float32Array [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]
 * ```
 */
export const concat = makeOp({
  name: "concat",
  variadic: true,
  attributes: { axis: anyAxis() },
  forward: {
    loops: (inputs, { axis }, { within }) => {
      const extents = inputs.map((input) => input.shape[axis] ?? 0);
      const first = inputs[0];
      for (const input of inputs) checkSuits(first.shape, input.shape, axis);
      return {
        shape: first.shape.map((extent, at) => (at === axis ? extents.reduce((a, b) => a + b) : extent)),
        element: (...indices) => {
          let offset = 0;
          const parts = inputs.map((input, position) => {
            const start = offset;
            offset += extents[position] ?? 0;
            return { input, start, stop: offset };
          });
          const at = indices[axis];
          const read = ({ input, start }: (typeof parts)[number]) =>
            input.at(...indices.map((index, position) => (position === axis ? index.sub(start) : index)));
          if (at === undefined) return read({ input: first, start: 0, stop: 0 });
          // By halves: as many nested conditions as the number of parts has bits.
          const joined = (some: typeof parts): Scalar => {
            const half = some.length >> 1;
            const [lower = { input: first, start: 0, stop: 0 }] = some;
            const upper = some[half];
            if (half === 0 || upper === undefined) return read(lower);
            const firstHalf = [{ index: at, lower: lower.start, upper: upper.start }];
            return within(
              firstHalf,
              () => joined(some.slice(0, half)),
              () => joined(some.slice(half)),
            );
          };
          return joined(parts);
        },
      };
    },
  },
  vjp: ({ inputs, gradient }, { axis }): VjpThunks => {
    let offset = 0;
    return inputs.map((input) => {
      const start = offset;
      offset += input.shape[axis] ?? 0;
      return () =>
        slice(
          gradient,
          input.shape.map((_, at) => (at === axis ? start : 0)),
          input.shape.map((extent, at) => (at === axis ? start + extent : extent)),
        );
    });
  },
  check: (_attributes, inputs) => {
    if (inputs.length === 0)
      throw new RensaError("ARGUMENT_INVALID", "concat: needs at least one tensor; give it some.");
  },
  takes: "tensors, axis?",
  call:
    (apply) =>
    <const T extends readonly Tensor[], const Axis extends number = 0>(
      tensors: T & ConcatCheck<Shapes<T>, Axis>,
      axis?: Axis,
    ): Tensor<ConcatAll<Shapes<T>, Axis>, T[number]["dtype"]> => {
      const list: readonly Tensor[] = tensors;
      return apply(list, { axis: normalizeAxis("concat", axis ?? 0, list[0]?.shape.length ?? 0) });
    },
});

function checkSuits(first: Shape, other: Shape, axis: number): void {
  if (first.length === other.length && first.every((extent, at) => at === axis || extent === other[at])) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `concat: ${formatShape(first)} and ${formatShape(other)} differ in an axis other than ${String(axis)}.`,
  );
}
