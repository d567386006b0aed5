/**
 * Forward-mode differentiation inside a trace, from vjp rules alone.
 *
 * The vjp of a function is linear in the cotangent, and the transpose of that linear function is the jvp. So the backward
 * pass is recorded with a stand-in for the cotangent, and differentiated by it: transposing twice. What only the stand-in
 * is read by is dead afterwards. Source: Townsend, "A new trick for calculating Jacobian vector products" (2017).
 */
import { isFloat } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { referenceKey } from "../graph/graph.ts";
import { sameShape } from "../graph/shape.ts";
import { formatTensorType } from "../graph/tensor-type.ts";
import { currentContext, locate } from "../op/context.ts";
import { inputsRead } from "../trace/reads.ts";
import { full } from "../op/structural.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import { Recorder } from "../trace/recorder.ts";
import { flatten, mapTree, type TensorTree } from "../trace/tree.ts";
import { backward, backwardInside, type Seed } from "./gradients.ts";

/**
 * How outputs of the same trace change when variables change by the given tangents: the Jacobian-vector product.
 * Outputs that are not floats, or do not depend on the variables, have zeros.
 *
 * @param outputs Tensors, nested.
 * @param variables Float tensors, nested.
 * @param tangents One for each variable, in the same tree.
 *
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` where a tangent does not fit; `NOT_DIFFERENTIABLE`, `VJP_MISSING`.
 *
 * @example
 * ```ts
 * import { defineOp, f32, tangentsOf, trace } from "@rensa/core";
 *
 * const square = defineOp({ name: "square", forward: { scalar: ([x]) => x.mul(x) } });
 * const change = trace({ x: f32(3), dx: f32(3) }, ({ x, dx }) => tangentsOf(square(x), x, dx));
 * ```
 */
export function tangentsOf<T extends TensorTree>(outputs: T, variables: TensorTree, tangents: TensorTree): T {
  const recorder = currentContext("tangentsOf");
  if (!(recorder instanceof Recorder)) {
    throw new RensaError("NOT_TRACING", "tangentsOf: works on tensors of the trace that it is called in.");
  }
  try {
    const directions = pairs(recorder, variables, tangents);
    return mapTree<Tensor, T>(outputs, isTensor, (given, path) => {
      const output = recorder.adopt(given, `tangentsOf: ${path === "" ? "the output" : path}`);
      const { shape, dtype } = output;
      const found = isFloat(dtype) ? tangentOf(recorder, output, directions) : undefined;
      return found ?? recorder.run(() => full(shape, 0, dtype));
    });
  } catch (error) {
    throw locate(error, "tangentsOf", tangentsOf);
  }
}

/** A variable, as it was given and as this trace has it, and its tangent. */
interface Direction {
  readonly given: Tensor;
  readonly variable: Tensor;
  readonly tangent: Tensor;
}

/** The tangent of one output; none where it does not depend on the variables. */
function tangentOf(recorder: Recorder, output: Tensor, directions: readonly Direction[]): Tensor | undefined {
  // A node of its own kind: no rule may take it for zeros, or for any other number.
  const standIn = recorder.standIn(output);
  try {
    const variables = {
      given: directions.map(({ given }) => given),
      adopted: directions.map(({ variable }) => variable),
    };
    const cotangents = backwardInside(recorder, [{ output, cotangent: standIn }], variables, "tangentsOf");
    const seeds = directions.flatMap(({ variable, tangent }): readonly Seed[] => {
      const cotangent = cotangents.get(referenceKey(variable.reference));
      return cotangent === undefined ? [] : [{ output: cotangent, cotangent: tangent }];
    });
    const found = backward(recorder, seeds, [standIn]).get(referenceKey(standIn.reference));
    if (found !== undefined) expectUnread(recorder, found, standIn);
    return found;
  } finally {
    recorder.settle(standIn);
  }
}

/**
 * A vjp that is linear in its cotangent has a transpose that does not read it. So whatever is read of a stand-in is a vjp
 * that forward mode cannot use: a clipped gradient, say, is another one for every cotangent.
 */
function expectUnread(recorder: Recorder, tangent: Tensor, standIn: Tensor): void {
  const dependent = new Set([standIn.reference.node]);
  for (const { id, inputs } of recorder.nodes.values()) {
    if (inputs.some(({ node }) => dependent.has(node))) dependent.add(id);
  }
  const context = { node: (id: string) => recorder.nodes.get(id), definitions: recorder.definitions };
  const seen = new Set<string>();
  const pending = [tangent.reference];
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    const key = referenceKey(reference);
    const node = recorder.nodes.get(reference.node);
    if (node === undefined || seen.has(key) || !dependent.has(node.id)) continue;
    seen.add(key);
    for (const position of inputsRead(node, reference.slot, context)) {
      const input = node.inputs[position];
      if (input === undefined) continue;
      if (input.node === standIn.reference.node) {
        throw new RensaError(
          "NOT_DIFFERENTIABLE",
          `tangentsOf: the vjp of what was made here is not linear in its gradient (its ${node.op} depends on the gradient's value), so forward mode cannot be derived from it; use reverse mode (grad, vjp, jacobian with mode "reverse").`,
          { op: node.op, node: node.id, origin: node.origin ?? undefined },
        );
      }
      pending.push(input);
    }
  }
}

/** The variables, each with its tangent. */
function pairs(recorder: Recorder, variables: TensorTree, tangents: TensorTree): readonly Direction[] {
  const given = new Map(flatten(tangents, isTensor));
  return flatten(variables, isTensor).map(([path, tensor]) => {
    const name = path === "" ? "the variable" : path;
    const variable = recorder.adopt(tensor, `tangentsOf: ${name}`);
    const tangent = given.get(path);
    if (tangent === undefined) {
      throw new RensaError("ARGUMENT_INVALID", `tangentsOf: ${name} has no tangent; give one for each variable.`);
    }
    if (!sameShape(tangent.shape, variable.shape) || tangent.dtype !== variable.dtype || !isFloat(variable.dtype)) {
      throw new RensaError(
        sameShape(tangent.shape, variable.shape) ? "DTYPE_MISMATCH" : "SHAPE_MISMATCH",
        `tangentsOf: ${name} is ${formatTensorType(variable)} and its tangent ${formatTensorType(tangent)}; both must be the same float type.`,
      );
    }
    return { given: tensor, variable, tangent: recorder.adopt(tangent, `tangentsOf: the tangent of ${name}`) };
  });
}
