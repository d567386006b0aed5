/** Shares common subexpressions: two nodes of one op, with the same inputs and attributes, become one. */
import { checkParts } from "../graph/check-argument.ts";
import { formatAttribute } from "../graph/attribute-text.ts";
import type { GraphEdit } from "../graph/edit.ts";
import { inputOp, referenceKey, type Graph, type GraphNode, type Reference } from "../graph/graph.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import type { Interruptible } from "../graph/interruptible.ts";
import { inParts } from "../graph/yielding.ts";
import type { OpDefinition } from "../op/definition.ts";
import { ConstantNames } from "./constant-names.ts";
import { isImpure } from "./is-impure.ts";
import type { Pass } from "./pass.ts";

/** Shares common subexpressions. */
export const shareCommon: Pass = {
  name: "share common subexpressions",
  run: (graph, { definitions, yielding }) => inParts(share(graph, definitions), yielding),
};

function* share(graph: Graph, definitions: ReadonlyMap<string, OpDefinition>): Interruptible<GraphEdit> {
  const replacements = new Map<string, Reference>();
  const removals: string[] = [];
  const first = new Map<string, GraphNode>();
  const names = new ConstantNames();
  for (const node of topologicalOrder(graph)) {
    yield;
    if (node.op === inputOp || isImpure(node, definitions)) continue;
    const inputs = node.inputs.map((input) => replacements.get(referenceKey(input)) ?? input);
    const key = nodeKey({ ...node, inputs }, definitions.get(node.op)?.traits.commutative === true, names);
    const same = first.get(key);
    if (same === undefined) first.set(key, node);
    else {
      node.outputs.forEach((_, slot) =>
        replacements.set(referenceKey({ node: node.id, slot }), { node: same.id, slot }),
      );
      removals.push(node.id);
    }
  }
  return { replacements, removals };
}

/** Nodes of equal keys, with one set of names, compute the same, as long as they are pure. */
export function nodeKey(node: GraphNode, commutative: boolean, names: ConstantNames): string {
  checkParts("The names", names, "nameOf");
  checkParts("The node", node, "op", "inputs", "attributes");
  const inputs = node.inputs.map(referenceKey);
  if (commutative) inputs.sort();
  const types = node.outputs.map(({ dtype, shape }) => `${dtype}[${shape.join()}]`).join();
  return `${node.op}(${inputs.join()})${formatAttribute(node.attributes, names.nameOf)}:${types}`;
}
