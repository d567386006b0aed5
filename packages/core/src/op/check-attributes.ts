/** The attributes of a node against the schema of its op. */
import { RensaError } from "../graph/error.ts";
import { formatGiven, quoteName } from "../graph/format-given.ts";
import { describeSchema, faultOf, isRelated, type AttributeSchema, type SchemaFault } from "./attribute-schema.ts";
import type { OpDefinition } from "./definition.ts";

/**
 * Refuses attributes that the op does not have, lacks, or does not allow.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` with the op, the attribute, what was given and what is allowed.
 */
export function checkAttributes(definition: OpDefinition, attributes: unknown): void {
  const { name, schema } = definition;
  if (typeof attributes !== "object" || attributes === null || Array.isArray(attributes)) {
    throw invalid(name, `the attributes are ${formatGiven(attributes)}; give a record of them`);
  }
  const given = attributes as Readonly<Record<string, unknown>>;
  for (const attribute of Object.keys(given)) {
    if (!schema.has(attribute))
      throw invalid(name, `has no attribute ${quoteName(attribute)}; ${describeNames(schema)}`);
  }
  for (const [attribute, allowed] of schema) {
    if (!Object.hasOwn(given, attribute)) {
      throw invalid(name, `the attribute "${attribute}" is missing; give ${describeSchema(allowed)}`);
    }
    refuseFault(name, attribute, faultOf(given[attribute], allowed, null));
  }
}

/**
 * The check of an op: of what its schema says of the inputs, and of what its author adds. `null` where that is nothing.
 */
export function checkOfFit(
  name: string,
  schema: ReadonlyMap<string, AttributeSchema>,
  check: OpDefinition["check"],
): OpDefinition["check"] {
  const related = [...schema].filter(([, allowed]) => isRelated(allowed));
  if (related.length === 0) return check;
  return (attributes, inputs) => {
    for (const [attribute, allowed] of related) {
      refuseFault(name, attribute, faultOf(attributes[attribute], allowed, inputs));
    }
    check?.(attributes, inputs);
  };
}

function refuseFault(op: string, attribute: string, fault: SchemaFault | null): void {
  if (fault === null) return;
  throw invalid(op, `the attribute "${attribute}${fault.path}" is ${fault.given}; give ${fault.allowed}`);
}

/** Which attributes there are, in words. */
export function describeNames(schema: ReadonlyMap<string, AttributeSchema>): string {
  return schema.size === 0 ? "it has none" : `it has ${[...schema.keys()].join(", ")}`;
}

function invalid(op: string, sentence: string): RensaError {
  return new RensaError("ATTRIBUTE_INVALID", `${op}: ${sentence}.`, { op });
}
