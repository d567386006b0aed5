/** cond: one computation or another, as a value says. */
import { isFloat } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { referenceKey, type Attributes, type Graph } from "../graph/graph.ts";
import { formatTensorType } from "../graph/tensor-type.ts";
import { backward, type Seed } from "../differentiate/gradients.ts";
import { makeOp } from "../op/make-op.ts";
import type { AttributeDefaults } from "../op/op-config.ts";
import { describeValue } from "../op/describe-value.ts";
import type { VjpArguments, VjpThunks } from "../op/definition.ts";
import { regionTypes, type BranchRegion, type Region } from "../op/region.ts";
import { full } from "../op/structural.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import { Recorder } from "../trace/recorder.ts";
import type { TensorTree } from "../trace/tree.ts";
import { outerTrace } from "../trace/outer-trace.ts";
import { Body, capturedBy, expectSameTypes, nestTensors } from "./body.ts";
import { refuseRedrawn } from "../differentiate/redrawn.ts";
import { anyGraph, graphIn } from "./graph-attribute.ts";

const defaults: AttributeDefaults = { whenTrue: anyGraph(), whenFalse: anyGraph() };

/**
 * Computes `whenTrue` where the predicate holds when the program runs, else `whenFalse`; the other is not computed. Its
 * gradient takes the same branch. In a batch (`vmap`) whose examples differ in the predicate both are computed.
 *
 * For a choice per element use an op that selects elements.
 *
 * @param predicate A bool scalar.
 * @param whenTrue Returns tensors, nested. It may use any tensor from around it.
 * @param whenFalse Returns the same types.
 *
 * @throws RensaError `NOT_DIFFERENTIABLE` where a gradient needs what an impure op gave in a branch; `DTYPE_MISMATCH` for a predicate that is no bool scalar; `SHAPE_MISMATCH`, `DTYPE_MISMATCH` or
 *   `ARGUMENT_INVALID` where the branches return different types.
 *
 * @example
 * ```ts
 * import { cond, f32, trace } from "@rensa/core";
 * import { greater, log, neg } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const traced = trace({ x: f32() }, ({ x }) => cond(greater(x, 0), () => log(x), () => neg(x)));
 * const program = await compile(traced);
 * console.log(program.run({ x: 1 }).data, program.run({ x: -2 }).data); // Float32Array [0] Float32Array [2]
 * ```
 */
export const cond = makeOp({
  name: "cond",
  variadic: true,
  attributes: defaults,
  forward: {
    region: regionOf,
    types: (inputs, attributes) => regionTypes("cond", regionOf(attributes), inputs),
    withRegion,
  },
  vjp: (context, attributes): VjpThunks => condVjp(regionOf(attributes), context),
  takes: "predicate, whenTrue, whenFalse",
  call:
    (apply) =>
    <Result extends TensorTree>(
      predicate: Tensor<readonly [], "bool">,
      whenTrue: () => Result,
      whenFalse: () => NoInfer<Result>,
    ): Result => {
      // The types say so, but a predicate may come from where types are not checked.
      const given: unknown = predicate;
      if (!isTensor(given)) {
        throw new RensaError(
          "ARGUMENT_INVALID",
          `cond: the predicate is ${describeValue(given)} and must be a bool scalar of the trace; where it is known now, use if.`,
        );
      }
      if (given.shape.length > 0 || given.dtype !== "bool") {
        throw new RensaError(
          "DTYPE_MISMATCH",
          `cond: the predicate is ${formatTensorType(given)} and must be a bool scalar; compare something to get one.`,
        );
      }
      const outer = outerTrace("cond");
      const bodies = [new Body(outer), new Body(outer)] as const;
      const [first, second] = bodies;
      first.trace(whenTrue);
      second.trace(whenFalse);
      expectSameTypes(
        "cond: the second branch",
        second.result,
        first.result,
        "return the same types from both branches",
      );
      const captured = capturedBy(bodies);
      for (const body of bodies) body.shareDefinitions(outer);
      const outputs = apply.all([predicate, ...captured], {
        whenTrue: first.finish(captured),
        whenFalse: second.finish(captured),
      });
      return nestTensors(first.result, outputs) as Result;
    },
});

function regionOf(attributes: Attributes): BranchRegion {
  return { kind: "branch", whenTrue: graphIn(attributes["whenTrue"]), whenFalse: graphIn(attributes["whenFalse"]) };
}

function withRegion(region: Region): Attributes {
  if (region.kind !== "branch") throw new RensaError("INTERNAL", "A branch became another region.");
  return { whenTrue: region.whenTrue, whenFalse: region.whenFalse };
}

/** The cotangents are those of the branch that was taken, which is computed again for them. */
function condVjp(region: BranchRegion, { inputs, gradients }: VjpArguments): VjpThunks {
  let cotangents: readonly Tensor[] | undefined;
  const [predicate, ...operands] = inputs;
  const positions = operands.flatMap(({ dtype }, position) => (isFloat(dtype) ? [position] : []));
  const record = (): readonly Tensor[] => {
    const outer = outerTrace("cond");
    const floats = gradients.filter(({ dtype }) => isFloat(dtype));
    const graphs = [region.whenTrue, region.whenFalse].map((graph) => backwardGraph(outer, graph, floats, positions));
    const [whenTrue, whenFalse] = graphs;
    if (predicate === undefined || whenTrue === undefined || whenFalse === undefined) {
      throw new RensaError("INTERNAL", "A branch has no predicate.");
    }
    const attributes = withRegion({ kind: "branch", whenTrue, whenFalse });
    return outer.apply(cond.definition, [predicate, ...operands, ...floats], attributes, condVjp);
  };
  const thunks = operands.map((_, position) => {
    const slot = positions.indexOf(position);
    if (slot < 0) return null;
    return (): Tensor => {
      cotangents ??= record();
      const cotangent = cotangents[slot];
      if (cotangent === undefined) throw new RensaError("INTERNAL", "A branch lost a cotangent.");
      return cotangent;
    };
  });
  return [null, ...thunks];
}

/** A branch's graph with its cotangents as further inputs, and the cotangents of the operands as outputs. */
function backwardGraph(
  outer: Recorder,
  graph: Graph,
  gradients: readonly Tensor[],
  positions: readonly number[],
): Graph {
  const joint = new Recorder({ graph, definitions: outer.definitions });
  const tensorAt = (node: string, slot: number): Tensor => {
    const found = joint.nodes.get(node);
    if (found === undefined) throw new RensaError("INTERNAL", `cond: a branch has no node ${node}.`);
    return joint.tensor(found, slot);
  };
  const outputs = graph.outputs.map(({ source }) => tensorAt(source.node, source.slot));
  const seeds = outputs
    .filter(({ dtype }) => isFloat(dtype))
    .map((output, at): Seed => {
      let name = `cotangent_${String(at)}`;
      while (joint.nodes.has(name)) name = `${name}_`;
      return { output, cotangent: joint.input(name, gradients[at] ?? output) };
    });
  const wanted = positions.map((position) => tensorAt(graph.inputs[position] ?? "", 0));
  const cotangents = joint.run(() => {
    const found = backward(joint, seeds, wanted);
    return wanted.map(({ reference, shape, dtype }) => found.get(referenceKey(reference)) ?? full(shape, 0, dtype));
  });
  refuseRedrawn(
    "cond",
    "draw before the cond",
    cotangents.map(({ reference }) => reference),
    { nodeOf: (id) => joint.nodes.get(id), isAgain: (id) => id in graph.nodes, definitions: joint.definitions },
  );
  outer.defineAll(joint.definitions);
  return joint.finish(
    cotangents.map(({ reference: source }, position) => ({ name: `output_${String(position)}`, source })),
  );
}
