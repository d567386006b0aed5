/** The batches of a pass over the data: as many as the source has said, and errors that say that they are the source's. */
import { formatGiven, RensaError, userCodeError } from "@rensa/core";
import { ranges } from "../../ranges.ts";
import type { PassOptions, TrainingBatch, TrainingData } from "../config.ts";

/**
 * Refuses a source that does not say how many batches a pass has.
 *
 * @param name What the source is called in the configuration.
 */
export function checkBatches({ batchesPerEpoch }: TrainingData, name: "data" | "validation"): void {
  if (ranges.count.holds(batchesPerEpoch)) return;
  throw new RensaError(
    "DATA_INVALID",
    `train: ${name}.batchesPerEpoch is ${formatGiven(batchesPerEpoch)}; give ${ranges.count.words}.`,
  );
}

/**
 * The batches of a pass. Of a source that has more than its `batchesPerEpoch`, such as an endless one, the rest is not
 * asked for; one that has fewer throws. (A generator would do, but each of its batches would wait three times; a training
 * waits for every batch.)
 */
export function batchesOf(data: TrainingData, options: PassOptions): AsyncIterable<TrainingBatch> {
  const refuse = (error: unknown): never => {
    throw userCodeError(`The data source, in epoch ${epochOf(options)},`, error, "DATA_SOURCE_FAILED");
  };
  return {
    [Symbol.asyncIterator]: () => {
      const source = started(data, options, refuse);
      const over = { done: true, value: undefined } as const;
      let taken = options.start ?? 0;
      const close = async () => {
        try {
          await source.return?.();
        } catch (error) {
          refuse(error);
        }
        return over;
      };
      return {
        next: async () => {
          if (taken >= data.batchesPerEpoch) return close();
          let result: IteratorResult<TrainingBatch>;
          try {
            result = await source.next();
          } catch (error) {
            return refuse(error);
          }
          if (result.done === true) throw tooFew(data, options, taken);
          taken++;
          return result;
        },
        return: close,
      };
    },
  };
}

function tooFew({ batchesPerEpoch }: TrainingData, options: PassOptions, taken: number): RensaError {
  return new RensaError(
    "DATA_SOURCE_FAILED",
    `The data source ended epoch ${epochOf(options)} after ${String(taken)} of ${formatGiven(batchesPerEpoch)} batches; ` +
      `let it give as many as its batchesPerEpoch says, or say fewer.`,
  );
}

function epochOf({ epoch }: PassOptions): string {
  return String(epoch + 1);
}

function started(
  data: TrainingData,
  options: PassOptions,
  refuse: (error: unknown) => never,
): Iterator<TrainingBatch> | AsyncIterator<TrainingBatch> {
  try {
    const batches = data.batches(options);
    return Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]();
  } catch (error) {
    return refuse(error);
  }
}
