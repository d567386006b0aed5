/** Fewer steps, for those who show a run: RxJS throttles events alike, and would show a step after its epoch's end. */
import { checkOptions } from "@rensa/core";
import type { MonoTypeOperatorFunction } from "rxjs";
import type { StepEvent, TrainEvent } from "../train/event.ts";
import { expectRange, ranges } from "../ranges.ts";
import { derive, type OperatorOptions } from "./operate.ts";

/** How often {@link sampleSteps} passes a step on. */
export interface SampleStepsOptions extends OperatorOptions {
  /** The least time between two steps. Default: 100. */
  readonly milliseconds?: number;
}

/**
 * Passes at most one `step` on in so many milliseconds, and all other events, in their order. The last step before another
 * event is passed on always, so that what is shown at an epoch's end is what it ended with. The events' own times count.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a time below 0.
 *
 * @example
 * ```ts
 * import { sampleSteps, train, type TrainConfig } from "@rensa/optim";
 *
 * const run = (config: TrainConfig) =>
 *   train(config)
 *     .pipe(sampleSteps({ milliseconds: 250 }))
 *     .subscribe((event) => console.log(event.type, event.step));
 * ```
 */
export function sampleSteps(options: SampleStepsOptions = {}): MonoTypeOperatorFunction<TrainEvent> {
  checkOptions("sampleSteps", options, ["milliseconds", "onError"]);
  const { milliseconds = 100 } = options;
  expectRange("sampleSteps", ranges.notNegative, { milliseconds });
  return derive<TrainEvent>((emit) => {
    let last = Number.NEGATIVE_INFINITY;
    let held: StepEvent | null = null;
    const pass = (event: StepEvent): void => {
      last = event.time;
      held = null;
      emit(event);
    };
    return {
      next(event) {
        if (event.type !== "step") {
          if (held !== null) pass(held);
          emit(event);
        } else if (event.time - last >= milliseconds) pass(event);
        else held = event;
      },
      complete() {
        if (held !== null) pass(held);
        return undefined;
      },
    };
  }, options);
}
