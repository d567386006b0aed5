/** What a jvp rule gives back, checked: a tangent that does not fit its output would be a wrong derivative without a word. */
import { RensaError } from "../graph/error.ts";
import { sameShape } from "../graph/shape.ts";
import { formatTensorType, type TensorType } from "../graph/tensor-type.ts";
import { describeValue } from "./describe-value.ts";
import { isTensor, type Tensor } from "./tensor.ts";

/**
 * One tangent or `null` per output.
 *
 * @throws RensaError `OP_INVALID` where there are more or fewer, or one is not of its output's type.
 */
export function checkTangents(
  op: string,
  returned: unknown,
  outputs: readonly TensorType[],
): readonly (Tensor | null)[] {
  const list: readonly unknown[] = Array.isArray(returned) ? returned : [returned];
  if (list.length !== outputs.length) {
    throw new RensaError(
      "OP_INVALID",
      `${op}: its jvp returned ${String(list.length)} tangents for ${String(outputs.length)} outputs; return one for each, null where there is no change.`,
    );
  }
  return outputs.map((output, slot) => {
    const tangent = list[slot];
    if (tangent === null) return null;
    if (!isTensor(tangent)) {
      throw new RensaError(
        "OP_INVALID",
        `${op}: its jvp returned ${describeValue(tangent)} for output ${String(slot)}; return a tensor of the output's type, or null where there is no change.`,
      );
    }
    if (tangent.dtype !== output.dtype || !sameShape(tangent.shape, output.shape)) {
      throw new RensaError(
        "OP_INVALID",
        `${op}: its jvp returned ${formatTensorType(tangent)} for output ${String(slot)}, which is ${formatTensorType(output)}; return the output's type.`,
      );
    }
    return tangent;
  });
}
