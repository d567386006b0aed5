/** Gradient accumulation: one update from the mean gradient of several batches. */
import { full } from "@rensa/core";
import { add, equal, mul, where } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import { transform } from "./define-transform.ts";
import { mapStates } from "./map-states.ts";
import { checkTransform, type Transform } from "./transform.ts";
import { filledLike, mapTensors } from "./trees.ts";

/**
 * Gathers the gradients of so many steps and gives their mean to a transform. In the steps between, the parameters and
 * the transform's state stay as they are. Its step counter, and so its schedule, counts updates.
 *
 * @param steps From 1.
 * @param optimizer A whole optimizer, learning rate included.
 * @throws RensaError `ARGUMENT_INVALID` where `steps` is no whole number from 1.
 *
 * @example
 * ```ts
 * import { accumulateGradients, adam } from "@rensa/optim";
 *
 * const optimizer = accumulateGradients(4, adam(1e-3));
 * console.log(optimizer.addresses); // ["learningRate"]
 * ```
 */
export function accumulateGradients<Address extends string>(
  steps: number,
  optimizer: Transform<Address>,
): Transform<Address> {
  checkTransform("accumulateGradients", optimizer);
  expectRange("accumulateGradients", ranges.count, { steps });
  return transform({
    name: "accumulateGradients",
    slots: (parameters) => ({ count: full([], 0, "i32"), sum: filledLike(parameters, 0) }),
    inner: optimizer,
    update: ({ gradients, slots, inner }) => {
      const count = add(slots.count, 1);
      const isDue = equal(count, steps);
      const sum = mapTensors(gradients, [slots.sum], (g, before) => add(before, g));
      const made = inner.update({ gradients: mapTensors(sum, [], (total) => mul(total, 1 / steps)) });
      return {
        updates: mapTensors(made.updates, [], (update) => where(isDue, update, 0)),
        slots: { count: where(isDue, 0, count), sum: mapTensors(sum, [], (total) => where(isDue, 0, total)) },
        inner: mapStates(made.state, inner.state, (now, before) => (now === before ? now : where(isDue, now, before))),
      };
    },
  });
}
