/** Decoupled weight decay: updates + decay * parameters (Loshchilov and Hutter 2019). */
import type { Tensor } from "@rensa/core";
import { add, mul } from "@rensa/ops";
import { mapTensors, type Transform } from "./transform.ts";

/** Adds a share of the parameters to the updates, before they are scaled by the learning rate. */
export function addDecayedWeights(decay: number): Transform {
  return {
    init: () => ({}),
    update: (gradients, state, parameters) => [
      mapTensors(gradients, [parameters], (gradient, parameter) => add(gradient, mul(parameter, decay)) as Tensor),
      state,
    ],
  };
}
