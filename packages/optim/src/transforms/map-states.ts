/** Two states of one transform, put together scalar by scalar and slot by slot. */
import type { Tensor } from "@rensa/core";
import type { TransformState } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/** The state made of the tensors of two. */
export function mapStates(
  one: TransformState,
  other: TransformState,
  combine: (one: Tensor, other: Tensor) => Tensor,
): TransformState {
  // A tree of the same form.
  return mapTensors(one, [other], combine) as TransformState;
}
