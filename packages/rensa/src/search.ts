/** Searches with the default engine. */
import { checkKind, type Tensor, type TensorTree, type TensorType, type TypeTree } from "@rensa/core";
import {
  multiStart as multiStartOn,
  search as searchOn,
  type MultiStartConfig,
  type SearchConfig,
  type SearchEvent,
  type SettingsOf,
  type Space,
  type Trial,
  type TrialContext,
} from "@rensa/optim";
import type { Observable } from "rxjs";
import { createTrainer } from "./train.ts";

/**
 * `search` of `@rensa/optim`: looks for the settings with which a training is best. Its engine has a default.
 *
 * @param config - What is run and how; see the options below.
 *
 * @throws RensaError As there.
 *
 * @example
 * ```ts
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { choice, f32, gridSearch, hostTensor, search, sgd } from "rensa";
 * import { lastValueFrom } from "rxjs";
 *
 * const batch = { inputs: hostTensor([1, 2], [2, 1]), targets: hostTensor([3, 6], [2, 1]) };
 * const data = { inputs: f32(2, 1), targets: f32(2, 1), batchesPerEpoch: 1, batches: () => [batch] };
 * const search$ = search({
 *   space: { rate: choice([0.001, 0.1]) },
 *   strategy: gridSearch({ points: 2 }),
 *   monitor: "loss",
 *   trial: ({ rate }) => ({ model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(rate), data, epochs: 3 }),
 * });
 * const last = await lastValueFrom(search$);
 * if (last.type === "completed") console.log(last.best.settings.rate); // 0.1
 * ```
 */
export function search<
  const S extends Space,
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
>(config: SearchConfig<S, P, I, T, O>): Observable<SearchEvent<SettingsOf<S>>> {
  checkKind("search: the configuration", config, "record");
  if (config.engine !== undefined || typeof config.trial !== "function") return searchOn(config);
  const { trial } = config;
  return searchOn({
    ...config,
    trial: async (settings, context) => onDefaultEngine(await trial(settings, context), context),
  });
}

/**
 * `multiStart` of `@rensa/optim`: trains from several seeds and keeps the best. Its engine has a default.
 *
 * @param config - What is run and how; see the options below.
 *
 * @throws RensaError As there.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { lastValueFrom } from "rxjs";
 * import { bestParametersOf, multiStart, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const last = await lastValueFrom(multiStart({ starts: 2, monitor: "loss", trial: () => config }));
 * console.log([...(bestParametersOf(last)?.keys() ?? [])]); // ["weights", "bias"]
 * ```
 */
export function multiStart<
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
>(config: MultiStartConfig<P, I, T, O>): Observable<SearchEvent> {
  checkKind("multiStart: the configuration", config, "record");
  if (config.engine !== undefined || typeof config.trial !== "function") return multiStartOn(config);
  const { trial } = config;
  return multiStartOn({ ...config, trial: async (context) => onDefaultEngine(await trial(context), context) });
}

/** A trial's training becomes a trainer; a trainer has an engine. */
function onDefaultEngine<P extends TensorTree, I extends TypeTree, T extends TypeTree, O extends TensorTree>(
  trial: Trial<P, I, T, O>,
  { seed }: TrialContext,
): Trial<P, I, T, O> {
  const isTraining = typeof trial === "object" && !("start" in trial);
  return isTraining ? createTrainer({ ...trial, seed: trial.seed ?? seed }) : trial;
}
