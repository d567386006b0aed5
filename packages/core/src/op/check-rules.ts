/** The rules that an op brings beside its forward, held to what they may stand for. Every page loads this: it says little. */
import { RensaError } from "../graph/error.ts";
import { checkFunction } from "./authored.ts";
import { describeValue } from "./describe-value.ts";

/** What is looked at. */
interface Rules {
  readonly name: string;
  readonly forward: object;
  readonly residuals?: unknown;
  readonly vjp?: unknown;
  readonly residualVjp?: unknown;
  readonly jvp?: unknown;
  readonly batch?: unknown;
}

/**
 * Refuses rules that are no functions, residuals that nothing could compute or read, and a batching rule of what is batched by
 * its parts.
 *
 * @throws RensaError `OP_INVALID`.
 */
export function checkRules({ name, forward, residuals = [], vjp, residualVjp, jvp, batch }: Rules): void {
  const isComposite = "composite" in forward;
  const isLoops = "host" in forward || "loops" in forward;
  for (const [field, rule] of Object.entries({ vjp, residualVjp, jvp, batch })) {
    if (rule === undefined || (rule === "expanded" && field === "jvp" && isComposite)) continue;
    checkFunction(name, field, rule);
  }
  const refuse = (reason: string): never => {
    throw new RensaError("OP_INVALID", `defineOp: ${name} has ${reason}.`);
  };
  const list: readonly unknown[] = Array.isArray(residuals) ? residuals : [residuals];
  if (list.some((each, at) => typeof each !== "string" || list.indexOf(each) < at)) {
    refuse(`${describeValue(residuals)} as its residuals; give a list of names, each once`);
  }
  if (list.length > 0 ? vjp === undefined || !(isLoops || isComposite) : residualVjp !== undefined) {
    refuse("residuals without a vjp of a { host }, { loops } or { composite }, or none and a residualVjp; give both");
  }
  if (batch !== undefined && !isLoops) refuse("a batch, which is for { host } and { loops }; drop it");
}
