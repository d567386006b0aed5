/** The interface between a compiled program and what executes it. */
import { checkKind } from "../graph/check-argument.ts";
import type { TypedArray } from "../graph/dtype.ts";
import type { Yielding } from "../graph/yielding.ts";
import type { ProgramCache } from "./program-cache.ts";
import type { ProgramPlan, StoreLayout } from "./program-plan.ts";

/** Where values stand, by the name of their buffer. What is asked for is done in order, runs of programs included. */
export interface Storage {
  /**
   * Sets the values of a buffer. They are copied at the call.
   *
   * @param name - The buffer's name.
   * @param values - Its values, which are copied.
   */
  write(name: string, values: TypedArray): void;
  /**
   * Copies of buffers as they are when all is done that was asked for before.
   *
   * @param names - The buffers' names.
   */
  read(names: readonly string[]): Promise<readonly TypedArray[]>;
  /**
   * The values of a buffer themselves, where they stand in memory that this thread sees; they are good until another
   * program of the same store is prepared. Left out where they stand elsewhere: then programs only run asynchronously.
   */
  readonly view?: (name: string) => TypedArray;
}

/** A program that a backend has prepared. */
export interface Prepared {
  /** The storage of its buffers, state included; the program is given data and asked for results by it. */
  readonly storage: Storage;
  /** Runs all kernels in order, then all copies. Left out where the storage is elsewhere. */
  readonly run?: () => void;
  /**
   * The same, without keeping this thread busy, where the backend can and {@link Prepared.run} would: then what
   * {@link Storage.view} gives must be left alone until it resolves. Rejects where it did not come to its end.
   */
  readonly runAsync?: () => Promise<void>;
  /** Gives back what the program holds, which is not run any more. Default: nothing, until nobody refers to it. */
  readonly release?: () => void;
  /** What each kernel became, for people: source text by kernel name. */
  readonly sources: ReadonlyMap<string, string>;
  /** Bytes that the backend keeps for further programs of the plan, as long as there is the plan. Default: 0. */
  readonly kept?: number;
}

/** What a program is prepared with. */
export interface PrepareOptions {
  /** Where its state stands, made by the same backend for the plan's {@link ProgramPlan.store}. Needed where that is not `null`. */
  readonly store?: Storage;
  /** How to give way in between, where it takes long. */
  readonly yielding?: Yielding;
}

/** Something that executes programs. */
export interface Backend {
  /** By which plugins know it (`js`, `wasm`), for the kernels that they have for it. */
  readonly name: string;
  /** Threads that it computes with. */
  readonly threads: number;
  /** Where `compile` keeps the plans of graphs that may come again; without it each is planned anew. */
  readonly cache?: ProgramCache | undefined;
  /**
   * Sets memory aside for a store, all zeros. Nothing needs to be disposed.
   *
   * @param layout - The buffers of the store.
   */
  createStorage(layout: StoreLayout): Storage | Promise<Storage>;
  /**
   * Prepares a program.
   *
   * @param plan - The kernels, buffers and copies of a program.
   */
  prepare(plan: ProgramPlan, options?: PrepareOptions): Prepared | Promise<Prepared>;
}

/**
 * Storage in memory that this thread sees, from what gives the values of a buffer.
 *
 * @param view - Gives the array of a buffer.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { visibleStorage } from "@rensa/core/compiler";
 *
 * const arrays = new Map([["x", Float32Array.of(1, 2)]]);
 * const storage = visibleStorage((name) => arrays.get(name) ?? new Float32Array());
 * storage.write("x", Float32Array.of(3, 4));
 * console.log(await storage.read(["x"])); // [Float32Array [3, 4]]
 * ```
 */
export function visibleStorage(view: (name: string) => TypedArray): Storage {
  checkKind("visibleStorage: the view", view, "function");
  return {
    write: (name, values) => {
      view(name).set(values);
    },
    read: (names) => Promise.resolve(names.map((name) => view(name).slice())),
    view,
  };
}
