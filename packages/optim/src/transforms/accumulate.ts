/** Gradient accumulation: one update from the mean gradient of several batches. */
import { full, type TensorTree } from "@rensa/core";
import { add, equal, mul, where } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import { checkTransform, child, childTensor, evaluatedWithin, type Transform } from "./transform.ts";
import { filledLike, mapTensors } from "./trees.ts";

/**
 * Gathers the gradients of so many steps and gives their mean to a transform. In the steps between, the parameters and
 * the transform's state stay as they are. Its step counter, and so its schedule, counts updates.
 *
 * @param steps From 1.
 * @param transform A whole optimizer, learning rate included.
 * @throws RensaError `ARGUMENT_INVALID` where `steps` is no whole number from 1.
 *
 * @example
 * ```ts
 * import { accumulateGradients, adam } from "@rensa/optim";
 *
 * const optimizer = accumulateGradients(4, adam(1e-3));
 * ```
 */
export function accumulateGradients(steps: number, transform: Transform): Transform {
  checkTransform("accumulateGradients", transform);
  expectRange("accumulateGradients", ranges.count, { steps });
  return {
    init: (parameters) => ({
      count: full([], 0, "i32"),
      sum: filledLike(parameters, 0),
      inner: transform.init(parameters),
    }),
    update: (gradients, state, parameters, context) => {
      const count = add(childTensor(state, "count"), 1);
      const isDue = equal(count, steps);
      const inner = child(state, "inner");
      const sum = mapTensors(gradients, [child(state, "sum")], (g, before) => add(before, g));
      const mean = mapTensors(sum, [], (total) => mul(total, 1 / steps));
      const [updates, next] = transform.update(mean, inner, parameters, context);
      const whenDue = (tree: TensorTree, otherwise: TensorTree): TensorTree =>
        mapTensors(tree, [otherwise], (now, before) => (now === before ? now : where(isDue, now, before)));
      return [
        mapTensors(updates, [], (update) => where(isDue, update, 0)),
        {
          count: where(isDue, 0, count),
          sum: mapTensors(sum, [], (total) => where(isDue, 0, total)),
          inner: whenDue(next, inner),
        },
      ];
    },
    ...evaluatedWithin(transform, "inner"),
  };
}
