/** What scalar expressions are made of. */
import type { Scalar } from "./scalar.ts";

/**
 * The expressions that an expression is made of directly. Computed indices are not among them.
 *
 * @param scalar - The expression.
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
