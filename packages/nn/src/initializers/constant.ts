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
 * import { i32, trace } from "@rensa/core";
 * import { dense, filledWith } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const gate = dense(64, 64, { biasInitializer: filledWith(-1) });
 * const drawn = trace({ key: i32(2) }, ({ key }) => filledWith(-1)(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [-1, -1, -1, -1]
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
 * import { i32, trace } from "@rensa/core";
 * import { dense, zeros } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const last = dense(64, 64, { initializer: zeros() }); // A residual branch that starts as nothing.
 * const drawn = trace({ key: i32(2) }, ({ key }) => zeros()(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [0, 0, 0, 0]
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
 * import { i32, trace } from "@rensa/core";
 * import { ones, parameter } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const scale = parameter([64], ones());
 * const drawn = trace({ key: i32(2) }, ({ key }) => ones()(key, [2, 2], { inputs: 2, outputs: 2 }));
 * console.log((await compile(drawn)).run({ key: [0, 1] }).data); // Float32Array [1, 1, 1, 1]
 * ```
 */
export function ones(): Initializer {
  return filledWith(1);
}
