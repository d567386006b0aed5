/** checkpoint: what is cheap to compute again need not be kept for the backward pass. */
import { present } from "../graph/present.ts";
import { isFloat } from "../graph/dtype.ts";
import { referenceKey, type Attributes, type Graph } from "../graph/graph.ts";
import { backward, type Seed } from "../differentiate/gradients.ts";
import { makeOp } from "../op/make-op.ts";
import type { AttributeDefaults } from "../op/op-config.ts";
import type { VjpArguments, VjpThunks } from "../op/definition.ts";
import { full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { inlineGraph } from "../trace/trace.ts";
import type { TensorTree } from "../trace/tree.ts";
import { outerTrace } from "../trace/outer-trace.ts";
import { Body, nestTensors } from "./body.ts";
import { drawingIn, refuseRedrawn } from "../differentiate/redrawn.ts";
import { rematerialize } from "../differentiate/rematerialize.ts";
import { anyGraph, graphIn } from "./graph-attribute.ts";

const defaults: AttributeDefaults = { body: anyGraph() };

/**
 * Computes `body` and keeps nothing of its inside for the backward pass, which computes it again: less memory for more
 * time. Values and gradients are the same. Draw by chance before it, or with a key: what is computed again would be drawn again.
 *
 * @param body Returns tensors, nested. It may use any tensor from around it; those are what is kept.
 *
 * @throws RensaError `NOT_DIFFERENTIABLE` where a gradient needs what an impure op gave inside.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { checkpoint, f32, trace } from "@rensa/core";
 * import { exp, sin } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const traced = trace({ x: f32(1000) }, ({ x }) => checkpoint(() => sin(exp(sin(x)))));
 * console.log((await compile(traced)).run({ x: new Float32Array(1000).fill(1) }).data[0]); // 0.7323...
 * ```
 */
export const checkpoint = makeOp({
  name: "checkpoint",
  variadic: true,
  attributes: defaults,
  forward: { composite: (inputs: readonly Tensor[], { body }: Attributes) => inline(graphIn(body), inputs) },
  // Forward mode keeps nothing anyway.
  jvp: "expanded",
  vjp: (context, { body }): VjpThunks => checkpointVjp(graphIn(body), context),
  takes: "body",
  call:
    (apply) =>
    <Result extends TensorTree>(body: () => Result): Result => {
      const outer = outerTrace("checkpoint");
      const inner = new Body(outer);
      inner.trace(body);
      inner.shareDefinitions(outer);
      const { captured } = inner;
      return nestTensors(inner.result, apply.all(captured, { body: inner.finish(captured) })) as Result;
    },
});

function inline(graph: Graph, inputs: readonly Tensor[]): readonly Tensor[] {
  const outer = outerTrace("checkpoint");
  const given = new Map(graph.inputs.map((name, position) => [name, present(inputs[position])]));
  const outputs = inlineGraph(outer, graph, outer.definitions, given);
  return graph.outputs.map(({ name }) => present(outputs.get(name)));
}

function checkpointVjp(graph: Graph, { inputs, gradients }: VjpArguments): VjpThunks {
  let cotangents: readonly (Tensor | undefined)[] | undefined;
  const record = (): readonly (Tensor | undefined)[] => {
    const outer = outerTrace("checkpoint");
    const again = inputs.map((input) => rematerialize(input));
    const first = outer.nodes.size;
    const outputs = inline(graph, again);
    const last = outer.nodes.size;
    const seeds = outputs.flatMap((output, position): readonly Seed[] => {
      const cotangent = gradients[position];
      return isFloat(output.dtype) && cotangent !== undefined ? [{ output, cotangent }] : [];
    });
    const found = backward(outer, seeds, again);
    const cotangents = again.map(({ reference }) => found.get(referenceKey(reference)));
    const { definitions } = outer;
    if (drawingIn(Object.values(graph.nodes), (id) => graph.nodes[id], definitions) !== null) {
      const copies = new Set([...outer.nodes.keys()].slice(first, last));
      const roots = cotangents.flatMap((cotangent) => (cotangent === undefined ? [] : [cotangent.reference]));
      refuseRedrawn("checkpoint", "draw before the checkpoint", roots, {
        nodeOf: (id) => outer.nodes.get(id),
        isAgain: (id) => copies.has(id),
        definitions,
      });
    }
    return cotangents;
  };
  return inputs.map(({ shape, dtype }, position) => {
    if (!isFloat(dtype)) return null;
    return () => {
      cotangents ??= record();
      return cotangents[position] ?? full(shape, 0, dtype);
    };
  });
}
