/** Initialisers without chance. */
import { full } from "@rensa/core";
import { checkFinite } from "./checks.ts";
import type { Initialiser } from "./initialiser.ts";

/**
 * Every element is `value`.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that is not finite.
 *
 * @example
 * ```ts
 * import { dense, filledWith } from "@rensa/nn";
 *
 * const gate = dense(64, 64, { biasInitialiser: filledWith(-1) });
 * ```
 */
export function filledWith(value: number): Initialiser {
  checkFinite("filledWith", "value", value);
  return (_key, shape) => full(shape, value);
}

/**
 * Every element is 0.
 *
 * @example
 * ```ts
 * import { dense, zeros } from "@rensa/nn";
 *
 * const last = dense(64, 64, { initialiser: zeros() }); // A residual branch that starts as nothing.
 * ```
 */
export function zeros(): Initialiser {
  return filledWith(0);
}

/**
 * Every element is 1.
 *
 * @example
 * ```ts
 * import { ones, parameter } from "@rensa/nn";
 *
 * const scale = parameter([64], ones());
 * ```
 */
export function ones(): Initialiser {
  return filledWith(1);
}
