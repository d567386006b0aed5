/** What operators find out about gradients, and how they watch them. */
import type { OperatorFunction } from "rxjs";
import { controlOf } from "../train/control-of.ts";
import type { GradientHealthEvent, TrainEvent } from "../train/event.ts";
import { Alarm, type Sight } from "./alarm.ts";
import { layerGradients, type LayerGradient } from "./gradient-layers.ts";
import { expectRange, ranges } from "../ranges.ts";
import { derive, type OperatorOptions } from "./operate.ts";

/** Something about gradients that people should know. JSON-safe. */
export interface GradientFinding {
  readonly finding: "vanishing" | "exploding";
  readonly runId: string;
  readonly time: number;
  readonly epoch: number;
  readonly step: number;
  /** Where it is worst: the layer farthest from the loss that it has vanished in, or the one with the largest ratio. */
  readonly layer: string;
  /** All layers where it is so, from the first to the last. */
  readonly layers: readonly string[];
  /** The number that is compared with the threshold, for `layer`; `null` where it is not finite. */
  readonly ratio: number | null;
  /** Length (L2) of the gradient of `layer`; `null` where it is not finite. */
  readonly norm: number | null;
  /** What was seen and why it matters, for people. */
  readonly explanation: string;
  /** What helps, the likeliest first. */
  readonly remedies: readonly string[];
}

/** How gradients are watched. */
export interface GradientWatchOptions extends OperatorOptions {
  /** Gradients are computed after every so many steps; each time costs about as much as a step. Default: 10. */
  readonly every?: number;
}

/** One look at the gradients. */
export interface Look {
  readonly sight: Sight;
  /** Made where the alarm begins to ring. */
  describe(): Omit<GradientFinding, "runId" | "time" | "epoch" | "step">;
}

/** Derives findings from the gradients of every `every`-th step. They are computed only while somebody subscribes. */
export function findInGradients(
  operator: string,
  options: GradientWatchOptions & { readonly patience: number },
  look: (layers: readonly LayerGradient[]) => Look,
): OperatorFunction<TrainEvent, GradientFinding> {
  const { every = 10, patience } = options;
  expectRange(operator, ranges.count, { every, patience });
  return derive((emit) => {
    const alarm = new Alarm(patience);
    let release: (() => void) | null = null;
    return {
      next(event) {
        release ??= controlOf(event)?.watchGradients(every) ?? null;
        // Others may ask for more; what is found does not depend on them.
        if (event.type !== "gradientHealth" || event.step % every !== 0) return;
        const seen = look(layerGradients(event));
        if (alarm.observe(seen.sight)) emit(findingOf(event, seen.describe()));
      },
      release() {
        release?.();
      },
    };
  }, options);
}

function findingOf(
  { runId, time, epoch, step }: GradientHealthEvent,
  found: Omit<GradientFinding, "runId" | "time" | "epoch" | "step">,
): GradientFinding {
  return Object.freeze({ ...found, runId, time, epoch, step });
}

/** Names in a row for people: `dense_1`, or `dense_1 to dense_4` where there are more. */
export function span(names: readonly string[]): string {
  const [first = "", last = first] = [names[0], names.at(-1)];
  return names.length < 2 ? first : names.length === 2 ? `${first} and ${last}` : `${first} to ${last}`;
}
