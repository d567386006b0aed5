/** Gradients that do not reach the first layers, found while a network trains. */
import { checkOptions, RensaError } from "@rensa/core";
import type { OperatorFunction } from "rxjs";
import type { TrainEvent } from "../train/event.ts";
import type { LayerGradient } from "./gradient-layers.ts";
import {
  findInGradients,
  span,
  type GradientFinding,
  type GradientWatchOptions,
  type Look,
} from "./gradient-findings.ts";
import { expectRange, ranges } from "../ranges.ts";

/** When {@link vanishingGradients} speaks. */
export interface VanishingGradientsOptions extends GradientWatchOptions {
  /** A gradient has vanished where its ratio to that of the last layers is below. Default: 1e-3. */
  readonly threshold?: number;
  /** By what the threshold is multiplied for the ratio above which all is well again, from 1. Default: 10. */
  readonly recovery?: number;
  /** How many times in a row it must be seen, and be well before it is told again. Default: 3. */
  readonly patience?: number;
}

/** Where the gradient has become small. */
const remediesForSmall: readonly string[] = [
  "Use relu with He initialization in place of sigmoid or tanh: its slope is 1 wherever it is active.",
  "Add residual connections, x + f(x): the gradient passes through the sum as it is.",
  "Put batch norm (or layer norm) before the activations: it keeps them where their slope is largest, and the sizes of layers' outputs alike.",
  "Use fewer layers; in a recurrent network, LSTM or GRU cells or shorter sequences.",
];

/** Where it is exactly zero. */
const remediesForZero: readonly string[] = [
  "Look for activations that are all off, such as relu after a step that was too large: use a smaller learning rate, He initialization or leakyRelu.",
  "Look for activations that are saturated: standardize the inputs, use smaller initial weights or batch norm.",
  "Look for parameters that the loss does not depend on.",
];

/**
 * Derives a finding when the gradient has vanished on its way back to the first layers, and names them.
 *
 * Backpropagation multiplies the gradient by the slope of every activation that it passes, at most 1/4 for a sigmoid: ten
 * layers leave about 1e-6, and the first ones do not learn. The numbers compared are the root mean squares of each layer's
 * gradient, so that sizes do not matter: ratio = layer's / that of the last layers (the upper median of the last quarter).
 * Only a layer before which all are below the threshold too counts: what reaches the first layers has come through the others.
 * (The query and key weights of a transformer that learns well can have ratios of 6e-4, between layers that have 1.)
 *
 * The thresholds come from runs of 5 to 20 layers of 16 and 64 units, with Adam and gradient descent: in sigmoid networks, the
 * median ratio of the first layer was 2e-3 for 5 layers, 1e-4 for 7 and 1e-5 for 10; with relu and He initialization, residual
 * connections, batch norm, and in transformers of 6 blocks, it was never below 1e-2 in a run that learned.
 *
 * It asks the training for gradients while it is subscribed and derives findings alone, so give it a stream of its own:
 * `trainer.events$`, or a shared one.
 *
 * @throws RensaError `ARGUMENT_INVALID` for options out of range.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense, sequential } from "@rensa/nn";
 * import { meanSquaredError, sigmoid } from "@rensa/ops";
 * import { vanishingGradients } from "@rensa/optim";
 * import { createTrainer, sgd } from "rensa";
 *
 * const three = sequential(dense(4, 4), sigmoid, dense(4, 4), sigmoid, dense(4, 4), sigmoid);
 * const model = sequential(dense(1, 4), sigmoid, three, three, dense(4, 1));
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const trainer = createTrainer({ model, loss: meanSquaredError, optimizer: sgd(0.01), data, epochs: 5 });
 * trainer.events$.pipe(vanishingGradients({ every: 1 })).subscribe(({ layer, remedies }) => {
 *   console.log(layer, remedies.length > 0); // "dense_1" true
 * });
 * await trainer.start();
 * ```
 */
export function vanishingGradients(
  options: VanishingGradientsOptions = {},
): OperatorFunction<TrainEvent, GradientFinding> {
  checkOptions("vanishingGradients", options, ["threshold", "recovery", "patience", "every", "onError"]);
  const { threshold = 1e-3, recovery = 10, patience = 3 } = options;
  expectRange("vanishingGradients", ranges.fraction, { threshold });
  expectRange("vanishingGradients", ranges.factor, { recovery });
  return findInGradients("vanishingGradients", { ...options, patience }, (layers) => look(layers, threshold, recovery));
}

/** A layer and its ratio. */
interface Compared extends LayerGradient {
  readonly ratio: number;
}

function look(layers: readonly LayerGradient[], threshold: number, recovery: number): Look {
  const last = layers.slice(-Math.ceil(layers.length / 4));
  const reference = referenceOf(last.map(({ rootMeanSquare }) => rootMeanSquare));
  const compared = layers.map((layer): Compared => ({ ...layer, ratio: layer.rootMeanSquare / reference }));
  const firstAbove = (bound: number): number => compared.findIndex(({ ratio }) => ratio >= bound);
  const vanished = compared.slice(0, Math.max(0, firstAbove(threshold)));
  const isKnown = Number.isFinite(reference) && reference > 0;
  const isWell = firstAbove(threshold * recovery) === 0;
  return {
    sight: !isKnown ? "between" : vanished.length > 0 ? "bad" : isWell ? "good" : "between",
    describe: () => describe(compared, vanished, last),
  };
}

function describe(
  all: readonly Compared[],
  vanished: readonly Compared[],
  last: readonly LayerGradient[],
): ReturnType<Look["describe"]> {
  const [first] = vanished;
  if (first === undefined) throw new RensaError("INTERNAL", "vanishingGradients: there is nothing to describe.");
  const distance = Math.max(1, all.length - Math.ceil(last.length / 2));
  const names = vanished.map(({ layer }) => layer);
  const end = span(last.map(({ layer }) => layer));
  const share = first.ratio.toExponential(1);
  const explanation =
    first.ratio === 0
      ? `No gradient at all comes to ${span(names)}, so that nothing is learned there; the last layers (${end}) have one.`
      : `The gradient of ${first.layer} is ${share} of that of the last layers (${end}): it has vanished in ${span(names)}, where next to ` +
        `nothing is learned. On its way back, each of ${String(distance)} layers multiplied it by ${(first.ratio ** (1 / distance)).toFixed(2)} on ` +
        `average; a sigmoid's slope is at most 0.25.`;
  return {
    finding: "vanishing",
    layer: first.layer,
    layers: names,
    ratio: first.ratio,
    norm: first.norm,
    explanation,
    remedies: first.ratio === 0 ? remediesForZero : remediesForSmall,
  };
}

/** The upper median; the largest where that is zero, as in a network whose last activations are all off. */
function referenceOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return median === 0 ? (sorted.at(-1) ?? 0) : median;
}
