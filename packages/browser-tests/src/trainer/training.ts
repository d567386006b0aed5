/** What the page trains: in its worker, and for comparison on its main thread. */
import { adam, cosine, createTrainer, type ServedContext, type Trainer, type TrainingData } from "@rensa/optim";
import { createEngine, wasmBackend } from "rensa";
import { crossEntropy, network, noise } from "../network.ts";

/** What the page tells its worker. */
export interface TrainingOptions {
  readonly epochs: number;
  readonly rate: number;
  /** Whether the rate falls by half a cosine over all steps. */
  readonly falls: boolean;
}

const size = { side: 16, channels: [8, 16], classes: 10 } as const;

/** Batches of an epoch. */
export const batches = 10;

/** A network learns labels of noise by heart; on other labels of the same noise it gets worse from some epoch on. */
export function makeTrainer(
  { epochs, rate, falls }: TrainingOptions,
  { seed, resume = null }: Pick<ServedContext, "seed"> & Partial<ServedContext>,
): Trainer {
  return createTrainer({
    model: network(size),
    loss: crossEntropy,
    optimizer: adam(falls ? cosine({ peak: rate, steps: epochs * batches }) : rate),
    data: noise(size, 32, batches),
    validation: withOtherLabels(noise(size, 32, 1)),
    epochs,
    seed,
    resume,
    engine: createEngine({ backend: wasmBackend({ threads: 1, numerics: "strict" }) }),
  });
}

function withOtherLabels(data: TrainingData): TrainingData {
  return {
    ...data,
    *batches(options) {
      for (const { inputs, targets } of data.batches(options) as Iterable<{
        inputs: typeof data.inputs & { data: Float32Array };
        targets: typeof data.targets & { data: Int32Array };
      }>) {
        yield { inputs, targets: { ...targets, data: targets.data.map((label) => (label + 3) % size.classes) } };
      }
    },
  };
}
