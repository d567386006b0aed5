/** Forward mode on tensors of a trace: how outputs change where variables do. */
import { isFloat } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { sameShape } from "../graph/shape.ts";
import { formatTensorType } from "../graph/tensor-type.ts";
import { currentContext } from "../op/context.ts";
import { locate } from "../op/locate.ts";
import { full } from "../op/structural.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import { Recorder } from "../trace/recorder.ts";
import { flattenTree, mapTree, type TensorTree } from "../trace/tree.ts";
import type { Direction } from "./changing-node.ts";
import { forwardFrom } from "./forward.ts";
import { dependents } from "./gradients.ts";

/**
 * How outputs of the same trace change when variables change by the given tangents: the Jacobian-vector product.
 * Outputs that are not floats, or do not depend on the variables, have zeros.
 *
 * @param outputs Tensors, nested.
 * @param variables Float tensors, nested.
 * @param tangents One for each variable, in the same tree.
 *
 * @throws RensaError `SHAPE_MISMATCH` or `DTYPE_MISMATCH` where a tangent does not fit; `NOT_DIFFERENTIABLE`,
 *   `VJP_MISSING`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `TRACE_MIXED` for a tensor of another trace.
 *
 * @example
 * ```ts
 * import { defineOp, f32, tangentsOf, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const square = defineOp({ name: "square", forward: { scalar: ([x]) => x.mul(x) } });
 * const change = trace({ x: f32(3), dx: f32(3) }, ({ x, dx }) => tangentsOf(square(x), x, dx));
 * console.log((await compile(change)).run({ x: [1, 2, 3], dx: [1, 1, 0] }).data); // Float32Array [2, 4, 0]
 * ```
 */
export function tangentsOf<T extends TensorTree>(outputs: T, variables: TensorTree, tangents: TensorTree): T {
  const recorder = currentContext("tangentsOf");
  if (!(recorder instanceof Recorder)) {
    throw new RensaError("NOT_TRACING", "tangentsOf: works on tensors of the trace that it is called in.");
  }
  try {
    const directions = pairs(recorder, variables, tangents);
    const adopted = mapTree<Tensor, T>(outputs, isTensor, (given, path) =>
      recorder.adopt(given, `tangentsOf: ${path === "" ? "the output" : path}`),
    );
    const list = flattenTree(adopted, isTensor).map(([, output]) => output);
    const hidden = dependents(
      recorder,
      directions.map(({ given }) => given),
    );
    const found = new Map(
      forwardFrom(recorder, list, directions, hidden).map((tangent, at) => [list[at]?.reference, tangent]),
    );
    return mapTree<Tensor, T>(adopted, isTensor, ({ reference, shape, dtype }) => {
      const tangent = found.get(reference);
      return tangent ?? recorder.run(() => full(shape, 0, dtype));
    });
  } catch (error) {
    throw locate(error, "tangentsOf", tangentsOf);
  }
}

/** A variable, as it was given and as this trace has it, and its tangent. */
interface GivenDirection extends Direction {
  readonly given: Tensor;
}

/** The variables, each with its tangent. */
function pairs(recorder: Recorder, variables: TensorTree, tangents: TensorTree): readonly GivenDirection[] {
  const given = new Map(flattenTree(tangents, isTensor));
  return flattenTree(variables, isTensor).map(([path, tensor]) => {
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
