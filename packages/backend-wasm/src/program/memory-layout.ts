/**
 * Where everything stands in the memory of a program: control words, the values of its store, its own buffers, and what
 * kernels need for themselves. Programs of one store share its memory, in which each has a place of its own.
 *
 * Vectors read a whole group of lanes where fewer are wanted, and a guarded read (padding) may start outside its buffer.
 * Margins around the buffers make every such read land in memory.
 */
import { RensaError, sizeOf, type Index } from "@rensa/core";
import { viewsInside, type BufferView, type ProgramPlan } from "@rensa/core/compiler";
import { i32, nodeWith, type Node } from "../assembler/node.ts";
import { bytesOfKind, kindOf } from "../lanes/kind.ts";
import { Places } from "../nest/places.ts";
import { scalarsOfKernels } from "./scalars-of-kernels.ts";

/** Bytes at the start of memory that threads agree by. */
export const controlBytes = 1024;
/** A vector read may reach this far beyond the element that it is for. */
const vectorReach = 64;
/** Bytes of a page of memory. */
export const pageBytes = 65536;
/** The most pages that memory has. */
export const mostPages = 65536;
/** Where the values of a store begin: so far before them may a guarded read start. */
export const storeStart = 64 * pageBytes;

/** Places in memory, while kernels still ask for more. */
export class MemoryLayout {
  /** Where buffers stand that do not move; of those that do, only the kinds are known. */
  readonly places: Places;
  readonly #buffers = new Map<string, number>();
  /** Buffers that move in loops. */
  readonly #moving = new Map<string, BufferView>();
  /** Where in memory it stands where those start that move in loops outside the module. */
  readonly #words = new Map<string, number>();
  readonly #margin: number;
  readonly #data: { readonly address: number; readonly values: Int32Array }[] = [];
  #end: number;

  /** `base`: where the program's own place begins. */
  constructor(plan: ProgramPlan, base: number = controlBytes) {
    const overshoot = widestOvershoot(plan);
    this.#margin = aligned(vectorReach + overshoot);
    if (plan.store !== null && overshoot > storeStart / 2 && readsBeforeStore(plan) > storeStart / 2) {
      throw new RensaError(
        "BACKEND_UNSUPPORTED",
        "The program pads state by more than 2 MiB; pad a copy of it instead: add 0 to it before.",
      );
    }
    const start = base + this.#margin;
    for (const { name, place, offset } of plan.buffers) {
      this.#buffers.set(name, (place === "store" ? storeStart : start) + offset);
    }
    const views = viewsInside(plan.kernels);
    for (const view of views) {
      const outside = this.#buffers.get(view.of);
      if (outside === undefined || view.stride !== 0) this.#moving.set(view.name, view);
      else this.#buffers.set(view.name, outside + view.offset);
    }
    this.places = new Places(
      plan.precision,
      [...plan.buffers, ...views].map(({ name, dtype }) => [
        name,
        { address: this.#buffers.get(name) ?? 0, base: null, kind: kindOf(dtype, plan.precision) },
      ]),
    );
    this.#end = start + aligned(plan.bytes);
  }

  /** Sets bytes aside for a kernel, and returns their address. */
  reserve(bytes: number): number {
    const address = this.#end;
    this.#end += aligned(bytes);
    return address;
  }

  /** Sets integers aside that are there from the start, and returns their address. */
  constants(values: Int32Array): number {
    const address = this.reserve(values.byteLength);
    this.#data.push({ address, values });
    return address;
  }

  /** Where a buffer stands. */
  addressOf(name: string): number {
    const address = this.#buffers.get(name);
    if (address === undefined) throw new RensaError("INTERNAL", `The buffer ${name} has no storage.`);
    return address;
  }

  /** True for a buffer that moves in a loop. */
  isMoving(name: string): boolean {
    return this.#moving.has(name);
  }

  /** Keeps in memory where a buffer starts now, for a loop outside the module that moves it. Returns the address. */
  keepStart(name: string): number {
    const word = this.#words.get(name) ?? this.reserve(4);
    this.#words.set(name, word);
    return word;
  }

  /** Where the start of a buffer is kept, where it is. */
  wordOf(name: string): number | undefined {
    return this.#words.get(name);
  }

  /** Where a buffer stands now, as code; `undefined` where it moves in a loop of the module. */
  currentAddressOf(name: string): Node | undefined {
    const word = this.#words.get(name);
    if (word !== undefined) return nodeWith("i32.load", [word], i32(0));
    const address = this.#buffers.get(name);
    return address === undefined ? undefined : i32(address);
  }

  /** Where the program's own place ends. */
  get end(): number {
    return this.#end + this.#margin;
  }

  /** Pages of 64 KiB that hold everything. */
  get pages(): number {
    const bytes = this.end;
    if (bytes > mostPages * pageBytes) {
      throw new RensaError(
        "BACKEND_UNSUPPORTED",
        `The program needs ${(bytes / 2 ** 30).toFixed(1)} GiB, and WebAssembly's memory ends at 4 GiB; use smaller batches or a smaller model.`,
      );
    }
    return Math.ceil(bytes / pageBytes);
  }

  /** Writes what {@link constants} was given. */
  fill(memory: ArrayBufferLike): void {
    for (const { address, values } of this.#data) new Int32Array(memory, address, values.length).set(values);
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

/** How far outside its buffer any read of the program starts, in bytes. */
function widestOvershoot(plan: ProgramPlan): number {
  let widest = 0;
  for (const { before, after } of overshoots(plan)) widest = Math.max(widest, before, after);
  return widest;
}

/** How far before a value of the store any read of it starts, in bytes. */
function readsBeforeStore(plan: ProgramPlan): number {
  const outside = new Map(viewsInside(plan.kernels).map(({ name, of }) => [name, of]));
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = outside.get(root); next !== undefined; next = outside.get(root)) root = next;
    return root;
  };
  const stored = new Set(plan.buffers.flatMap(({ name, place }) => (place === "store" ? [name] : [])));
  let widest = 0;
  for (const { buffer, before } of overshoots(plan)) if (stored.has(rootOf(buffer))) widest = Math.max(widest, before);
  return widest;
}

interface Overshoot {
  readonly buffer: string;
  /** Bytes before the buffer's start, and after its end. */
  readonly before: number;
  readonly after: number;
}

function* overshoots({ kernels, buffers, precision }: ProgramPlan): Generator<Overshoot> {
  const lengths = new Map(
    [...buffers, ...viewsInside(kernels)].map(({ name, shape, dtype }) => [
      name,
      [sizeOf(shape), bytesOfKind[kindOf(dtype, precision)]] as const,
    ]),
  );
  const measure = (buffer: string, offset: Index): Overshoot => {
    const [length, bytes] = lengths.get(buffer) ?? [0, 1];
    return { buffer, before: -offset.minimum * bytes, after: (offset.maximum - length + 1) * bytes };
  };
  for (const { expression } of scalarsOfKernels(kernels)) {
    if (expression.kind === "load") yield measure(expression.buffer, expression.offset);
  }
}
