/** What normalizations do after they have normalized: a scale and a bias, and how these are checked. */
import { formatShape, RensaError, sameShape, type Shape, type Tensor, type TensorType } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { reshape } from "../shape/reshape.ts";

/** A scale or a bias of some of the axes, with length 1 along the others; one for all elements stays that. */
export function alongAxes(parameter: Tensor, shape: Shape, axes: readonly number[]): Tensor {
  if (parameter.shape.length === 0) return parameter;
  return reshape(
    parameter,
    shape.map((extent, axis) => (axes.includes(axis) ? extent : 1)),
  );
}

/** The normalized tensor times a scale and plus a bias that the given axes have. */
export function affine(normalized: Tensor, scale: Tensor, bias: Tensor, axes: readonly number[]): Tensor {
  const { shape } = normalized;
  return add(mul(normalized, alongAxes(scale, shape, axes)), alongAxes(bias, shape, axes));
}

/** Refuses parameters whose shape is not that of the axes that they belong to, or that have another dtype. */
export function checkParameters(
  name: string,
  x: TensorType,
  wanted: Shape,
  parameters: Readonly<Record<string, TensorType | undefined>>,
): void {
  for (const [parameter, type] of Object.entries(parameters)) {
    if (type === undefined) continue;
    if (type.dtype !== x.dtype) {
      throw new RensaError(
        "DTYPE_MISMATCH",
        `${name}: the input is ${x.dtype} and the ${parameter} is ${type.dtype}; cast one of them.`,
      );
    }
    if (sameShape(type.shape, wanted)) continue;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: ${formatShape(x.shape)} needs a ${parameter} of shape ${formatShape(wanted)}, not ${formatShape(type.shape)}.`,
    );
  }
}

/** Refuses an epsilon below 0. */
export function checkEpsilon(name: string, epsilon: number): void {
  if (epsilon >= 0) return;
  throw new RensaError("ATTRIBUTE_INVALID", `${name}: epsilon is ${String(epsilon)}; give a number from 0.`);
}

/** Refuses what has no axes before its channels. */
export function checkChannels(name: string, x: TensorType, axes: number): void {
  if (x.shape.length >= axes) return;
  throw new RensaError(
    "RANK_MISMATCH",
    `${name}: ${formatShape(x.shape)} has ${String(x.shape.length)} axes and needs at least ${String(axes)}; reshape it to [batch, ..., channels].`,
  );
}
