/** Tensors brought to one shape. */
import { broadcastShapes, broadcastTo, makeOp, type Broadcast, type Shape, type Tensor } from "@rensa/core";

/** The shape that several shapes broadcast to; `never` where they do not. */
export type BroadcastAll<Shapes extends readonly Shape[]> = Shapes extends readonly [
  infer First extends Shape,
  ...infer Rest extends readonly Shape[],
]
  ? BroadcastFrom<First, Rest>
  : Shape;

type BroadcastFrom<Done extends Shape, Shapes extends readonly Shape[]> = [Done] extends [never]
  ? never
  : Shapes extends readonly [infer Next extends Shape, ...infer Rest extends readonly Shape[]]
    ? BroadcastFrom<Broadcast<Done, Next>, Rest>
    : Shapes extends readonly []
      ? Done
      : Shape;

/** The shapes of tensors. @inline */
type ShapesOf<T extends readonly Tensor[]> = { readonly [K in keyof T]: T[K]["shape"] };

/**
 * The tensors, all repeated to the shape that they broadcast to by NumPy's rule. They may differ in dtype. As PyTorch's
 * `broadcast_tensors`. It costs nothing: it is an index map.
 *
 * @throws RensaError `SHAPE_MISMATCH` where they do not broadcast.
 *
 * @example
 * ```ts
 * import { broadcastTogether, concat } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 1), b: f32(3) }, ({ a, b }) => concat([...broadcastTogether(a, b)], 0));
 * console.log(traced.result); // { shape: [4, 3], dtype: "f32" }
 * ```
 */
export const broadcastTogether = makeOp({
  name: "broadcast_together",
  variadic: true,
  forward: {
    composite: (inputs) => {
      const shape = broadcastShapes("broadcastTogether", ...inputs.map((input) => input.shape));
      return inputs.map((input) => broadcastTo(input, shape));
    },
  },
  takes: "...tensors",
  call:
    (apply) =>
    <const T extends readonly Tensor[]>(
      ...tensors: T
    ): { readonly [K in keyof T]: Tensor<BroadcastAll<ShapesOf<T>>, T[K]["dtype"]> } =>
      apply.all(tensors),
});
