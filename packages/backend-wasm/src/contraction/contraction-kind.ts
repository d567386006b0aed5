/** Which contractions are planned: what plain loops do as well needs none of the code that packs and blocks. */
import { isFloat, type LoopIndex, type Precision } from "@rensa/core";
import type { ContractionKernel } from "@rensa/core/compiler";
import { holdDouble } from "../kernel/lanes-of.ts";
import { kindOf } from "../lanes/kind.ts";

/** The kind of a contraction's elements where it is worth a plan; `null` where plain loops do as well. */
export function contractionKind(kernel: ContractionKernel, precision: Precision): "f32" | "f64" | null {
  const kind = kindOf(kernel.dtype, precision);
  if (!isFloat(kernel.dtype) || (kind !== "f32" && kind !== "f64")) return null;
  // Sums of four lanes cannot be stored by way of two.
  const values = kernel.stores.map(({ value }) => value);
  if (kind === "f32" && holdDouble(values, precision)) return null;
  const columns = extentOf(kernel.columns);
  const depth = extentOf(kernel.reduction);
  const products = extentOf(kernel.rows) * columns * depth * extentOf(kernel.batch);
  return depth <= 4 || columns < 4 || products < 2048 ? null : kind;
}

/** The product of extents. */
export function extentOf(loops: readonly LoopIndex[]): number {
  return loops.reduce((product, { extent }) => product * extent, 1);
}
