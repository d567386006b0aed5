/** The listed paths of both levels, as they stand in an explanation. */
import { present } from "@rensa/core/compiler";
import type { GradientPath, PathStep } from "./explanation.ts";
import { formulaOf } from "./formulas/formula.ts";
import type { Values } from "./labels.ts";
import { scalarPaths } from "./paths/largest-paths.ts";
import { unfold } from "./paths/scalar-edges.ts";
import type { Between, Evaluated, TensorStep } from "./paths/tensor-edges.ts";
import { tensorPaths } from "./paths/tensor-paths.ts";

/** What is listed. */
export interface Asked {
  readonly between: Between;
  readonly element: number;
  readonly evaluated: Evaluated;
  readonly values: Values;
  readonly largest: number;
}

/** What was found. */
export interface Listed {
  readonly count: bigint;
  readonly sum: number;
  readonly paths: readonly GradientPath[];
  readonly isLargest: boolean;
}

/** Paths from element to element. */
export function listScalarPaths({ between, element, evaluated, values, largest }: Asked): Listed {
  const network = unfold(between, element, evaluated);
  const found = scalarPaths(network, largest);
  const paths = found.largest.map((edges): GradientPath => {
    const steps = edges.map(({ from, to, factor, step, position }): PathStep => {
      const [start, end] = [present(network.vertices[from]), present(network.vertices[to])];
      const { text, latex } = formulaOf(step, position, { values, evaluated, start: start.element, end: end.element });
      return {
        from: values.place(start.key, start.element),
        to: values.place(end.key, end.element),
        op: step.node.op,
        position,
        factor,
        formula: text,
        latex,
      };
    });
    const contribution = edges.reduce((product, { factor }) => product * factor, 1);
    return { contribution, share: shareOf(contribution, found.sum), steps };
  });
  return { count: found.count, sum: found.sum, paths, isLargest: true };
}

/** Paths from tensor to tensor. */
export function listTensorPaths({ between, element, evaluated, values, largest }: Asked): Listed {
  const { count, sum, largest: found, isComplete } = tensorPaths(between, element, largest, evaluated);
  const paths = found.map(({ edges, contribution }): GradientPath => {
    const steps = edges.map(({ step, position, factor }): PathStep => {
      const { text, latex } = formulaOf(step, position, { values, evaluated, start: null, end: null });
      return {
        from: values.place(sourceOf(step, position), null),
        to: values.place(step.to, null),
        op: step.node.op,
        position,
        factor,
        formula: text,
        latex,
      };
    });
    return { contribution, share: shareOf(contribution, sum), steps };
  });
  return { count, sum, paths, isLargest: isComplete };
}

function sourceOf({ from, derivative }: TensorStep, position: number): string {
  return present(from[derivative.positions.indexOf(position)]);
}

function shareOf(contribution: number, sum: number): number | null {
  const share = contribution / sum;
  return Number.isFinite(share) ? share : null;
}
