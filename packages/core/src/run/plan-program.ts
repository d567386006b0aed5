/** From lowered kernels to a program plan: which buffers exist, where they live, which state is updated in place. */
import type { ConstantData } from "../graph/constant-data.ts";
import { RensaError } from "../graph/error.ts";
import { constantOp, inputOp, referenceKey, type Graph, type GraphNode, type NodeId } from "../graph/graph.ts";
import type { Interruptible } from "../graph/interruptible.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { HostKernel } from "../kernel/kernel.ts";
import type { LoweredGraph } from "../kernel/fusion/lower.ts";
import type { MemoryPlan } from "../schedule/memory-plan.ts";
import type { StateUpdate } from "../schedule/state.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { HostRun, PlannedBuffer, Precision, ProgramPlan, StoreLayout } from "./program-plan.ts";
import { bytesOfType } from "./element-bytes.ts";
import { planBuffers } from "./plan-buffers.ts";
import { scratchBuffers } from "./scratch-buffers.ts";

/** A plan with what the program needs beside it. */
export interface PlannedProgram {
  readonly plan: ProgramPlan;
  readonly memory: MemoryPlan;
}

/** What a program keeps in a store. */
export interface StateUse {
  readonly layout: StoreLayout;
  /** The inputs that stand in the store. */
  readonly reads: readonly string[];
  /** The outputs that replace what stands in the store under their names. */
  readonly writes: readonly string[];
}

/** Plans the buffers of a program. */
export function* planProgram(
  lowered: LoweredGraph,
  definitions: ReadonlyMap<string, OpDefinition>,
  state: StateUse | null,
  precision: Precision,
  inner: ReadonlyMap<NodeId, GraphNode> = new Map(),
): Interruptible<PlannedProgram> {
  const { graph } = lowered;
  const values = new Map([...lowered.fusion.facts].map(([name, { type }]): [string, TensorType] => [name, type]));
  for (const [name, type] of scratchBuffers(lowered.kernels)) values.set(name, type);
  const stored = storedBuffers(state);
  const planned = yield* planBuffers({
    kernels: lowered.kernels,
    values,
    updates: updatesOf(graph, state?.writes ?? []),
    prefix: "",
    always: alwaysAlive(graph),
    atEnd: new Set(graph.outputs.map(({ source }) => referenceKey(source))),
    elsewhere: new Set(stored.keys()),
    bytesOf: (type) => bytesOfType(type, precision),
  });
  const { kernels, copies, memory } = planned;
  const own = [...planned.buffers].map(([name, type]): PlannedBuffer => {
    return {
      name,
      ...type,
      place: "arena",
      offset: memory.offsets.get(name) ?? 0,
      initial: initialOf(graph, name),
    };
  });
  // A next value that takes the storage of the state is another name for it.
  const replacing = [...planned.inPlace].flatMap(([name, of]) => {
    const buffer = stored.get(of);
    return buffer === undefined ? [] : [{ ...buffer, name }];
  });
  const buffers = [...own, ...stored.values(), ...replacing];
  const nodeOf = (id: NodeId): GraphNode | undefined => graph.nodes[id] ?? inner.get(id);
  const plan: ProgramPlan = {
    kernels,
    copies,
    buffers,
    bytes: memory.bytes,
    store: state?.layout ?? null,
    precision,
    hostRun: hostRunner(nodeOf, definitions),
  };
  return { plan, memory };
}

/** The buffers of the state that a program uses. */
function storedBuffers(state: StateUse | null): ReadonlyMap<string, PlannedBuffer> {
  const used = new Set([...(state?.reads ?? []), ...(state?.writes ?? [])]);
  const buffers = state?.layout.buffers.filter(({ name }) => used.has(name)) ?? [];
  return new Map(buffers.map((buffer) => [buffer.name, { ...buffer, place: "store", initial: null }]));
}

function updatesOf(graph: Graph, writes: readonly string[]): readonly StateUpdate[] {
  const sources = new Map(graph.outputs.map(({ name, source }) => [name, referenceKey(source)]));
  return writes.flatMap((name) => {
    const next = sources.get(name);
    return next === undefined || next === name ? [] : [{ state: name, next }];
  });
}

/** Inputs, which a run may be given again or not, state, and constants. */
function alwaysAlive(graph: Graph): ReadonlySet<string> {
  const constants = Object.values(graph.nodes).filter(({ op }) => op === constantOp);
  return new Set([...graph.inputs, ...constants.map(({ id }) => id)]);
}

function initialOf(graph: Graph, name: string): ConstantData | null {
  const node = graph.nodes[name];
  if (node?.op !== constantOp) return null;
  const { data } = node.attributes as { readonly data?: ConstantData };
  return data ?? null;
}

const said: readonly string[] = ["HOST_OP_FAILED", "PROGRAM_BUSY", "OP_INVALID"];

function hostRunner(
  nodeOf: (id: NodeId) => GraphNode | undefined,
  definitions: ReadonlyMap<string, OpDefinition>,
): (kernel: HostKernel) => HostRun {
  return (kernel) => {
    const node = nodeOf(kernel.nodes.at(-1) ?? "");
    const definition = node && definitions.get(node.op);
    if (node === undefined || definition === undefined || !("host" in definition.form) || node.op === inputOp) {
      throw new RensaError("OP_UNKNOWN", `${kernel.name}: its host op is not known.`);
    }
    const { host } = definition.form;
    return (inputs, outputs) => {
      try {
        host.run(inputs, outputs, node.attributes);
      } catch (cause) {
        const place = { op: node.op, node: node.id, origin: node.origin ?? undefined };
        // What its guard made of it, or that it called its own program: no fault of what it computes.
        if (cause instanceof RensaError && said.includes(cause.code)) throw cause.with(place);
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new RensaError("HOST_OP_FAILED", `${node.op}: its host function threw: ${reason}`, { cause, ...place });
      }
    };
  };
}
