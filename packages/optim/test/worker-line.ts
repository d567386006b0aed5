/** The small training of `line.ts` with what options change: the same in a worker and in the thread of the test. */
import { adam, cosine, createTrainer, type Trainer, type TrainingSnapshot } from "../src/index.ts";
import { lineConfig, lineData } from "./line.ts";

/** What the other side may say. */
export interface LineOptions {
  readonly epochs?: number;
  readonly rate?: number;
  /** Whether the rate falls. */
  readonly falls?: boolean;
  readonly validates?: boolean;
  /** Examples in a batch. */
  readonly batch?: number;
  /** Where it fails: when the trainer is made, or when its model is. */
  readonly failure?: "factory" | "model";
}

export interface LineContext {
  readonly seed?: number;
  readonly resume?: TrainingSnapshot | null;
}

export function lineTrainer(options: LineOptions, { seed = 0, resume = null }: LineContext = {}): Trainer {
  const { epochs = 4, rate = 0.1, falls = false, validates = false, batch = 4, failure } = options;
  if (failure === "factory") throw new TypeError("these options will not do");
  return createTrainer(
    lineConfig({
      epochs,
      seed,
      resume,
      optimizer: adam(falls ? cosine({ peak: rate, steps: 3 * epochs }) : rate),
      data: lineData(batch),
      ...(validates ? { validation: lineData() } : {}),
      ...(failure === "model" ? { loss: (outputs) => outputs } : {}),
    }),
  );
}
