/** Hyperparameters and reports in a transform's state. */
import { checkParts, checkKind, full, type Tensor, type TensorTree } from "@rensa/core";
import { cast } from "@rensa/ops";
import { child, childTensor } from "./transform.ts";
import { floatOf } from "./trees.ts";

/**
 * Named scalars: for the part `hyperparameters` of a state, where they can be changed while a training runs, or for
 * `reports`, which come with every step.
 *
 * @param parameters They are f64 where one of these is, else f32. Default: f32.
 *
 * @example
 * ```ts
 * import { mapTensors, numbersOf, hyperparameterOf, type Transform } from "@rensa/optim";
 * import { mul } from "@rensa/ops";
 *
 * const scaled: Transform = {
 *   init: (parameters) => ({ hyperparameters: numbersOf({ scale: 0.5 }, parameters) }),
 *   update: (gradients, state) => [mapTensors(gradients, [], (g) => mul(g, hyperparameterOf(state, "scale", g))), state],
 * };
 * ```
 */
export function numbersOf(
  values: Readonly<Record<string, number>>,
  parameters: TensorTree = {},
): Readonly<Record<string, Tensor>> {
  checkKind("numbersOf: the values", values, "record");
  const dtype = floatOf(parameters);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, full([], value, dtype)]));
}

/**
 * A hyperparameter of a state, in the dtype of the tensor that it is used with.
 *
 * @throws RensaError `ARGUMENT_INVALID` where the state has none of the name.
 */
export function hyperparameterOf(state: TensorTree, name: string, like?: Tensor): Tensor {
  checkKind("hyperparameterOf: the state", state, "record");
  checkKind("hyperparameterOf: the name", name, "string");
  if (like !== undefined) checkParts("hyperparameterOf: the tensor", like, "dtype");
  const value = childTensor(child(state, "hyperparameters"), name);
  return like === undefined || like.dtype === value.dtype ? value : cast(value, like.dtype);
}
