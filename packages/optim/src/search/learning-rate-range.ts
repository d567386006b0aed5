/**
 * The learning-rate range test (L. N. Smith, "Cyclical learning rates for training neural networks", 2017): a short training
 * whose rate grows from step to step tells from which rate on the loss falls, and from which on it grows.
 */
import {
  checkKind,
  checkOptions,
  formatGiven,
  RensaError,
  type Engine,
  type Tensor,
  type TensorTree,
  type TensorType,
  type TypeTree,
} from "@rensa/core";
import { cast, exp, mul } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import type { Rate, Schedule } from "../schedules/schedule.ts";
import type { Training } from "../train/config.ts";
import type { StepEvent } from "../train/event.ts";
import { ofType } from "../train/of-type.ts";
import { createTrainer } from "../train/trainer.ts";
import { checkTransform, type Transform } from "../transforms/transform.ts";

/** What a {@link learningRateRange} tries, but for the engine that it runs on. */
export interface RateRange<
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
> extends Pick<Training<P, I, T, O>, "model" | "loss" | "data" | "parameters" | "seed" | "signal"> {
  /** The optimizer of a rate, such as `adam`, or `(rate) => chain(clipByGlobalNorm(1), adam(rate))`. */
  readonly optimizer: (rate: Schedule) => Transform;
  /** The first rate. Default: 1e-6. */
  readonly from?: number;
  /** The last rate. Default: 1. */
  readonly to?: number;
  /** How many steps it takes from the first rate to the last. Default: 100. */
  readonly steps?: number;
  /** How much of the mean of the losses before is kept in a step, from 0 to below 1. Default: 0.9. */
  readonly smoothing?: number;
  /**
   * The test ends where the smoothed loss is above its least by more than so many times what it had fallen, or the size of the
   * least. Default: 3.
   */
  readonly divergence?: number;
  /** Told of every step. */
  readonly onPoint?: (point: RatePoint) => void;
}

/** What {@link learningRateRange} takes. */
export interface RateRangeConfig<
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
> extends RateRange<P, I, T, O> {
  /** What compiles and runs it, as `createEngine` of `rensa` makes it. */
  readonly engine: Engine;
}

/** A step of a range test. */
export interface RatePoint {
  /** The rate of the step. */
  readonly rate: number;
  /** Before the step's update. */
  readonly loss: number;
  /** The mean of the losses so far, of which each step keeps a share. */
  readonly smoothedLoss: number;
}

/** What a range test found. */
export interface RateRangeResult {
  /** Step by step, with rising rates. */
  readonly points: readonly RatePoint[];
  /**
   * The rate around which the loss falls most steeply, by the logarithm of the rate, on its way to the least one; `null`
   * where it does not fall. A good rate to begin with, or the top of a cycle.
   */
  readonly suggestion: number | null;
  /** The rate with the least smoothed loss. Beyond it a training goes astray. */
  readonly lowest: number;
  /** Whether the loss grew so much, or was lost as NaN, that the test ended before the last rate. */
  readonly hasDiverged: boolean;
}

/**
 * Tries which learning rate suits a training: a run of its own, from the model's own parameters, in which the rate grows from
 * `from` to `to` by the same factor at each step. Nothing that was given is changed.
 *
 * @throws RensaError `ARGUMENT_INVALID` for options out of range, and an optimizer that does not use the rate that it is given;
 *   `NON_FINITE` where the very first loss is not finite; as a training throws.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { learningRateRange, sgd } from "@rensa/optim";
 * import { createEngine, jsBackend } from "rensa";
 *
 * const xs = Array.from({ length: 64 }, (_, row) => [Math.sin(row), Math.cos(row)]);
 * const ys = xs.map(([a = 0, b = 0]) => [3 * a - b]);
 * const { suggestion } = await learningRateRange({
 *   engine: createEngine({ backend: jsBackend() }),
 *   model: dense(2, 1),
 *   loss: meanSquaredError,
 *   optimizer: sgd,
 *   data: Dataset.fromArrays({ inputs: xs, targets: ys, shape: [2], targetShape: [1] }).batch(16),
 *   to: 10,
 * });
 * console.log(suggestion !== null && suggestion > 0.01 && suggestion < 1); // true
 * ```
 */
export async function learningRateRange<
  P extends TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
>(config: RateRangeConfig<P, I, T, O>): Promise<RateRangeResult> {
  checkOptions("learningRateRange", config, [
    "model",
    "loss",
    "data",
    "parameters",
    "seed",
    "signal",
    "engine",
    "optimizer",
    "from",
    "to",
    "steps",
    "smoothing",
    "divergence",
    "onPoint",
  ]);
  const { optimizer, from = 1e-6, to = 1, steps = 100, smoothing = 0.9, divergence = 3, onPoint, ...training } = config;
  checkKind("learningRateRange: the optimizer", optimizer, "function");
  if (onPoint !== undefined) checkKind("learningRateRange: onPoint", onPoint, "function");
  expectRange("learningRateRange", ranges.positive, { from, to, divergence });
  expectRange("learningRateRange", ranges.several, { steps });
  expectRange("learningRateRange", ranges.decay, { smoothing });
  if (from >= to) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `learningRateRange: the rates are from ${formatGiven(from)} to ${formatGiven(to)}; give a last one above the first.`,
    );
  }
  const transform = optimizer(growing(from, to, steps));
  checkTransform("learningRateRange: what the optimizer's function gave", transform);
  const curve = new Curve(steps, smoothing, divergence);
  const trainer = createTrainer({
    ...training,
    optimizer: transform,
    epochs: Math.ceil(steps / Math.max(1, training.data.batchesPerEpoch)),
  });
  const failures: Error[] = [];
  const isDone = (): boolean => failures.length > 0 || curve.isOver || curve.points.length === steps;
  trainer.events$.pipe(ofType("step")).subscribe((event) => {
    if (isDone()) return;
    try {
      const point = curve.add(rateOf(event, from), event.loss);
      if (point !== null) onPoint?.(point);
    } catch (error) {
      failures.push(error instanceof Error ? error : new Error(String(error)));
    }
    if (isDone()) trainer.stop("the range is tried");
  });
  await trainer.start().catch((error: unknown) => {
    // What checkFinite refuses is where the test ends.
    if (!(error instanceof RensaError && error.code === "NON_FINITE" && curve.points.length > 0)) throw error;
    curve.isOver = true;
  });
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  config.signal?.throwIfAborted();
  return curve.result();
}

/** A rate that grows by the same factor at each step, and stays at the last. */
function growing(from: number, to: number, steps: number): Schedule {
  return (step, dtype = "f32") =>
    mul(exp(mul(cast(step, dtype), Math.log(to / from) / (steps - 1))), from) satisfies Rate;
}

/** The rate of a step, which has to be the one that the optimizer was given. */
function rateOf({ learningRate, step }: StepEvent, from: number): number {
  if (learningRate !== null && (step > 1 || Math.abs(learningRate - from) <= 1e-3 * from)) return learningRate;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `learningRateRange: the optimizer's rate is ${String(learningRate)} in a step that should have ${formatGiven(from)}; let its function use the rate that it is given.`,
  );
}

/** Losses by rate. */
class Curve {
  readonly points: RatePoint[] = [];
  isOver = false;
  readonly #steps: number;
  readonly #smoothing: number;
  readonly #divergence: number;
  /** The sum of the losses so far, each with its weight in the mean; weights sum up to 1 - smoothing^n. */
  #sum = 0;
  #weight = 0;

  constructor(steps: number, smoothing: number, divergence: number) {
    this.#steps = steps;
    this.#smoothing = smoothing;
    this.#divergence = divergence;
  }

  /** Adds a step; `null` where its loss is not finite, which ends the test. */
  add(rate: number, loss: number): RatePoint | null {
    if (!Number.isFinite(loss)) {
      if (this.points.length === 0) {
        throw new RensaError(
          "NON_FINITE",
          `learningRateRange: the loss of the first step is ${String(loss)}, before any update; look at the model and the data.`,
        );
      }
      this.isOver = true;
      return null;
    }
    this.#sum = this.#smoothing * this.#sum + (1 - this.#smoothing) * loss;
    this.#weight = this.#smoothing * this.#weight + (1 - this.#smoothing);
    const point = Object.freeze({ rate, loss, smoothedLoss: this.#sum / this.#weight });
    this.points.push(point);
    const least = this.#least().smoothedLoss;
    const scale = Math.max(Math.abs(least), firstLoss(this.points) - least);
    this.isOver = point.smoothedLoss > least + this.#divergence * scale;
    return point;
  }

  result(): RateRangeResult {
    const lowest = this.#least();
    return Object.freeze({
      points: Object.freeze([...this.points]),
      suggestion: steepest(this.points.slice(0, this.points.indexOf(lowest) + 1), this.#steps),
      lowest: lowest.rate,
      hasDiverged: this.isOver,
    });
  }

  #least(): RatePoint {
    return this.points.reduce((least, each) => (each.smoothedLoss < least.smoothedLoss ? each : least));
  }
}

function firstLoss([first]: readonly RatePoint[]): number {
  return first?.loss ?? 0;
}

/**
 * The rate in the middle of the steepest fall, by the logarithm of the rate: the slope of a line through a tenth of the points
 * (least squares), as the losses of single batches are noise.
 */
function steepest(points: readonly RatePoint[], steps: number): number | null {
  const half = Math.max(1, Math.round(steps / 20));
  let found: number | null = null;
  let least = 0;
  for (let at = half; at + half < points.length; at++) {
    const slope = slopeOf(points.slice(at - half, at + half + 1));
    if (slope < least) [found, least] = [points[at]?.rate ?? null, slope];
  }
  return found;
}

function slopeOf(points: readonly RatePoint[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const xs = points.map(({ rate }) => Math.log(rate));
  const middle = mean(xs);
  const height = mean(points.map(({ loss }) => loss));
  const products = points.map(({ loss }, at) => ((xs[at] ?? 0) - middle) * (loss - height));
  return mean(products) / mean(xs.map((x) => (x - middle) ** 2));
}
