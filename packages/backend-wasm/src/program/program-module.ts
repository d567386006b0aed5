/** A program as one module: a function per kernel, and one per segment that calls them, with barriers where needed. */
import { sizeOf, type HostKernel, type Kernel, type LoopKernel, type ProgramPlan } from "@rensa/core";
import { bytesOfKind, kindOf } from "../lanes/kind.ts";
import { FunctionBuilder } from "../assembler/function-builder.ts";
import { ModuleBuilder } from "../assembler/module-builder.ts";
import { i32, local, node } from "../assembler/node.ts";
import { barrierFunction, sleepFunction } from "../threads/barrier.ts";
import { emitContraction } from "../contraction/contraction-kernel.ts";
import { scratchLayout } from "../contraction/scratch-sizes.ts";
import { sharePanels } from "../contraction/shared-panels.ts";
import { planContraction, type ContractionPlan } from "../contraction/contraction-plan.ts";
import { emitKernel } from "../kernel/emit-kernel.ts";
import type { EmitOptions, EmittedFunction } from "../kernel/emit-nests.ts";
import { kernelShape } from "../kernel/kernel-shape.ts";
import { MemoryLayout } from "./memory-layout.ts";

/** How a program is made. */
export interface ProgramOptions {
  readonly threads: number;
  readonly fused: boolean;
  /** A kernel that costs less, in vector instructions, is run by one thread. */
  readonly grain: number;
  /** Seconds that a thread waits for another before it takes it for dead. */
  readonly patience: number;
}

/** What runs in order: parts of the module, and host kernels between them. */
export type Segment =
  | { readonly kind: "wasm"; readonly name: string; readonly parallel: boolean }
  | { readonly kind: "host"; readonly kernel: HostKernel };

/** A program's module and what it needs. */
export interface ProgramModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pages: number;
  readonly layout: MemoryLayout;
  readonly segments: readonly Segment[];
  /** It uses more than one thread. */
  readonly parallel: boolean;
  /** What was decided for each kernel, by its name. */
  readonly descriptions: ReadonlyMap<string, string>;
}

/** A program that has less than this many grains for several threads is run by one: waking another costs more. */
const leastGrains = 7;

/** Emits the module of a program. */
export function programModule(plan: ProgramPlan, options: ProgramOptions): ProgramModule {
  const first = emitProgram(plan, options);
  const parallelCost = [...first.kernels.values()]
    .flatMap(({ parts }) => parts)
    .reduce((sum, { parallel, cost }) => sum + (parallel ? cost : 0), 0);
  if (options.threads === 1 || parallelCost >= leastGrains * options.grain) return assemble(plan, options, first);
  return programModule(plan, { ...options, threads: 1 });
}

interface EmittedProgram {
  readonly layout: MemoryLayout;
  readonly kernels: ReadonlyMap<string, CallableKernel>;
}

/** The functions of a kernel, in order, and what they are told: where its buffers stand, if they serve several. */
interface CallableKernel {
  readonly parts: readonly EmittedFunction[];
  readonly addresses: readonly number[];
}

function emitProgram(plan: ProgramPlan, { threads, fused, grain }: ProgramOptions): EmittedProgram {
  const layout = new MemoryLayout(plan);
  const options: EmitOptions = {
    places: layout.places,
    parameters: ["i32"],
    precision: plan.precision,
    threads,
    fused,
    grain,
  };
  const loops = plan.kernels.filter((kernel): kernel is LoopKernel => kernel.kind !== "host");
  const contractions = new Map<string, ContractionPlan>();
  for (const kernel of loops) {
    const contraction = kernel.kind === "contraction" ? planContraction(kernel, plan.precision) : undefined;
    if (contraction !== undefined) contractions.set(kernel.name, contraction);
  }
  const panels = sharePanels(plan.kernels, contractions, (bytes) => layout.reserve(bytes));
  // Kernels run one after the other, so that all of them can use the same scratch memory.
  const needed = [...contractions].map(([name, each]) => scratchLayout(each, 0, threads, panels.has(name)).end);
  const scratch = layout.reserve(Math.max(0, ...needed));
  const emit = (kernel: LoopKernel, settings: EmitOptions): readonly EmittedFunction[] => {
    const contraction = contractions.get(kernel.name);
    if (contraction === undefined) return [emitKernel(kernel, settings)];
    const shared = panels.get(kernel.name) ?? null;
    const constants = (values: Int32Array): number => layout.constants(values);
    return emitContraction(contraction, { scratch, panels: shared, constants }, settings);
  };
  const byShape = new Map<string, LoopKernel[]>();
  for (const kernel of loops) {
    const { address, packs } = panels.get(kernel.name) ?? {};
    const shape = `${kernelShape(kernel)}\n${String(address)} ${String(packs)}`;
    const alike = byShape.get(shape);
    if (alike === undefined) byShape.set(shape, [kernel]);
    else alike.push(kernel);
  }
  const kernels = new Map<string, CallableKernel>();
  for (const alike of byShape.values()) {
    const [first, ...others] = alike;
    if (first === undefined) continue;
    if (others.length === 0) kernels.set(first.name, { parts: emit(first, options), addresses: [] });
    else {
      const parts = emit(first, sharedOptions(first, options));
      for (const kernel of alike) {
        const addresses = kernel.buffers.map(({ name }) => layout.addressOf(name));
        kernels.set(kernel.name, { parts, addresses });
      }
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

function assemble(plan: ProgramPlan, options: ProgramOptions, { layout, kernels }: EmittedProgram): ProgramModule {
  const { threads, patience } = options;
  const parallel = threads > 1;
  const module = new ModuleBuilder({ pages: layout.pages, shared: parallel });
  const barrier = parallel ? module.add(barrierFunction(threads, patience, module.add(sleepFunction()))) : -1;
  const indices = new Map<FunctionBuilder, number>();
  const indexOf = (builder: FunctionBuilder): number => {
    const index = indices.get(builder) ?? module.add(builder);
    indices.set(builder, index);
    return index;
  };
  const functions = new Map(
    [...kernels].map(([name, { parts, addresses }]): [string, readonly Call[]] => [
      name,
      parts.map(({ builder, parallel: split }) => ({ index: indexOf(builder), parallel: split, addresses })),
    ]),
  );
  const copies = copyFunction(plan, layout);
  const copyIndex = copies === undefined ? -1 : module.add(copies);
  const segments: Segment[] = [];
  const addSegment = (part: readonly Kernel[], isLast: boolean): void => {
    const calls = part.flatMap(({ name }) => functions.get(name) ?? []);
    if (isLast && copies !== undefined) {
      calls.push({ index: copyIndex, parallel: false, addresses: [] });
    }
    if (calls.length === 0) return;
    const name = `segment_${String(segments.length)}`;
    const isParallel = calls.some((call) => call.parallel);
    module.export(name, module.add(segmentFunction(calls, isParallel ? barrier : null)));
    segments.push({ kind: "wasm", name, parallel: isParallel });
  };
  let part: Kernel[] = [];
  for (const kernel of plan.kernels) {
    if (kernel.kind === "host") {
      addSegment(part, false);
      segments.push({ kind: "host", kernel });
      part = [];
    } else part.push(kernel);
  }
  addSegment(part, true);
  const descriptions = new Map(
    [...kernels].map(([name, { parts }]) => [name, parts.map(({ description }) => description).join("; ")]),
  );
  return { bytes: module.toBytes(), pages: layout.pages, layout, segments, parallel, descriptions };
}

/** One call of a function of a kernel. */
interface Call {
  readonly index: number;
  readonly parallel: boolean;
  readonly addresses: readonly number[];
}

/** Calls kernels in order. Where one thread works alone, the others wait for it. */
function segmentFunction(calls: readonly Call[], barrier: number | null): FunctionBuilder {
  const builder = new FunctionBuilder(["i32"], "i32");
  const thread = builder.parameter(0);
  const wait = (): void => {
    if (barrier === null) return;
    builder.whenCall(barrier, () => {
      builder.return(i32(1));
    });
  };
  let alone = false;
  calls.forEach(({ index, parallel, addresses }, position) => {
    const call = (): void => {
      builder.call(index, thread, ...addresses.map((address) => i32(address)));
    };
    if (barrier !== null && position > 0 && (parallel || !alone)) wait();
    if (parallel || barrier === null) call();
    else builder.when(node("i32.eqz", thread), call);
    alone = !parallel;
  });
  wait();
  builder.return(i32(0));
  return builder;
}

function copyFunction({ copies, buffers, precision }: ProgramPlan, layout: MemoryLayout): FunctionBuilder | undefined {
  if (copies.length === 0) return undefined;
  const builder = new FunctionBuilder(["i32"]);
  const bytes = new Map(
    buffers.map(({ name, shape, dtype }) => [name, sizeOf(shape) * bytesOfKind[kindOf(dtype, precision)]]),
  );
  for (const { from, to } of copies) {
    builder.copyMemory(i32(layout.addressOf(to)), i32(layout.addressOf(from)), i32(bytes.get(from) ?? 0));
  }
  return builder;
}
