/** The ops of shape, for registries. */
import type { OpValue } from "@rensa/core";
import { arange } from "./arange.ts";
import { broadcastTogether } from "./broadcast-together.ts";
import { circularPad } from "./circular-pad.ts";
import { concat } from "./concat.ts";
import { expandDims } from "./expand-dims.ts";
import { flatten } from "./flatten.ts";
import { flip } from "./flip.ts";
import { linspace } from "./linspace.ts";
import { meshgrid } from "./meshgrid.ts";
import { mirrorPad } from "./mirror-pad.ts";
import { moveAxis } from "./move-axis.ts";
import { pad } from "./pad.ts";
import { repeat } from "./repeat.ts";
import { reshape } from "./reshape.ts";
import { roll } from "./roll.ts";
import { slice, unslice } from "./slice.ts";
import { squeeze } from "./squeeze.ts";
import { stack } from "./stack.ts";
import { stridedSlice } from "./strided-slice.ts";
import { swapAxes } from "./swap-axes.ts";
import { tile } from "./tile.ts";
import { transpose } from "./transpose.ts";
import { foldTogether, unfold } from "./unfold.ts";
import { unstack } from "./unstack.ts";

/** All ops of this folder, inner ones too. */
export const shapeOps: readonly OpValue[] = [
  arange,
  broadcastTogether,
  circularPad,
  concat,
  expandDims,
  flatten,
  flip,
  linspace,
  meshgrid,
  mirrorPad,
  moveAxis,
  pad,
  repeat,
  reshape,
  roll,
  slice,
  unslice,
  squeeze,
  stack,
  stridedSlice,
  swapAxes,
  tile,
  transpose,
  foldTogether,
  unfold,
  unstack,
];
