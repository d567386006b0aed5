/** A program as one module: a function per kernel, and one per segment that calls them, with barriers where needed. */
import {
  bodiesOf,
  isControl,
  isLoopKernel,
  withInner,
  type Interruptible,
  type Kernel,
  type LoopKernel,
  type ProgramPlan,
} from "@rensa/core/compiler";
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { ModuleBuilder } from "../assembler/module-builder.ts";
import { local } from "../assembler/node.ts";
import type * as barriers from "../threads/barrier.ts";
import type { ContractionPlan } from "../contraction/contraction-plan.ts";
import { hostFunctionNames } from "../functions/host-functions.ts";
import { emitKernel } from "../kernel/emit-kernel.ts";
import type { EmitOptions, EmittedFunction } from "../kernel/emit-nests.ts";
import { kernelShape } from "../kernel/kernel-shape.ts";
import { MemoryLayout, mostPages } from "./memory-layout.ts";
import type { ProgramParts } from "./program-parts.ts";
import { segmentFunction } from "./segment-emitter.ts";
import { keepStarts, segmentsOf, type KernelCalls, type Segment } from "./segment.ts";
import { isParallel, type CallStep } from "./step.ts";

/** How a program is made. */
export interface ProgramOptions extends ProgramParts {
  readonly threads: number;
  /** Whether fewer threads may run it where these are not worth it. */
  readonly choosesThreads: boolean;
  /** How threads wait for each other; `null` for one thread. */
  readonly barriers: typeof barriers | null;
  readonly fused: boolean;
  /** A kernel that costs less, in vector instructions, is run by one thread. */
  readonly grain: number;
  /** Seconds that a thread waits for another before it takes it for dead. */
  readonly patience: number;
  /**
   * Made by a page, which may not wait for others: memory is shared however few threads there are, all threads take part
   * in every segment, and what the page runs by itself is exported as {@link aloneName}.
   */
  readonly onPage: boolean;
  /** Where in the memory of its store the program stands; `null` where it has memory of its own. */
  readonly inStore: { readonly base: number; readonly shared: boolean } | null;
}

/** The name of a segment as it is run by one thread in place of all. */
export function aloneName(segment: string): string {
  return `${segment}_alone`;
}

/** The function that a program with threads imports: whether one of them is known to be lost. */
export const isLostName = "isLost";

/** A program's module and what it needs. */
export interface ProgramModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
  readonly layout: MemoryLayout;
  readonly segments: readonly Segment[];
  /** Threads that run it. */
  readonly threads: number;
  /** What it computes in one run, in vector instructions: some three million in a millisecond. */
  readonly cost: number;
  /** Its memory is shared. */
  readonly shared: boolean;
  /** What was decided for each kernel, by its name. */
  readonly descriptions: ReadonlyMap<string, string>;
}

/** A program that has less than this many grains for several threads is run by one: waking another costs more. */
const leastGrains = 7;
/** Grains of a kernel that are worth one more thread beyond two, all of which wait for each other after it. */
const grainsOfThread = 10;

/** Emits the module of a program, a kernel at a time. */
export function* programModule(plan: ProgramPlan, options: ProgramOptions): Interruptible<ProgramModule> {
  const first = yield* emitProgram(plan, options);
  yield;
  const work = workOf(plan, first);
  const threads = threadsFor(work, options);
  if (threads === options.threads) return assemble(plan, options, first, work.cost);
  const again = { ...options, threads };
  return assemble(plan, again, yield* emitProgram(plan, again), work.cost);
}

/** How many threads are worth their waiting for each other. */
function threadsFor({ shared, parts }: Work, { threads, onPage, grain, choosesThreads }: ProgramOptions): number {
  if (!onPage && threads > 1 && shared < leastGrains * grain) return 1;
  if (!choosesThreads || threads <= 2 || parts === 0) return threads;
  return Math.min(threads, Math.max(2, Math.floor(shared / (parts * grainsOfThread * grain))));
}

/** What a program computes in one run. */
interface Work {
  readonly cost: number;
  /** The cost of what several threads share. */
  readonly shared: number;
  /** How often they do. */
  readonly parts: number;
}

function workOf(plan: ProgramPlan, { kernels }: EmittedProgram): Work {
  const repeats = repeatsOf(plan.kernels);
  let [cost, shared, count] = [0, 0, 0];
  for (const [name, { parts }] of kernels) {
    const times = repeats.get(name) ?? 1;
    for (const part of parts) {
      cost += part.cost * times;
      if (!part.parallel) continue;
      shared += part.cost * times;
      count += times;
    }
  }
  return { cost, shared, parts: count };
}

/** How often a loop is taken to run where nobody knows. */
const guessedSteps = 8;

/** How often kernels run in one run of the program, by name. */
function repeatsOf(kernels: readonly Kernel[], times = 1): ReadonlyMap<string, number> {
  const repeats = new Map<string, number>();
  for (const kernel of kernels) {
    if (!isControl(kernel)) repeats.set(kernel.name, times);
    else {
      const steps = { scan: kernel.kind === "scan" ? kernel.length : 1, while: guessedSteps, branch: 1 }[kernel.kind];
      for (const body of bodiesOf(kernel)) {
        for (const [name, count] of repeatsOf(body.kernels, times * steps)) repeats.set(name, count);
      }
    }
  }
  return repeats;
}

interface EmittedProgram {
  readonly layout: MemoryLayout;
  readonly kernels: ReadonlyMap<string, CallableKernel>;
}

/** The functions of a kernel, in order, and the buffers of which they are told where they stand. */
interface CallableKernel {
  readonly parts: readonly EmittedFunction[];
  readonly buffers: readonly string[];
  /** The loop before which parts of it run. */
  readonly before: string | null;
}

function* emitProgram(
  plan: ProgramPlan,
  { threads, fused, functions, grain, contractions: support, loops: loopParts, inStore }: ProgramOptions,
): Interruptible<EmittedProgram> {
  const layout = new MemoryLayout(plan, inStore?.base);
  const options: EmitOptions = {
    places: layout.places,
    parameters: ["i32"],
    precision: plan.precision,
    threads,
    fused,
    functions,
    grain,
  };
  keepStarts(plan.kernels, layout);
  const loops = withInner(plan.kernels).filter(isLoopKernel);
  const contractions = new Map<string, ContractionPlan>();
  for (const kernel of loops) {
    yield;
    const contraction = kernel.kind === "contraction" ? support?.planContraction(kernel, plan.precision) : undefined;
    if (contraction !== undefined) contractions.set(kernel.name, contraction);
  }
  const reserve = (bytes: number): number => layout.reserve(bytes);
  const panels = new Map([
    ...(support?.sharePanels(plan.kernels, contractions, reserve) ?? []),
    ...(loopParts?.panelsBeforeLoops(plan.kernels, contractions, reserve) ?? []),
  ]);
  // Kernels run one after the other, so that all of them can use the same scratch memory.
  const needed = [...contractions].map(
    ([name, each]) => support?.scratchLayout(each, 0, threads, panels.has(name)).end ?? 0,
  );
  const scratch = layout.reserve(Math.max(0, ...needed));
  const emit = (kernel: LoopKernel, settings: EmitOptions): readonly EmittedFunction[] => {
    const contraction = contractions.get(kernel.name);
    if (contraction === undefined || support === null) return [emitKernel(kernel, settings)];
    const shared = panels.get(kernel.name) ?? null;
    const constants = (values: Int32Array): number => layout.constants(values);
    return support.emitContraction(contraction, { scratch, panels: shared, constants }, settings);
  };
  const byShape = new Map<string, LoopKernel[]>();
  for (const kernel of loops) {
    yield;
    const { address, packs, before } = panels.get(kernel.name) ?? {};
    const shape = [kernelShape(kernel), address, packs, before].join("\n");
    const alike = byShape.get(shape);
    if (alike === undefined) byShape.set(shape, [kernel]);
    else alike.push(kernel);
  }
  const kernels = new Map<string, CallableKernel>();
  for (const alike of byShape.values()) {
    yield;
    const [first, ...others] = alike;
    if (first === undefined) continue;
    // What moves must be told; what stays is told where one function serves several kernels.
    const isTold = others.length > 0 || first.buffers.some(({ name }) => layout.isMoving(name));
    const parts = emit(first, isTold ? sharedOptions(first, options) : options);
    for (const { name, buffers } of alike) {
      const told = isTold ? buffers.map((buffer) => buffer.name) : [];
      kernels.set(name, { parts, buffers: told, before: panels.get(name)?.before ?? null });
    }
  }
  return { layout, kernels };
}

/** Options by which the functions of a kernel are told where its buffers stand. */
function sharedOptions({ buffers }: LoopKernel, options: EmitOptions): EmitOptions {
  const parameters = new Map(buffers.map(({ name }, position) => [name, local(position + 1, "i32")]));
  return {
    ...options,
    places: options.places.byParameters(parameters),
    parameters: ["i32", ...buffers.map(() => "i32" as const)],
  };
}

function assemble(
  plan: ProgramPlan,
  options: ProgramOptions,
  { layout, kernels }: EmittedProgram,
  cost: number,
): ProgramModule {
  const { threads, barriers: waiting, patience, onPage, loops, inStore } = options;
  const control = loops?.performControl ?? null;
  const parallel = threads > 1;
  const shared = inStore?.shared ?? (parallel || onPage);
  const { pages } = layout;
  const module = new ModuleBuilder({ pages, maximum: inStore === null ? pages : mostPages, shared });
  if (options.functions.elementary.sin !== undefined) importHostFunctions(module);
  const barrier = parallel ? barrierIn(module, threads, patience, waiting) : null;
  const indices = new Map<FunctionBuilder, number>();
  const indexOf = (builder: FunctionBuilder): number => {
    const index = indices.get(builder) ?? module.add(builder);
    indices.set(builder, index);
    return index;
  };
  const calls = new Map(
    [...kernels].map(([name, { parts, buffers, before }]): [string, KernelCalls] => {
      const callsOf = (some: readonly EmittedFunction[]): readonly CallStep[] =>
        some.map((part) => ({ kind: "call", index: indexOf(part.builder), parallel: part.parallel, buffers }));
      const early = parts.filter(({ beforeLoop }) => beforeLoop === true);
      return [
        name,
        {
          before: before === null || early.length === 0 ? null : { loop: before, calls: callsOf(early) },
          calls: callsOf(parts.filter(({ beforeLoop }) => beforeLoop !== true)),
        },
      ];
    }),
  );
  let count = 0;
  const segments = segmentsOf({
    plan,
    layout,
    calls,
    add: (steps) => {
      const name = `segment_${String(count++)}`;
      const waits = parallel && (onPage || steps.some(isParallel)) ? barrier : null;
      module.export(name, module.add(segmentFunction(steps, { layout, barrier: waits, threads: 1, control })));
      if (onPage) {
        const alone = segmentFunction(steps, { layout, barrier: null, threads, control });
        module.export(aloneName(name), module.add(alone));
      }
      return name;
    },
  });
  const descriptions = new Map(
    [...kernels].map(([name, { parts }]) => [name, parts.map(({ description }) => description).join("; ")]),
  );
  return { bytes: module.toBytes(), pages, layout, segments, threads, cost, shared, descriptions };
}

/** Imports what the further elementary functions ask the host, before all else. */
function importHostFunctions(module: ModuleBuilder): void {
  for (const name of hostFunctionNames) {
    module.import(name, { parameters: name === "rem" ? ["f64", "f64"] : ["f64"], result: "f64" });
  }
}

/** Adds the function by which threads wait. */
function barrierIn(module: ModuleBuilder, threads: number, patience: number, waiting: typeof barriers | null): number {
  if (waiting === null) throw new TypeError("threads without barriers");
  const isLost = module.import(isLostName, { parameters: [], result: "i32" });
  const sleep = module.add(waiting.sleepFunction());
  return module.add(waiting.barrierFunction({ threads, patience, sleep, isLost }));
}
