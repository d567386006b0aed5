/** Sequences of several lengths from data to a trained model, without a cast: how they are padded changes nothing. */
import { jsBackend } from "@rensa/backend-js";
import { padSequences } from "@rensa/data";
import { bidirectional, dense, embedding, gru, globalAveragePool, sequential, withLengths } from "@rensa/nn";
import { sgd, type TrainEvent } from "@rensa/optim";
import { softmaxCrossEntropy, tanh } from "@rensa/ops";
import { createEngine, train } from "rensa";
import { lastValueFrom, toArray } from "rxjs";
import { describe, expect, it } from "vitest";

const words = [[4, 2, 3], [1], [2, 2, 5, 1, 3], [3, 4], [5, 5, 5], [1, 2, 4, 4]].map((each) => Int32Array.from(each));
const targets = [0, 1, 1, 0, 1, 0];

/** The losses of a training on sequences that are padded to a number of steps with a word. */
async function lossesOf(to: number, value: number): Promise<number[]> {
  const data = padSequences(words, { targets, classes: 2, to, value });
  const model = withLengths(
    sequential(embedding(6, 4), bidirectional(gru(4, 3)), (x) => tanh(x), globalAveragePool(), dense(6, 2)),
  );
  const events$ = train({
    engine: createEngine({ backend: jsBackend() }),
    model,
    loss: (outputs, labels) => softmaxCrossEntropy(outputs, labels),
    optimizer: sgd(0.5),
    data: data.batch(2),
    epochs: 4,
    seed: 3,
  });
  const events: readonly TrainEvent[] = await lastValueFrom(events$.pipe(toArray()));
  return events.flatMap((event) => (event.type === "epochCompleted" ? [event.loss] : []));
}

describe("a training on padded sequences", () => {
  it("is the same however far, and with what, they are padded", async () => {
    const [short, long] = [await lossesOf(5, 0), await lossesOf(9, 3)];
    expect(short).toHaveLength(4);
    short.forEach((loss, epoch) => {
      expect(long[epoch]).toBeCloseTo(loss, 5);
    });
    expect(short.at(-1)).toBeLessThan(short[0] ?? 0);
  });
});
