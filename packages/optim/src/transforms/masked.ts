/** A transform for a part of the parameters; the gradients of the rest are passed on as they are. */
import { checkKind } from "@rensa/core";
import { transform } from "./define-transform.ts";
import { checkTransform, type Transform } from "./transform.ts";
import { mergeTensors, type OfParameter } from "./trees.ts";

/**
 * A transform that sees only some of the parameters. It keeps state for these alone; the gradients of the others pass.
 *
 * @param optimizer - The transform.
 * @param predicate True for what it sees, by path in the tree and tensor.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { chain, clipByValue, masked, sgd } from "@rensa/optim";
 *
 * const optimizer = chain(masked(clipByValue(0.1), (path) => path.startsWith("head.")), sgd(0.1));
 * console.log(optimizer.addresses); // ["clipValue", "learningRate"]
 * ```
 */
export function masked<Address extends string>(
  optimizer: Transform<Address>,
  predicate: OfParameter<boolean>,
): Transform<Address> {
  checkKind("masked: the predicate", predicate, "function");
  checkTransform("masked", optimizer);
  return transform({
    name: "masked",
    inner: optimizer,
    takes: (_, path, parameter) => predicate(path, parameter),
    update: ({ gradients, inner }) => {
      const { updates, state } = inner.update({ gradients });
      return { updates: mergeTensors(gradients, updates), inner: state };
    },
  });
}
