/** What stands for a value that is not known yet refuses to be taken for a number or a text. */
import { RensaError } from "./error.ts";

/**
 * For `[Symbol.toPrimitive]`: JavaScript would make `NaN`, `false` or "[object Object]" of `x + 1`, `x > 0`, `Math.exp(x)`
 * and `` `${x}` ``, and go on.
 *
 * @throws RensaError `ARGUMENT_INVALID`, always.
 */
export function refusePrimitive(what: string, instead: string): never {
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${what} has no value while the graph is made, so it cannot stand beside +, - or >, in Math, in [] or in a text; write ${instead}.`,
  );
}
