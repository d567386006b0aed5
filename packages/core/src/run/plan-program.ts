/** From lowered kernels to a program plan: which buffers exist, where they live, which state is updated in place. */
import { bytesPerElement, type DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { constantOp, inputOp, referenceKey, type Graph } from "../graph/graph.ts";
import { sizeOf } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { HostKernel, Kernel, KernelBuffer } from "../kernel/kernel.ts";
import type { LoweredGraph } from "../kernel/lower.ts";
import { planMemory, type Lifetime, type MemoryPlan } from "../schedule/memory-plan.ts";
import { releaseEarly } from "../schedule/release-early.ts";
import { shareStorage } from "../schedule/share-storage.ts";
import { planState, type StateUpdate } from "../schedule/state.ts";
import { keepingKernel, orderCopies } from "../schedule/state-copies.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { HostRun, PlannedBuffer, Precision, ProgramPlan } from "./backend.ts";

/** A plan with what the program needs beside it. */
export interface PlannedProgram {
  readonly plan: ProgramPlan;
  readonly memory: MemoryPlan;
}

/** Plans the buffers of a program. `state` maps an input's name to the output that is its next value. */
export function planProgram(
  lowered: LoweredGraph,
  definitions: ReadonlyMap<string, OpDefinition>,
  state: ReadonlyMap<string, string>,
  precision: Precision,
): PlannedProgram {
  const { graph } = lowered;
  const planned = planState(lowered.kernels, updatesOf(graph, state));
  const { copies, kept } = orderCopies(planned.copied);
  const values = new Map([...lowered.fusion.facts].map(([name, { type }]) => [name, type]));
  for (const [name, of] of kept) values.set(name, typeOf(values, of));
  const bytes = (name: string): number => {
    const { shape, dtype } = typeOf(values, name);
    return sizeOf(shape) * bytesOf(dtype, precision);
  };
  const atEnd = new Set(graph.outputs.map(({ source }) => referenceKey(source)));
  const always = alwaysAlive(graph);
  const ordered = releaseEarly(planned.order, {
    taken: (name) => (planned.inPlace.has(name) ? 0 : bytes(name)),
    returned: (name) => (atEnd.has(name) || always.has(name) ? 0 : bytes(name)),
  });
  const kernels = [...keepingKernels(kept, values), ...ordered];
  const lifetimes = lifetimesOf(always, new Set([...atEnd, ...kept.keys()]), kernels, bytes);
  const fixed = new Set([...always, ...planned.inPlace.keys()]);
  const shared = new Map([...shareStorage(kernels, lifetimes, fixed), ...planned.inPlace]);
  const memory = planMemory([...lifetimes.values()], shared);
  const buffers = [...lifetimes.keys()].map((name): PlannedBuffer => {
    return { name, ...typeOf(values, name), offset: memory.offsets.get(name) ?? 0, initial: initialOf(graph, name) };
  });
  const plan: ProgramPlan = {
    kernels,
    copies: copies.map(({ state: to, next: from }) => ({ from, to })),
    buffers,
    bytes: memory.bytes,
    precision,
    hostRun: hostRunner(graph, definitions),
  };
  return { plan, memory };
}

function updatesOf(graph: Graph, state: ReadonlyMap<string, string>): readonly StateUpdate[] {
  const sources = new Map(graph.outputs.map(({ name, source }) => [name, referenceKey(source)]));
  return [...state].flatMap(([name, output]) => {
    const next = sources.get(output);
    return next === undefined || next === name ? [] : [{ state: name, next }];
  });
}

/** Kernels that keep the state which several states trade. */
function keepingKernels(kept: ReadonlyMap<string, string>, values: ReadonlyMap<string, TensorType>): readonly Kernel[] {
  const buffer = (name: string, access: "read" | "write"): KernelBuffer => {
    const { shape, dtype } = typeOf(values, name);
    return { name, dtype, length: sizeOf(shape), access };
  };
  return [...kept].map(([to, from], at) => {
    return keepingKernel(`keep_${String(at)}`, buffer(from, "read"), buffer(to, "write"));
  });
}

function typeOf(values: ReadonlyMap<string, TensorType>, name: string): TensorType {
  const type = values.get(name);
  if (type === undefined) throw new RensaError("INTERNAL", `The buffer ${name} belongs to no value.`);
  return { shape: type.shape, dtype: type.dtype };
}

/** Bytes of an element in the precision of the program. */
export function bytesOf(dtype: DType, precision: Precision): number {
  return dtype === "f32" && precision === "f64" ? 8 : bytesPerElement[dtype];
}

/** Inputs, which a run may be given again or not, state, and constants. */
function alwaysAlive(graph: Graph): ReadonlySet<string> {
  const constants = Object.values(graph.nodes).filter(({ op }) => op === constantOp);
  return new Set([...graph.inputs, ...constants.map(({ id }) => id)]);
}

/** Lifetimes by buffer: of what is `always` alive, of what is alive until the end, and of all that kernels use. */
function lifetimesOf(
  always: ReadonlySet<string>,
  toEnd: ReadonlySet<string>,
  kernels: readonly Kernel[],
  bytes: (name: string) => number,
): ReadonlyMap<string, Lifetime> {
  const spans = new Map<string, { from: number; to: number }>();
  for (const name of [...always, ...toEnd]) spans.set(name, { from: 0, to: kernels.length });
  const written = new Set<string>();
  kernels.forEach(({ buffers }, at) => {
    for (const { name } of buffers) {
      const span = spans.get(name);
      if (span === undefined) spans.set(name, { from: at, to: at });
      else if (!toEnd.has(name) || always.has(name)) span.to = Math.max(span.to, at);
      else if (!written.has(name)) span.from = at;
      written.add(name);
    }
  });
  return new Map([...spans].map(([name, span]) => [name, { name, bytes: bytes(name), ...span }]));
}

function initialOf(graph: Graph, name: string): readonly number[] | null {
  const node = graph.nodes[name];
  if (node?.op !== constantOp) return null;
  const { data } = node.attributes;
  return Array.isArray(data) ? (data as readonly number[]) : [];
}

function hostRunner(graph: Graph, definitions: ReadonlyMap<string, OpDefinition>): (kernel: HostKernel) => HostRun {
  return (kernel) => {
    const node = graph.nodes[kernel.nodes.at(-1) ?? ""];
    const definition = node && definitions.get(node.op);
    if (node === undefined || definition === undefined || !("host" in definition.form) || node.op === inputOp) {
      throw new RensaError("OP_UNKNOWN", `${kernel.name}: its host op is not known.`);
    }
    const { host } = definition.form;
    return (inputs, outputs) => {
      try {
        host.run(inputs, outputs, node.attributes);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new RensaError("HOST_OP_FAILED", `${node.op}: its host function threw: ${reason}`, {
          cause,
          op: node.op,
          node: node.id,
          origin: node.origin ?? undefined,
        });
      }
    };
  };
}
