/** Gradients that are far larger than what they change, found while a network trains. */
import { checkOptions } from "@rensa/core";
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

/** When {@link explodingGradients} speaks. */
export interface ExplodingGradientsOptions extends GradientWatchOptions {
  /** A gradient has exploded where its ratio to the parameters is above. Default: 100. */
  readonly threshold?: number;
  /** By what the threshold is divided for the ratio below which all is well again, from 1. Default: 10. */
  readonly recovery?: number;
  /** How many times in a row it must be seen, and be well before it is told again. Default: 1. */
  readonly patience?: number;
}

const remedies: readonly string[] = [
  "Clip the gradients: chain(clipByGlobalNorm(1), optimizer).",
  "Use a smaller learning rate, or raise it slowly in the first steps (warmUp of a schedule).",
  "Use initial weights that keep the sizes of outputs from layer to layer (He for relu, Glorot else), or batch norm or layer norm between layers.",
  "Standardize the inputs and, in a regression, the targets.",
];

/**
 * Derives a finding when the gradient of a layer is out of proportion to its parameters, or is not finite, and names the
 * layer where it is worst.
 *
 * ratio = root mean square of the layer's gradient / root mean square of its parameters (those of the whole network, where
 * these are larger, as parameters may begin at zero). At a ratio of 100, a plain step with a rate of 0.01 moves the
 * parameters by as much as they are large. Networks that learn well are below 4 (in all runs that
 * {@link vanishingGradients} tells of); ill-scaled ones that learned badly had up to 44.
 *
 * It asks the training for gradients while it is subscribed and derives findings alone, so give it a stream of its own:
 * `trainer.events$`, or a shared one.
 *
 * @throws RensaError `ARGUMENT_INVALID` for options out of range.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { explodingGradients } from "@rensa/optim";
 * import { createTrainer, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(20), data, epochs: 50 };
 * const trainer = createTrainer(config);
 * trainer.events$.pipe(explodingGradients({ every: 1 })).subscribe(({ finding, layer, explanation }) => {
 *   console.log(finding, layer); // "exploding" "weights"
 *   trainer.stop(explanation);
 * });
 * await trainer.start();
 * console.log(trainer.state.status); // "stopped"
 * ```
 */
export function explodingGradients(
  options: ExplodingGradientsOptions = {},
): OperatorFunction<TrainEvent, GradientFinding> {
  checkOptions("explodingGradients", options, ["threshold", "recovery", "patience", "every", "onError"]);
  const { threshold = 100, recovery = 10, patience = 1 } = options;
  expectRange("explodingGradients", ranges.positive, { threshold });
  expectRange("explodingGradients", ranges.factor, { recovery });
  return findInGradients("explodingGradients", { ...options, patience }, (layers) => look(layers, threshold, recovery));
}

/** A layer and its ratio. */
interface Compared extends LayerGradient {
  readonly ratio: number;
}

function look(layers: readonly LayerGradient[], threshold: number, recovery: number): Look {
  const overall = rootMeanSquareOf(layers);
  const compared = layers.map((layer): Compared => {
    const scale = Math.max(layer.parameterRootMeanSquare, overall);
    const ratio = layer.rootMeanSquare / scale;
    // Where all parameters are zero there is nothing to compare with.
    return { ...layer, ratio: scale === 0 && Number.isFinite(layer.rootMeanSquare) ? 0 : ratio };
  });
  const exploded = compared.filter(({ ratio }) => !(ratio <= threshold));
  const isWell = compared.every(({ ratio }) => ratio < threshold / recovery);
  return { sight: exploded.length > 0 ? "bad" : isWell ? "good" : "between", describe: () => describe(exploded) };
}

function describe(exploded: readonly Compared[]): ReturnType<Look["describe"]> {
  const size = ({ ratio }: Compared): number => (Number.isNaN(ratio) ? Number.POSITIVE_INFINITY : ratio);
  const worst = exploded.reduce((most, layer) => (size(layer) > size(most) ? layer : most));
  const names = exploded.map(({ layer }) => layer);
  const isFinite = Number.isFinite(worst.ratio);
  const explanation = isFinite
    ? `The gradient of ${worst.layer} is ${worst.ratio.toPrecision(2)} times as large as its parameters, so that a step overshoots` +
      `${names.length > 1 ? `; it is out of proportion in ${span(names)}` : ""}.`
    : `The gradient of ${span(names)} is not finite: a value on the way to the loss or back overflowed.`;
  return {
    finding: "exploding",
    layer: worst.layer,
    layers: names,
    ratio: isFinite ? worst.ratio : null,
    norm: Number.isFinite(worst.norm) ? worst.norm : null,
    explanation,
    remedies: isFinite
      ? remedies
      : [...remedies, "Train with checkFinite, which stops at the first such value and names what made it."],
  };
}

function rootMeanSquareOf(layers: readonly LayerGradient[]): number {
  const count = layers.reduce((sum, layer) => sum + layer.count, 0);
  const squares = layers.reduce((sum, layer) => sum + layer.count * layer.parameterRootMeanSquare ** 2, 0);
  return Math.sqrt(squares / Math.max(1, count));
}
