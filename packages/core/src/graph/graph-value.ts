/** Whether a value that came from elsewhere has the form of a graph: its fields and their kinds, not yet what they say. */
import { checkKind } from "./check-argument.ts";
import { formatGiven } from "./format-given.ts";
import type { Attributes, Graph } from "./graph.ts";

/** Where a value has not the form of a graph, and what belongs there. */
export interface GraphValueFault {
  /** Such as `.nodes.add_0.inputs[1]`. */
  readonly path: string;
  readonly given: string;
  readonly allowed: string;
}

type Fault = GraphValueFault | null;
type Check = (value: unknown, path: string) => Fault;

/** Graphs are frozen, so that one that had the form once has it still. */
const known = new WeakSet<object>();

/** What keeps a value from being a graph; `null` for one that has the form of a graph. */
export function checkGraphValue(value: unknown): GraphValueFault | null {
  if (typeof value === "object" && value !== null && known.has(value)) return null;
  const fault = graphFault(value, "");
  if (fault === null && typeof value === "object" && value !== null && Object.isFrozen(value)) known.add(value);
  return fault;
}

/**
 * The graphs among the values of attributes: the bodies of loops, branches and the like.
 *
 * @param attributes - The attributes of a node.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { checkpoint, f32, identity, trace } from "@rensa/core";
 * import { graphsWithin } from "@rensa/core/graph";
 *
 * const { graph } = trace({ x: f32(2) }, ({ x }) => checkpoint(() => identity(x)));
 * console.log(Object.values(graph.nodes).map(({ op, attributes }) => `${op} ${graphsWithin(attributes).length}`)); // ["input 0", "checkpoint 1"]
 * ```
 */
export function graphsWithin(attributes: Attributes): readonly Graph[] {
  checkKind("The attributes", attributes, "record");
  return Object.values(attributes).flatMap((value) => (isGraph(value) ? [value] : []));
}

function isGraph(value: unknown): value is Graph {
  return checkGraphValue(value) === null;
}

const text: Check = (value, path) => (typeof value === "string" ? null : refuse(value, path, "a text"));
const count: Check = (value, path) =>
  Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0)
    ? null
    : refuse(value, path, "an integer from 0");
const anything: Check = () => null;

const reference = fieldsOf({ node: text, slot: count });
const output = fieldsOf({ name: text, source: reference });
const type = fieldsOf({ shape: listOf(count), dtype: text });
const place = fieldsOf({ file: text, line: count, column: count, scope: text });
const origin: Check = (value, path) => (value === null ? null : place(value, path));
const node = fieldsOf({
  id: text,
  op: text,
  inputs: listOf(reference),
  attributes: recordOf(anything),
  outputs: listOf(type),
  origin,
});
const graphFault = fieldsOf(
  { inputs: listOf(text), outputs: listOf(output), nodes: recordOf(node) },
  { plugins: recordOf(text) },
);

function fieldsOf(fields: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check {
  const checks = new Map(Object.entries({ ...fields, ...optional }));
  const wanted = `a record of ${Object.keys(fields).join(", ")}`;
  return (value, path) => {
    if (!isRecord(value)) return refuse(value, path, wanted);
    for (const [name, check] of checks) {
      const inner = Object.hasOwn(value, name) ? value[name] : undefined;
      if (inner === undefined && Object.hasOwn(optional, name)) continue;
      const fault = check(inner, `${path}.${name}`);
      if (fault !== null) return fault;
    }
    const unknown = Object.keys(value).find((name) => !checks.has(name));
    return unknown === undefined ? null : refuse(value[unknown], `${path}.${unknown}`, `nothing here, but ${wanted}`);
  };
}

function listOf(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return refuse(value, path, "a list");
    for (let at = 0; at < value.length; at++) {
      const fault = check(value[at], `${path}[${String(at)}]`);
      if (fault !== null) return fault;
    }
    return null;
  };
}

function recordOf(check: Check): Check {
  return (value, path) => {
    if (!isRecord(value)) return refuse(value, path, "a record");
    for (const [name, inner] of Object.entries(value)) {
      const fault = check(inner, `${path}.${name}`);
      if (fault !== null) return fault;
    }
    return null;
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(value: unknown, path: string, allowed: string): GraphValueFault {
  return { path, given: formatGiven(value), allowed };
}
