/** A saved model with the default engine. */
import type { TensorType, TypeTree } from "@rensa/core";
import { loadModel as loadModelOn, type LoadedModel, type ModelReading } from "@rensa/optim";
import { standardRegistry } from "./standard-registry.ts";
import { withEngine, type EngineSetting } from "./with-engine.ts";

/**
 * `loadModel` of `@rensa/optim`: a model of a file, ready to predict. Its engine has a default; the ops that it may use are the
 * standard ones and those of the engine's plugins.
 *
 * @param file - The bytes of the file.
 * @param settings - Further plugins, limits, and the engine.
 *
 * @throws RensaError As there.
 *
 * @example
 * ```ts
 * import { dense } from "@rensa/nn";
 * import { encodeModel, f32, hostTensor, loadModel } from "rensa";
 *
 * const parameters = new Map([["weights", hostTensor([[2]])], ["bias", hostTensor([1])]]);
 * const file = encodeModel({ model: dense(1, 1), parameters, example: f32(1) });
 * const { predict } = loadModel(file);
 * console.log((await predict([[3], [4]])).data); // Float32Array [7, 9]
 * ```
 */
export function loadModel<I extends TypeTree = TensorType, O extends TypeTree = TensorType>(
  file: Uint8Array,
  settings: ModelReading<I, O> & EngineSetting = {},
): LoadedModel<I, O> {
  const options = withEngine("loadModel", settings);
  return loadModelOn(file, { ...options, registry: standardRegistry(...options.engine.plugins) });
}
