/** Expands the composites that were kept whole for the sake of their own vjp. */
import type { GraphEdit } from "../graph/edit.ts";
import { referenceKey, type Graph, type Reference } from "../graph/graph.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import type { Interruptible } from "../graph/interruptible.ts";
import { inParts } from "../graph/yielding.ts";
import type { OpDefinition } from "../op/definition.ts";
import { compositeResults } from "../trace/composite.ts";
import { Recorder } from "../trace/recorder.ts";
import type { Pass } from "./pass.ts";

/** Replaces every composite by what it is made of. Needed before lowering, so no pipeline goes without it. */
export const expandComposites: Pass = {
  name: "expand composites",
  run: (graph, { definitions, yielding }) => inParts(expand(graph, definitions), yielding),
};

function* expand(graph: Graph, definitions: Map<string, OpDefinition>): Interruptible<GraphEdit> {
  const recorder = new Recorder({ graph, definitions });
  const replacements = new Map<string, Reference>();
  const removals: string[] = [];
  for (let batch = topologicalOrder(graph); batch.length > 0;) {
    const before = new Set(recorder.nodes.keys());
    for (const node of batch) {
      yield;
      const definition = recorder.definitions.get(node.op);
      if (definition === undefined || !("composite" in definition.form)) continue;
      const { form } = definition;
      const inputs = node.inputs.map(({ node: id, slot }) => {
        const source = recorder.nodes.get(id);
        if (source === undefined) throw new TypeError(`${id} is not recorded`);
        return recorder.tensor(source, slot);
      });
      const results = recorder.run(
        () =>
          recorder.scope(node.op, () =>
            compositeResults(recorder, definition, form.composite(inputs, node.attributes)),
          ),
        node.origin,
      );
      results.forEach(({ reference }, slot) => replacements.set(referenceKey({ node: node.id, slot }), reference));
      removals.push(node.id);
    }
    // What an expansion recorded may hold composites again.
    batch = [...recorder.nodes.values()].filter(({ id }) => !before.has(id));
  }
  recorder.definitions.forEach((definition, name) => definitions.set(name, definition));
  const gone = new Set(removals);
  const additions = [...recorder.nodes.values()].filter(({ id }) => !(id in graph.nodes) && !gone.has(id));
  return { replacements, additions, removals: removals.filter((id) => id in graph.nodes) };
}
