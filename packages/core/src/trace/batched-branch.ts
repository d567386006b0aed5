/**
 * A branch that the examples of a batch take differently: `<op>.vmap<mask>`, where the mask's first digit is 1.
 *
 * Both ways are computed and each example takes its own. Its vjp is the branch's vjp for every example, and not the vjp of
 * computing both: that would multiply the zero that reaches the way not taken by what may be infinite there (the slope of
 * a logarithm at 0) and make NaN.
 */
import { isFloat } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import type { Attributes, Graph } from "../graph/graph.ts";
import { choose } from "../op/batch-axes.ts";
import type { Vectorize } from "../op/batched-rules.ts";
import type { OpDefinition, VjpArguments, VjpRule, VjpThunks } from "../op/definition.ts";
import type { RegionForm } from "../op/form.ts";
import type { Region } from "../op/region.ts";
import { full, sumTo } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { withBatch, type BatchedValue, type VectorizeGraph, type Vectorizers } from "./batched-value.ts";
import { outerTrace } from "./outer-trace.ts";

const derived = new WeakMap<OpDefinition, Map<string, OpDefinition>>();

/** The op for a batch of branches whose predicate differs by example; `undefined` for any other op or mask. */
export function batchedBranch(
  definition: OpDefinition,
  mask: string,
  vectorizers: Vectorizers,
): OpDefinition | undefined {
  const { form, attributes } = definition;
  if (!mask.startsWith("1") || !("region" in form) || form.region(attributes).kind !== "branch") return undefined;
  const known = derived.get(definition) ?? new Map<string, OpDefinition>();
  derived.set(definition, known);
  const made = known.get(mask) ?? makeBranch(definition, form, mask, vectorizers);
  known.set(mask, made);
  return made;
}

function makeBranch(
  definition: OpDefinition,
  form: RegionForm<Attributes>,
  mask: string,
  vectorizers: Vectorizers,
): OpDefinition {
  const batched = Array.from(mask, (digit) => digit === "1");
  const rule = definition.vjp;
  return Object.freeze({
    ...definition,
    name: `${definition.name}.vmap${mask}`,
    form: {
      composite: (inputs: readonly Tensor[], attributes: Attributes) =>
        chooseEach(form.region(attributes), inputs, batched, vectorizers.graph),
    },
    jvp: "expanded" as const,
    vjp:
      rule &&
      ((context: VjpArguments, attributes: Attributes) =>
        eachVjp(rule, context, attributes, batched, vectorizers.body)),
  });
}

function chooseEach(
  region: Region,
  inputs: readonly Tensor[],
  batched: readonly boolean[],
  vectorizeGraph: VectorizeGraph,
): readonly Tensor[] {
  const [predicate, ...operands] = inputs;
  if (region.kind !== "branch" || predicate === undefined)
    throw new RensaError("INTERNAL", "A branch lost its predicate.");
  const recorder = outerTrace("cond");
  const size = predicate.shape[0] ?? 0;
  const values = operands.map((tensor, at): BatchedValue => ({ tensor, batched: batched[at + 1] === true }));
  const run = (graph: Graph): readonly Tensor[] => {
    const given = new Map(graph.inputs.map((name, position) => [name, values[position] as BatchedValue]));
    return vectorizeGraph(recorder, graph, recorder.definitions, given, size).map((value) => withBatch(value, size));
  };
  const whenFalse = run(region.whenFalse);
  return run(region.whenTrue).map((value, position) => choose(predicate, value, whenFalse[position] ?? value));
}

/** The cotangents of all inputs, recorded once. */
function eachVjp(
  rule: VjpRule,
  { inputs, outputs, gradients, reached }: VjpArguments,
  attributes: Attributes,
  batched: readonly boolean[],
  vectorizeBody: Vectorize,
): VjpThunks {
  let cotangents: readonly Tensor[] | undefined;
  const record = (): readonly Tensor[] =>
    vectorizeBody(
      (examples) => {
        const own = examples.slice(0, inputs.length);
        const results = examples.slice(inputs.length, inputs.length + outputs.length);
        const given = examples.slice(inputs.length + outputs.length);
        const [output] = results;
        const [gradient] = given;
        if (output === undefined || gradient === undefined) throw new RensaError("INTERNAL", "An op has no output.");
        const context = { inputs: own, outputs: results, output, residuals: [], gradients: given, gradient, reached };
        return rule(context, attributes).map((thunk, at) => {
          const { shape, dtype } = own[at] ?? output;
          return thunk === null ? full(shape, 0, dtype) : thunk();
        });
      },
      [...inputs, ...outputs, ...gradients],
      [...batched, ...outputs.map(() => true), ...gradients.map(() => true)],
    );
  return inputs.map(({ shape, dtype }, position) => {
    if (!isFloat(dtype)) return null;
    return () => {
      cotangents ??= record();
      const cotangent = cotangents[position];
      if (cotangent === undefined) throw new RensaError("INTERNAL", "A branch lost a cotangent.");
      return batched[position] === true ? cotangent : sumTo(cotangent, shape);
    };
  });
}
