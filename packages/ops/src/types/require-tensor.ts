/** Arguments that an op looks at before it is applied, of which nothing else says that they are tensors. */
import { formatGiven, isTensor, RensaError, type Tensor } from "@rensa/core";

/**
 * The tensor that was given.
 *
 * @throws RensaError `ARGUMENT_INVALID` for what is none.
 */
export function requireTensor<T extends Tensor>(op: string, name: string, given: T): T {
  if (isTensor(given)) return given;
  throw new RensaError("ARGUMENT_INVALID", `${op}: ${name} is ${formatGiven(given)}; give a tensor of this trace.`);
}
