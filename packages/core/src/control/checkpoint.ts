/** checkpoint: what is cheap to compute again need not be kept for the backward pass. */
import { isFloat } from "../graph/dtype.ts";
import { referenceKey, type Attributes, type Graph } from "../graph/graph.ts";
import { backward, type Seed } from "../differentiate/gradients.ts";
import { defineOp, type AttributeDefaults } from "../op/define-op.ts";
import type { VjpArguments, VjpThunks } from "../op/definition.ts";
import { full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { inlineGraph } from "../trace/trace.ts";
import type { TensorTree } from "../trace/tree.ts";
import { outerTrace } from "../trace/outer-trace.ts";
import { Body, nestTensors } from "./body.ts";
import { anyGraph, asAttribute, graphIn } from "./graph-attribute.ts";

const defaults: AttributeDefaults = { body: anyGraph() };

/**
 * Computes `body` and keeps nothing of its inside for the backward pass, which computes it again: less memory for more
 * time. Values and gradients are the same.
 *
 * @param body Returns tensors, nested. It may use any tensor from around it; those are what is kept.
 *
 * @example
 * ```ts
 * import { checkpoint, f32, trace } from "@rensa/core";
 * import { exp, sin } from "@rensa/ops";
 *
 * const traced = trace({ x: f32(1000) }, ({ x }) => checkpoint(() => sin(exp(sin(x)))));
 * ```
 */
export const checkpoint = defineOp({
  name: "checkpoint",
  variadic: true,
  attributes: defaults,
  forward: { composite: (inputs: readonly Tensor[], { body }: Attributes) => inline(graphIn(body), inputs) },
  vjp: (context, { body }): VjpThunks => checkpointVjp(graphIn(body), context),
  call:
    (apply) =>
    <Result extends TensorTree>(body: () => Result): Result => {
      const outer = outerTrace("checkpoint");
      const inner = new Body(outer);
      inner.trace(body);
      inner.shareDefinitions(outer);
      const { captured } = inner;
      return nestTensors(inner.result, apply(captured, { body: asAttribute(inner.finish(captured)) })) as Result;
    },
});

/** Its input, as a value that no pass takes for the same: what is computed from it is computed anew. */
export const rematerialise = defineOp({
  name: "rematerialise",
  forward: { scalar: ([x]) => x },
  vjp: ({ gradient }) => [() => gradient],
  traits: { impure: true },
});

function inline(graph: Graph, inputs: readonly Tensor[]): readonly Tensor[] {
  const outer = outerTrace("checkpoint");
  const given = new Map(graph.inputs.map((name, position) => [name, inputs[position] as Tensor]));
  const outputs = inlineGraph(outer, graph, outer.definitions, given);
  return graph.outputs.map(({ name }) => outputs.get(name) as Tensor);
}

function checkpointVjp(graph: Graph, { inputs, gradients }: VjpArguments): VjpThunks {
  let cotangents: readonly (Tensor | undefined)[] | undefined;
  const record = (): readonly (Tensor | undefined)[] => {
    const outer = outerTrace("checkpoint");
    const again = inputs.map((input) => rematerialise(input) as Tensor);
    const seeds = inline(graph, again).flatMap((output, position): readonly Seed[] => {
      const cotangent = gradients[position];
      return isFloat(output.dtype) && cotangent !== undefined ? [{ output, cotangent }] : [];
    });
    const found = backward(outer, seeds, again);
    return again.map(({ reference }) => found.get(referenceKey(reference)));
  };
  return inputs.map(({ shape, dtype }, position) => {
    if (!isFloat(dtype)) return null;
    return () => {
      cotangents ??= record();
      return cotangents[position] ?? full(shape, 0, dtype);
    };
  });
}
