/** Vectorization of loops and branches: their graphs are vectorized, once it is known which values differ by example. */
import { RensaError } from "../graph/error.ts";
import { inputOp, type Attributes, type Graph } from "../graph/graph.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import { tensorType, type TensorType } from "../graph/tensor-type.ts";
import { anyTrue, choose, swapLeading } from "../op/batch-axes.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { RegionForm } from "../op/form.ts";
import { inputTypesOf } from "../graph/graph-types.ts";
import type { BranchRegion, Region, ScanRegion, WhileRegion } from "../op/region.ts";
import type { Tensor } from "../op/tensor.ts";
import { maskOf } from "../op/batched.ts";
import type { Recorder } from "./recorder.ts";
import { batchedBranch } from "./batched-branch.ts";
import { withBatch, type BatchedValue, type Vectorizers } from "./batched-value.ts";

/** The op of a node with a region. */
export interface RegionOp {
  readonly definition: OpDefinition;
  readonly form: RegionForm<Attributes>;
  readonly attributes: Attributes;
}

/** Records a node with a region for a batch. */
export function vectorizeRegion(
  recorder: Recorder,
  vectorizers: Vectorizers,
  op: RegionOp,
  operands: readonly BatchedValue[],
  size: number,
): readonly BatchedValue[] {
  const region = op.form.region(op.attributes);
  const vectorize = new RegionVectorizer(recorder, vectorizers, op, size);
  switch (region.kind) {
    case "scan":
      return vectorize.scan(region, operands);
    case "while":
      return vectorize.whileLoop(region, operands);
    case "branch":
      return vectorize.branch(region, operands);
  }
}

class RegionVectorizer {
  readonly #recorder: Recorder;
  readonly #vectorizers: Vectorizers;
  readonly #op: RegionOp;
  readonly #size: number;

  constructor(recorder: Recorder, vectorizers: Vectorizers, op: RegionOp, size: number) {
    this.#recorder = recorder;
    this.#vectorizers = vectorizers;
    this.#op = op;
    this.#size = size;
  }

  scan(region: ScanRegion, operands: readonly BatchedValue[]): readonly BatchedValue[] {
    const { body, carried, sequences } = region;
    const mask = operands.map(({ batched }) => batched);
    const reached = spread(mask, carried, (inputs) => batchedOutputs(body, inputs));
    // A sequence is taken apart along axis 0, so that the batch axis has to stand behind it.
    const inputs = this.#withCarried(operands, mask, carried).map((tensor, position) =>
      mask[position] === true && position >= carried && position < carried + sequences ? swapLeading(tensor) : tensor,
    );
    const wanted = reached.map((batched, position) => (position < carried ? mask[position] === true : batched));
    const graph = this.#graph([body], mask, ([outputs = []]) =>
      outputs.map((output, position) => (wanted[position] === true ? withBatch(output, this.#size) : output.tensor)),
    );
    return this.#apply({ ...region, body: graph }, inputs).map((tensor, position) => {
      const batched = wanted[position] === true;
      return { tensor: batched && position >= carried ? swapLeading(tensor) : tensor, batched };
    });
  }

  whileLoop(region: WhileRegion, operands: readonly BatchedValue[]): readonly BatchedValue[] {
    const { condition, body, carried } = region;
    const mask = operands.map(({ batched }) => batched);
    spread(mask, carried, (inputs) => {
      // Where examples end at different times, every carried value differs by example.
      const differs = batchedOutputs(condition, inputs)[0] === true;
      return batchedOutputs(body, inputs).map((batched) => batched || differs);
    });
    const each = batchedOutputs(condition, mask)[0] === true;
    const inputs = this.#withCarried(operands, mask, carried);
    const vectorized: WhileRegion = {
      ...region,
      condition: this.#graph([condition], mask, ([outputs = []]) => {
        const [goesOn] = outputs;
        if (goesOn === undefined) throw new RensaError("INTERNAL", "A condition has no output.");
        return [each ? anyTrue(goesOn.tensor) : goesOn.tensor];
      }),
      body: this.#graph([condition, body], mask, ([conditions = [], next = []], before) =>
        next.map((value, position) => {
          const [goesOn] = conditions;
          const stays = before[position];
          if (mask[position] !== true || goesOn === undefined || stays === undefined) return value.tensor;
          const batched = withBatch(value, this.#size);
          return each ? choose(goesOn.tensor, batched, stays) : batched;
        }),
      ),
    };
    return this.#apply(vectorized, inputs).map((tensor, position) => ({ tensor, batched: mask[position] === true }));
  }

  branch(region: BranchRegion, operands: readonly BatchedValue[]): readonly BatchedValue[] {
    const { whenTrue, whenFalse } = region;
    const [predicate, ...others] = operands;
    if (predicate === undefined) throw new RensaError("INTERNAL", "A branch has no predicate.");
    if (predicate.batched) {
      // Examples go different ways: both are computed, and each example takes its own.
      const derived = batchedBranch(
        this.#op.definition,
        maskOf(operands.map(({ batched }) => batched)),
        this.#vectorizers,
      );
      if (derived === undefined) throw new RensaError("INTERNAL", "A branch cannot be vectorized.");
      const tensors = operands.map(({ tensor }) => tensor);
      return this.#recorder
        .apply(derived, tensors, this.#op.attributes, vectorizeRegion)
        .map((tensor) => ({ tensor, batched: true }));
    }
    const mask = others.map(({ batched }) => batched);
    const first = batchedOutputs(whenTrue, mask);
    const wanted = batchedOutputs(whenFalse, mask).map((batched, position) => batched || first[position] === true);
    const graphOf = (graph: Graph): Graph =>
      this.#graph([graph], mask, ([outputs = []]) =>
        outputs.map((output, position) => (wanted[position] === true ? withBatch(output, this.#size) : output.tensor)),
      );
    const vectorized = { ...region, whenTrue: graphOf(whenTrue), whenFalse: graphOf(whenFalse) };
    const tensors = operands.map(({ tensor }) => tensor);
    return this.#apply(vectorized, tensors).map((tensor, position) => ({ tensor, batched: wanted[position] === true }));
  }

  /** The operands, of which carried values have a batch axis where they get one in the loop. */
  #withCarried(operands: readonly BatchedValue[], mask: readonly boolean[], carried: number): readonly Tensor[] {
    return operands.map((operand, position) =>
      position < carried && mask[position] === true ? withBatch(operand, this.#size) : operand.tensor,
    );
  }

  /** A graph that runs graphs with the same inputs, vectorized, and returns what is made of their outputs. */
  #graph(
    graphs: readonly Graph[],
    mask: readonly boolean[],
    finish: (outputs: readonly (readonly BatchedValue[])[], inputs: readonly Tensor[]) => readonly Tensor[],
  ): Graph {
    const scratch = this.#recorder.scratch();
    const [first] = graphs;
    if (first === undefined) throw new RensaError("INTERNAL", "A region has no graph.");
    const names = first.inputs;
    const types = inputTypesOf(first);
    const inputs = types.map((type, position) =>
      scratch.input(names[position] ?? "", mask[position] === true ? this.#batch(type) : type),
    );
    const tensors = scratch.run(() =>
      finish(
        graphs.map((graph) => {
          const values = graph.inputs.map((name, position): [string, BatchedValue] => {
            const tensor = inputs[position];
            if (tensor === undefined) throw new RensaError("INTERNAL", "A region's graphs differ in their inputs.");
            return [name, { tensor, batched: mask[position] === true }];
          });
          return this.#vectorizers.graph(scratch, graph, scratch.definitions, new Map(values), this.#size);
        }),
        inputs,
      ),
    );
    this.#recorder.defineAll(scratch.definitions);
    return scratch.finish(
      tensors.map(({ reference: source }, position) => ({ name: `output_${String(position)}`, source })),
    );
  }

  #batch({ dtype, shape }: TensorType): TensorType {
    return tensorType(dtype, [this.#size, ...shape]);
  }

  #apply(region: Region, inputs: readonly Tensor[]): readonly Tensor[] {
    const { definition, form, attributes } = this.#op;
    return this.#recorder.apply(definition, inputs, form.withRegion(region, attributes), vectorizeRegion);
  }
}

/**
 * Makes carried inputs batched that some output carries batched, until nothing changes; `mask` is changed. Returns which
 * outputs are batched in the end.
 */
function spread(
  mask: boolean[],
  carried: number,
  outputsOf: (inputs: readonly boolean[]) => readonly boolean[],
): readonly boolean[] {
  for (;;) {
    const outputs = outputsOf(mask);
    const grown = outputs.slice(0, carried).findIndex((batched, position) => batched && mask[position] !== true);
    if (grown < 0) return outputs;
    outputs.slice(0, carried).forEach((batched, position) => {
      if (batched) mask[position] = true;
    });
  }
}

/** Which outputs depend on a batched input. */
function batchedOutputs(graph: Graph, mask: readonly boolean[]): readonly boolean[] {
  const reached = new Set(graph.inputs.filter((_, position) => mask[position] === true));
  for (const { id, op, inputs } of topologicalOrder(graph)) {
    if (op !== inputOp && inputs.some(({ node }) => reached.has(node))) reached.add(id);
  }
  return graph.outputs.map(({ source }) => reached.has(source.node));
}
