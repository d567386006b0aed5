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
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { stopOnNonFinite } from "@rensa/optim";
 * import { lastValueFrom } from "rxjs";
 * import { sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(1e20), data, epochs: 50 };
 * const last = await lastValueFrom(train(config).pipe(stopOnNonFinite()));
 * console.log(last.type === "stopped" && last.reason); // "stopOnNonFinite: loss at step 2 is Infinity."
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
