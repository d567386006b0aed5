/** Trains the networks side by side and watches their gradients. */
import { sigmoidCrossEntropy } from "@rensa/ops";
import {
  adam,
  createTrainer,
  layerGradients,
  movingAverage,
  ofType,
  vanishingGradients,
  type GradientFinding,
  type LayerGradient,
} from "@rensa/optim";
import { createEngine, jsBackend } from "rensa";
import { deepNetwork, kinds, type Kind } from "./model.ts";
import { rings } from "./rings.ts";

/** What is known of a network while it trains. */
export interface Progress {
  readonly kind: Kind;
  readonly step: number;
  /** The mean over the last 20 steps. */
  readonly loss: number;
  readonly layers: readonly LayerGradient[];
  readonly findings: readonly GradientFinding[];
}

/** How the networks are trained. */
export interface Training {
  readonly steps: number;
  readonly seed: number;
  /** Ends all of them. */
  readonly signal?: AbortSignal;
  /** Told of every look at the gradients of a network. */
  readonly onProgress?: (progress: Progress) => void;
  /** Told of everything that `vanishingGradients` finds. */
  readonly onFinding?: (kind: Kind, finding: GradientFinding) => void;
}

const size = { inputs: 2, width: 16, depth: 10 };

/** Trains all networks, and resolves to where they end. */
export function trainNetworks(training: Training): Promise<readonly Progress[]> {
  return Promise.all(kinds.map((kind) => trainNetwork(kind, training)));
}

async function trainNetwork(kind: Kind, { steps, seed, signal, onProgress, onFinding }: Training): Promise<Progress> {
  const data = rings().batch(64);
  const trainer = createTrainer({
    model: deepNetwork(kind, size),
    loss: (outputs, targets) => sigmoidCrossEntropy(outputs, targets),
    optimizer: adam(0.005),
    data,
    epochs: Math.ceil(steps / data.batchesPerEpoch),
    seed,
    engine: createEngine({ backend: jsBackend() }),
    runId: kind,
    ...(signal === undefined ? {} : { signal }),
  });
  let progress: Progress = { kind, step: 0, loss: Number.NaN, layers: [], findings: [] };
  const { events$ } = trainer;
  events$.pipe(movingAverage({ window: 20 })).subscribe(({ step, loss }) => {
    progress = { ...progress, step, loss };
    if (step >= steps) trainer.stop("all steps are done");
  });
  events$.pipe(vanishingGradients({ every: 5 })).subscribe((finding) => {
    progress = { ...progress, findings: [...progress.findings, finding] };
    onFinding?.(kind, finding);
  });
  events$.pipe(ofType("gradientHealth")).subscribe((event) => {
    progress = { ...progress, layers: layerGradients(event) };
    onProgress?.(progress);
  });
  await trainer.start();
  return progress;
}
