/** The steps of a run that were begun and are not told of, the oldest first. */
import { RensaError } from "@rensa/core";
import { examplesOf } from "../step/batch-size.ts";
import type { TrainingBatch } from "../config.ts";
import type { GradientNorm } from "../event.ts";
import type { TrainingPrograms } from "../step/programs.ts";
import type { StepResult } from "./run-state.ts";
import { keptForLater, type StepUnderWay } from "./step-under-way.ts";

/** What a step that is over says. */
export interface SettledStep {
  readonly result: StepResult;
  readonly gradients: readonly GradientNorm[] | null;
  readonly examples: number;
}

/** Where a step stands. */
export interface StepPlace {
  /** Steps that were begun before. */
  readonly begun: number;
  /** Steps that were told of. */
  readonly told: number;
  readonly wantsGradients: boolean;
}

/** Steps in flight. */
export class StepsInFlight {
  readonly #programs: TrainingPrograms;
  readonly #steps: (StepUnderWay & { readonly examples: number })[] = [];

  constructor(programs: TrainingPrograms) {
    this.#programs = programs;
  }

  get count(): number {
    return this.#steps.length;
  }

  /** Begins a step. What is wrong with its batch is told of when its turn comes. */
  async begin(batch: TrainingBatch, { begun, told, wantsGradients }: StepPlace): Promise<void> {
    const { ahead } = this.#programs;
    ahead?.begin(batch, begun, told);
    try {
      const examples = examplesOf(batch.inputs);
      const begin = await this.#programs.stepOn(batch, wantsGradients);
      this.#steps.push({ examples, ...begin() });
    } catch (error) {
      this.#steps.push({ examples: 0, gradients: null, result: keptForLater(rejected(error)) });
    }
  }

  /** The result of the oldest step. Rejects with what is wrong with it. */
  async settle(): Promise<SettledStep> {
    const step = this.#steps.shift();
    if (step === undefined) throw new RensaError("INTERNAL", "A step was to end that was not begun.");
    const { examples } = step;
    const gradients = await step.gradients;
    const result = await step.result;
    if (this.#steps.length === 0) this.#programs.ahead?.reset();
    return { result, gradients, examples };
  }

  /** Gives up all of them: the state becomes that after `step`. Resolves with the batches of the steps after it. */
  async rewind(step: number): Promise<readonly TrainingBatch[]> {
    const programs = this.#programs;
    this.#steps.length = 0;
    return (await programs.ahead?.rewind(step, (batch) => programs.stepOn(batch, false))) ?? [];
  }
}

function rejected(error: unknown): Promise<never> {
  return Promise.reject(error instanceof Error ? error : new Error(String(error)));
}
