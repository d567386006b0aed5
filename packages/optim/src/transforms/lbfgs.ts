/**
 * L-BFGS: Newton's method with the curvature estimated from the last steps (Nocedal and Wright 2006, algorithm 7.5).
 *
 * With s the last steps, y the differences of gradients along them: direction = -H g, by the two-loop recursion from
 * (s y / y y) times the identity.
 */
import { checkOptions, full, scan, type Tensor, type TensorTree } from "@rensa/core";
import {
  abs,
  add,
  cast,
  concat,
  div,
  equal,
  expandDims,
  greater,
  lessEqual,
  logicalAnd,
  logicalNot,
  minimum,
  mul,
  neg,
  slice,
  sub,
  sum,
  where,
} from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { backtrack } from "./backtrack.ts";
import { flatVector, shapedLike } from "./flat-vector.ts";
import { expectRange, ranges } from "../ranges.ts";
import { learningRate, type RateAddress } from "./rate-state.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";

/** How {@link lbfgs} steps. */
export interface LbfgsOptions {
  /** Steps that the curvature is estimated from. Default: 10. */
  readonly history?: number;
  /**
   * `"backtracking"` halves a step until the loss falls enough (Armijo's condition), which evaluates the loss once more
   * for each try; `"none"` takes the whole step. Default: `"none"`, as PyTorch's `LBFGS`.
   */
  readonly lineSearch?: "none" | "backtracking";
  /** The most tries of a line search; where none is good enough, the step is not made. Default: 20. */
  readonly tries?: number;
}

/** A step is remembered where `s y` is above this, so that the estimate stays positive definite. */
const leastCurvature = 1e-10;
/** No step is made where the loss would fall by less than this along the direction. */
const leastDescent = 1e-9;

/**
 * L-BFGS on the full batch: every step must see the same data, and random layers be switched off. As PyTorch's `LBFGS` with
 * `max_iter: 1`, the history kept from step to step; the first step is at most `rate` long in the 1-norm.
 *
 * @param rate The share of a direction that is gone, or tried first. A hyperparameter, as of the other optimizers. Default: 1.
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range, and in a trace for a line search without a context.
 *
 * @example
 * ```ts
 * import { lbfgs } from "@rensa/optim";
 *
 * const optimizer = lbfgs(1, { history: 20, lineSearch: "backtracking" });
 * console.log(optimizer.addresses); // ["learningRate"]
 * ```
 */
export function lbfgs(rate: number | Schedule = 1, options: LbfgsOptions = {}): Transform<RateAddress> {
  checkOptions("lbfgs", options, ["history", "lineSearch", "tries"]);
  const { history = 10, lineSearch = "none", tries = 20 } = options;
  expectRange("lbfgs", ranges.count, { history, tries });
  const rates = learningRate("lbfgs", rate);
  return transform({
    name: "lbfgs",
    hyperparameters: rates.hyperparameters,
    reports: { ...rates.reports, stepLength: 0 },
    slots: (parameters) => firstSlots(parameters, history),
    update: ({ gradients, parameters, slots, hyperparameters, context }) => {
      const gradient = flatVector(gradients);
      if (gradient === null) return { updates: gradients, slots };
      const now = rates.at(slots.step, hyperparameters);
      const isFirst = equal(slots.step, 0);
      const { memory, scale } = remembered(slots, gradient, isFirst);
      const direction = directionOf(gradient, memory, scale);
      const slope = dot(gradient, direction);
      const start = cast(now, gradient.dtype);
      const short = minimum(div(1, sum(abs(gradient))), 1);
      const first = where(isFirst, mul(start, short), start);
      const falls = lessEqual(slope, -leastDescent);
      let length: Tensor = where(falls, first, 0);
      if (lineSearch === "backtracking") {
        const lossAt = (tried: Tensor): Tensor => {
          const there = add(flatVector(parameters) ?? full([0], 0), mul(direction, tried));
          return context.evaluate(shapedLike(parameters, there)).loss;
        };
        length = backtrack({ loss: context.loss, slope, start: length, tries, lossAt });
      }
      return {
        updates: shapedLike(parameters, mul(direction, length)),
        slots: { step: add(slots.step, 1), direction, length, gradient, memory, scale },
        reports: { learningRate: now, stepLength: length },
      };
    },
  });
}

/** What is kept, before the first step. */
function firstSlots(parameters: TensorTree, history: number): LbfgsSlots {
  const { shape, dtype } = flatVector(parameters) ?? full([0], 0);
  const rows = [history, ...shape];
  return {
    step: full([], 0, "i32"),
    direction: full(shape, 0, dtype),
    length: full([], 0, dtype),
    gradient: full(shape, 0, dtype),
    memory: { steps: full(rows, 0, dtype), differences: full(rows, 0, dtype), weights: full([history], 0, dtype) },
    scale: full([], 1, dtype),
  };
}

/** What is kept from step to step. */
type LbfgsSlots = Readonly<{
  step: Tensor<readonly [], "i32">;
  direction: Tensor;
  length: Tensor;
  gradient: Tensor;
  memory: Memory;
  /** Of the newest step in memory. */
  scale: Tensor;
}>;

type Condition = Tensor<readonly [], "bool">;

type Memory = Readonly<{
  /** The last steps, the newest last: [history, size]. */
  steps: Tensor;
  /** The differences of gradients along them. */
  differences: Tensor;
  /** One over their products; 0 where there is no step yet. */
  weights: Tensor;
}>;

/** The memory with the step before this one, if it shows a positive curvature, and the scale of its newest step. */
function remembered(
  { direction, length, gradient: before, memory, scale }: LbfgsSlots,
  gradient: Tensor,
  isFirst: Condition,
): { readonly memory: Memory; readonly scale: Tensor } {
  const step = mul(direction, length);
  const difference = sub(gradient, before);
  const curvature = dot(difference, step);
  const isMeant = logicalAnd(logicalNot(isFirst), greater(curvature, leastCurvature));
  const pushed = (rows: Tensor, row: Tensor): Tensor => {
    const kept = slice(
      rows,
      rows.shape.map((_, axis) => (axis === 0 ? 1 : 0)),
      rows.shape,
    );
    const made = concat([kept, expandDims(row, 0)], 0);
    return where(isMeant, made, rows);
  };
  return {
    memory: {
      steps: pushed(memory.steps, step),
      differences: pushed(memory.differences, difference),
      weights: pushed(memory.weights, div(1, curvature)),
    },
    scale: where(isMeant, div(curvature, dot(difference, difference)), scale),
  };
}

/** `-H gradient`. Rows without a step have the weight 0 and change nothing. */
function directionOf(gradient: Tensor, { steps, differences, weights }: Memory, scale: Tensor): Tensor {
  interface Row {
    readonly [name: string]: Tensor;
    readonly step: Tensor;
    readonly difference: Tensor;
    readonly weight: Tensor;
    readonly share: Tensor;
  }
  const rows = { step: steps, difference: differences, weight: weights };
  const [behind, shares] = scan(
    neg(gradient),
    rows,
    (q: Tensor, element) => {
      const { step, difference, weight } = element as Row;
      const share = mul(dot(step, q), weight);
      return [sub(q, mul(difference, share)), share] as const;
    },
    { reverse: true },
  );
  const [ahead] = scan(mul(behind, scale), { ...rows, share: shares }, (r: Tensor, element) => {
    const { step, difference, weight, share } = element as Row;
    const correction = sub(share, mul(dot(difference, r), weight));
    return [add(r, mul(step, correction)), {}] as const;
  });
  return ahead;
}

function dot(a: Tensor, b: Tensor): Tensor {
  return sum(mul(a, b));
}
