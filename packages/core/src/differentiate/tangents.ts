/**
 * Forward-mode differentiation inside a trace, from vjp rules alone.
 *
 * The vjp of a function is linear in the cotangent, and the transpose of that linear function is the jvp. So the backward
 * pass is recorded with cotangents that stand for nothing, and differentiated by them: transposing twice. What only
 * those stand-ins read is dead afterwards. Source: Townsend, "A new trick for calculating Jacobian vector products" (2017).
 */
import { isFloat } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { referenceKey } from "../graph/graph.ts";
import { sameShape } from "../graph/shape.ts";
import { formatTensorType } from "../graph/tensor-type.ts";
import { currentContext } from "../op/context.ts";
import { full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { Recorder } from "../trace/recorder.ts";
import { isTensor } from "../trace/trace.ts";
import { flatten, mapTree, type TensorTree } from "../trace/tree.ts";
import { backward, type Seed } from "./gradients.ts";

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
  const directions = pairs(variables, tangents);
  const wanted = directions.map(({ output }) => output);
  return mapTree<Tensor, T>(outputs, isTensor, (output) => {
    const { shape, dtype } = output;
    const zeros = (): Tensor => recorder.run(() => full(shape, 0, dtype));
    if (!isFloat(dtype)) return zeros();
    // The stand-in is a node of its own, so that the backward pass can be differentiated by it.
    const standIn = zeros();
    const cotangents = backward(recorder, [{ output, cotangent: standIn }], wanted);
    const seeds = directions.flatMap(({ output: variable, cotangent: tangent }): readonly Seed[] => {
      const cotangent = cotangents.get(referenceKey(variable.reference));
      return cotangent === undefined ? [] : [{ output: cotangent, cotangent: tangent }];
    });
    return backward(recorder, seeds, [standIn]).get(referenceKey(standIn.reference)) ?? zeros();
  });
}

/** The variables, each with its tangent in the place of a cotangent. */
function pairs(variables: TensorTree, tangents: TensorTree): readonly Seed[] {
  const given = new Map(flatten(tangents, isTensor));
  return flatten(variables, isTensor).map(([path, output]) => {
    const cotangent = given.get(path);
    const name = path === "" ? "the variable" : path;
    if (cotangent === undefined) {
      throw new RensaError("ARGUMENT_INVALID", `tangentsOf: ${name} has no tangent; give one for each variable.`);
    }
    if (!sameShape(cotangent.shape, output.shape) || cotangent.dtype !== output.dtype || !isFloat(output.dtype)) {
      throw new RensaError(
        sameShape(cotangent.shape, output.shape) ? "DTYPE_MISMATCH" : "SHAPE_MISMATCH",
        `tangentsOf: ${name} is ${formatTensorType(output)} and its tangent ${formatTensorType(cotangent)}; both must be the same float type.`,
      );
    }
    return { output, cotangent };
  });
}
