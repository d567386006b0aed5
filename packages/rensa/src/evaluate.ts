/** Evaluation with the default engine. */
import type { Tensor, TensorTree, TensorType, TypeTree } from "@rensa/core";
import { evaluate as evaluateOn, type Evaluation, type EvaluationResult } from "@rensa/optim";
import { withEngine, type EngineSetting } from "./with-engine.ts";

/**
 * `evaluate` of `@rensa/optim`: what data says of a model and its parameters. Its engine has a default.
 *
 * @param settings - The model, its parameters, the data, and the engine.
 *
 * @throws RensaError As there.
 *
 * @example
 * ```ts
 * import { accuracy, dense } from "@rensa/nn";
 * import { evaluate, f32, hostTensor, i32 } from "rensa";
 *
 * const batch = { inputs: hostTensor([1, -1], [2, 1]), targets: hostTensor([1, 1], [2], "i32") };
 * const { metrics } = await evaluate({
 *   model: dense(1, 2),
 *   parameters: new Map([["weights", hostTensor([[-1, 1]])], ["bias", hostTensor([0, 0])]]),
 *   data: { inputs: f32(2, 1), targets: i32(2), batchesPerEpoch: 1, batches: () => [batch] },
 *   metrics: { accuracy: accuracy() },
 * });
 * console.log(metrics["accuracy"]); // 0.5
 * ```
 */
export async function evaluate<
  P extends TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
>(settings: Evaluation<P, I, T, O> & EngineSetting): Promise<EvaluationResult> {
  return evaluateOn(withEngine("evaluate", settings));
}
