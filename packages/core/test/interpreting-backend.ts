/** A backend that interprets every kernel as the plan has it, in memory that is garbage before a program writes to it. */
import { allocate, type TypedArray } from "../src/graph/dtype.ts";
import { sizeOf } from "../src/graph/shape.ts";
import type { TensorType } from "../src/graph/tensor-type.ts";
import type { HostTensor } from "../src/graph/host-tensor.ts";
import {
  type BufferCopy,
  type ControlBody,
  type ControlKernel,
  isLoopKernel,
  type HostKernel,
  type Kernel,
} from "../src/kernel/kernel.ts";
import { interpreted } from "../src/kernel/interpreter/interpret.ts";
import { nothingMoves } from "../src/kernel/interpreter/moving-buffers.ts";
import { visibleStorage, type Backend, type Prepared } from "../src/run/backend.ts";
import type { ProgramPlan } from "../src/run/program-plan.ts";

/** All bits set: NaN as a float, -1 as an integer. */
const garbage = 0xff;

/** The arrays of buffers, with their shapes. */
type Memory = ReadonlyMap<string, HostTensor>;

/** Makes the backend. */
export function interpretingBackend(): Backend {
  const stores = new Map<unknown, ArrayBuffer>();
  return {
    name: "interpreting",
    threads: 1,
    createStorage: (layout) => {
      const memory = new ArrayBuffer(layout.bytes);
      const values = new Map(
        layout.buffers.map((buffer) => [buffer.name, tensorAt(layout, memory, buffer.offset, buffer)]),
      );
      const storage = visibleStorage((name) => arrayOf(values, name));
      stores.set(storage, memory);
      return storage;
    },
    prepare: (plan, { store } = {}) => prepare(plan, stores.get(store) ?? new ArrayBuffer(0)),
  };
}

function prepare(plan: ProgramPlan, store: ArrayBuffer): Prepared {
  const arena = new ArrayBuffer(plan.bytes);
  new Uint8Array(arena).fill(garbage);
  const memory = new Map(
    plan.buffers.map(
      (buffer) =>
        [buffer.name, tensorAt(plan, buffer.place === "store" ? store : arena, buffer.offset, buffer)] as const,
    ),
  );
  for (const { name, initial } of plan.buffers) initial?.copyTo(arrayOf(memory, name));
  const run = (): void => {
    for (const kernel of plan.kernels) runKernel(plan, kernel, memory);
    copy(plan.copies, memory);
  };
  return { storage: visibleStorage((name) => arrayOf(memory, name)), run, sources: new Map() };
}

function runKernel(plan: ProgramPlan, kernel: Kernel, memory: Memory): void {
  if (isLoopKernel(kernel)) interpreted(kernel, arraysOf(memory), nothingMoves, plan.precision === "f32")();
  else if (kernel.kind === "host") runHost(plan, kernel, memory);
  else runControl(plan, kernel, memory);
}

function runHost(plan: ProgramPlan, kernel: HostKernel, memory: Memory): void {
  const tensors = (access: string): HostTensor[] =>
    kernel.buffers.filter((buffer) => buffer.access === access).map(({ name }) => tensorOf(memory, name));
  plan.hostRun(kernel)(tensors("read"), tensors("write"));
}

function runControl(plan: ProgramPlan, kernel: ControlKernel, memory: Memory): void {
  copy(kernel.starts, memory);
  switch (kernel.kind) {
    case "scan":
      for (let step = 0; step < kernel.length; step++) runBody(plan, kernel.body, memory, step);
      return;
    case "while":
      while (arrayOf(runBody(plan, kernel.condition, memory, 0), kernel.predicate)[0] === 1)
        runBody(plan, kernel.body, memory, 0);
      return;
    case "branch":
      runBody(plan, arrayOf(memory, kernel.predicate)[0] === 1 ? kernel.whenTrue : kernel.whenFalse, memory, 0);
  }
}

function runBody(plan: ProgramPlan, body: ControlBody, outside: Memory, step: number): Memory {
  const memory = new Map(outside);
  for (const view of body.views) {
    const { buffer, byteOffset } = arrayOf(memory, view.of);
    memory.set(view.name, tensorAt(plan, buffer, byteOffset + view.offset + step * view.stride, view));
  }
  for (const kernel of body.kernels) runKernel(plan, kernel, memory);
  copy(body.copies, memory);
  return memory;
}

function copy(copies: readonly BufferCopy[], memory: Memory): void {
  for (const { from, to } of copies) arrayOf(memory, to).set(arrayOf(memory, from));
}

function tensorAt(
  { precision }: Pick<ProgramPlan, "precision">,
  arena: ArrayBufferLike,
  offset: number,
  { shape, dtype }: TensorType,
): HostTensor {
  const kept = dtype === "f32" && precision === "f64" ? "f64" : dtype;
  const { constructor } = allocate(kept, 0);
  const make = constructor as new (arena: ArrayBufferLike, offset: number, length: number) => TypedArray;
  return { shape, dtype, data: new make(arena, offset, sizeOf(shape)) };
}

function tensorOf(memory: Memory, name: string): HostTensor {
  const tensor = memory.get(name);
  if (tensor === undefined) throw new TypeError(`The buffer ${name} has no storage.`);
  return tensor;
}

function arrayOf(memory: Memory, name: string): TypedArray {
  return tensorOf(memory, name).data;
}

function arraysOf(memory: Memory): ReadonlyMap<string, TypedArray> {
  return new Map([...memory].map(([name, { data }]) => [name, data]));
}
