/** Two operands as tensors of one shape, for host ops, which do not broadcast by themselves. */
import { broadcastShapes, broadcastTo, full, RensaError, type Operand, type Tensor } from "@rensa/core";

/**
 * Both operands, broadcast to one shape; a number takes the dtype of the other.
 *
 * @throws RensaError `SHAPE_MISMATCH` where they do not broadcast, `ARGUMENT_INVALID` where both are numbers.
 */
export function broadcastPair(name: string, a: Operand, b: Operand): readonly [Tensor, Tensor] {
  const dtype = typeof a === "number" ? (typeof b === "number" ? undefined : b.dtype) : a.dtype;
  if (dtype === undefined) {
    throw new RensaError("ARGUMENT_INVALID", `${name}: both operands are numbers; one must be a tensor.`);
  }
  const [first, second] = [a, b].map((each) => (typeof each === "number" ? full([], each, dtype) : each)) as [
    Tensor,
    Tensor,
  ];
  const shape = broadcastShapes(name, first.shape, second.shape);
  return [broadcastTo(first, shape), broadcastTo(second, shape)];
}
