/** Loop nests -> a function of the module, split over threads where that pays. */
import type { LoopIndex, Precision } from "@rensa/core";
import type { Statement } from "@rensa/core/compiler";
import type { ValueType } from "../assembler/instructions.ts";
import { FunctionBuilder } from "../assembler/function-builder.ts";
import { i32, node } from "../assembler/node.ts";
import type { LoadedFunctions } from "../lanes/apply.ts";
import type { Range } from "../nest/nest-context.ts";
import { NestEmitter } from "../nest/nest-emitter.ts";
import type { Places } from "../nest/places.ts";
import type { Loop } from "../nest/vectorize.ts";
import { lanesOf } from "./lanes-of.ts";

/** How kernels are emitted. */
export interface EmitOptions {
  /** Where the buffers stand. */
  readonly places: Places;
  /** The parameters of the functions: the thread's number, then the addresses of buffers that are told when called. */
  readonly parameters: readonly ValueType[];
  readonly precision: Precision;
  readonly threads: number;
  /** Multiply-add is one rounding. */
  readonly fused: boolean;
  /** Those that kernels call. */
  readonly functions: LoadedFunctions;
  /** A function that costs less is run by one thread. */
  readonly grain: number;
}

/** A function of the number of the thread that runs it. */
export interface EmittedFunction {
  readonly builder: FunctionBuilder;
  /** Every thread runs a part; else the first runs all of it. */
  readonly parallel: boolean;
  /** About how many vector instructions it takes. */
  readonly cost: number;
  /** What was decided, for people. */
  readonly description: string;
  /** It is called once before the loops around its kernel: see `SharedPanels.before`. */
  readonly beforeLoop?: boolean;
}

/** A nest, and the loops among which its work may be divided: those whose iterations write apart from each other. */
export interface Nest {
  readonly statements: readonly Statement[];
  readonly divisible: readonly LoopIndex[];
}

/** Emits nests that do not depend on each other as one function. */
export function emitNests(nests: readonly Nest[], what: string, options: EmitOptions): EmittedFunction {
  const { places, parameters, threads, fused, functions, grain, precision } = options;
  const builder = new FunctionBuilder(parameters);
  const lanes = lanesOf(
    nests.flatMap(({ statements }) => statements),
    precision,
  );
  const emitters = nests.map(({ statements, divisible }) => ({
    emitter: new NestEmitter(statements, { builder, places, lanes, fused, functions }),
    loop: divisibleLoop(statements, divisible),
  }));
  const cost = emitters.reduce((sum, { emitter }) => sum + emitter.vectorization.cost, 0);
  const parallel = threads > 1 && cost >= grain && emitters.some(({ loop }) => loop !== undefined);
  for (const { emitter, loop } of emitters) {
    if (!parallel) emitter.emit();
    else if (loop === undefined) {
      builder.when(node("i32.eqz", builder.parameter(0)), () => {
        emitter.emit();
      });
    } else {
      const range = partOf(builder, loop.index.extent, emitter.vectorization.isVector(loop) ? lanes : 1, threads);
      emitter.emit((each) => (each === loop ? range : undefined));
    }
  }
  const where = parallel ? `split over ${String(threads)} threads` : "one thread";
  return { builder, parallel, cost, description: `${what} by ${String(lanes)} lanes, ${where}` };
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

/**
 * The loop that is divided: the only statement at the top that stores something. What stands before it, every thread
 * computes for itself. A loop inside a row is not divided, because there an output may replace what the reductions of
 * the row, which another thread may still be computing, read.
 */
function divisibleLoop(statements: readonly Statement[], divisible: readonly LoopIndex[]): Loop | undefined {
  const [only, ...others] = statements.filter((statement) => stores([statement]));
  if (only?.kind !== "loop" || others.length > 0) return undefined;
  return divisible.some(({ name }) => name === only.index.name) ? only : undefined;
}

function stores(statements: readonly Statement[]): boolean {
  return statements.some(
    (each) => each.kind === "store" || ((each.kind === "loop" || each.kind === "when") && stores(each.body)),
  );
}
