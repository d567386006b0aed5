/**
 * Where everything stands in the memory of a program: control words, buffers, and what kernels need for themselves.
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
const pageBytes = 65536;
const largestMemory = 65536 * pageBytes;

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

  constructor(plan: ProgramPlan) {
    this.#margin = aligned(vectorReach + widestOvershoot(plan));
    const start = controlBytes + this.#margin;
    for (const { name, offset } of plan.buffers) this.#buffers.set(name, start + offset);
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

  /** Pages of 64 KiB that hold everything. */
  get pages(): number {
    const bytes = this.#end + this.#margin;
    if (bytes > largestMemory) {
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
function widestOvershoot({ kernels, buffers, precision }: ProgramPlan): number {
  const lengths = new Map(
    [...buffers, ...viewsInside(kernels)].map(({ name, shape, dtype }) => [
      name,
      [sizeOf(shape), bytesOfKind[kindOf(dtype, precision)]] as const,
    ]),
  );
  let widest = 0;
  const measure = (buffer: string, offset: Index): void => {
    const [length, bytes] = lengths.get(buffer) ?? [0, 1];
    widest = Math.max(widest, -offset.minimum * bytes, (offset.maximum - length + 1) * bytes);
  };
  for (const { expression } of scalarsOfKernels(kernels)) {
    if (expression.kind === "load") measure(expression.buffer, expression.offset);
  }
  return widest;
}
