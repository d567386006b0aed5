/** Prediction with the default engine. */
import type { TensorTree, TypeTree } from "@rensa/core";
import { predictor as predictorOn, type Prediction, type Predictor } from "@rensa/optim";
import { withEngine, type EngineSetting } from "./with-engine.ts";

/**
 * `predictor` of `@rensa/optim`: a trained model as a function of data. Its engine has a default.
 *
 * @param settings - The model, its parameters, its inputs, and the engine.
 *
 * @throws RensaError As there.
 *
 * @example
 * ```ts
 * import { dense } from "@rensa/nn";
 * import { f32, hostTensor, predictor } from "rensa";
 *
 * const parameters = new Map([
 *   ["weights", hostTensor([[2], [3]])],
 *   ["bias", hostTensor([1])],
 * ]);
 * const predict = predictor({ model: dense(2, 1), parameters, example: f32(2) });
 * const { data } = await predict([[1, 1]]);
 * console.log(data); // Float32Array [6]
 * ```
 */
export function predictor<O extends TensorTree, I extends TypeTree>(
  settings: Prediction<O, I> & EngineSetting,
): Predictor<O, I> {
  return predictorOn(withEngine("predictor", settings));
}
