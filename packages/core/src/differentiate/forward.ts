/**
 * Forward-mode differentiation inside a trace: tangents start at the variables and go from node to node.
 *
 * A node's tangents are what its op's jvp rule says; of a composite marked `"expanded"`, those of what it is made of; of a
 * loop or branch, what its graphs carry along; of any other op, the transpose of its vjp, which is linear in the cotangent.
 * Source: Griewank and Walther, "Evaluating Derivatives", chapter 3.
 */
import { RensaError } from "../graph/error.ts";
import { referenceKey, type NodeId } from "../graph/graph.ts";
import { formatTensorType } from "../graph/tensor-type.ts";
import { withoutResiduals } from "../op/residuals.ts";
import { accumulate } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { compositeResults } from "../trace/composite.ts";
import type { Recorder } from "../trace/recorder.ts";
import type { ChangingNode, Direction, Forward } from "./changing-node.ts";
import { activeOutputs } from "./gradients.ts";
import { Inside } from "./inside.ts";
import { ruleTangents } from "./jvp-rule.ts";
import { drawBefore, refuseRedrawn } from "./redrawn.ts";
import { regionTangents } from "./region-tangents.ts";
import { transposedTangents } from "./transposed.ts";

/** {@link Forward}, for variables of the same trace. */
export const forward: Forward = (recorder, outputs, directions) => forwardFrom(recorder, outputs, directions, []);

/**
 * {@link forward}, where further tensors depend on the variables in a way that is not seen here.
 *
 * @throws RensaError `TRACE_MIXED` where an output depends on one of those.
 */
export function forwardFrom(
  recorder: Recorder,
  outputs: readonly Tensor[],
  directions: readonly Direction[],
  hidden: readonly Tensor[],
): readonly (Tensor | undefined)[] {
  const active = activeOutputs(recorder, [...directions.map(({ variable }) => variable), ...hidden]);
  const { needed, towards } = neededFor(recorder, outputs, active);
  const unseen = hidden.find(({ reference }) => needed.has(referenceKey(reference)));
  if (unseen !== undefined) {
    throw new RensaError(
      "TRACE_MIXED",
      `tangentsOf: what is differentiated depends on a variable through ${formatTensorType(unseen)} that was computed around this body; compute that in the body too, or take the derivative outside.`,
    );
  }
  const tangents = new Map<string, Tensor>();
  const add = (key: string, tangent: Tensor): void => {
    const before = tangents.get(key);
    tangents.set(key, before === undefined ? tangent : recorder.run(() => accumulate(before, tangent)));
  };
  for (const { variable, tangent } of directions) add(referenceKey(variable.reference), tangent);
  const pathFrom = (id: NodeId): readonly NodeId[] => {
    const path = [id];
    for (let next = towards.get(id); next !== undefined; next = towards.get(next)) path.push(next);
    return path;
  };
  // Nodes are recorded in topological order; what is recorded on the way changes nothing before it.
  for (const node of [...recorder.nodes.values()]) {
    const wanted = node.outputs.map((_, slot) => needed.has(referenceKey({ node: node.id, slot })));
    const own = node.inputs.map((input) => tangents.get(referenceKey(input)));
    if (!wanted.includes(true) || own.every((tangent) => tangent === undefined)) continue;
    const made = tangentsOfNode(recorder, {
      node,
      tangents: own,
      wanted,
      pathToOutput: () => pathFrom(node.id),
    });
    made.forEach((tangent, slot) => {
      if (tangent !== undefined) add(referenceKey({ node: node.id, slot }), tangent);
    });
  }
  return outputs.map(({ reference }) => tangents.get(referenceKey(reference)));
}

/** The active values that outputs depend on, and by node the user of it through which they do. */
function neededFor(
  recorder: Recorder,
  outputs: readonly Tensor[],
  active: ReadonlySet<string>,
): { readonly needed: ReadonlySet<string>; readonly towards: ReadonlyMap<NodeId, NodeId> } {
  const needed = new Set<string>();
  const towards = new Map<NodeId, NodeId>();
  const pending = outputs.map(({ reference }) => reference).filter((each) => active.has(referenceKey(each)));
  for (const reference of pending) needed.add(referenceKey(reference));
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    for (const input of recorder.nodes.get(reference.node)?.inputs ?? []) {
      const key = referenceKey(input);
      if (!active.has(key) || needed.has(key)) continue;
      needed.add(key);
      if (!towards.has(input.node)) towards.set(input.node, reference.node);
      pending.push(input);
    }
  }
  return { needed, towards };
}

/** How the outputs of a node change, where they are wanted. */
function tangentsOfNode(recorder: Recorder, changing: ChangingNode): readonly (Tensor | undefined)[] {
  const { node, wanted } = changing;
  const definition = recorder.definitions.get(node.op);
  if (definition === undefined) {
    throw new RensaError("OP_UNKNOWN", `${node.op}: the trace does not know this op's definition.`, { node: node.id });
  }
  const { form, jvp } = definition;
  try {
    if ("region" in form) return regionTangents(recorder, changing, { definition, form }, forward);
    if (jvp === "expanded" && "composite" in form) {
      const inside = new Inside(recorder, node);
      const results = inside.run(() =>
        compositeResults(inside.recorder, definition, form.composite(inside.inputs, node.attributes)),
      );
      const copies = new Set(inside.recorder.nodes.keys());
      const outputs = results.filter((_, slot) => wanted[slot] === true);
      const found = [...forward(inside.recorder, outputs, inside.directions(changing.tangents))];
      const roots = found.flatMap((tangent) => tangent?.reference ?? []);
      refuseRedrawn(node.op, drawBefore, roots, {
        nodeOf: (id) => inside.recorder.nodes.get(id),
        isAgain: (id) => copies.has(id),
        definitions: inside.recorder.definitions,
      });
      return inside.take(wanted.map((each) => (each ? found.shift() : undefined)));
    }
    if (jvp === null || jvp === "expanded") return transposedTangents(recorder, changing, wanted);
    const outputs = ruleTangents(recorder, changing, definition, jvp);
    const count = withoutResiduals(definition, node.outputs).length;
    if (!wanted.includes(true, count)) return outputs;
    // A rule is about outputs; residuals have their vjp.
    const ofResiduals = transposedTangents(
      recorder,
      changing,
      wanted.map((each, slot) => each && slot >= count),
    );
    return [...outputs, ...ofResiduals.slice(count)];
  } catch (error) {
    if (!(error instanceof RensaError)) throw error;
    throw error.with({ op: node.op, node: node.id, origin: node.origin ?? undefined });
  }
}
