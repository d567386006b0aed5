/** What losses share whose rows have labels: rows that are left out, and the mean over the others. */
import { broadcastTo, full, type Apply, type DType, type Shape, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { maximum } from "../arithmetic/maximum.ts";
import { notEqual } from "../comparison/not-equal.ts";
import { where } from "../comparison/where.ts";
import { anyLabel, pick } from "../indexing/pick.ts";
import { sum } from "../reduction/sum.ts";
import { cast } from "../structure/cast.ts";
import { checkLabels } from "./check-labels.ts";
import {
  lossAttributes,
  reduceLoss,
  type ClassWeights,
  type LossOptions,
  type LossReduction,
  type ReducedLoss,
  type RowsOf,
} from "./reduce-loss.ts";
import { applyLoss, classVector, type WeightsOf } from "./weighted-loss.ts";

/** The defaults of the attributes that every loss with labels has. */
export const labelAttributes = { ignoreLabel: anyLabel, ...lossAttributes };

/** How the rows of a loss become one number. */
export interface LabelReduction {
  readonly ignoreLabel: number | null;
  readonly reduction: LossReduction;
}

/** The element of each row that its label names: NaN where there is none, 0 where the row is left out. */
export function pickLabels(rows: Tensor, labels: Tensor, ignoreLabel: number | null): Tensor {
  // The loss has checked that the scores have classes on their last axis, and that labels are i32.
  return pick(rows as Tensor<readonly [...Shape, number]>, labels as Tensor<Shape, "i32">, { ignoreLabel });
}

/** The losses of rows, reduced: those that are left out are 0 and do not count. */
export function reduceRows(
  name: string,
  rows: Tensor,
  labels: Tensor,
  { ignoreLabel, reduction }: LabelReduction,
): Tensor {
  if (ignoreLabel === null) return reduceLoss(name, rows, reduction);
  const counted = notEqual(labels, ignoreLabel);
  const kept = where(counted, rows, full([], 0, rows.dtype));
  if (reduction !== "mean") return reduceLoss(name, kept, reduction);
  const count = cast(maximum(sum(cast(counted, "i32")), 1), rows.dtype);
  return div(sum(kept), count);
}

/** The call of a loss of rows, one along the last axis, of which each has a label. */
export function labelLossCall<Own extends object>(name: string) {
  return (apply: Apply<Own & LabelReduction>) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      rows: Tensor<S, D>,
      labels: Tensor<RowsOf<S>, "i32">,
      options: LossOptions<Own & { readonly ignoreLabel: number | null }, R> & ClassWeights = {},
    ): Tensor<ReducedLoss<RowsOf<S>, R>, D> => {
      checkLabels(name, rows, labels);
      const { ignoreLabel = null } = options;
      return applyLoss(name, {
        apply,
        inputs: [rows, labels],
        options,
        byClass: (given) =>
          byLabel(classVector(name, given, rows.shape.at(-1) ?? 1, rows.dtype), rows, labels, ignoreLabel),
        counted: ignoreLabel === null ? undefined : isCounted(labels, ignoreLabel),
      });
    };
}

/** What a row counts: what its label's class does. */
function byLabel(weights: Tensor, { shape }: Tensor, labels: Tensor, ignoreLabel: number | null): WeightsOf {
  return () => pickLabels(broadcastTo(weights, shape), labels, ignoreLabel);
}

/** 0 for rows that are left out, 1 for the others. */
function isCounted(labels: Tensor, ignoreLabel: number): WeightsOf {
  return ({ dtype }) => cast(notEqual(labels, ignoreLabel), dtype);
}
