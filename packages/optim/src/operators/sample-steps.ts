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
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { sampleSteps } from "@rensa/optim";
 * import { lastValueFrom, toArray } from "rxjs";
 * import { sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(1);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const events = await lastValueFrom(train(config).pipe(sampleSteps({ milliseconds: 1e6 }), toArray()));
 * console.log(events.flatMap((event) => (event.type === "step" ? [event.step] : []))); // [1, 2, 4, 6]
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
