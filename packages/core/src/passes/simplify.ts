/**
 * Applies rewrite rules in one walk, inputs before the nodes that read them, so a rule sees what its inputs became. What
 * a rule brings in is tried again a bounded number of times: rules that undo each other end too.
 */
import { checkParts, checkKind } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import {
  referenceKey,
  sameReference,
  type Graph,
  type GraphNode,
  type NodeId,
  type Reference,
} from "../graph/graph.ts";
import type { GraphEdit } from "../graph/edit.ts";
import type { Interruptible } from "../graph/interruptible.ts";
import { inParts } from "../graph/yielding.ts";
import { sameShape, type Shape } from "../graph/shape.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import { authorsPlace, type Place } from "../graph/users-place.ts";
import { describeValue } from "../op/describe-value.ts";
import { broadcastTo, full } from "../op/structural.ts";
import type { OpDefinition } from "../op/definition.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import { Recorder } from "../trace/recorder.ts";
import { matchPattern } from "./match.ts";
import type { Pass } from "./pass.ts";
import type { Rule } from "./rule.ts";

/** How often what a rule brought in is rewritten again. */
const mostRetries = 8;

/**
 * A pass that applies rules wherever they fit. Of several rules for one node the first that fits is taken.
 *
 * @param rules - The rules, the first of which that fits is applied.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { broadcastTo, f32, rule, simplifyWith, trace } from "@rensa/core";
 * import { runPasses } from "@rensa/core/compiler";
 *
 * const merge = rule(
 *   "broadcast_to(broadcast_to x) -> broadcast_to x",
 *   { op: broadcastTo, inputs: [{ op: broadcastTo, inputs: ["x"] }] },
 *   ({ x }) => x,
 * );
 * const { graph, definitions } = trace({ x: f32(3) }, ({ x }) => broadcastTo(broadcastTo(x, [1, 3]), [2, 3]));
 * const result = await runPasses(graph, definitions, [simplifyWith([merge])]);
 * console.log(Object.keys(result.graph.nodes)); // ["x", "broadcast_to_0", "broadcast_to_2"]
 * ```
 */
export function simplifyWith(rules: readonly Rule[]): Pass {
  checkKind("The rules", rules, "list");
  for (const each of rules) checkParts("A rule", each, "name", "pattern", "replace");
  const byOp = new Map<string, Rule[]>();
  for (const rule of rules) {
    const { op } = rule.pattern;
    const name = typeof op === "string" ? op : op.definition.name;
    byOp.set(name, [...(byOp.get(name) ?? []), rule]);
  }
  const run: Pass["run"] = (graph, { definitions, yielding }) =>
    inParts(new Simplifier(graph, definitions, byOp).run(), yielding);
  // By this, two with the same rules are known to do the same.
  return { name: "simplify", rules, run: Object.assign(run, { applies: Object.freeze([...rules]) }) };
}

class Simplifier {
  readonly #graph: Graph;
  readonly #definitions: Map<string, OpDefinition>;
  readonly #rules: ReadonlyMap<string, readonly Rule[]>;
  readonly #recorder: Recorder;
  /** The nodes of the graph seen so far whose inputs were replaced. */
  readonly #changed = new Map<NodeId, GraphNode>();
  readonly #replacements = new Map<string, Reference>();

  constructor(graph: Graph, definitions: Map<string, OpDefinition>, rules: ReadonlyMap<string, readonly Rule[]>) {
    this.#graph = graph;
    this.#definitions = definitions;
    this.#rules = rules;
    this.#recorder = new Recorder({ graph, definitions });
  }

  *run(): Interruptible<GraphEdit> {
    const removals: NodeId[] = [];
    for (const original of topologicalOrder(this.#graph)) {
      yield;
      const node = this.#see(original);
      const result = this.#rewrite(node);
      if (result === null) continue;
      this.#replacements.set(node.id, result);
      removals.push(node.id);
    }
    const additions = this.#additions();
    for (const { op } of additions) {
      const definition = this.#recorder.definitions.get(op);
      if (definition !== undefined) this.#definitions.set(op, definition);
    }
    return { replacements: this.#replacements, additions, removals };
  }

  /** A node with its inputs as they are by now. */
  #see(original: GraphNode): GraphNode {
    if (!original.inputs.some((input) => this.#replacements.has(referenceKey(input)))) return original;
    const inputs = original.inputs.map((input) => this.#replacements.get(referenceKey(input)) ?? input);
    const node = { ...original, inputs };
    this.#changed.set(node.id, node);
    return node;
  }

  /** Finds nodes as they are by now. What a rule recorded reads only such nodes. */
  get(id: NodeId): GraphNode | undefined {
    return this.#changed.get(id) ?? this.#recorder.nodes.get(id);
  }

  /** What stands in a node's place when no rule fits any more; `null` where none fits at all. */
  #rewrite(node: GraphNode): Reference | null {
    let result: Reference | null = null;
    let current: GraphNode | undefined = node;
    for (let retry = 0; retry <= mostRetries && current !== undefined; retry++) {
      const next = this.#apply(current);
      if (next === null) break;
      result = next;
      // Only what is new can have a rule that was not tried before.
      current = Object.hasOwn(this.#graph.nodes, next.node) ? undefined : this.get(next.node);
    }
    return result;
  }

  /** The result of the first rule that fits. */
  #apply(node: GraphNode): Reference | null {
    const rules = this.#rules.get(node.op);
    if (rules === undefined || node.outputs.length !== 1) return null;
    for (const rule of rules) {
      const match = matchPattern(rule.pattern, node, { nodes: this, definitions: this.#recorder.definitions });
      if (match === null) continue;
      const captures = Object.fromEntries(Object.entries(match.captures).map(([name, at]) => [name, this.#tensor(at)]));
      const result = this.#recorder.run(() => fit(this.#replace(rule, captures, node, match.parts), node), node.origin);
      if (result !== null && !sameReference(result.reference, { node: node.id, slot: 0 })) return result.reference;
    }
    return null;
  }

  /** What a rule returns; a bare error, and what is no result, is refused with its name and its author's line. */
  #replace(rule: Rule, ...match: Parameters<Rule["replace"]>): Tensor | number | null {
    const [, { id: node, op, origin }] = match;
    const refuse = (fault: string, cause?: unknown): RensaError =>
      new RensaError("OP_INVALID", `The rule "${rule.name}": ${fault}.`, {
        ...{ op, node, cause, origin: origin ?? undefined, written: placeOf(cause) ?? rule.place?.() },
      });
    let result: unknown;
    try {
      result = rule.replace(...match);
    } catch (error) {
      if (error instanceof RensaError) throw refuse(error.sentence.replace(/\.$/, ""), error);
      throw refuse(`it threw ${String(error)}; correct it there`, error);
    }
    if (result === null || typeof result === "number") return result;
    if (!isTensor(result)) throw refuse(`it returned ${describeValue(result)}; return a tensor, a number, or null`);
    if (result.owner === this.#recorder) return result;
    throw refuse("it returned a tensor of another graph; make it of what the rule is given");
  }

  #tensor({ node: id, slot }: Reference): Tensor {
    const node = this.#recorder.nodes.get(id);
    if (node === undefined) throw new TypeError(`${id} is not recorded`);
    return this.#recorder.tensor(node, slot);
  }

  /** What the replacements need of what the rules recorded; a result that did not fit is left out. */
  #additions(): readonly GraphNode[] {
    const needed = new Set<NodeId>();
    const pending = [...this.#replacements.values()];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const node =
        needed.has(next.node) || Object.hasOwn(this.#graph.nodes, next.node) ? undefined : this.get(next.node);
      if (node === undefined) continue;
      needed.add(node.id);
      pending.push(...node.inputs);
    }
    return needed.size === 0 ? [] : [...this.#recorder.nodes.values()].filter(({ id }) => needed.has(id));
  }
}

function placeOf(cause: unknown): Place | undefined {
  return cause instanceof RensaError ? cause.written : authorsPlace(cause);
}

/** A rule's result as a tensor of the node's type; `null` where it does not fit. */
function fit(result: Tensor | number | null, node: GraphNode): Tensor | null {
  const [type] = node.outputs;
  if (result === null || type === undefined) return null;
  if (typeof result === "number") return full(type.shape, result, type.dtype);
  if (result.dtype !== type.dtype) return null;
  if (sameShape(result.shape, type.shape)) return result;
  return broadcasts(result.shape, type.shape) ? broadcastTo(result, type.shape) : null;
}

function broadcasts(from: Shape, to: Shape): boolean {
  const leading = to.length - from.length;
  return leading >= 0 && from.every((extent, axis) => extent === 1 || extent === to[leading + axis]);
}
