/** What a generator of steps is. */
import type { Tensor } from "@rensa/core";
import type { Choices } from "./choices.ts";
import type { Workbench } from "./workbench.ts";

/**
 * Why an oracle may not want a step: it has no derivative, is not differentiable everywhere, rounds to f32 in float64, or its
 * kernels are not all plain loops.
 */
export type Hazard = "no derivative" | "no gradient" | "not smooth" | "rounds" | "not plain loops";

/** A value made by a step. */
export interface Made {
  readonly tensor: Tensor;
  /** Its elements lie between minus this and this. Default: not known. */
  readonly bound?: number;
}

/** Makes one kind of step. */
export interface Generator {
  readonly name: string;
  readonly hazards: readonly Hazard[];
  /** Whether an element comes from several others, so that what cancels has errors of the size of its terms. Default: no. */
  readonly sums?: boolean;
  /** The values that the step adds, none where nothing suits. */
  readonly make: (bench: Workbench, choices: Choices) => readonly Made[];
}

/** A {@link Generator} in one line. */
export function generator(
  name: string,
  make: (bench: Workbench, choices: Choices) => Made | readonly Made[] | undefined,
  ...hazards: readonly Hazard[]
): Generator {
  return {
    name,
    hazards,
    make: (bench, choices) => {
      const made = make(bench, choices);
      if (made === undefined) return [];
      return "tensor" in made ? [made] : made;
    },
  };
}
