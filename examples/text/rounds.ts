/** Rounds: epochs of any number of steps, where a pass over the data is too long to wait for its end. */
import type { MemoryBatchSource } from "@rensa/data";
import type { TrainingBatch, TrainingData } from "@rensa/optim";
import type { TypeTree } from "@rensa/core";

/**
 * The batches of a source in epochs of `steps` steps. Each goes on where the one before ended, and the next pass over
 * the source begins where one is over; which batch is whose depends on epoch, seed and place alone, so that a run that
 * was interrupted goes on with the same ones.
 */
export function inRounds<I extends TypeTree, T extends TypeTree>(
  source: MemoryBatchSource<I, T>,
  steps: number,
): TrainingData<I, T> {
  const { inputs, targets, batchesPerEpoch } = source;
  return {
    inputs,
    targets,
    batchesPerEpoch: steps,
    *batches({ epoch, seed, shuffle, start = 0 }): Generator<TrainingBatch<I, T>> {
      const end = (epoch + 1) * steps;
      let step = epoch * steps + start;
      while (step < end) {
        const pass = { epoch: Math.floor(step / batchesPerEpoch), seed, start: step % batchesPerEpoch };
        for (const batch of source.batches(shuffle === undefined ? pass : { ...pass, shuffle })) {
          yield batch;
          step++;
          if (step === end) return;
        }
      }
    },
  };
}
