/** The ops that differentiation and tracing themselves need; every other op lives in a package of ops. */
import { holds, integerRange, type DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { formatGiven } from "../graph/format-given.ts";
import { formatShape, type Shape } from "../graph/shape.ts";
import { constantScalar } from "../expression/scalar.ts";
import { anyDType, anyShape, number } from "./attribute.ts";
import { makeOp } from "./make-op.ts";
import type { OpDefinition, VjpThunks } from "./definition.ts";
import type { Broadcast, ShapeError, ShowShape } from "./shape-types.ts";
import type { Tensor } from "./tensor.ts";

/**
 * A tensor of one value.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that the dtype does not hold.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { full, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const traced = trace({}, () => full([2, 2], 0.5));
 * console.log((await compile(traced)).run({}).data); // Float32Array [0.5, 0.5, 0.5, 0.5]
 * ```
 */
export const full = makeOp({
  name: "full",
  inputs: [],
  attributes: { shape: anyShape(), value: number(0, { nonFinite: true }), dtype: anyDType() },
  forward: {
    loops: (_inputs, { shape, value, dtype }) => ({ shape, dtype, element: () => constantScalar(value, dtype) }),
  },
  vjp: () => [],
  check: ({ value, dtype }) => {
    if (holds(dtype, value)) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `full: ${formatGiven(value)} is no ${dtype}; give a whole number from ${integerRange(dtype)?.join(" to ") ?? ""}, or another dtype.`,
    );
  },
  takes: "shape, value, dtype?",
  call:
    (apply) =>
    <const S extends Shape, D extends DType = "f32">(shape: S, value: number | boolean, dtype?: D): Tensor<S, D> =>
      apply([], {
        shape,
        value: typeof value === "boolean" ? Number(value) : value,
        dtype: dtype ?? "f32",
      }),
});

/**
 * Its input, as a node of its own.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another trace.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => identity(x));
 * console.log((await compile(traced)).run({ x: [1, 2] }).data); // Float32Array [1, 2]
 * ```
 */
export const identity = makeOp({
  name: "identity",
  forward: { scalar: ([x]) => x },
  vjp: ({ gradient }) => [() => gradient],
});

/**
 * The sum of any number of tensors of one type: how cotangents that meet are added up.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another trace.
 *
 * @example
 * ```ts
 * import { accumulate, f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const traced = trace({ x: f32(2), y: f32(2), z: f32(2) }, ({ x, y, z }) => accumulate(x, y, z));
 * console.log((await compile(traced)).run({ x: [1, 2], y: [10, 20], z: [100, 200] }).data); // Float32Array [111, 222]
 * ```
 */
export const accumulate = makeOp({
  name: "accumulate",
  variadic: true,
  forward: { scalar: (inputs) => inputs.reduce((total, input) => total.add(input)) },
  vjp: ({ inputs, gradient }) => Array.from(inputs, () => () => gradient),
  traits: { commutative: true },
  takes: "...tensors",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(...inputs: readonly [Tensor<S, D>, ...Tensor<S, D>[]]): Tensor<S, D> =>
      apply(inputs),
});

/** `unknown` where a shape broadcasts to another, else a {@link ShapeError}. */
export type BroadcastToCheck<From extends Shape, To extends Shape> = [Broadcast<From, To>] extends [never]
  ? ShapeError<`broadcastTo: ${ShowShape<From>} does not broadcast to ${ShowShape<To>}`>
  : unknown;

/**
 * A tensor repeated along axes of length 1 and new leading axes, by NumPy's rule. It costs no memory: it is an index map.
 *
 * @throws RensaError `SHAPE_MISMATCH` where the shape does not broadcast to the given one.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another
 *   trace, `ATTRIBUTE_INVALID` for a value that is not allowed.
 *
 * @example
 * ```ts
 * import { broadcastTo, f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const traced = trace({ x: f32(3) }, ({ x }) => broadcastTo(x, [2, 3]));
 * console.log((await compile(traced)).run({ x: [1, 2, 3] }).data); // Float32Array [1, 2, 3, 1, 2, 3]
 * ```
 */
export const broadcastTo = makeOp({
  name: "broadcast_to",
  attributes: { shape: anyShape() },
  forward: {
    loops: ([x], { shape }) => {
      if (!broadcasts(x.shape, shape)) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `broadcastTo: ${formatShape(x.shape)} does not broadcast to ${formatShape(shape)}; only axes of length 1 and new leading axes stretch.`,
        );
      }
      const leading = shape.length - x.shape.length;
      return {
        shape,
        element: (...indices) =>
          x.at(...indices.slice(leading).map((index, axis) => (x.shape[axis] === 1 ? 0 : index))),
      };
    },
  },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => sumTo(gradient, x.shape)],
  takes: "x, shape",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const To extends Shape>(
      x: Tensor<S, D>,
      shape: To & BroadcastToCheck<S, To>,
    ): Tensor<To, D> =>
      apply([x], { shape }),
});

/**
 * The sum over the axes along which `shape` was broadcast to the input's shape: the transpose of {@link broadcastTo}.
 *
 * @throws RensaError `SHAPE_MISMATCH` where `shape` does not broadcast to the input's.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another
 *   trace, `ATTRIBUTE_INVALID` for a value that is not allowed.
 *
 * @example
 * ```ts
 * import { f32, sumTo, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sumTo(x, [3]));
 * console.log((await compile(traced)).run({ x: [[1, 2, 3], [10, 20, 30]] }).data); // Float32Array [11, 22, 33]
 * ```
 */
export const sumTo = makeOp({
  name: "sum_to",
  attributes: { shape: anyShape() },
  forward: {
    loops: ([x], { shape }, { sumOver }) => {
      if (!broadcasts(shape, x.shape)) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `sumTo: ${formatShape(shape)} does not broadcast to ${formatShape(x.shape)}, so ${formatShape(x.shape)} is not summed to it; only leading axes and those of length 1 are sums.`,
        );
      }
      const leading = x.shape.length - shape.length;
      const summed = x.shape.map((extent, axis) => axis < leading || (shape[axis - leading] === 1 && extent !== 1));
      const extents = x.shape.filter((_, axis) => summed[axis]);
      return {
        shape,
        element: (...indices) =>
          sumOver(extents, (...inner) => {
            const remaining = [...inner];
            return x.at(...x.shape.map((_, axis) => (summed[axis] ? remaining.shift() : indices[axis - leading]) ?? 0));
          }),
      };
    },
  },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => broadcastTo(gradient, x.shape)],
  takes: "x, shape",
  call:
    (apply) =>
    <D extends DType, const S extends Shape>(x: Tensor<Shape, D>, shape: S): Tensor<S, D> =>
      apply([x], { shape }),
});

function broadcasts(from: Shape, to: Shape): boolean {
  const leading = to.length - from.length;
  return leading >= 0 && from.every((extent, axis) => extent === 1 || extent === to[leading + axis]);
}

/** The structural ops, which every graph knows. */
export const structuralOps: readonly { readonly definition: OpDefinition }[] = [
  full,
  identity,
  accumulate,
  broadcastTo,
  sumTo,
];
