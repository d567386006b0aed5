/** What scalar expressions are made of. */
import type { Scalar } from "./scalar.ts";

/**
 * The expressions that an expression is made of directly. Computed indices are not among them.
 *
 * @param scalar - The expression.
 *
 * @example
 * ```ts
 * import { Scalar } from "@rensa/core";
 * import { childrenOf } from "@rensa/core/compiler";
 *
 * const x = new Scalar({ kind: "local", name: "x" }, "f32");
 * console.log(childrenOf(x.mul(2)).map(({ expression }) => expression.kind)); // ["local", "constant"]
 * ```
 */
export function childrenOf(scalar: Scalar): readonly Scalar[] {
  const { expression } = scalar;
  switch (expression.kind) {
    case "call":
      return expression.inputs;
    case "reduce":
      return [expression.value];
    case "guard":
      return [expression.value, expression.otherwise];
    case "constant":
    case "load":
    case "index":
    case "local":
      return [];
  }
}
