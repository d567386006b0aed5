/** The arrays of a program: one for each buffer that stays where it is, and where the others start in those of others. */
import { RensaError, sizeOf, type DType, type Precision, type TypedArray } from "@rensa/core";
import {
  viewsInside,
  type BufferView,
  type Kernel,
  type MovingBuffers,
  type ProgramPlan,
  type StoreLayout,
} from "@rensa/core/compiler";

/** A buffer that moves: where it starts now. @inline */
export interface MovingStart {
  readonly slot: number;
  /** The slot of the buffer that it is a part of, where that moves too. */
  readonly parent: number | null;
  /** Elements. */
  readonly offset: number;
  readonly stride: number;
}

/**
 * One block of memory for many buffers.
 *
 * @param bytes - How large it is.
 *
 * @throws RensaError `BACKEND_UNSUPPORTED` where the engine refuses so much memory.
 *
 * @example
 * ```ts
 * import { allocateArena } from "@rensa/backend-js/program";
 *
 * console.log(allocateArena(64).byteLength); // 64
 * ```
 */
export function allocateArena(bytes: number): ArrayBuffer {
  try {
    return new ArrayBuffer(bytes);
  } catch (cause) {
    throw new RensaError(
      "BACKEND_UNSUPPORTED",
      `The engine refuses ${String(Math.ceil(bytes / 2 ** 20))} MiB of memory for the program; use smaller batches or a smaller model.`,
      { cause },
    );
  }
}

/** What storage is made for. */
export type StoredProgram = Pick<ProgramPlan, "kernels" | "buffers" | "bytes" | "precision">;

/**
 * Numbers for the buffers of bodies that move, from run to run of these or with one that they are a part of.
 *
 * @param kernels - Kernels in the order in which they run.
 *
 * @example
 * ```ts
 * import { slotsOf } from "@rensa/backend-js/program";
 * import { f32, full, scan, trace } from "@rensa/core";
 * import { add } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const sums = trace({ x: f32(3) }, ({ x }) => scan(full([], 0), x, (total, element) => [add(total, element), total])[1]);
 * console.log(slotsOf((await compile(sums)).stages.kernels).size > 0); // true
 * ```
 */
export function slotsOf(kernels: readonly Kernel[]): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  for (const { name, of, stride } of viewsInside(kernels)) {
    if (stride !== 0 || slots.has(of)) slots.set(name, slots.size);
  }
  return slots;
}

/**
 * The storage of all buffers of a program, those inside loops included.
 *
 * @throws RensaError `BACKEND_UNSUPPORTED` where the engine refuses so much memory, and `INTERNAL` for a buffer outside of it.
 *
 * @example
 * ```ts
 * import { Storage } from "@rensa/backend-js/program";
 * import { compile, f32, trace } from "@rensa/core";
 * import { planningBackend, type ProgramPlan } from "@rensa/core/compiler";
 * import { exp } from "@rensa/ops";
 *
 * const plans: ProgramPlan[] = [];
 * await compile(trace({ x: f32(2) }, ({ x }) => exp(x)), { backend: planningBackend((plan) => plans.push(plan)) });
 * for (const plan of plans) {
 *   console.log(new Storage(plan, null).arrayOf("x")); // Float32Array [0, 0]
 * }
 * ```
 */
export class Storage {
  /** The arrays by buffer name. That of a buffer that moves holds all the places to which it comes. */
  readonly arrays = new Map<string, TypedArray>();
  readonly shapes = new Map<string, readonly number[]>();
  readonly moving: MovingBuffers;
  readonly #starts = new Map<string, MovingStart>();

  /**
   * `store`: the memory in which the program's state stands.
   *
   * @param storedProgram - The buffers of the program, with their places.
   * @param store - The memory of its store; `null` where it has none.
   */
  constructor({ kernels, buffers, bytes, precision }: StoredProgram, store: ArrayBuffer | null) {
    const own = allocateArena(bytes);
    const places = new Map<string, { readonly memory: ArrayBuffer; readonly offset: number }>();
    for (const { name, place, shape, dtype, offset, initial } of buffers) {
      const memory = place === "store" ? (store ?? own) : own;
      places.set(name, { memory, offset });
      this.shapes.set(name, shape);
      const array = arrayAt(name, memory, offset, sizeOf(shape), dtype, precision);
      initial?.copyTo(array);
      this.arrays.set(name, array);
    }
    const slots = slotsOf(kernels);
    for (const view of viewsInside(kernels)) {
      const { name, shape, dtype, of, offset } = view;
      this.shapes.set(name, shape);
      const slot = slots.get(name);
      const base = places.get(of) ?? { memory: own, offset: 0 };
      if (slot === undefined) {
        const place = { ...base, offset: base.offset + offset };
        places.set(name, place);
        this.arrays.set(name, arrayAt(name, place.memory, place.offset, sizeOf(shape), dtype, precision));
      } else {
        this.#starts.set(name, this.#startOf(view, slot, slots.get(of) ?? null));
        this.arrays.set(name, this.arrayOf(of));
      }
    }
    this.moving = { slots, starts: new Float64Array(slots.size) };
  }

  /**
   * The array of a buffer.
   *
   * @param name - The buffer's name.
   */
  arrayOf(name: string): TypedArray {
    const array = this.arrays.get(name);
    if (array === undefined) throw new RensaError("INTERNAL", `The buffer ${name} has no storage.`);
    return array;
  }

  /**
   * Elements of a buffer.
   *
   * @param name - The buffer's name.
   */
  lengthOf(name: string): number {
    return sizeOf(this.shapes.get(name) ?? []);
  }

  /**
   * How a buffer moves, where it does.
   *
   * @param name - The buffer's name.
   */
  startOf(name: string): MovingStart | undefined {
    return this.#starts.get(name);
  }

  #startOf({ of, offset, stride }: BufferView, slot: number, parent: number | null): MovingStart {
    const bytes = this.arrayOf(of).BYTES_PER_ELEMENT;
    return { slot, parent, offset: offset / bytes, stride: stride / bytes };
  }
}

/**
 * The arrays of a store, by name.
 *
 * @param storeLayout - The buffers of the store.
 * @param memory - The memory that they lie in.
 *
 * @throws RensaError `INTERNAL` from the function that it gives, for a name that the store does not have.
 *
 * @example
 * ```ts
 * import { storedArrays } from "@rensa/backend-js/program";
 *
 * const buffers = [{ name: "total", shape: [2], dtype: "f32", offset: 0 }] as const;
 * const view = storedArrays({ buffers, bytes: 8, precision: "f32" }, new ArrayBuffer(8));
 * console.log(view("total")); // Float32Array [0, 0]
 * ```
 */
export function storedArrays({ buffers, precision }: StoreLayout, memory: ArrayBuffer): (name: string) => TypedArray {
  const arrays = new Map(
    buffers.map(({ name, shape, dtype, offset }) => [
      name,
      arrayAt(name, memory, offset, sizeOf(shape), dtype, precision),
    ]),
  );
  return (name) => {
    const array = arrays.get(name);
    if (array === undefined) throw new RensaError("INTERNAL", `The store has no value ${name}.`);
    return array;
  };
}

function arrayAt(
  name: string,
  arena: ArrayBuffer,
  offset: number,
  length: number,
  kept: DType,
  precision: Precision,
): TypedArray {
  const dtype = kept === "f32" && precision === "f64" ? "f64" : kept;
  try {
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
  } catch (cause) {
    throw new RensaError("INTERNAL", `The buffer ${name} is outside the arena.`, { cause });
  }
}
