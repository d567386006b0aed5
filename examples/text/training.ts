/** The training of a character model. */
import type { Engine, Tensor } from "@rensa/core";
import { perplexity } from "@rensa/nn";
import { reshape, softmaxCrossEntropy } from "@rensa/ops";
import {
  adamw,
  chain,
  clipByGlobalNorm,
  cosine,
  createTrainer,
  type Trainer,
  type TrainingSnapshot,
} from "@rensa/optim";
import type { CharacterModel, Characters, Logits } from "./models.ts";
import type { Options } from "./options.ts";
import { inRounds } from "./rounds.ts";
import type { Sonnets } from "./text.ts";

/** What a training is made of. */
export interface TrainingParts {
  readonly model: CharacterModel;
  readonly text: Sonnets;
  readonly engine: Engine;
  /** Where to go on; `null` for a new run. */
  readonly resume: TrainingSnapshot | null;
}

/** A trainer of a model on the sonnets. */
export function trainerOf({ model, text, engine, resume }: TrainingParts, options: Options): Trainer {
  const { epochs, steps, batch, rate, seed } = options;
  const { train, validation } = text;
  const total = epochs * steps;
  const schedule = cosine({ peak: rate, steps: total, warmUp: Math.min(100, Math.floor(total / 4)), floor: rate / 20 });
  // Biases, scales and the like do not decay.
  const decaying = { weightDecay: 0.1, mask: (_path: string, { shape }: Tensor) => shape.length > 1 };
  return createTrainer({
    engine,
    model: model.network,
    loss,
    metrics: { perplexity: perplexity() },
    optimizer: chain(clipByGlobalNorm(1), adamw(schedule, { beta2: 0.99, ...decaying })),
    data: inRounds(train.batch(batch), steps),
    validation: validation.batch(Math.min(batch, validation.size), { shuffle: false, remainder: "keep" }),
    epochs,
    seed,
    runId: `${options.model}-${String(seed)}`,
    resume,
  });
}

/** The mean of minus the logarithm of the probability of each next character. */
function loss(logits: Logits, targets: Characters): Tensor {
  const [batch, time, characters] = logits.shape;
  const count = batch * time;
  return softmaxCrossEntropy(reshape(logits, [count, characters]), reshape(targets, [count]));
}
