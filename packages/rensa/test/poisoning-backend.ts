/**
 * A backend that interprets kernels one by one and, before each, fills every byte of the arena that nothing alive holds
 * with garbage. What is alive it finds out from the kernels alone, not from the memory plan.
 */
import { sizeOf, type Backend, type TypedArray } from "@rensa/core";
import {
  interpreted,
  isLoopKernel,
  nothingMoves,
  visibleStorage,
  type ProgramPlan,
  type StoredBuffer,
} from "@rensa/core/compiler";
import { referenceKey, type Graph } from "@rensa/core/graph";

/** The backend, and the graph whose outputs it keeps, which is known only when it is compiled. */
export interface PoisoningBackend extends Backend {
  keepOutputsOf(graph: Graph): void;
}

/** All bits set: NaN as a float, -1 as an integer. */
const garbage = 0xff;

/** Makes the backend. It runs no host ops. */
export function poisoningBackend(): PoisoningBackend {
  const outputs = new Set<string>();
  const stores = new Map<unknown, ArrayBuffer>();
  return {
    name: "poisoning",
    threads: 1,
    keepOutputsOf: (graph) => {
      for (const { source } of graph.outputs) outputs.add(referenceKey(source));
    },
    createStorage: (layout) => {
      const memory = new ArrayBuffer(layout.bytes);
      const arrays = new Map(layout.buffers.map((buffer) => [buffer.name, arrayAt(buffer, memory)]));
      const storage = visibleStorage((name) => arrays.get(name) ?? new Float32Array());
      stores.set(storage, memory);
      return storage;
    },
    prepare: (plan, { store } = {}) => {
      const arena = new ArrayBuffer(plan.bytes);
      const kept = stores.get(store) ?? new ArrayBuffer(0);
      const arrays = new Map(
        plan.buffers.map((buffer) => [buffer.name, arrayAt(buffer, buffer.place === "store" ? kept : arena)]),
      );
      for (const { name, initial } of plan.buffers) arrays.get(name)?.set([...(initial ?? [])]);
      const actions = plan.kernels.map((kernel) => {
        if (!isLoopKernel(kernel)) throw new TypeError("The poisoning backend runs plain kernels only.");
        return interpreted(kernel, arrays, nothingMoves, plan.precision === "f32");
      });
      const run = (): void => {
        actions.forEach((action, at) => {
          poison(arena, alive(plan, at, outputs), arrays);
          action();
        });
        poison(arena, alive(plan, actions.length, outputs), arrays);
        for (const { from, to } of plan.copies) arrays.get(to)?.set(arrays.get(from) ?? []);
      };
      return { storage: visibleStorage((name) => arrays.get(name) ?? new Float32Array()), sources: new Map(), run };
    },
  };
}

/** What the kernel at a position and all after it may count on. */
function alive(plan: ProgramPlan, at: number, outputs: ReadonlySet<string>): ReadonlySet<string> {
  const written = new Set(plan.kernels.flatMap(({ buffers }) => namesOf(buffers, ["write", "update"])));
  const before = new Set(plan.kernels.slice(0, at).flatMap(({ buffers }) => namesOf(buffers, ["write", "update"])));
  const after = new Set([
    ...plan.kernels.slice(at).flatMap(({ buffers }) => namesOf(buffers, ["read"])),
    ...outputs,
    ...plan.copies.map(({ from }) => from),
  ]);
  return new Set(
    plan.buffers.flatMap(({ name }) => (!written.has(name) || (before.has(name) && after.has(name)) ? [name] : [])),
  );
}

function namesOf(
  buffers: readonly { readonly name: string; readonly access: string }[],
  kinds: readonly string[],
): readonly string[] {
  return buffers.filter(({ access }) => kinds.includes(access)).map(({ name }) => name);
}

function poison(arena: ArrayBuffer, kept: ReadonlySet<string>, arrays: ReadonlyMap<string, TypedArray>): void {
  const bytes = new Uint8Array(arena);
  const clean = bytes.slice();
  bytes.fill(garbage);
  for (const name of kept) {
    const array = arrays.get(name);
    // What stands in a store is nobody's to poison.
    if (array === undefined || array.buffer !== arena) continue;
    const { byteOffset, byteLength } = array;
    bytes.set(clean.subarray(byteOffset, byteOffset + byteLength), byteOffset);
  }
}

function arrayAt({ shape, dtype, offset }: StoredBuffer, arena: ArrayBuffer): TypedArray {
  const length = sizeOf(shape);
  switch (dtype) {
    case "f32":
      return new Float32Array(arena, offset, length);
    case "f64":
      return new Float64Array(arena, offset, length);
    case "i32":
      return new Int32Array(arena, offset, length);
    case "u8":
    case "bool":
      return new Uint8Array(arena, offset, length);
  }
}
