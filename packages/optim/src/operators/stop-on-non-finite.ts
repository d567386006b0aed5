/** The end of a run whose numbers are lost. */
import { checkOptions } from "@rensa/core";
import type { MonoTypeOperatorFunction } from "rxjs";
import { controlOf } from "../train/control-of.ts";
import type { TrainEvent } from "../train/event.ts";
import { watch, type OperatorOptions } from "./operate.ts";

/** What {@link stopOnNonFinite} stops at. */
export interface StopOnNonFiniteOptions extends OperatorOptions {
  /**
   * Which values count, as the event `nonFinite` names them. Default: all of `loss`, `validation.loss` and
   * `parameters.<path>`.
   */
  readonly isMeant?: (value: string) => boolean;
}

/**
 * Stops a run at the event `nonFinite`: when the loss of a step, that of a validation, or a parameter at the end of the run
 * is NaN or infinite. From there on every number of the run would be wrong. The reason of its last event names the value
 * and the step. Everybody sees the event before; checkpoints from before the loss stay, and are what `resumeFrom` and the
 * stores' `latest` and `best` give.
 *
 * It looks at what the run computes anyway and costs nothing. `checkFinite` of the training costs more and stops before
 * the step counts, with the node that made the value.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { checkpointTo, memoryStore, stopOnNonFinite, train, type TrainConfig } from "@rensa/optim";
 *
 * const run = (config: TrainConfig) =>
 *   train(config)
 *     .pipe(stopOnNonFinite(), checkpointTo(memoryStore()))
 *     .subscribe((event) => {
 *       // Such as "stopOnNonFinite: loss at step 120 is NaN."
 *       if (event.type === "stopped") console.log(event.reason);
 *     });
 * ```
 */
export function stopOnNonFinite(options: StopOnNonFiniteOptions = {}): MonoTypeOperatorFunction<TrainEvent> {
  checkOptions("stopOnNonFinite", options, ["isMeant", "onError"]);
  const { isMeant = () => true } = options;
  return watch(
    (report) => ({
      next(event) {
        // What checkFinite finds ends the run by itself.
        if (event.type !== "nonFinite" || event.found === null || !isMeant(event.value)) return;
        const control = controlOf(event);
        const reason = `stopOnNonFinite: ${event.value} at step ${String(event.step)} is ${event.found}.`;
        // Once everybody has seen the event, and before the next step.
        void Promise.resolve()
          .then(() => control?.stop(reason))
          .catch(report);
      },
    }),
    options,
  );
}
