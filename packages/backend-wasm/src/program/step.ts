/** Steps: what a segment of the module does, in order. */
import type { BufferView } from "@rensa/core/compiler";

/** A call of a function of a kernel, which is told where buffers stand if it serves several kernels or these move. */
export interface CallStep {
  readonly kind: "call";
  readonly index: number;
  readonly parallel: boolean;
  readonly buffers: readonly string[];
}

/** A copy of a buffer. */
export interface CopyStep {
  readonly kind: "copy";
  readonly from: string;
  readonly to: string;
  readonly bytes: number;
}

/** Steps in which some buffers move. */
export interface StepBody {
  readonly views: readonly BufferView[];
  readonly steps: readonly Step[];
}

/** A loop or a branch. */
export type ControlStep =
  | { readonly kind: "scan"; readonly length: number; readonly body: StepBody }
  | { readonly kind: "while"; readonly condition: StepBody; readonly predicate: string; readonly body: StepBody }
  | { readonly kind: "branch"; readonly predicate: string; readonly whenTrue: StepBody; readonly whenFalse: StepBody };

/** One step. */
export type Step = CallStep | CopyStep | ControlStep;

/** True where threads share the work of a step. */
export function isParallel(step: Step): boolean {
  switch (step.kind) {
    case "call":
      return step.parallel;
    case "copy":
      return false;
    case "scan":
      return step.body.steps.some(isParallel);
    case "while":
      return [...step.condition.steps, ...step.body.steps].some(isParallel);
    case "branch":
      return [...step.whenTrue.steps, ...step.whenFalse.steps].some(isParallel);
  }
}
