/** The learning-rate range test with the default engine. */
import type { Tensor, TensorTree, TensorType, TypeTree } from "@rensa/core";
import { learningRateRange as learningRateRangeOn, type RateRange, type RateRangeResult } from "@rensa/optim";
import { withEngine, type EngineSetting } from "./with-engine.ts";

/**
 * `learningRateRange` of `@rensa/optim`: tries which learning rate suits a training. Its engine has a default.
 *
 * @param settings - The training, the rates that are tried, and the engine.
 *
 * @throws RensaError As there.
 *
 * @example
 * ```ts
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { adam, f32, hostTensor, learningRateRange } from "rensa";
 *
 * const batch = { inputs: hostTensor([1, 2], [2, 1]), targets: hostTensor([3, 6], [2, 1]) };
 * const data = { inputs: f32(2, 1), targets: f32(2, 1), batchesPerEpoch: 1, batches: () => [batch] };
 * const model = dense(1, 1);
 * const { points } = await learningRateRange({ model, loss: meanSquaredError, optimizer: adam, data, steps: 50 });
 * console.log(points.length); // 50
 * ```
 */
export async function learningRateRange<
  P extends TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
>(settings: RateRange<P, I, T, O> & EngineSetting): Promise<RateRangeResult> {
  return learningRateRangeOn(withEngine("learningRateRange", settings));
}
