/** Kernels that are plain loops -> functions of the module. */
import {
  dependenciesOf,
  lowerToNest,
  scalarsOf,
  type LoopKernel,
  type Precision,
  type Scalar,
  type Statement,
} from "@rensa/core";
import { FunctionBuilder } from "../assembler/function-builder.ts";
import { i32, node } from "../assembler/node.ts";
import { kindOf, type LaneCount } from "../lanes/kind.ts";
import { NestEmitter, type Range } from "../nest/nest-emitter.ts";
import type { Loop } from "../nest/vectorise.ts";
import { flattenRows } from "./flatten-rows.ts";
import type { ValueType } from "../assembler/instructions.ts";
import type { Places } from "../nest/places.ts";
import type { MemoryLayout } from "./memory-layout.ts";

/** How a program is emitted. */
export interface EmitOptions {
  readonly layout: MemoryLayout;
  /** Where the buffers stand. */
  readonly places: Places;
  /** The parameters of the functions: the thread's number, then the addresses of buffers that are told when called. */
  readonly parameters: readonly ValueType[];
  readonly precision: Precision;
  readonly threads: number;
  /** Multiply-add is one rounding. */
  readonly fused: boolean;
  /** A kernel that costs less is run by one thread. */
  readonly grain: number;
}

/** A kernel as a function of the number of the thread that runs it. */
export interface EmittedKernel {
  readonly builder: FunctionBuilder;
  /** Every thread runs a part; else the first runs all of it. */
  readonly parallel: boolean;
  /** About how many vector instructions it takes. */
  readonly cost: number;
  /** What was decided, for people. */
  readonly description: string;
}

/** Emits a kernel as loops. */
export function emitNest(kernel: LoopKernel, options: EmitOptions): EmittedKernel {
  const { places, parameters, threads, fused, grain, precision } = options;
  const statements = lowerToNest(kernel.kind === "rows" ? flattenRows(kernel) : kernel);
  const lanes = lanesOf(statements, precision);
  const builder = new FunctionBuilder(parameters);
  const emitter = new NestEmitter(statements, { builder, places, lanes, fused });
  const { cost } = emitter.vectorisation;
  const split = threads > 1 && cost >= grain ? parallelLoop(statements) : undefined;
  if (split === undefined) emitter.emit();
  else {
    const unit = emitter.vectorisation.isVector(split) ? lanes : 1;
    const range = partOf(builder, split.index.extent, unit, threads);
    emitter.emit((loop) => (loop === split ? range : undefined));
  }
  const where = split === undefined ? "one thread" : `${split.index.name} split over ${String(threads)} threads`;
  return {
    builder,
    parallel: split !== undefined,
    cost,
    description: `${kernel.kind} by ${String(lanes)} lanes, ${where}`,
  };
}

/** The lanes that a nest is computed by: two where anything in it is an f64. */
export function lanesOf(statements: readonly Statement[], precision: Precision): LaneCount {
  const seen = new Set<Scalar>();
  const isDouble = (scalar: Scalar): boolean => {
    if (seen.has(scalar)) return false;
    seen.add(scalar);
    return kindOf(scalar.dtype, precision) === "f64" || dependenciesOf(scalar).some(isDouble);
  };
  const holdsDouble = (statement: Statement): boolean => {
    switch (statement.kind) {
      case "loop":
      case "when":
        return statement.body.some(holdsDouble);
      case "accumulator":
        return kindOf(statement.dtype, precision) === "f64";
      case "define":
      case "update":
        return isDouble(statement.value);
      case "store":
        return isDouble(statement.value) || scalarsOf(statement.offset).some(isDouble);
    }
  };
  return statements.some(holdsDouble) ? 2 : 4;
}

/** The part of a loop that the thread (the first parameter) runs, in multiples of `unit`. */
export function partOf(builder: FunctionBuilder, extent: number, unit: number, threads: number): Range {
  const units = Math.ceil(extent / unit);
  const chunk = Math.ceil(units / threads) * unit;
  const from = builder.define(node("i32.mul", builder.parameter(0), i32(chunk)));
  const to = builder.newLocal("i32");
  builder.assign(to, node("i32.add", from, i32(chunk)));
  builder.when(node("i32.gt_s", to, i32(extent)), () => {
    builder.assign(to, i32(extent));
  });
  return { from, to };
}

/** The one loop at the top that stores something; no other statement there does. */
export function parallelLoop(statements: readonly Statement[]): Loop | undefined {
  const storing = statements.filter((statement) => stores([statement]));
  const [only, ...others] = storing;
  return only?.kind === "loop" && others.length === 0 ? only : undefined;
}

function stores(statements: readonly Statement[]): boolean {
  return statements.some(
    (each) => each.kind === "store" || ((each.kind === "loop" || each.kind === "when") && stores(each.body)),
  );
}
