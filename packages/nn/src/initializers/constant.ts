/** Initializers without chance. */
import { full } from "@rensa/core";
import { checkFinite } from "./checks.ts";
import type { Initializer } from "./initializer.ts";

/**
 * Every element is `value`.
 *
 * @param value - The value of every element.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that is not finite.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { dense, filledWith } from "@rensa/nn";
 *
 * const gate = dense(64, 64, { biasInitializer: filledWith(-1) });
 * ```
 */
export function filledWith(value: number): Initializer {
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
 * const last = dense(64, 64, { initializer: zeros() }); // A residual branch that starts as nothing.
 * ```
 */
export function zeros(): Initializer {
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
export function ones(): Initializer {
  return filledWith(1);
}
