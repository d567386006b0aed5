/** The ops of image, for registries. */
import type { OpValue } from "@rensa/core";
import { depthToSpace, spaceToDepth } from "./depth-to-space.ts";
import { col2im, im2col } from "./im2col.ts";
import { addPatches, extractPatches } from "./patches.ts";
import { collectLinear, resampleLinear } from "./resample-linear.ts";
import { collectNearest, resampleNearest } from "./resample-nearest.ts";
import { resizeBilinear } from "./resize-bilinear.ts";
import { resizeNearest } from "./resize-nearest.ts";

/** All ops of this folder, inner ones too. */
export const imageOps: readonly OpValue[] = [
  depthToSpace,
  spaceToDepth,
  col2im,
  im2col,
  addPatches,
  extractPatches,
  collectLinear,
  resampleLinear,
  collectNearest,
  resampleNearest,
  resizeBilinear,
  resizeNearest,
];
