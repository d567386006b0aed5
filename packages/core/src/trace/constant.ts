/** constant: data that are fixed in a graph. */
import { ConstantData } from "../graph/constant-data.ts";
import { RensaError } from "../graph/error.ts";
import { checkedTensor, hostTensor, type TensorData } from "../graph/host-tensor.ts";
import { currentContext } from "../op/context.ts";
import { isTensor, type Tensor } from "../op/tensor.ts";
import { Recorder } from "./recorder.ts";
import { isTyped } from "./tree.ts";

/**
 * Data fixed in the graph that is being traced: nested numbers, a typed array or a host tensor. They are copied, once:
 * whoever writes the array later changes no graph.
 *
 * @param data - Numbers, nested arrays, a typed array, or a host tensor.
 *
 * @throws RensaError `INPUT_MISMATCH` for data that are ragged or that the dtype cannot hold; `ARGUMENT_INVALID` for a tensor of a trace.
 *
 * @example
 * ```ts
 * import { constant, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const traced = trace({}, () => constant([[1, 2], [3, 4]]));
 * console.log((await compile(traced)).run({})); // { shape: [2, 2], dtype: "f32", data: Float32Array [1, 2, 3, 4] }
 * ```
 */
export function constant(data: TensorData): Tensor {
  const context = currentContext("constant");
  if (!(context instanceof Recorder)) throw new RensaError("NOT_TRACING", "constant: works only inside trace(...).");
  if (isTensor(data)) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      "constant: takes data, and this is a tensor of a trace; use the tensor as it is.",
    );
  }
  const given = isTyped(data) ? data.data : data;
  const {
    shape,
    dtype,
    data: elements,
  } = isTyped(data) ? checkedTensor("constant: the tensor", data) : hostTensor(data);
  // Where it is another array, it was made for this.
  return context.constant(
    shape,
    given === elements ? ConstantData.copy(dtype, elements) : ConstantData.own(dtype, elements),
  );
}
