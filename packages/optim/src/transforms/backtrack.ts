/** A line search: a step is halved until the loss falls by a share of what its slope promises (Armijo 1966). */
import { expectTensor, full, whileLoop, type Tensor } from "@rensa/core";
import { add, less, lessEqual, logicalAnd, logicalNot, mul, where } from "@rensa/ops";

/** What {@link backtrack} searches along. */
export interface LineSearch {
  /** The loss at a step of 0. */
  readonly loss: Tensor;
  /** The derivative of the loss there; negative. */
  readonly slope: Tensor;
  /** The step that is tried first. */
  readonly start: Tensor;
  readonly tries: number;
  readonly lossAt: (step: Tensor) => Tensor;
}

/** The share of the promised fall that is asked for. */
const sufficient = 1e-4;

/** The first of `start`, `start / 2`, ... that is good enough; 0 where none is. */
export function backtrack({ loss, slope, start, tries, lossAt }: LineSearch): Tensor {
  const isGood = (step: Tensor) =>
    expectTensor("a line search", lessEqual(lossAt(step), add(loss, mul(mul(slope, step), sufficient))), "bool", []);
  const { step, found } = whileLoop(
    { step: start, found: full([], false, "bool"), tried: full([], 0, "i32") },
    (search) => logicalAnd(logicalNot(search.found), less(search.tried, tries)),
    (search) => {
      const found = isGood(search.step);
      const next = where(found, search.step, mul(search.step, 0.5));
      return { step: next, found, tried: add(search.tried, 1) };
    },
  );
  return where(found, step, 0);
}
