/** The training of the network. */
import type { Engine } from "@rensa/core";
import { standardizeTargets } from "@rensa/data";
import { r2Score, rootMeanSquaredError } from "@rensa/nn";
import { div, meanSquaredError } from "@rensa/ops";
import { adamw, createTrainer, earlyStopping, oneCycle } from "@rensa/optim";
import type { readDiamonds } from "./diamonds.ts";
import { priceNetwork } from "./model.ts";

/** How the network is trained. */
export interface Training {
  readonly epochs: number;
  readonly seed: number;
  readonly engine: Engine;
}

/**
 * A network, and a trainer of it, which ends with the parameters of its best epoch: that of the lowest error on the
 * validation part, in dollars.
 */
export function trainerOf(parts: Awaited<ReturnType<typeof readDiamonds>>, { epochs, seed, engine }: Training) {
  const prices = standardizeTargets(parts.train);
  const [mean = 0] = prices.mean.data;
  const [deviation = 1] = prices.deviation.data;
  const network = priceNetwork({ mean, deviation });
  const data = parts.train.batch(256);
  const trainer = createTrainer({
    engine,
    model: network,
    // The share of the variance that is not explained: as if the prices had deviation 1.
    loss: (outputs, targets) => div(meanSquaredError(outputs, targets), deviation ** 2),
    metrics: { r2: r2Score(), dollars: rootMeanSquaredError() },
    optimizer: adamw(oneCycle({ peak: 1e-2, steps: data.batchesPerEpoch * epochs })),
    data,
    validation: parts.validation.batch(1024, { shuffle: false, remainder: "keep" }),
    epochs,
    seed,
    runId: `diamonds-${String(seed)}`,
  });
  trainer.events$
    .pipe(earlyStopping({ monitor: "validation.dollars", mode: "min", patience: 10, restoreBest: true }))
    .subscribe();
  return { network, trainer };
}
