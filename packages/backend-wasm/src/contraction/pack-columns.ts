/**
 * Packing columns that are read along the reduction (a transposed right operand): squares of four by four are turned in
 * registers, instead of gathering every element.
 */
import { Index } from "@rensa/core";
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { addI32, i32, node, timesI32, type Node } from "../assembler/node.ts";
import type { Range } from "../nest/nest-context.ts";
import { extentOf } from "./contraction-kind.ts";
import {
  joinAxes,
  panelWidth,
  regularStride,
  strideAlong,
  tileRows,
  type ContractionPlan,
} from "./contraction-plan.ts";
import { copyGroup } from "./copy-rows.ts";

/** The distance of neighboring columns, where whole panels of them can be turned; else `null`. */
export function turnableStride({ kernel, kind, rightSource }: ContractionPlan): number | null {
  const innermost = kernel.reduction.at(-1);
  if (kind !== "f32" || rightSource === null || innermost === undefined || innermost.extent % tileRows !== 0)
    return null;
  if (strideAlong(kernel.right, innermost) !== 1 || kernel.batch.length > 1) return null;
  return regularStride(rightSource, kernel.columns);
}

/** Packs the whole panels of `range`, for every element of the batch. `address` is that of the right operand. */
export function packColumns(
  builder: FunctionBuilder,
  plan: ContractionPlan,
  columnStride: number,
  { address, to }: { readonly address: Node; readonly to: number },
  { from, to: end }: Range,
): void {
  const { kernel, depth, batch, columns, rightSource, kind } = plan;
  const bytes = 4;
  const width = panelWidth(kind);
  const panels = Math.ceil(columns / width);
  const axes = joinAxes(
    kernel.reduction.map((loop) => ({ extent: loop.extent, left: strideAlong(kernel.right, loop), right: 0 })),
  );
  const batchStride = rightSource?.batch.coefficientOf(kernel.batch[0]?.name ?? "") ?? 0;
  const start = (rightSource?.batch ?? Index.constant(0)).constant;
  const element = builder.newLocal("i32");
  const panel = builder.newLocal("i32");
  builder.loop(element, i32(0), i32(batch), 1, () => {
    const source = builder.define(addI32(timesI32(element, batchStride * bytes), addI32(address, i32(start * bytes))));
    builder.loop(panel, from, end, 1, () => {
      const place = addI32(timesI32(element, panels), panel);
      const target = builder.define(addI32(timesI32(place, depth * width * bytes), i32(to)));
      for (let column = 0; column < width; column += tileRows) {
        const rows = Array.from({ length: tileRows }, (_, row): Node => {
          const position = addI32(timesI32(panel, width), i32(column + row));
          return builder.define(addI32(source, node("i32.mul", position, i32(columnStride * bytes))));
        });
        const group = { rows, to: addI32(target, i32(column * bytes)), stride: width * bytes, axes, bytes };
        copyGroup(builder, group, i32(axes[0]?.extent ?? extentOf(kernel.reduction)));
      }
    });
  });
}
