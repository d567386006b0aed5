/** The batching rule that an op brings, held to what it may stand for. */
import { RensaError } from "../graph/error.ts";
import { checkFunction } from "./authored.ts";

/**
 * Refuses a rule that is no function, or of a form that needs none.
 *
 * @throws RensaError `OP_INVALID`.
 */
export function checkBatchRule(op: string, rule: unknown, forward: object): void {
  checkFunction(op, "batch", rule);
  if ("host" in forward || "loops" in forward) return;
  throw new RensaError(
    "OP_INVALID",
    `defineOp: ${op} has a batch rule, which is for { host } and { loops }; drop it: other forms are batched by what they are made of.`,
  );
}
