/**
 * multiStart: the same training from several seeds.
 *
 * Gradients lead downhill from where they start, so a run ends in a minimum near its start, which need not be the lowest one.
 * Several starts make it likelier that one of them ends low.
 */
import {
  checkKind,
  checkOptions,
  type Engine,
  type Tensor,
  type TensorTree,
  type TensorType,
  type TypeTree,
} from "@rensa/core";
import type { Observable } from "rxjs";
import type { SearchEvent } from "./event.ts";
import type { TrialContext } from "./lane.ts";
import { search, type SearchOptions, type Trial, type TrialWorkers } from "./search.ts";
import { expectRange, ranges } from "../ranges.ts";
import type { Space } from "./space.ts";
import { randomSearch } from "./strategy.ts";

/** Several starts of one training. */
export type MultiStartConfig<
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
> = SearchOptions & {
  /** How many seeds are tried: `seed`, `seed + 1`, and so on. */
  readonly starts: number;
} & (
    | {
        /** What a start trains, as the `trial` of a search; `seed` decides its initial parameters. */
        readonly trial: (context: TrialContext) => Trial<P, I, T, O> | Promise<Trial<P, I, T, O>>;
        /** What starts run on, as of a search. */
        readonly engine?: Engine;
        readonly worker?: undefined;
        /** Starts at a time. Default: 1. */
        readonly concurrency?: number;
      }
    | {
        readonly worker: TrialWorkers;
        readonly trial?: undefined;
        readonly engine?: undefined;
        readonly concurrency?: undefined;
      }
  );

/**
 * Trains from several seeds and keeps the best: the events are those of `search`, and `bestParametersOf` gives the best
 * start's parameters. Cold, as `search` is.
 *
 * @param config - What is run and how; see the options below.
 *
 * @throws RensaError `ARGUMENT_INVALID` where `starts` is not an integer from 1.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { multiStart } from "@rensa/optim";
 * import { lastValueFrom } from "rxjs";
 * import { defaultEngine, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const starts$ = multiStart({ engine: defaultEngine(), starts: 3, monitor: "loss", trial: () => config });
 * const last = await lastValueFrom(starts$);
 * console.log(last.type === "completed" && last.best.trial); // 1
 * ```
 */
export function multiStart<
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
>(config: MultiStartConfig<P, I, T, O>): Observable<SearchEvent> {
  checkOptions("multiStart", config, [
    "starts",
    "engine",
    "trial",
    "worker",
    "concurrency",
    "seed",
    "monitor",
    "mode",
    "onSubscriberError",
  ]);
  const { starts, engine, ...rest } = config;
  if (config.worker === undefined) checkKind("multiStart: the trial", config.trial, "function");
  expectRange("multiStart", ranges.count, { starts });
  const shared = { ...rest, space: {}, strategy: randomSearch({ trials: starts }) };
  if (config.worker !== undefined)
    return search({ ...shared, worker: config.worker, trial: undefined, concurrency: undefined });
  const { trial, concurrency = 1 } = config;
  return search<Space, P, I, T, O>({
    ...shared,
    worker: undefined,
    concurrency,
    ...(engine === undefined ? {} : { engine }),
    trial: (_, context) => trial(context),
  });
}
