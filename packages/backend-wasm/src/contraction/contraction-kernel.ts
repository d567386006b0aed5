/** A contraction as functions of the module: packing what must be packed, then the sums. */
import { i32 } from "../assembler/node.ts";
import { FunctionBuilder } from "../assembler/function-builder.ts";
import { emitNests, partOf, type EmitOptions, type EmittedFunction } from "../kernel/emit-nests.ts";
import { addressCode } from "../nest/places.ts";
import { panelWidth, tileRows, type ContractionPlan } from "./contraction-plan.ts";
import type { Split } from "./contraction-context.ts";
import { ContractionEmitter } from "./emit-contraction.ts";
import { packColumns, turnableStride } from "./pack-columns.ts";
import { packLeft, packRight, scratchNames } from "./pack.ts";
import { isCut, rowOffsets, scratchLayout } from "./scratch-sizes.ts";
import type { SharedPanels } from "./shared-panels.ts";

/** The memory of a contraction beside its buffers. */
export interface ContractionMemory {
  /** Where its scratch memory starts, laid out by {@link scratchLayout}. */
  readonly scratch: number;
  /** The panels that it shares with others; `null` where they are its own. */
  readonly panels: SharedPanels | null;
  /** Sets integers aside that are there from the start, and returns their address. */
  readonly constants: (values: Int32Array) => number;
}

/** Emits a contraction. */
export function emitContraction(
  plan: ContractionPlan,
  { scratch, panels, constants }: ContractionMemory,
  options: EmitOptions,
): readonly EmittedFunction[] {
  const { threads, fused, functions, grain, parameters } = options;
  const { kernel, laneCount } = plan;
  const layout = scratchLayout(plan, scratch, threads, panels !== null);
  const places = options.places
    .with(scratchNames.left, layout.left, kernel.dtype)
    .with(scratchNames.right, panels?.address ?? layout.right, kernel.dtype);
  const inPlaces = { ...options, places };
  const packs: EmittedFunction[] = [];
  if (plan.left === null) packs.push(emitNests([packLeft(plan)], "left operand evaluated", inPlaces));
  if (plan.right === null && panels?.packs !== false) {
    const what = "right operand packed into panels";
    const pack = emitTurned(plan, what, inPlaces) ?? emitNests(packRight(plan), what, inPlaces);
    packs.push({ ...pack, beforeLoop: panels !== null && panels.before !== null });
  }
  const cost = (plan.rows * plan.columns * plan.depth * plan.batch) / laneCount;
  const split = threads > 1 && cost >= grain ? chooseSplit(plan, threads) : "none";
  const builder = new FunctionBuilder(parameters);
  const offsets = rowOffsets(plan);
  new ContractionEmitter(plan, {
    builder,
    places,
    fused,
    functions,
    split,
    range: split === "none" ? null : partOf(builder, partsOf(plan)[split], 1, threads),
    rowTable: offsets === null ? null : constants(offsets),
    copiedRows: plan.copiesRows ? layout.copiedRows : null,
    partialSums: isCut(plan) ? layout.partialSums : null,
  }).emit();
  const shape = `${String(plan.batch)} x ${String(plan.rows)} x ${String(plan.depth)} x ${String(plan.columns)}`;
  const main = { builder, parallel: split !== "none", cost, description: `contraction ${shape}, ${split} split` };
  return [...packs, main];
}

/** Packs whole panels by turning squares, where the right operand is read along the reduction. */
function emitTurned(
  plan: ContractionPlan,
  what: string,
  { places, threads, grain, parameters }: EmitOptions,
): EmittedFunction | undefined {
  const stride = turnableStride(plan);
  const panels = plan.columns / panelWidth(plan.kind);
  if (stride === null || !Number.isInteger(panels) || plan.rightSource === null) return undefined;
  const builder = new FunctionBuilder(parameters);
  const cost = plan.rightElements / 2;
  const parallel = threads > 1 && cost >= grain && panels >= threads;
  const range = parallel ? partOf(builder, panels, 1, threads) : { from: i32(0), to: i32(panels) };
  const address = addressCode(places.of(plan.rightSource.buffer));
  packColumns(builder, plan, stride, { address, to: places.of(scratchNames.right).address }, range);
  return { builder, parallel, cost, description: `${what} by squares` };
}

/** How many parts a contraction has along what threads may divide. */
function partsOf({ rows, columns, batch, kind }: ContractionPlan): Readonly<Record<Exclude<Split, "none">, number>> {
  return { batch, rows: Math.ceil(rows / tileRows), columns: Math.ceil(columns / panelWidth(kind)) };
}

/** Whatever divides most evenly among the threads; of equals the batch, then rows. */
function chooseSplit(plan: ContractionPlan, threads: number): Split {
  const parts = partsOf(plan);
  const splits = ["batch", "rows", "columns"] as const;
  const efficiency = (count: number): number => count / (Math.ceil(count / threads) * threads);
  const best = splits.reduce((a, b) => (efficiency(parts[b]) > efficiency(parts[a]) + 0.02 ? b : a));
  return parts[best] === 1 ? "none" : best;
}
