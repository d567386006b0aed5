/** Applying the batching rule that an op brings, and holding what it returns to what a batch is. */
import { RensaError } from "../graph/error.ts";
import type { Attributes } from "../graph/graph.ts";
import { sameShape } from "../graph/shape.ts";
import { formatTensorType, tensorType, type TensorType } from "../graph/tensor-type.ts";
import { callAuthored } from "./authored.ts";
import { currentContext } from "./context.ts";
import type { BatchRule, OpDefinition } from "./definition.ts";
import { describeValue } from "./describe-value.ts";
import { isTensor, type Tensor } from "./tensor.ts";

/**
 * An op on a batch, by its rule.
 *
 * @param types The types of one example's outputs, residuals among them.
 * @throws RensaError `OP_INVALID` where the rule does not return one tensor of each, with the batch axis in front.
 */
export function applyBatchRule(
  definition: OpDefinition,
  rule: BatchRule,
  batch: { readonly inputs: readonly Tensor[]; readonly batched: readonly boolean[]; readonly size: number },
  types: readonly TensorType[],
  attributes: Attributes,
): readonly Tensor[] {
  const { name } = definition;
  const apply = (inputs: readonly Tensor[], given: Attributes = attributes): readonly Tensor[] =>
    currentContext(name).apply(definition, inputs, given, apply);
  const returned: unknown = callAuthored(definition, "batch rule", () => rule({ ...batch, apply }, attributes));
  const list: readonly unknown[] = Array.isArray(returned) ? returned : [returned];
  if (list.length !== types.length) {
    throw new RensaError(
      "OP_INVALID",
      `${name}: its batch rule returned ${String(list.length)} tensors for ${String(types.length)} outputs, residuals included; return one for each.`,
    );
  }
  return types.map(({ dtype, shape }, slot) => {
    const wanted = tensorType(dtype, [batch.size, ...shape]);
    const found = list[slot];
    if (isTensor(found) && found.dtype === dtype && sameShape(found.shape, wanted.shape)) return found;
    const given = isTensor(found) ? formatTensorType(found) : describeValue(found);
    throw new RensaError(
      "OP_INVALID",
      `${name}: its batch rule returned ${given} for output ${String(slot)}; return ${formatTensorType(wanted)}: the ${String(batch.size)} examples along axis 0.`,
    );
  });
}
