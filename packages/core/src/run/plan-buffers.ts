/** The order of kernels and the places of their buffers: of a program, or of a body that runs inside one. */
import type { Kernel, KernelBuffer } from "../kernel/kernel.ts";
import { RensaError } from "../graph/error.ts";
import type { Interruptible } from "../graph/interruptible.ts";
import { sizeOf } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { planMemoryInParts, type Lifetime, type MemoryPlan } from "../schedule/memory-plan.ts";
import { releaseEarly } from "../schedule/release-early.ts";
import { shareStorage } from "../schedule/share-storage.ts";
import { planState, type StateUpdate } from "../schedule/state.ts";
import { keepingKernel, orderCopies } from "../schedule/state-copies.ts";
import type { StateCopy } from "./program-plan.ts";

/** What is to be planned. */
export interface BuffersToPlan {
  /** In an order in which they can run. */
  readonly kernels: readonly Kernel[];
  readonly values: ReadonlyMap<string, TensorType>;
  readonly updates: readonly StateUpdate[];
  /** Stands before the names of the kernels that are added. */
  readonly prefix: string;
  /** Buffers that are alive from the first kernel to the last. */
  readonly always: ReadonlySet<string>;
  /** Buffers that are read after the last kernel. */
  readonly atEnd: ReadonlySet<string>;
  /** Buffers that stand elsewhere. */
  readonly elsewhere: ReadonlySet<string>;
  readonly bytesOf: (type: TensorType) => number;
}

/** What was planned. */
export interface PlannedBuffers {
  readonly kernels: readonly Kernel[];
  readonly copies: readonly StateCopy[];
  /** By the buffer of a next value: the state whose storage it takes. */
  readonly inPlace: ReadonlyMap<string, string>;
  /** The types of the buffers in the memory plan. */
  readonly buffers: ReadonlyMap<string, TensorType>;
  readonly memory: MemoryPlan;
}

/** Plans buffers. */
export function* planBuffers(given: BuffersToPlan): Interruptible<PlannedBuffers> {
  const { always, atEnd, elsewhere } = given;
  const planned = planState(given.kernels, given.updates);
  yield;
  const { copies, kept } = orderCopies(planned.copied);
  const values = new Map(given.values);
  for (const [name, of] of kept) values.set(name, typeOf(values, of));
  const bytes = (name: string): number => given.bytesOf(typeOf(values, name));
  const isElsewhere = (name: string): boolean =>
    elsewhere.has(name) || elsewhere.has(planned.inPlace.get(name) ?? name);
  const ordered = releaseEarly(planned.order, {
    taken: (name) => (planned.inPlace.has(name) || isElsewhere(name) ? 0 : bytes(name)),
    returned: (name) => (atEnd.has(name) || always.has(name) || isElsewhere(name) ? 0 : bytes(name)),
  });
  yield;
  const kernels = [...keepingKernels(given.prefix, kept, values), ...ordered];
  const spans = lifetimesOf(always, new Set([...atEnd, ...kept.keys()]), kernels, bytes);
  const lifetimes = new Map([...spans].filter(([name]) => !isElsewhere(name)));
  yield;
  const fixed = new Set([...always, ...elsewhere, ...planned.inPlace.keys()]);
  const inside = [...planned.inPlace].filter(([name]) => !isElsewhere(name));
  const shared = new Map([...(yield* shareStorage(kernels, lifetimes, fixed)), ...inside]);
  const memory = yield* planMemoryInParts([...lifetimes.values()], shared);
  return {
    kernels,
    copies: copies.map(({ state: to, next: from }) => ({ from, to })),
    inPlace: planned.inPlace,
    buffers: new Map([...lifetimes.keys()].map((name) => [name, typeOf(values, name)])),
    memory,
  };
}

/** Kernels that keep the state which several states trade. */
function keepingKernels(
  prefix: string,
  kept: ReadonlyMap<string, string>,
  values: ReadonlyMap<string, TensorType>,
): readonly Kernel[] {
  const buffer = (name: string, access: "read" | "write"): KernelBuffer => {
    const { shape, dtype } = typeOf(values, name);
    return { name, dtype, length: sizeOf(shape), access };
  };
  return [...kept].map(([to, from], at) => {
    return keepingKernel(`${prefix}keep_${String(at)}`, buffer(from, "read"), buffer(to, "write"));
  });
}

/** The type of a value. */
export function typeOf(values: ReadonlyMap<string, TensorType>, name: string): TensorType {
  const type = values.get(name);
  if (type === undefined) throw new RensaError("INTERNAL", `The buffer ${name} belongs to no value.`);
  return { shape: type.shape, dtype: type.dtype };
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
