/** Gradients by layer, in numbers that layers of different sizes can be compared by. */
import { checkParts } from "@rensa/core";
import type { GradientHealthEvent, GradientNorm } from "../train/event.ts";

/** The gradient of a layer. */
export interface LayerGradient {
  /** The path that its parameters share, such as `dense_1`; a parameter that stands alone is a layer of its own. */
  readonly layer: string;
  /** Elements. */
  readonly count: number;
  /** Length (L2) of the gradient. */
  readonly norm: number;
  /** Root mean square of the gradient's elements: norm / sqrt(count). */
  readonly rootMeanSquare: number;
  /** Root mean square of the parameters' elements. */
  readonly parameterRootMeanSquare: number;
}

/**
 * The gradients of an event by layer, from the first to the last: parameters with the same path but for its last name, such
 * as `dense_1.weights` and `dense_1.bias`, are one layer.
 *
 * @param event - The event `gradientHealth`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { layerGradients } from "@rensa/optim";
 * import { controlOf, createTrainer, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 1 };
 * const trainer = createTrainer(config);
 * trainer.events$.subscribe((event) => {
 *   if (event.type === "started") controlOf(event)?.watchGradients(1);
 *   if (event.type === "gradientHealth") console.log(layerGradients(event).map(({ layer, count }) => `${layer} ${count}`)); // ["weights 1", "bias 1"]
 * });
 * await trainer.start();
 * ```
 */
export function layerGradients(event: GradientHealthEvent): readonly LayerGradient[] {
  checkParts("layerGradients: the event", event, "gradients");
  const groups = new Map<string, GradientNorm[]>();
  for (const gradient of event.gradients) {
    const end = gradient.name.lastIndexOf(".");
    const layer = end < 0 ? gradient.name : gradient.name.slice(0, end);
    const group = groups.get(layer);
    if (group === undefined) groups.set(layer, [gradient]);
    else group.push(gradient);
  }
  return [...groups].map(([layer, members]) => {
    const count = members.reduce((sum, member) => sum + member.count, 0);
    const norm = Math.hypot(...members.map((member) => member.norm));
    const parameterNorm = Math.hypot(...members.map((member) => member.parameterNorm));
    const root = Math.sqrt(Math.max(1, count));
    return { layer, count, norm, rootMeanSquare: norm / root, parameterRootMeanSquare: parameterNorm / root };
  });
}
