/** The trainer of a trial, on the engine of its search. */
import { checkParts, RensaError, type Engine, type TensorTree, type TypeTree } from "@rensa/core";
import type { Training } from "../train/config.ts";
import { createTrainer, engineOf, type Trainer } from "../train/trainer.ts";
import type { TrialContext } from "./lane.ts";

/**
 * Makes it of a training, or takes it as it is.
 *
 * @throws RensaError `ARGUMENT_INVALID` where a trainer has another engine than its search, or a training has none.
 */
export function trainerOn<P extends TensorTree, I extends TypeTree, T extends TypeTree, O extends TensorTree>(
  trial: Training<P, I, T, O> | Trainer,
  engine: Engine | undefined,
  { seed }: TrialContext,
): Trainer {
  checkParts("search: what its trial gave", trial);
  if (!("start" in trial)) {
    if (engine !== undefined) return createTrainer({ ...trial, seed: trial.seed ?? seed, engine });
    throw new RensaError(
      "ARGUMENT_INVALID",
      "search: the trial gave a training and the search has no engine; give it one, as createEngine of rensa makes it.",
    );
  }
  const own = engineOf(trial);
  if (engine === undefined || own === null || own === engine) return trial;
  throw new RensaError(
    "ARGUMENT_INVALID",
    "search: the trial made its trainer with another engine than the search has; return the training, without createTrainer, or leave one of the engines out.",
  );
}
