/** The batches of a pass over the data, whose errors say that they are the source's. */
import { RensaError } from "@rensa/core";
import type { PassOptions, TrainingBatch, TrainingData } from "./config.ts";

/**
 * The batches of a pass. A generator would do, but each of its batches would wait three times; a training waits for every
 * batch.
 */
export function batchesOf(data: TrainingData, options: PassOptions): AsyncIterable<TrainingBatch> {
  const refuse = (error: unknown): never => {
    if (error instanceof RensaError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new RensaError(
      "DATA_SOURCE_FAILED",
      `The data source threw in epoch ${String(options.epoch + 1)}: ${reason}`,
      {
        cause: error,
      },
    );
  };
  return {
    [Symbol.asyncIterator]: () => {
      const source = started(data, options, refuse);
      return {
        next: async () => {
          try {
            return await source.next();
          } catch (error) {
            return refuse(error);
          }
        },
        return: async () => {
          await source.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
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
