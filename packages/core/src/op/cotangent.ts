/**
 * What a vjp rule gives back, checked: rules are written by authors of ops and of `customVjp`, and a cotangent that does
 * not fit its input would be a wrong gradient without a word.
 */
import { RensaError } from "../graph/error.ts";
import { formatShape, sameShape, type Shape } from "../graph/shape.ts";
import { formatTensorType, type TensorType } from "../graph/tensor-type.ts";
import { describeValue } from "./describe-value.ts";
import { sumTo } from "./structural.ts";
import { isTensor, type Tensor } from "./tensor.ts";

/** What a cotangent is checked against. */
export interface CotangentPlace {
  readonly op: string;
  /** The input that it belongs to. */
  readonly position: number;
  readonly inputs: readonly TensorType[];
  readonly outputs: readonly TensorType[];
}

/**
 * What a thunk returned, summed over the axes along which its input was broadcast.
 *
 * @throws RensaError `OP_INVALID` where it is no tensor, or its type is neither the input's nor what the input is when it
 *   is broadcast against the op's other inputs and outputs.
 */
export function fitCotangent(returned: unknown, place: CotangentPlace): Tensor {
  const { op, position, inputs } = place;
  const input = inputs[position];
  if (!isTensor(returned) || input === undefined) {
    throw new RensaError(
      "OP_INVALID",
      `${op}: its vjp's thunk for input ${String(position)} returned ${describeValue(returned)}; return a tensor of the input's type, or put null in place of the thunk where there is no gradient.`,
    );
  }
  if (returned.dtype === input.dtype && sameShape(returned.shape, input.shape)) return returned;
  if (returned.dtype !== input.dtype || !isBroadcastOf(returned.shape, input.shape, place)) {
    throw new RensaError(
      "OP_INVALID",
      `${op}: its vjp returned ${formatTensorType(returned)} for input ${String(position)}, which is ${input.dtype}${formatShape(input.shape)}; return the input's type.`,
    );
  }
  return sumTo(returned, input.shape);
}

/** True where the axes that `shape` has more, or longer, than `input` are axes of another value of the op. */
function isBroadcastOf(shape: Shape, input: Shape, { inputs, outputs }: CotangentPlace): boolean {
  if (shape.length < input.length) return false;
  return shape.every((extent, axis) => {
    const fromRight = shape.length - axis;
    const own = input[input.length - fromRight] ?? 1;
    if (own === extent) return true;
    return own === 1 && [...outputs, ...inputs].some((other) => other.shape[other.shape.length - fromRight] === extent);
  });
}
