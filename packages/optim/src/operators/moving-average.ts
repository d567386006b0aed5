/** Losses and metrics of steps, smoothed. */
import { checkOptions, RensaError } from "@rensa/core";
import type { OperatorFunction } from "rxjs";
import type { Metrics, StepEvent, TrainEvent } from "../train/event.ts";
import { expectRange, ranges } from "../ranges.ts";
import { derive, type OperatorOptions } from "./operate.ts";

/** Over which steps is averaged: one of the two. */
export interface MovingAverageOptions extends OperatorOptions {
  /** The mean over the last so many steps. Default: 100, where there is no decay. */
  readonly window?: number;
  /** The exponential mean, m = decay m + (1 - decay) x, divided by 1 - decay^t so that it is a mean from the first step on. */
  readonly decay?: number;
}

/** The smoothed numbers after a step. */
export interface SmoothedScores {
  readonly runId: string;
  readonly time: number;
  readonly epoch: number;
  readonly step: number;
  readonly loss: number;
  readonly metrics: Metrics;
}

/** The mean of a sequence of numbers that grows. */
interface Mean {
  add(value: number): void;
  readonly value: number;
}

/**
 * Derives smoothed losses and metrics from the steps: the mean over the last `window` steps, or an exponential mean. A
 * number that is not finite is left out; before the first finite one, the mean is NaN.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a window that is no integer from 1, a decay outside 0 to below 1, or both.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { movingAverage } from "@rensa/optim";
 * import { lastValueFrom } from "rxjs";
 * import { sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const last = await lastValueFrom(train(config).pipe(movingAverage({ window: 2 })));
 * console.log(last.step, last.loss.toFixed(3)); // 3 "1.850"
 * ```
 */
export function movingAverage(options: MovingAverageOptions = {}): OperatorFunction<TrainEvent, SmoothedScores> {
  checkOptions("movingAverage", options, ["window", "decay", "onError"]);
  const { window, decay } = options;
  if (window !== undefined && decay !== undefined) {
    throw new RensaError("ARGUMENT_INVALID", "movingAverage: got a window and a decay; give one of them.");
  }
  if (window !== undefined) expectRange("movingAverage", ranges.count, { window });
  if (decay !== undefined) expectRange("movingAverage", ranges.decay, { decay });
  const newMean = (): Mean => (decay === undefined ? new WindowMean(window ?? 100) : new ExponentialMean(decay));
  return derive((emit) => {
    const loss = newMean();
    const metrics = new Map<string, Mean>();
    return {
      next(event) {
        if (event.type === "step") emit(smoothed(event, loss, metrics, newMean));
      },
    };
  }, options);
}

function smoothed(event: StepEvent, loss: Mean, metrics: Map<string, Mean>, newMean: () => Mean): SmoothedScores {
  loss.add(event.loss);
  const means = Object.entries(event.metrics).map(([name, value]) => {
    const mean = metrics.get(name) ?? newMean();
    metrics.set(name, mean);
    mean.add(value);
    return [name, mean.value] as const;
  });
  const { runId, time, epoch, step } = event;
  return Object.freeze({
    runId,
    time,
    epoch,
    step,
    loss: loss.value,
    metrics: Object.freeze(Object.fromEntries(means)),
  });
}

class WindowMean implements Mean {
  readonly #values: Float64Array;
  #count = 0;

  constructor(window: number) {
    this.#values = new Float64Array(window);
  }

  add(value: number): void {
    if (Number.isFinite(value)) this.#values[this.#count++ % this.#values.length] = value;
  }

  get value(): number {
    // Added anew every time: a running sum would drift.
    const count = Math.min(this.#count, this.#values.length);
    let sum = 0;
    for (let at = 0; at < count; at++) sum += this.#values[at] ?? 0;
    return sum / count;
  }
}

class ExponentialMean implements Mean {
  readonly #decay: number;
  #mean = 0;
  #weight = 0;

  constructor(decay: number) {
    this.#decay = decay;
  }

  add(value: number): void {
    if (!Number.isFinite(value)) return;
    this.#mean = this.#decay * this.#mean + (1 - this.#decay) * value;
    this.#weight = this.#decay * this.#weight + (1 - this.#decay);
  }

  get value(): number {
    return this.#mean / this.#weight;
  }
}
