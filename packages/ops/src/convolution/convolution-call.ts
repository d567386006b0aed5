/** How convolutions are called: options become attributes, weights are checked, and the shape is computed in the type. */
import {
  type Apply,
  type DType,
  formatShape,
  wholeNumber,
  RensaError,
  type Shape,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { checkPerAxis } from "../shape/per-axis.ts";
import type { Convolved, ConvolveCheck, PaddingOfRank, PerAxisOfRank } from "../types/windows.ts";
import { convolution } from "./convolution.ts";
import { geometryAttributes, type Geometry } from "./geometry.ts";
import { inGroups } from "./grouped.ts";
import { windowsOn } from "./window-options.ts";

/** What a convolution in groups knows. */
export interface GroupedGeometry extends Geometry {
  readonly groups: number;
}

/** The defaults of {@link GroupedGeometry}; the call always gives all of them. */
export const groupedAttributes = { ...geometryAttributes, groups: wholeNumber(1, { minimum: 1 }) };

/** The forward of a convolution in groups. */
export const convolutionForm = {
  composite: ([x, weights]: readonly [Tensor, Tensor], { groups, ...geometry }: GroupedGeometry): Tensor =>
    inGroups(convolution, x, weights, groups, geometry),
};

/** The check of a convolution over `rank` spatial axes: of what graphs from files say without going through the call. */
export function convolutionCheck(name: string, rank: number) {
  return ({ groups, extents, low, strides, dilations }: GroupedGeometry, inputs: readonly TensorType[]): void => {
    const [x, weights] = inputs;
    if (x === undefined || weights === undefined) return;
    checkOperands(name, rank, x, weights);
    checkPerAxis(name, rank, { extents, low, strides, dilations });
    checkGroups(name, groups, x.shape);
    checkGroups(name, groups, weights.shape);
    checkChannels(name, x.shape, weights.shape, (weights.shape[rank] ?? 1) * groups);
  };
}

/** The call of a convolution over `rank` spatial axes. */
export function convolutionCall<Name extends string, Rank extends 1 | 2>(name: Name, rank: Rank) {
  return (apply: Apply<GroupedGeometry>) =>
    <
      X extends Shape,
      W extends Shape,
      D extends DType,
      const Strides extends PerAxisOfRank[Rank] = 1,
      const Padding extends PaddingOfRank[Rank] = "valid",
      const Dilations extends PerAxisOfRank[Rank] = 1,
      const Groups extends number = 1,
    >(
      x: Tensor<X, D>,
      weights: Tensor<W, D> & ConvolveCheck<Name, Rank, X, W, Strides, Padding, Dilations, Groups>,
      options: {
        readonly strides?: Strides;
        readonly padding?: Padding;
        readonly dilations?: Dilations;
        readonly groups?: Groups;
      } = {},
    ): Tensor<Convolved<Rank, X, W, Strides, Padding, Dilations>, D> => {
      const groups = options.groups ?? 1;
      checkOperands(name, rank, x, weights);
      const geometry = windowsOn(name, x.shape.slice(1, -1), weights.shape.slice(0, rank), options);
      return apply([x, weights], { ...geometry, groups });
    };
}

/** Refuses an input and weights that do not have the axes of an op over `rank` spatial axes, or have two dtypes. */
export function checkOperands(name: string, rank: number, x: TensorType, weights: TensorType): void {
  const wanted = rank + 2;
  if (x.shape.length !== wanted) {
    throw new RensaError(
      "RANK_MISMATCH",
      `${name}: the input ${formatShape(x.shape)} has ${String(x.shape.length)} axes and needs ${String(wanted)}; reshape it to [batch, ${rank === 1 ? "length" : "height, width"}, channels].`,
    );
  }
  if (weights.shape.length !== wanted) {
    throw new RensaError(
      "RANK_MISMATCH",
      `${name}: the weights ${formatShape(weights.shape)} have ${String(weights.shape.length)} axes and need ${String(wanted)}; reshape them to ${String(rank)} of the window and two of channels.`,
    );
  }
  if (x.dtype !== weights.dtype) {
    throw new RensaError(
      "DTYPE_MISMATCH",
      `${name}: the input is ${x.dtype} and the weights are ${weights.dtype}; cast one of them.`,
    );
  }
}

/** Refuses groups into which the last axis of a shape cannot be divided. */
export function checkGroups(name: string, groups: number, shape: Shape): void {
  const channels = shape.at(-1) ?? 1;
  if (Number.isInteger(groups) && groups > 0 && channels % groups === 0) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${name}: ${String(channels)} channels cannot be divided into ${String(groups)} groups; give a whole number that divides them.`,
  );
}

/** Refuses weights that take another number of channels than the input has. */
export function checkChannels(name: string, x: Shape, weights: Shape, taken: number): void {
  const channels = x.at(-1) ?? 1;
  if (channels === taken) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `${name}: the input ${formatShape(x)} has ${String(channels)} channels and the weights ${formatShape(weights)} take ${String(taken)}; make them equal.`,
  );
}
