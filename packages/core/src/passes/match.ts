/** Matches patterns against nodes, and knows which values are one number throughout. */
import { checkParts } from "../graph/check-argument.ts";
import {
  constantOp,
  sameReference,
  type Attributes,
  type AttributeValue,
  type GraphNode,
  type NodeId,
  type Reference,
} from "../graph/graph.ts";
import type { ConstantData } from "../graph/constant-data.ts";
import { isConstantData } from "../graph/is-constant-data.ts";
import { sizeOf } from "../graph/shape.ts";
import type { OpDefinition } from "../op/definition.ts";
import { broadcastTo, full } from "../op/structural.ts";
import type { OpPattern, Pattern } from "./rule.ts";

/** Nodes by id: a map, or anything that finds them like one. */
export type NodeLookup = Pick<ReadonlyMap<NodeId, GraphNode>, "get">;

/** What a match needs to see. */
export interface MatchContext {
  readonly nodes: NodeLookup;
  readonly definitions: ReadonlyMap<string, OpDefinition>;
}

/** What a pattern found. */
export interface Match {
  /** The captured values, by name. */
  readonly captures: Readonly<Record<string, Reference>>;
  /** The nodes named by `as`. */
  readonly parts: Readonly<Record<string, GraphNode>>;
}

/** Goes on with the rest of the pattern; `null` where that fails, so that another order is tried. */
type Continue = (match: Match) => Match | null;

/**
 * Matches a pattern with a node; `null` where it does not match.
 *
 * @param pattern - What is looked for.
 * @param node - Where it is looked for.
 * @param context - The nodes around it, and their definitions.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { matchPattern } from "@rensa/core/compiler";
 *
 * const { graph, definitions } = trace({ x: f32(2) }, ({ x }) => identity(x));
 * const nodes = new Map(Object.entries(graph.nodes));
 * const found = [...nodes.values()].map((node) => matchPattern({ op: identity, inputs: ["x"] }, node, { nodes, definitions }));
 * console.log(found.map((match) => match?.captures["x"]?.node)); // [undefined, "x"]
 * ```
 */
export function matchPattern(pattern: OpPattern, node: GraphNode, context: MatchContext): Match | null {
  checkParts("The pattern", pattern, "op");
  checkParts("The node", node, "id", "op", "inputs");
  checkParts("The context", context, "nodes", "definitions");
  return matchNode(pattern, node, context, { captures: {}, parts: {} }, (match) => match);
}

/**
 * The number that all elements of a value are; `null` where they differ or are not known. Broadcasting is seen through.
 *
 * @param nodes - The nodes of the graph, by name.
 * @param reference - The value.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { broadcastTo, full, trace } from "@rensa/core";
 * import { constantValueOf } from "@rensa/core/compiler";
 *
 * const { graph } = trace({}, () => broadcastTo(full([], 0.5), [2, 3]));
 * const [output] = graph.outputs;
 * console.log(output && constantValueOf(new Map(Object.entries(graph.nodes)), output.source)); // 0.5
 * ```
 */
export function constantValueOf(nodes: NodeLookup, reference: Reference): number | null {
  checkParts("The nodes", nodes, "get");
  checkParts("The reference", reference, "node");
  let node = nodes.get(reference.node);
  while (node?.op === broadcastTo.definition.name) node = nodes.get(node.inputs[0]?.node ?? "");
  if (node?.op === full.definition.name) {
    const { value } = node.attributes as { readonly value?: AttributeValue };
    return typeof value === "number" ? value : null;
  }
  if (node?.op !== constantOp || sizeOf(node.outputs[0]?.shape ?? []) !== 1) return null;
  const { data } = node.attributes as { readonly data?: ConstantData };
  return data?.at(0) ?? null;
}

function matchNode(
  pattern: OpPattern,
  node: GraphNode,
  context: MatchContext,
  match: Match,
  next: Continue,
): Match | null {
  const definition = context.definitions.get(node.op);
  if (pattern.op.definition !== definition) return null;
  if (pattern.attributes !== undefined && !hasAttributes(node, pattern.attributes)) return null;
  const found = pattern.as === undefined ? match : { ...match, parts: { ...match.parts, [pattern.as]: node } };
  const { inputs } = pattern;
  if (inputs === undefined) return next(found);
  if (inputs.length !== node.inputs.length) return null;
  const inOrder = matchInputs(inputs, node.inputs, 0, context, found, next);
  if (inOrder !== null || definition.traits.commutative !== true || inputs.length !== 2) return inOrder;
  return matchInputs(inputs, [...node.inputs].reverse(), 0, context, found, next);
}

function matchInputs(
  patterns: readonly Pattern[],
  inputs: readonly Reference[],
  position: number,
  context: MatchContext,
  match: Match,
  next: Continue,
): Match | null {
  const pattern = patterns[position];
  const input = inputs[position];
  if (pattern === undefined || input === undefined) return next(match);
  return matchValue(pattern, input, context, match, (found) =>
    matchInputs(patterns, inputs, position + 1, context, found, next),
  );
}

function matchValue(
  pattern: Pattern,
  reference: Reference,
  context: MatchContext,
  match: Match,
  next: Continue,
): Match | null {
  if (typeof pattern === "string") {
    const known = match.captures[pattern];
    if (known !== undefined) return sameReference(known, reference) ? next(match) : null;
    return next({ ...match, captures: { ...match.captures, [pattern]: reference } });
  }
  // 0 and -0 are two numbers: x - 0 is x, and x - -0 is not where x is -0.
  if ("value" in pattern)
    return Object.is(constantValueOf(context.nodes, reference), pattern.value) ? next(match) : null;
  const node = context.nodes.get(reference.node);
  return node === undefined || reference.slot !== 0 ? null : matchNode(pattern, node, context, match, next);
}

function hasAttributes(node: GraphNode, wanted: Attributes): boolean {
  return Object.entries(wanted).every(([name, value]) => sameValue(node.attributes[name], value));
}

function sameValue(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null)
    return Object.is(left, right);
  if (isConstantData(left) || isConstantData(right)) return left === right;
  const [leftEntries, rightEntries] = [Object.entries(left), new Map<string, AttributeValue>(Object.entries(right))];
  return (
    leftEntries.length === rightEntries.size &&
    leftEntries.every(([name, value]: [string, AttributeValue]) => sameValue(value, rightEntries.get(name)))
  );
}
