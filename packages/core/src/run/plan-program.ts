/** From lowered kernels to a program plan: which buffers exist, where they live, which state is updated in place. */
import { bytesPerElement, type DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { constantOp, inputOp, referenceKey, type Graph } from "../graph/graph.ts";
import { sizeOf } from "../graph/shape.ts";
import type { HostKernel, Kernel } from "../kernel/kernel.ts";
import type { LoweredGraph } from "../kernel/lower.ts";
import { planMemory, type Lifetime, type MemoryPlan } from "../schedule/memory-plan.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { HostRun, PlannedBuffer, Precision, ProgramPlan } from "./backend.ts";

/** A plan with what the program needs beside it. */
export interface PlannedProgram {
  readonly plan: ProgramPlan;
  readonly memory: MemoryPlan;
  /** Pairs of buffers to copy after a run: new state to where the next run reads it. */
  readonly copies: readonly { readonly from: string; readonly to: string }[];
}

/** Plans the buffers of a program. `state` maps an input's name to the output that is its next value. */
export function planProgram(
  lowered: LoweredGraph,
  definitions: ReadonlyMap<string, OpDefinition>,
  state: ReadonlyMap<string, string>,
  precision: Precision,
): PlannedProgram {
  const { graph, kernels, fusion } = lowered;
  const outputKeys = new Map(graph.outputs.map(({ name, source }) => [name, referenceKey(source)]));
  const copies = [...state].flatMap(([to, output]) => {
    const from = outputKeys.get(output);
    return from === undefined || from === to ? [] : [{ from, to }];
  });
  const pinned = new Set([...graph.inputs, ...outputKeys.values()]);
  for (const node of Object.values(graph.nodes)) if (node.op === constantOp) pinned.add(node.id);
  const names = new Set([...pinned, ...kernels.flatMap(({ buffers }) => buffers.map(({ name }) => name))]);
  const lifetimes = lifetimesOf(names, pinned, kernels, (name) => {
    const type = fusion.facts.get(name)?.type;
    return type === undefined ? 0 : sizeOf(type.shape) * bytesOf(type.dtype, precision);
  });
  const memory = planMemory(lifetimes);
  const buffers = [...names].map((name): PlannedBuffer => {
    const fact = fusion.facts.get(name);
    if (fact === undefined) throw new RensaError("INTERNAL", `The buffer ${name} belongs to no value.`);
    const { shape, dtype } = fact.type;
    return { name, shape, dtype, offset: memory.offsets.get(name) ?? 0, initial: initialOf(graph, name) };
  });
  const plan = { kernels, buffers, bytes: memory.bytes, precision, hostRun: hostRunner(graph, definitions) };
  return { plan, memory, copies };
}

/** Bytes of an element in the precision of the program. */
export function bytesOf(dtype: DType, precision: Precision): number {
  return dtype === "f32" && precision === "f64" ? 8 : bytesPerElement[dtype];
}

function lifetimesOf(
  names: ReadonlySet<string>,
  pinned: ReadonlySet<string>,
  kernels: readonly Kernel[],
  bytes: (name: string) => number,
): readonly Lifetime[] {
  const first = new Map<string, number>();
  const last = new Map<string, number>();
  kernels.forEach(({ buffers }, at) => {
    for (const { name } of buffers) {
      if (!first.has(name)) first.set(name, at);
      last.set(name, at);
    }
  });
  return [...names].map((name) => ({
    name,
    bytes: bytes(name),
    from: pinned.has(name) ? 0 : (first.get(name) ?? 0),
    to: pinned.has(name) ? kernels.length : (last.get(name) ?? 0),
  }));
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
