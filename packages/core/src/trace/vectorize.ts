/**
 * Vectorization: a graph that is written for one example, recorded anew for all examples of a batch.
 *
 * What depends on no batched input stays as it is. Of the rest, elementwise ops broadcast, regions get vectorized
 * bodies, and any other op becomes its derived one ({@link batchedOp}).
 */
import { RensaError } from "../graph/error.ts";
import { inputOp, type Graph, type GraphNode } from "../graph/graph.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import { batchedOp, maskOf } from "../op/batched.ts";
import { currentContext } from "../op/context.ts";
import type { OpDefinition } from "../op/definition.ts";
import { broadcastTo } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { Recorder } from "./recorder.ts";
import { withBatch, type BatchedValue, type Vectorizers } from "./batched-value.ts";
import { adoptLeaf } from "./trace.ts";
import { vectorizeRegion } from "./vectorize-region.ts";

/** Records the nodes of a graph for a batch of `size` examples, and returns its outputs in order. */
export function vectorizeGraph(
  recorder: Recorder,
  graph: Graph,
  definitions: ReadonlyMap<string, OpDefinition>,
  inputs: ReadonlyMap<string, BatchedValue>,
  size: number,
): readonly BatchedValue[] {
  recorder.defineAll(definitions);
  const made = new Map<string, readonly BatchedValue[]>();
  for (const node of topologicalOrder(graph)) {
    if (node.op === inputOp) {
      const given = inputs.get(node.id);
      if (given === undefined) throw new RensaError("INPUT_MISSING", `vmap: the input "${node.id}" is missing.`);
      made.set(node.id, [given]);
      continue;
    }
    const operands = node.inputs.map(({ node: id, slot }) => made.get(id)?.[slot] as BatchedValue);
    const definition = recorder.definitions.get(node.op);
    if (definition === undefined || operands.every(({ batched }) => !batched)) {
      const results = recorder.replay(
        node,
        definition,
        operands.map(({ tensor }) => tensor),
      );
      made.set(
        node.id,
        results.map((tensor) => ({ tensor, batched: false })),
      );
    } else {
      made.set(
        node.id,
        recorder.run(() => vectorizeNode(recorder, node, definition, operands, size), node.origin),
      );
    }
  }
  return graph.outputs.map(({ source }) => made.get(source.node)?.[source.slot] as BatchedValue);
}

/**
 * Applies `body`, which is written for one example, to every example of a batch, in the innermost trace. `batched` says
 * which inputs have a batch axis in front; the others are shared. All results have one.
 */
export function vectorizeBody(
  body: (examples: readonly Tensor[]) => readonly Tensor[],
  inputs: readonly Tensor[],
  batched: readonly boolean[],
): readonly Tensor[] {
  const recorder = currentContext("vmap");
  if (!(recorder instanceof Recorder)) throw new RensaError("NOT_TRACING", "vmap: works only inside trace(...).");
  const scratch = recorder.scratch();
  const values = new Map<string, BatchedValue>();
  const examples = inputs.map((tensor, position) => {
    const name = `input_${String(position)}`;
    const isBatched = batched[position] === true;
    values.set(name, { tensor, batched: isBatched });
    return scratch.input(name, isBatched ? { dtype: tensor.dtype, shape: tensor.shape.slice(1) } : tensor);
  });
  const results = scratch.run(() => body(examples)).map((result) => adoptLeaf(scratch, result, "vmap: a result"));
  const graph = scratch.finish(
    results.map(({ reference: source }, position) => ({ name: `output_${String(position)}`, source })),
  );
  const size = inputs.find((_, position) => batched[position] === true)?.shape[0] ?? 0;
  return recorder.run(() =>
    vectorizeGraph(recorder, graph, scratch.definitions, values, size).map((value) => withBatch(value, size)),
  );
}

/** The two functions above. */
export const vectorizers: Vectorizers = { graph: vectorizeGraph, body: vectorizeBody };

function vectorizeNode(
  recorder: Recorder,
  node: GraphNode,
  definition: OpDefinition,
  operands: readonly BatchedValue[],
  size: number,
): readonly BatchedValue[] {
  if ("region" in definition.form) {
    return vectorizeRegion(
      recorder,
      vectorizers,
      { definition, form: definition.form, attributes: node.attributes },
      operands,
      size,
    );
  }
  const masked = (tensors: readonly Tensor[]): readonly BatchedValue[] =>
    tensors.map((tensor) => ({ tensor, batched: true }));
  if ("scalar" in definition.form) {
    const rank = node.outputs[0]?.shape.length ?? 0;
    const aligned = operands.map((operand) => alignBatch(recorder, operand, rank));
    return masked(recorder.apply(definition, aligned, node.attributes, vectorizeNode));
  }
  const derived = batchedOp(definition, maskOf(operands.map(({ batched }) => batched)), vectorizeBody);
  if (derived === undefined) throw new RensaError("INTERNAL", `${node.op}: an op of its form cannot be vectorized.`);
  const tensors = operands.map(({ tensor }) => tensor);
  return masked(recorder.apply(derived, tensors, node.attributes, vectorizeNode));
}

/** An operand whose examples have a lower rank than the result gets axes of length 1 behind its batch axis. */
function alignBatch(recorder: Recorder, { tensor, batched }: BatchedValue, rank: number): Tensor {
  const missing = rank - (tensor.shape.length - 1);
  if (!batched || missing <= 0) return tensor;
  const derived = batchedOp(broadcastTo.definition, "1", vectorizeBody);
  if (derived === undefined) throw new RensaError("INTERNAL", "broadcastTo cannot be vectorized.");
  const shape = [...Array.from({ length: missing }, () => 1), ...tensor.shape.slice(1)];
  return recorder.apply(derived, [tensor], { shape }, alignBatch)[0] ?? tensor;
}
