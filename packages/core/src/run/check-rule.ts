/** The rules of a plugin, held to patterns that can match: one that cannot is never used, and nothing says so. */
import { checkKind, checkParts, refuse } from "../graph/check-argument.ts";
import { checkOptions } from "../graph/check-options.ts";
import { RensaError } from "../graph/error.ts";
import { formatGiven, quoteName } from "../graph/format-given.ts";
import { faultOf } from "../op/attribute-schema.ts";
import { describeNames } from "../op/check-attributes.ts";
import type { OpPattern, Rule } from "../passes/rule.ts";

/**
 * Refuses a rule whose pattern no node can match.
 *
 * @param what Whose it is: `definePlugin: the rule 0 of "my-plugin"`.
 * @throws RensaError `ARGUMENT_INVALID`, with the line where the rule is made.
 */
export function checkRule(what: string, rule: Rule): void {
  checkParts(what, rule, "name", "pattern", "replace");
  try {
    checkKind(`${what}: its name`, rule.name, "string");
    if (rule.name === "") refuse(`${what} has no name; give its equation, such as "x * 1 -> x".`);
    const named = `${what}, "${rule.name}"`;
    checkKind(`${named}: replace`, Reflect.get(rule, "replace"), "function");
    checkPattern(named, rule.pattern);
  } catch (error) {
    const place = rule.place?.();
    if (!(error instanceof RensaError) || place === undefined) throw error;
    const { code, sentence, op } = error;
    throw new RensaError(code, sentence, { op, origin: { ...place, scope: "" } });
  }
}

function checkPattern(what: string, pattern: OpPattern): void {
  checkOptions(`${what}: its pattern`, pattern, ["op", "inputs", "attributes", "as"]);
  const given: { readonly [Name in keyof OpPattern]?: unknown } = pattern;
  checkParts(`${what}: the op of its pattern`, given.op, "definition");
  const { name, inputs, schema, form, vjp, nonDifferentiable } = pattern.op.definition;
  if ("composite" in form && vjp === null && nonDifferentiable === null) {
    refuse(
      `${what}: ${name} is a composite, in whose place other ops stand; give a pattern of those, or the op a vjp.`,
    );
  }
  if (given.as !== undefined) checkKind(`${what}: as`, given.as, "string");
  if (given.inputs !== undefined) {
    checkKind(`${what}: the inputs of ${name}`, given.inputs, "list");
    const [found, wanted] = [pattern.inputs?.length ?? 0, inputs?.length];
    if (wanted !== undefined && found !== wanted) {
      refuse(
        `${what}: has ${String(found)} patterns for the inputs of ${name}; give ${String(wanted)}: ${inputs?.join(", ") ?? ""}.`,
      );
    }
  }
  for (const [at, input] of Array.from<unknown>(pattern.inputs ?? []).entries()) {
    const place = `${what}: the pattern of input ${String(at)} of ${name}`;
    if (typeof input === "string") continue;
    checkKind(place, input, "record");
    const { value, ...others } = input as { readonly value?: unknown };
    if (value === undefined) checkPattern(place, input as OpPattern);
    else if (typeof value !== "number" || Object.keys(others).length > 0) {
      refuse(`${place} is ${formatGiven(value)}; give { value: 1 }, with a number and nothing else.`);
    }
  }
  for (const [attribute, value] of Object.entries(pattern.attributes ?? {})) {
    const allowed = schema.get(attribute);
    if (allowed === undefined)
      refuse(`${what}: ${name} has no attribute ${quoteName(attribute)}; ${describeNames(schema)}.`);
    const fault = faultOf(value, allowed, null);
    if (fault !== null)
      refuse(`${what}: the attribute "${attribute}${fault.path}" of ${name} is ${fault.given}; give ${fault.allowed}.`);
  }
}
