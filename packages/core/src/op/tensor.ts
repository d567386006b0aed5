/** A traced tensor: a typed handle on one output of one node of the graph being made. */
import { refusePrimitive } from "../graph/refuse-primitive.ts";
import { locate } from "./locate.ts";
import type { DType } from "../graph/dtype.ts";
import type { Reference } from "../graph/graph.ts";
import type { Shape } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";

/**
 * A value in a trace. It has a type and no data; ops take and return it.
 *
 * `S` is the shape as a tuple: literals where dimensions are known, `number` for an unknown one, `Shape` for an unknown
 * rank.
 */
export class Tensor<S extends Shape = Shape, D extends DType = DType> implements TensorType<S, D> {
  /** Dimensions, outermost first. */
  readonly shape: S;
  /** Element type. */
  readonly dtype: D;
  /** The output that it stands for. */
  readonly reference: Reference;
  /** The trace that it belongs to; tensors of two traces never mix. */
  readonly owner: object;

  constructor(type: TensorType<S, D>, reference: Reference, owner: object) {
    this.shape = type.shape;
    this.dtype = type.dtype;
    this.reference = reference;
    this.owner = owner;
  }

  /** Refuses `x + 1`, `x > 0` and the like, with the line where they stand. */
  [Symbol.toPrimitive](): never {
    try {
      return refusePrimitive("A tensor", "add(x, 1), greater(x, 0), exp(x)");
    } catch (error) {
      throw locate(error, "tensor", this[Symbol.toPrimitive]);
    }
  }
}

/**
 * True for a traced tensor.
 *
 * @param value - Any value.
 *
 * @example
 * ```ts
 * import { f32, hostTensor, isTensor, trace } from "@rensa/core";
 *
 * trace({ x: f32(2) }, ({ x }) => {
 *   console.log(isTensor(x), isTensor(hostTensor([1, 2]))); // true false
 *   return x;
 * });
 * ```
 */
export function isTensor(value: unknown): value is Tensor {
  return value instanceof Tensor;
}
