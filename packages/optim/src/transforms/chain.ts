/** Transforms one after the other. */
import type { InnerAddresses } from "./address-types.ts";
import { transform } from "./define-transform.ts";
import { checkTransform, type Transform } from "./transform.ts";

/**
 * Transforms one after the other: each sees the updates of the one before it. What is evaluated is said by the last one
 * that has something to say of it. Where two of them have a hyperparameter of one name, their places tell them apart:
 * `0.weightDecay`.
 *
 * @param transforms - The transforms, in order.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { chain, clipByGlobalNorm, sgd } from "@rensa/optim";
 *
 * const optimizer = chain(clipByGlobalNorm(1), sgd(0.1));
 * console.log(optimizer.addresses); // ["clipNorm", "learningRate"]
 * ```
 */
export function chain<const Transforms extends readonly Transform[]>(
  ...transforms: Transforms
): Transform<InnerAddresses<Transforms>> {
  for (const each of transforms) checkTransform("chain", each);
  return transform({
    name: "chain",
    inner: transforms,
    update: ({ gradients, inner }) => {
      let updates = gradients;
      const states = Object.values(inner).map((member) => {
        const made = member.update({ gradients: updates });
        updates = made.updates;
        return made.state;
      });
      return { updates, inner: states };
    },
  });
}
