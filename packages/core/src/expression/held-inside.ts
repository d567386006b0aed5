/** Indices that are computed from data: one outside an axis is taken for the nearest inside, on every backend alike. */
import type { Scalar } from "./scalar.ts";

/** An index held inside an axis of some extent: itself where it says so already. */
export function heldInside(index: Scalar, extent: number): Scalar {
  const last = Math.max(0, extent - 1);
  const isInside =
    isBoundedBy(index, "min", last) && index.expression.inputs.some((each) => isBoundedBy(each, "max", 0));
  return isInside ? index : index.max(0).min(last);
}

/** True for `min(x, limit)` or `max(x, limit)` with a limit as strict as that. */
function isBoundedBy(
  scalar: Scalar,
  name: "min" | "max",
  limit: number,
): scalar is Scalar & { readonly expression: { readonly kind: "call"; readonly inputs: readonly Scalar[] } } {
  const { expression } = scalar;
  if (expression.kind !== "call" || expression.name !== name) return false;
  return expression.inputs.some(({ expression: bound }) => {
    return bound.kind === "constant" && (name === "min" ? bound.value <= limit : bound.value >= limit);
  });
}
