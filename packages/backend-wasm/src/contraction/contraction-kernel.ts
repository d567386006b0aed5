/** A contraction as functions of the module: packing what must be packed, then the sums. */
import type { Statement } from "@rensa/core";
import { i32, node } from "../assembler/node.ts";
import { FunctionBuilder } from "../assembler/function-builder.ts";
import { partOf, parallelLoop, type EmittedKernel, type EmitOptions } from "../program/emit-nest.ts";
import { NestEmitter } from "../nest/nest-emitter.ts";
import { addressCode, type Places } from "../nest/places.ts";

import { panelWidth, tileRows, type ContractionPlan } from "./contraction-plan.ts";
import { ContractionEmitter, type Split } from "./emit-contraction.ts";
import { copiedRowBytes, partialSumBytes, rowOffsets } from "./scratch-sizes.ts";
import { packColumns, turnableStride } from "./pack-columns.ts";
import type { SharedPanels } from "./shared-panels.ts";
import { packLeft, packRight, scratchNames } from "./pack.ts";

/** Bytes of scratch memory that a contraction needs while it runs. */
export function scratchBytes(plan: ContractionPlan, threads: number): number {
  const bytes = plan.kind === "f32" ? 4 : 8;
  const partial = isCut(plan) ? partialSumBytes(plan) : 0;
  return (plan.leftElements + plan.rightElements) * bytes + threads * (partial + copiedRowBytes(plan)) + 128;
}

/** Emits a contraction. `scratch` is the address of as many bytes as {@link scratchBytes} says. */
export function emitContraction(
  plan: ContractionPlan,
  scratch: number,
  panels: SharedPanels | null,
  options: EmitOptions,
): readonly EmittedKernel[] {
  const { layout, threads, fused, grain, places: given, parameters } = options;
  const { kernel, kind, laneCount } = plan;
  const bytes = kind === "f32" ? 4 : 8;
  const right = scratch + Math.ceil((plan.leftElements * bytes) / 64) * 64;
  const partial = right + Math.ceil((plan.rightElements * bytes) / 64) * 64;
  const copied = partial + (isCut(plan) ? threads * partialSumBytes(plan) : 0);
  const places = given
    .with(scratchNames.left, scratch, kernel.dtype)
    .with(scratchNames.right, panels?.address ?? right, kernel.dtype);
  const packs: EmittedKernel[] = [];
  if (plan.left === null) {
    packs.push({ ...emitPack([packLeft(plan)], places, plan, options), description: "left operand evaluated" });
  }
  if (plan.right === null && panels?.packs !== false) {
    const packed = emitTurned(plan, places, options) ?? emitPack(packRight(plan), places, plan, options);
    packs.push({ ...packed, description: "right operand packed into panels" });
  }
  const cost = (plan.rows * plan.columns * plan.depth * plan.batch) / laneCount;
  const split = threads > 1 && cost >= grain ? chooseSplit(plan, threads) : "none";
  const builder = new FunctionBuilder(parameters);
  const extent = {
    rows: Math.ceil(plan.rows / tileRows),
    columns: Math.ceil(plan.columns / panelWidth(kind)),
    batch: plan.batch,
    none: 0,
  };
  const offsets = rowOffsets(plan);
  new ContractionEmitter(plan, {
    builder,
    places,
    fused,
    split,
    range: split === "none" ? null : partOf(builder, extent[split], 1, threads),
    rowTable: offsets === null ? null : layout.constants(offsets),
    copiedRows: plan.copiesRows ? copied : null,
    partialSums: isCut(plan) ? partial : null,
  }).emit();
  const shape = `${String(plan.batch)} x ${String(plan.rows)} x ${String(plan.depth)} x ${String(plan.columns)}`;
  const main = { builder, parallel: split !== "none", cost, description: `contraction ${shape}, ${split} split` };
  return [...packs, main];
}

function emitPack(
  nests: readonly (readonly Statement[])[],
  places: Places,
  { laneCount }: ContractionPlan,
  { threads, fused, grain, parameters }: EmitOptions,
): EmittedKernel {
  const builder = new FunctionBuilder(parameters);
  const emitters = nests.map((statements) => ({
    emitter: new NestEmitter(statements, { builder, places, lanes: laneCount, fused }),
    loop: parallelLoop(statements),
  }));
  const cost = emitters.reduce((sum, { emitter }) => sum + emitter.vectorisation.cost, 0);
  const parallel = threads > 1 && cost >= grain;
  for (const { emitter, loop } of emitters) {
    if (!parallel) emitter.emit();
    else if (loop === undefined) {
      builder.when(node("i32.eqz", builder.parameter(0)), () => {
        emitter.emit();
      });
    } else {
      const range = partOf(builder, loop.index.extent, emitter.vectorisation.isVector(loop) ? laneCount : 1, threads);
      emitter.emit((each) => (each === loop ? range : undefined));
    }
  }
  return { builder, parallel, cost, description: "" };
}

/** Packs whole panels by turning squares, where the right operand is read along the reduction. */
function emitTurned(
  plan: ContractionPlan,
  places: Places,
  { threads, grain, parameters }: EmitOptions,
): EmittedKernel | undefined {
  const stride = turnableStride(plan);
  const panels = plan.columns / panelWidth(plan.kind);
  if (stride === null || !Number.isInteger(panels) || plan.rightSource === null) return undefined;
  const builder = new FunctionBuilder(parameters);
  const cost = plan.rightElements / 2;
  const parallel = threads > 1 && cost >= grain && panels >= threads;
  const range = parallel ? partOf(builder, panels, 1, threads) : { from: i32(0), to: i32(panels) };
  const address = addressCode(places.of(plan.rightSource.buffer));
  packColumns(builder, plan, stride, { address, to: places.of(scratchNames.right).address }, range);
  return { builder, parallel, cost, description: "" };
}

function isCut({ axes, cut }: ContractionPlan): boolean {
  return cut.axis > 0 || cut.chunk < (axes[0]?.extent ?? 1);
}

/** Whatever divides most evenly among the threads; of equals the batch, then rows. */
function chooseSplit({ rows, columns, batch, kind }: ContractionPlan, threads: number): Split {
  const counts: readonly (readonly [Exclude<Split, "none">, number])[] = [
    ["batch", batch],
    ["rows", Math.ceil(rows / tileRows)],
    ["columns", Math.ceil(columns / panelWidth(kind))],
  ];
  const efficiency = (count: number): number => count / (Math.ceil(count / threads) * threads);
  const best = counts.reduce((a, b) => (efficiency(b[1]) > efficiency(a[1]) + 0.02 ? b : a));
  return best[1] === 1 ? "none" : best[0];
}
