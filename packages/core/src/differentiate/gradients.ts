/**
 * Reverse-mode differentiation inside a trace, through vjp rules only.
 *
 * The chain rule passed backward: cotangents start at the loss and go from every node to its inputs, where those that
 * meet are added up. What is recorded are ops again, so gradients can be differentiated to any order.
 * Source: Griewank and Walther, "Evaluating Derivatives", chapter 3.
 */
import { isFloat } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { referenceKey, type GraphNode, type NodeId } from "../graph/graph.ts";
import { sameShape } from "../graph/shape.ts";
import { formatTensorType } from "../graph/tensor-type.ts";
import { currentContext } from "../op/context.ts";
import { locate } from "../op/locate.ts";
import { accumulate, full } from "../op/structural.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import { Recorder } from "../trace/recorder.ts";
import { flattenTree, mapTree, type TensorTree } from "../trace/tree.ts";
import { adoptLeaf } from "../trace/trace.ts";
import { callThunk, valuesOf, vjpThunks } from "./vjp-rule.ts";

/**
 * The gradients of a loss by tensors of the same trace, in the tree that these were given in. A tensor that the loss
 * does not depend on has zeros.
 *
 * @param loss A float scalar; with `cotangent`, of any shape.
 * @param variables Tensors, nested.
 * @param cotangent What the loss's gradient is taken to be. Default: 1.
 *
 * @throws RensaError `LOSS_NOT_SCALAR`, `NOT_DIFFERENTIABLE`, `VJP_MISSING` (with the op and its path to the loss).
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another trace.
 *
 * @example
 * ```ts
 * import { defineOp, f32, gradientsOf, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const square = defineOp({ name: "square", forward: { scalar: ([x]) => x.mul(x) } });
 * const slope = trace({ x: f32() }, ({ x }) => gradientsOf(square(x), x));
 * console.log((await compile(slope)).run({ x: 3 }).data); // Float32Array [6]
 * ```
 */
export function gradientsOf<T extends TensorTree>(loss: Tensor, variables: T, cotangent?: Tensor): T {
  const recorder = currentContext("gradientsOf");
  if (!(recorder instanceof Recorder)) {
    throw new RensaError("NOT_TRACING", "gradientsOf: works on tensors of the trace that it is called in.");
  }
  try {
    const output = adoptLeaf(recorder, loss, "gradientsOf: the loss");
    const seed: Seed = { output, cotangent: seedFor(output, recorder, cotangent) };
    const adopted = mapTree<Tensor, T>(variables, isTensor, (tensor, path) =>
      recorder.adopt(tensor, `gradientsOf: ${path === "" ? "the variable" : path}`),
    );
    const wanted = flattenTree(adopted, isTensor).map(([, tensor]) => tensor);
    const given = flattenTree(variables, isTensor).map(([, tensor]) => tensor);
    const found = backwardInside(recorder, [seed], { adopted: wanted, given }, "gradientsOf");
    return mapTree<Tensor, T>(adopted, isTensor, (variable) => {
      const { shape, dtype } = variable;
      return found.get(referenceKey(variable.reference)) ?? recorder.run(() => full(shape, 0, dtype));
    });
  } catch (error) {
    throw locate(error, "gradientsOf", gradientsOf);
  }
}

/** An output from which a backward pass starts, and its cotangent. */
export interface Seed {
  readonly output: Tensor;
  readonly cotangent: Tensor;
}

/** Variables: as they were given, perhaps from a trace around this one, and as this trace has them. */
export interface Variables {
  readonly given: readonly Tensor[];
  readonly adopted: readonly Tensor[];
}

/**
 * {@link backward} by variables that may stand around a body. What the body took from around it and what depends on
 * them out there is an input here, through which no derivative can be seen: that is refused.
 *
 * @throws RensaError `TRACE_MIXED` where an output depends on a variable through what was computed around the body.
 */
export function backwardInside(
  recorder: Recorder,
  seeds: readonly Seed[],
  { given, adopted }: Variables,
  what: string,
): ReadonlyMap<string, Tensor> {
  const around = dependents(recorder, given);
  const found = backward(recorder, seeds, around.length === 0 ? adopted : [...adopted, ...around]);
  const hidden = around.find(({ reference }) => found.has(referenceKey(reference)));
  if (hidden !== undefined) {
    throw new RensaError(
      "TRACE_MIXED",
      `${what}: what is differentiated depends on a variable through ${formatTensorType(hidden)} that was computed around this body; compute that in the body too, or take the derivative outside.`,
    );
  }
  return found;
}

/** Inputs of a body that stand for what depends, in the traces around it, on the variables. */
export function dependents(recorder: Recorder, variables: readonly Tensor[]): readonly Tensor[] {
  const { outer } = recorder;
  const around = variables.filter(({ owner }) => owner !== recorder);
  if (outer === null || around.length === 0) return [];
  const own = around.map((tensor) => outer.adopt(tensor, "A variable"));
  const active = activeOutputs(outer, [...own, ...dependents(outer, around)]);
  const isVariable = new Set(own.map(({ reference }) => referenceKey(reference)));
  return recorder.captured.flatMap(({ outer: tensor, inner }) => {
    const key = referenceKey(tensor.reference);
    return active.has(key) && !isVariable.has(key) ? [inner] : [];
  });
}

/** The cotangents of the wanted tensors, by reference key; none for those that no output depends on. */
export function backward(
  recorder: Recorder,
  seeds: readonly Seed[],
  wanted: readonly Tensor[],
): ReadonlyMap<string, Tensor> {
  return new Backward(recorder, wanted).run(seeds);
}

function seedFor(loss: Tensor, recorder: Recorder, cotangent: Tensor | undefined): Tensor {
  if (cotangent !== undefined) {
    const given = adoptLeaf(recorder, cotangent, "gradientsOf: the cotangent");
    if (sameShape(given.shape, loss.shape) && given.dtype === loss.dtype) return given;
    throw new RensaError(
      given.dtype === loss.dtype ? "SHAPE_MISMATCH" : "DTYPE_MISMATCH",
      `gradientsOf: the cotangent is ${formatTensorType(given)} and the loss ${formatTensorType(loss)}; give one of the loss's type.`,
    );
  }
  if (loss.shape.length > 0 || !isFloat(loss.dtype)) {
    const { origin, op } = nodeOf(recorder, loss.reference.node);
    throw new RensaError(
      "LOSS_NOT_SCALAR",
      `gradientsOf: the loss is ${formatTensorType(loss)} and must be a float scalar; reduce it first, with mean or sum.`,
      { origin: origin ?? undefined, op, node: loss.reference.node },
    );
  }
  return recorder.run(() => full([], 1, loss.dtype));
}

function nodeOf(recorder: Recorder, id: NodeId): GraphNode {
  const node = recorder.nodes.get(id);
  if (node === undefined) throw new RensaError("INTERNAL", `${id} is not a node of this trace.`);
  return node;
}

/** One backward pass. */
class Backward {
  readonly #recorder: Recorder;
  readonly #wanted: readonly Tensor[];
  /** The outputs through which a variable can be reached. */
  readonly #active: ReadonlySet<string>;
  /** The sum of what has reached an output so far. */
  readonly #cotangents = new Map<string, Tensor>();
  /** By node: the user of it through which the loss is reached, for explanations. */
  readonly #towardsLoss = new Map<NodeId, NodeId>();

  constructor(recorder: Recorder, wanted: readonly Tensor[]) {
    this.#recorder = recorder;
    this.#wanted = wanted;
    this.#active = activeOutputs(recorder, wanted);
  }

  run(seeds: readonly Seed[]): ReadonlyMap<string, Tensor> {
    const active = seeds.filter(({ output }) => this.#active.has(referenceKey(output.reference)));
    for (const { output, cotangent } of active) {
      this.#add(referenceKey(output.reference), cotangent, nodeOf(this.#recorder, output.reference.node));
    }
    for (const node of this.#reached(active.map(({ output }) => output))) this.#propagate(node);
    const found = new Map<string, Tensor>();
    for (const { reference } of this.#wanted) {
      const total = this.#cotangents.get(referenceKey(reference));
      if (total !== undefined) found.set(referenceKey(reference), total);
    }
    return found;
  }

  /** The active nodes that the outputs depend on, users first. */
  #reached(outputs: readonly Tensor[]): GraphNode[] {
    const reached = new Set<NodeId>();
    const pending = outputs.map(({ reference }) => reference.node);
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      for (const input of nodeOf(this.#recorder, id).inputs) {
        if (!this.#active.has(referenceKey(input))) continue;
        if (!reached.has(input.node)) {
          this.#towardsLoss.set(input.node, id);
          pending.push(input.node);
        }
      }
    }
    // Nodes are recorded in topological order.
    return [...this.#recorder.nodes.values()].filter((node) => reached.has(node.id)).reverse();
  }

  #propagate(node: GraphNode): void {
    const { inputs } = node;
    if (!inputs.some((input) => this.#active.has(referenceKey(input)))) return;
    const totals = node.outputs.map((_, slot) => this.#cotangents.get(referenceKey({ node: node.id, slot })));
    if (totals.every((total) => total === undefined)) return;
    const values = valuesOf(this.#recorder, node);
    for (const thunks of vjpThunks(this.#recorder, node, values, totals, () => this.#pathToLoss(node.id))) {
      inputs.forEach((input, position) => {
        const key = referenceKey(input);
        const thunk = thunks[position];
        if (!this.#active.has(key) || thunk === null || thunk === undefined) return;
        this.#add(
          key,
          callThunk(this.#recorder, node, values.inputs, position, thunk),
          nodeOf(this.#recorder, input.node),
        );
      });
    }
  }

  /**
   * Adds a cotangent to those that reached an output before it. It is added as soon as it is there: then the kernel that
   * makes it can add it too, and a weight that is used at 64 time steps never has 64 gradients in memory.
   */
  #add(key: string, cotangent: Tensor, source: GraphNode): void {
    const before = this.#cotangents.get(key);
    const total =
      before === undefined ? cotangent : this.#recorder.run(() => accumulate(before, cotangent), source.origin);
    this.#cotangents.set(key, total);
  }

  #pathToLoss(from: NodeId): readonly NodeId[] {
    const path = [from];
    for (let id = this.#towardsLoss.get(from); id !== undefined; id = this.#towardsLoss.get(id)) path.push(id);
    return path;
  }
}

/** The float outputs that depend on one of the variables. Integers and booleans end a path: they have no derivative. */
export function activeOutputs(recorder: Recorder, variables: readonly Tensor[]): ReadonlySet<string> {
  const active = new Set(variables.map(({ reference }) => referenceKey(reference)));
  for (const { id, inputs, outputs } of recorder.nodes.values()) {
    if (!inputs.some((input) => active.has(referenceKey(input)))) continue;
    outputs.forEach(({ dtype }, slot) => {
      if (isFloat(dtype)) active.add(referenceKey({ node: id, slot }));
    });
  }
  return active;
}
