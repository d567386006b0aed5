/** Groups of channels, as an axis of their own before the channels: the form that the bilinear maps take. */
import type { Tensor } from "@rensa/core";
import { reshape } from "../shape/reshape.ts";
import type { Geometry } from "./geometry.ts";

/** One of the bilinear maps. */
type Bilinear = (x: Tensor, weights: Tensor, geometry: Geometry) => Tensor;

/** The map of an input and weights whose last axes are `groups` times the channels of one group. */
export function inGroups(map: Bilinear, x: Tensor, weights: Tensor, groups: number, geometry: Geometry): Tensor {
  if (groups === 1) return map(x, weights, geometry);
  return joinGroups(map(splitGroups(x, groups), splitGroups(weights, groups), geometry));
}

function splitGroups(x: Tensor, groups: number): Tensor {
  return reshape(x, [...x.shape.slice(0, -1), groups, (x.shape.at(-1) ?? 1) / groups]);
}

/** The axes of groups and channels as one. */
export function joinGroups(x: Tensor): Tensor {
  const [groups = 1, channels = 1] = x.shape.slice(-2);
  return reshape(x, [...x.shape.slice(0, -2), groups * channels]);
}
