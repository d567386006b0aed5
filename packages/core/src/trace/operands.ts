/** The operands of a call, checked; numbers among them become tensors like those beside them. */
import { holds, integerRange, isFloat, type DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import type { OpDefinition } from "../op/definition.ts";
import { describeValue } from "../op/describe-value.ts";
import { full } from "../op/structural.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";

/**
 * The operands as tensors of the trace that is being made.
 *
 * @param adopt Makes a tensor one of the trace, or refuses it.
 * @throws RensaError `ARGUMENT_INVALID` for another number of operands, or what is neither tensor nor number;
 * `DTYPE_MISMATCH` for a number that the tensors beside it cannot hold.
 */
export function tensorsOf(
  definition: OpDefinition,
  operands: readonly (Tensor | number)[],
  adopt: (tensor: Tensor, what: string) => Tensor,
): readonly Tensor[] {
  const expected = definition.inputs?.length;
  if (expected !== undefined && operands.length !== expected) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `${definition.name}: takes ${String(expected)} inputs (${definition.inputs?.join(", ") ?? ""}), not ${String(operands.length)}.`,
    );
  }
  const checked = operands.map((operand, position) => {
    if (typeof operand === "number") return operand;
    const name = `${definition.name}: ${definition.inputs?.[position] ?? `input ${String(position)}`}`;
    if (isTensor(operand)) return adopt(operand, name);
    throw new RensaError(
      "ARGUMENT_INVALID",
      `${name} is ${describeValue(operand)}, not a tensor or a number; write constant([1, 2]).`,
    );
  });
  return lifted(checked);
}

function lifted(operands: readonly (Tensor | number)[]): readonly Tensor[] {
  const tensors = operands.filter((operand) => typeof operand !== "number");
  if (tensors.length === operands.length) return tensors;
  // A number beside a condition belongs to the values: where(mask, x, 0).
  const dtype: DType = (tensors.find((t) => t.dtype !== "bool") ?? tensors[0])?.dtype ?? "f32";
  return operands.map((operand) => {
    if (typeof operand !== "number") return operand;
    if (!isFloat(dtype) && !Number.isInteger(operand)) {
      throw new RensaError(
        "DTYPE_MISMATCH",
        `${String(operand)} is not an integer and the tensor beside it is ${dtype}; convert the tensor first.`,
      );
    }
    if (!holds(dtype, operand)) {
      throw new RensaError(
        "DTYPE_MISMATCH",
        `${String(operand)} is not from ${integerRange(dtype)?.join(" to ") ?? ""}, as numbers beside a tensor of ${dtype} have to be; convert the tensor first.`,
      );
    }
    return full([], operand, dtype);
  });
}
