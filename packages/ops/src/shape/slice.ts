/** A part of a tensor, and its transpose. */
import {
  anyShape,
  makeOp,
  type DType,
  formatShape,
  wholeNumber,
  listOf,
  RensaError,
  type Shape,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { checkPerAxis } from "./per-axis.ts";

/**
 * The elements from `start` (included) to `stop` (excluded) along each axis, in steps. Default steps: 1.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { slice } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(3, 4) }, ({ x }) => slice(x, [0, 1], [3, 3], [2, 1]));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]] }).data); // Float32Array [2, 3, 10, 11]
 * ```
 */
export const slice = makeOp({
  name: "slice",
  attributes: {
    start: listOf(wholeNumber(0, { minimum: 0 })),
    stop: listOf(wholeNumber(0, { minimum: 0 })),
    step: listOf(wholeNumber(1, { minimum: 1 })),
  },
  forward: {
    loops: ([x], { start, stop, step }) => ({
      shape: start.map((from, axis) => Math.ceil(((stop[axis] ?? 0) - from) / (step[axis] ?? 1))),
      element: (...indices) => x.at(...indices.map((index, axis) => index.mul(step[axis] ?? 1).add(start[axis] ?? 0))),
    }),
  },
  vjp: ({ inputs: [x], gradient }, { start, step }): VjpThunks => [() => unslice(gradient, x.shape, start, step)],
  check: ({ start, stop, step }, [x]) => {
    const shape = x?.shape ?? [];
    const fits = [start, stop, step].every((list) => list.length === shape.length);
    const inside = shape.every((extent, axis) => {
      const [from = 0, to = 0] = [start[axis], stop[axis]];
      return from <= to && to <= extent;
    });
    if (!fits || !inside) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `slice: from ${formatShape(start)} to ${formatShape(stop)} by ${formatShape(step)} does not lie in ${formatShape(shape)}; give one start <= stop <= extent and step > 0 per axis.`,
      );
    }
  },
  takes: "x, start, stop, step?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      start: readonly number[],
      stop: readonly number[],
      step?: readonly number[],
    ): Tensor<{ readonly [K in keyof S]: number }, D> =>
      apply([x], { start, stop, step: step ?? start.map(() => 1) }),
});

/**
 * Zeros of a shape with the input placed from `start` in steps: the transpose of {@link slice}.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` where the input does not fit the shape.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { unslice } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => unslice(x, [5], [1], [2]));
 * console.log((await compile(traced)).run({ x: [1, 2] }).data); // Float32Array [0, 1, 0, 2, 0]
 * ```
 */
export const unslice = makeOp({
  name: "unslice",
  attributes: {
    shape: anyShape(),
    start: listOf(wholeNumber(0, { minimum: 0 })),
    step: listOf(wholeNumber(1, { minimum: 1 })),
  },
  forward: {
    loops: ([x], { shape, start, step }, { within, constant, position }) => ({
      shape,
      element: (...indices) => {
        const shifted = indices.map((index, axis) => index.sub(start[axis] ?? 0));
        const places = shifted.map((index, axis) => index.div(step[axis] ?? 1));
        const bounds = places.map((index, axis) => ({ index, lower: 0, upper: x.shape[axis] ?? 1 }));
        const zero = constant(0, x.dtype);
        return within(bounds, () => x.at(...places), zero).mul(
          shifted.reduce(
            (on, index, axis) => {
              const by = step[axis] ?? 1;
              return by === 1 ? on : on.mul(position(index.mod(by)).eq(0).to(x.dtype));
            },
            constant(1, x.dtype),
          ),
        );
      },
    }),
  },
  vjp: ({ inputs: [x], gradient }, { start, step }): VjpThunks => [
    () => {
      const stop = x.shape.map(
        (extent, axis) => (start[axis] ?? 0) + (extent === 0 ? 0 : (extent - 1) * (step[axis] ?? 1) + 1),
      );
      return slice(gradient, start, stop, step);
    },
  ],
  check: ({ shape, start, step }, [x]) => {
    const part = x?.shape ?? [];
    checkPerAxis("unslice", part.length, { shape, start, step });
    const ends = part.map(
      (extent, axis) => (start[axis] ?? 0) + (extent === 0 ? 0 : (extent - 1) * (step[axis] ?? 1) + 1),
    );
    if (ends.every((end, axis) => end <= (shape[axis] ?? 0))) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `unslice: ${formatShape(part)} from ${formatShape(start)} by ${formatShape(step)} does not lie in ${formatShape(shape)}; give a part that does.`,
    );
  },
  takes: "x, shape, start, step",
  call:
    (apply) =>
    (x: Tensor, shape: Shape, start: readonly number[], step: readonly number[]): Tensor =>
      apply([x], { shape, start, step }),
});
