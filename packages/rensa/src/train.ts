/** Training with the default engine. */
import type { Tensor, TensorTree, TensorType, TypeTree } from "@rensa/core";
import {
  createTrainer as createTrainerOn,
  train as trainOn,
  type TrainEvent,
  type LocalTrainer,
  type Training,
  type Transform,
} from "@rensa/optim";
import type { Observable } from "rxjs";
import { withEngine, type EngineSetting } from "./with-engine.ts";

/**
 * `train` of `@rensa/optim`: trains a model and streams what happens. Its engine has a default.
 *
 * @throws RensaError As there.
 *
 * @example
 * ```ts
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { f32, hostTensor, ofType, sgd, train } from "rensa";
 * import { lastValueFrom } from "rxjs";
 *
 * const batch = { inputs: hostTensor([1, 2], [2, 1]), targets: hostTensor([3, 6], [2, 1]) };
 * const data = { inputs: f32(2, 1), targets: f32(2, 1), batchesPerEpoch: 1, batches: () => [batch] };
 * const training$ = train({ model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 });
 * const { epoch } = await lastValueFrom(training$.pipe(ofType("epochCompleted")));
 * console.log(epoch); // 3
 * ```
 */
export function train<
  P extends TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
>(settings: Training<P, I, T, O> & EngineSetting): Observable<TrainEvent> {
  return trainOn(withEngine("train", settings));
}

/**
 * `createTrainer` of `@rensa/optim`: the handle on a training, which an app starts, watches and steers. Its engine has a
 * default.
 *
 * @throws RensaError As there.
 *
 * @example
 * ```ts
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { createTrainer, f32, hostTensor, sgd } from "rensa";
 *
 * const batch = { inputs: hostTensor([1, 2], [2, 1]), targets: hostTensor([3, 6], [2, 1]) };
 * const data = { inputs: f32(2, 1), targets: f32(2, 1), batchesPerEpoch: 1, batches: () => [batch] };
 * const trainer = createTrainer({ model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 });
 * await trainer.start();
 * console.log(trainer.state.status); // "finished"
 * ```
 */
export function createTrainer<
  P extends TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
  Address extends string = string,
>(
  settings: Training<P, I, T, O> & EngineSetting & { readonly optimizer: Transform<Address> },
): LocalTrainer<I, O, Address> {
  return createTrainerOn(withEngine("createTrainer", settings));
}
