/** A graph that was printed or saved, as a traced function again. */
import { RensaError } from "../graph/error.ts";
import { constantOp, graphsWithin, inputOp, type Graph } from "../graph/graph.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { verifyGraph } from "../graph/verify.ts";
import type { OpDefinition } from "../op/definition.ts";
import { inferTypes } from "../op/infer.ts";
import type { Registry } from "./registry.ts";
import { compositeTypes } from "./recorder.ts";
import { makeTraced, soleInput, soleOutput, type Traced } from "./trace.ts";
import type { TypeTree } from "./tree.ts";

/**
 * Makes a traced function of a graph, with the definitions of its ops from a registry. Its inputs and outputs are
 * nested again as their names say (`parameters.w`).
 *
 * @throws RensaError `OP_UNKNOWN` where the registry lacks an op; `GRAPH_CYCLE`, `GRAPH_REFERENCE`; `GRAPH_INVALID`
 * where a node has another type than its op gives it.
 *
 * @example
 * ```ts
 * import { compile, loadGraph, parseGraph, standardRegistry } from "rensa";
 *
 * const graph = parseGraph("graph(x: f32[2]) { y_0: f32[2] = relu(x) return output = y_0 }");
 * const program = await compile(loadGraph(graph, standardRegistry()));
 * console.log(program.run({ x: [-1, 1] })); // the output is 0 and 1
 * ```
 */
export function loadGraph(graph: Graph, registry: Registry): Traced<TypeTree, unknown> {
  const definitions = new Map<string, OpDefinition>();
  collectDefinitions(graph, registry, definitions);
  verifyGraph(graph, (node, inputs) => {
    const definition = definitions.get(node.op);
    if (definition === undefined) return null;
    const infer = "composite" in definition.form ? compositeTypes : inferTypes;
    return infer(definition, inputs, node.attributes);
  });
  const inputs = graph.inputs.map((id): [string, TensorType | undefined] => [id, graph.nodes[id]?.outputs[0]]);
  const outputs = graph.outputs.map(({ name, source }): [string, TensorType | undefined] => [
    name,
    graph.nodes[source.node]?.outputs[source.slot],
  ]);
  return makeTraced(graph, nest(inputs), nest(outputs), definitions);
}

/** The definitions of all ops of a graph and of the graphs in its attributes. */
function collectDefinitions(graph: Graph, registry: Registry, definitions: Map<string, OpDefinition>): void {
  for (const { id, op, origin, attributes } of Object.values(graph.nodes)) {
    for (const inner of graphsWithin(attributes)) collectDefinitions(inner, registry, definitions);
    if (op === inputOp || op === constantOp || definitions.has(op)) continue;
    try {
      definitions.set(op, registry.get(op));
    } catch (error) {
      throw error instanceof RensaError ? error.with({ node: id, origin: origin ?? undefined }) : error;
    }
  }
}

/** Types nested by their paths. */
function nest(entries: readonly (readonly [path: string, type: TensorType | undefined])[]): TypeTree {
  const root: Record<string, unknown> = {};
  for (const [path, type] of entries) {
    if (type === undefined) continue;
    if (entries.length === 1 && (path === soleOutput || path === soleInput)) return type;
    const names = path.split(".");
    const last = names.pop() ?? path;
    let branch = root;
    for (const name of names) branch = (branch[name] ??= {}) as Record<string, unknown>;
    branch[last] = type;
  }
  return root as TypeTree;
}
