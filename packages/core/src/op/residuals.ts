/**
 * Residuals: what an op's forward computes for its vjp alone. They are the last outputs of its nodes, typed and planned as
 * all outputs are, so that transforms, passes and files know nothing of them; no caller sees them.
 */
import { RensaError } from "../graph/error.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { OpDefinition } from "./definition.ts";

/** What of an op's outputs its callers see. */
export function withoutResiduals<T>(
  { residuals }: Pick<OpDefinition, "residuals">,
  outputs: readonly T[],
): readonly T[] {
  return residuals.length === 0 ? outputs : outputs.slice(0, -residuals.length);
}

/** What of an op's outputs its vjp alone sees. */
export function residualsOf<T>({ residuals }: Pick<OpDefinition, "residuals">, outputs: readonly T[]): readonly T[] {
  return outputs.slice(outputs.length - residuals.length);
}

/**
 * Refuses a form that gives no more outputs than there are residuals.
 *
 * @throws RensaError `OP_INVALID`.
 */
export function expectOutputs({ name, residuals }: OpDefinition, types: readonly TensorType[]): void {
  if (types.length > residuals.length) return;
  throw new RensaError(
    "OP_INVALID",
    `${name}: its form gives ${String(types.length)} values; give its outputs, and then its residuals (${residuals.join(", ")}).`,
    { op: name },
  );
}
