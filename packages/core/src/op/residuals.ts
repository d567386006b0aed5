/**
 * Residuals: what an op's forward computes for its vjp alone. They are the last outputs of its nodes, typed and planned as
 * all outputs are, so that transforms, passes and files know nothing of them; no caller sees them.
 */
import { RensaError } from "../graph/error.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { checkFunction } from "./authored.ts";
import { describeValue } from "./describe-value.ts";
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
 * Refuses residuals that nothing could compute or read.
 *
 * @throws RensaError `OP_INVALID`.
 */
export function checkResiduals(config: {
  readonly name: string;
  readonly forward: object;
  readonly residuals?: unknown;
  readonly residualVjp?: unknown;
  readonly vjp?: unknown;
}): void {
  const { name, forward, residuals = [], residualVjp, vjp } = config;
  const refuse = (reason: string): never => {
    throw new RensaError("OP_INVALID", `defineOp: ${name} ${reason}.`);
  };
  if (!Array.isArray(residuals) || residuals.some((each) => typeof each !== "string")) {
    refuse(`has ${describeValue(residuals)} as its residuals; give a list of names`);
  } else if (new Set(residuals).size < residuals.length) {
    refuse(`has residuals ${residuals.join(", ")}; give each a name of its own`);
  } else if (residuals.length > 0) {
    if (vjp === undefined) refuse("has residuals and no vjp that reads them; give it a vjp");
    if ("scalar" in forward || "region" in forward) {
      refuse("has residuals, which take a form of several outputs; make it { host }, { loops } or { composite }");
    }
  } else if (residualVjp !== undefined) refuse("has a residualVjp and no residuals; name them");
  if (residualVjp !== undefined) checkFunction(name, "residualVjp", residualVjp);
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
    `${name}: its form gives ${String(types.length)} values, and ${String(residuals.length)} of them are residuals (${residuals.join(", ")}); give its outputs, and after them one value for each residual.`,
    { op: name },
  );
}
