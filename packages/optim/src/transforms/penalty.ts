/** Weight decay as a penalty: part of the gradients, before an optimizer scales them. */
import type { Transform } from "./transform.ts";
import { addDecayedWeights } from "./weight-decay.ts";

/** The weight decay of an optimizer whose decay is a penalty: it becomes part of the gradients. */
export interface PenaltyOptions {
  /** The share of the parameters that is added to the gradients. Default: 0. */
  readonly weightDecay?: number;
}

/** What makes a penalty of an optimizer's own option: nothing where the decay is 0. */
export function penalty(decay: number | undefined): readonly Transform<"weightDecay">[] {
  return decay === undefined || decay === 0 ? [] : [addDecayedWeights(decay)];
}
