/** Stores: typed trees of values that stay from run to run, and that several programs read and replace without copies. */
import { checkKind } from "../graph/check-argument.ts";
import type { TypedArray } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import type { HostTensor, TensorData } from "../graph/host-tensor.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { Tensor } from "../op/tensor.ts";
import {
  flattenTree,
  isTyped,
  mapTree,
  type HostTensorsOf,
  type IsAnyTree,
  type TensorTree,
  type Tree,
  type TypeTree,
} from "../trace/tree.ts";
import type { Backend, Storage } from "./backend.ts";
import type { StoreLayout } from "./program-plan.ts";
import { readTensor } from "./read-tensor.ts";
import { checkData, type CheckedData } from "./tensor-data.ts";
import { dataFinder } from "./tree-access.ts";
import { Turns } from "./turns.ts";

/** The tree with every tensor replaced by its type; a tree of which nothing is known stays one. */
export type TypesOf<T> = [TensorTree] extends [T]
  ? TypeTree
  : T extends Tensor<infer Shape, infer Type>
    ? TensorType<Shape, Type>
    : { readonly [K in keyof T]: TypesOf<T[K]> };

/** Data for some of the tensors of a tree. */
export type SomeData<T> =
  IsAnyTree<T> extends true
    ? Tree<TensorData>
    : T extends TensorType
      ? TensorData
      : { readonly [K in keyof T]?: SomeData<T[K]> };

/** The names under which a store keeps its trees. */
export interface StoreNames<Name extends string> {
  /** What it keeps, at the top of its tree. */
  readonly names: readonly string[];
  /**
   * Whether it keeps something under a name.
   *
   * @param name - The name.
   */
  has(name: Name): boolean;
}

/**
 * Values that stay from run to run, as a typed tree: parameters, the state of an optimizer, counters, random keys. Programs
 * that are compiled with a store (`compile(traced, { state: store })`) share them: an input of one of its names is read where
 * it stands, an output of such a name replaces it, in place where that can be, and nothing is copied between programs.
 * `createStore` makes one.
 *
 * @typeParam T - the tree of its types.
 */
export interface Store<T> extends StoreNames<keyof T & string> {
  /** The types of its values, nested as they are: to be traced with. */
  readonly types: T;
  /** A copy of its values, or of those of one name, when all is done that was asked for before. */
  read(): Promise<HostTensorsOf<T>>;
  /**
   * Of those of one name.
   *
   * @param name - A name at the top of the store's tree.
   */
  read<Name extends keyof T & string>(name: Name): Promise<HostTensorsOf<T[Name]>>;
  /**
   * {@link Store.read} at once, where the values stand in memory that this thread sees.
   *
   * @throws RensaError `BACKEND_UNSUPPORTED` where they stand elsewhere; `PROGRAM_BUSY` while a `runAsync` is under way.
   */
  readNow(): HostTensorsOf<T>;
  /**
   * Of those of one name.
   *
   * @param name - A name at the top of the store's tree.
   */
  readNow<Name extends keyof T & string>(name: Name): HostTensorsOf<T[Name]>;
  /**
   * Sets values, which are copied at the call: a tree as the store's, from which anything may be left out.
   *
   * @param values - Values in the structure of the tree, all of it or a part.
   *
   * @throws RensaError `INPUT_MISMATCH` before anything is changed; `PROGRAM_BUSY` while a `runAsync` is under way.
   */
  write(values: SomeData<T>): void;
  /**
   * The same values by path (`parameters.bias`), for files.
   *
   * @param paths - which; all by default.
   */
  readByPath(paths?: readonly string[]): Promise<ReadonlyMap<string, HostTensor>>;
  /**
   * Sets values by path, as {@link Store.write}.
   *
   * @param values - Tensors by path.
   */
  writeByPath(values: ReadonlyMap<string, HostTensor>): void;
  /**
   * A part of it, by name: programs compiled with that see no more.
   *
   * @param names - Names at the top of the store's tree.
   */
  pick<Name extends keyof T & string>(...names: readonly Name[]): Store<Pick<T, Name>>;
}

/** The memory of a store, with all that works on it. */
export interface StoreMemory {
  /** `null` for the store of programs without state. */
  readonly backend: Backend | null;
  readonly layout: StoreLayout;
  readonly storage: Storage;
  readonly turns: Turns;
}

/** A store in memory. */
export class MemoryStore<T> implements Store<T> {
  readonly names: readonly string[];
  readonly types: T;
  readonly memory: StoreMemory;
  /** By path. */
  readonly leaves: ReadonlyMap<string, TensorType>;

  constructor(types: T, memory: StoreMemory) {
    this.types = types;
    this.names = Object.freeze(Object.keys(types as object));
    this.memory = memory;
    this.leaves = new Map(flattenTree(types, isTyped));
  }

  has(name: keyof T & string): boolean {
    return this.names.includes(name);
  }

  read(): Promise<HostTensorsOf<T>>;
  read<Name extends keyof T & string>(name: Name): Promise<HostTensorsOf<T[Name]>>;
  async read(name?: keyof T & string): Promise<unknown> {
    const { types, leaves } = this.#part("read", name);
    const arrays = await this.#readArrays(leaves.map(([path]) => path));
    const tensors = leaves.map(([, type], at) => tensorIn(arrays, at, type));
    return inTree(types, tensors);
  }

  readNow(): HostTensorsOf<T>;
  readNow<Name extends keyof T & string>(name: Name): HostTensorsOf<T[Name]>;
  readNow(name?: keyof T & string): unknown {
    const { types, leaves } = this.#part("readNow", name);
    const { storage, turns } = this.memory;
    const { view } = storage;
    if (view === undefined) {
      throw new RensaError(
        "BACKEND_UNSUPPORTED",
        "readNow: the values of this backend's stores stand elsewhere; use await store.read().",
      );
    }
    turns.refuseBusy("readNow");
    return inTree(
      types,
      leaves.map(([path, type]) => readTensor(type, view(path))),
    );
  }

  write(values: SomeData<T>): void {
    checkKind("write: the values", values, "record");
    const find = dataFinder(
      this.types,
      () => false,
      (path, known) => `write: the store has no "${path}"; it has ${known}`,
    );
    const found = find(values);
    this.#write([...this.leaves].flatMap(([path, type], at) => this.#checked("write", path, type, found[at])));
  }

  async readByPath(paths: readonly string[] = [...this.leaves.keys()]): Promise<ReadonlyMap<string, HostTensor>> {
    const types = paths.map((path) => this.#typeOf("readByPath", path));
    const arrays = await this.#readArrays(paths);
    return new Map(types.map((type, at) => [paths[at] ?? "", tensorIn(arrays, at, type)]));
  }

  writeByPath(values: ReadonlyMap<string, HostTensor>): void {
    checkKind("writeByPath: the values", values, "map");
    const checked = [...values].flatMap(([path, tensor]) => {
      return this.#checked("writeByPath", path, this.#typeOf("writeByPath", path), tensor);
    });
    this.#write(checked);
  }

  pick<Name extends keyof T & string>(...names: readonly Name[]): Store<Pick<T, Name>> {
    const unknown = names.find((name) => !this.names.includes(name));
    if (unknown !== undefined) {
      throw new RensaError("ARGUMENT_INVALID", `pick: the store has no "${unknown}"; it has ${this.names.join(", ")}.`);
    }
    const picked = Object.fromEntries(names.map((name) => [name, this.types[name]]));
    // Exactly the names that were asked for.
    return new MemoryStore(picked as Pick<T, Name>, this.memory);
  }

  #readArrays(paths: readonly string[]): ReturnType<Storage["read"]> {
    const { storage, turns } = this.memory;
    if (storage.view !== undefined) turns.refuseReentry("read");
    // Most often nothing is under way.
    return turns.isFree ? storage.read(paths) : turns.queue(() => storage.read(paths));
  }

  /** The store's tree, or what stands under a name of it. */
  #part(what: string, name: string | undefined): { readonly types: unknown; readonly leaves: [string, TensorType][] } {
    if (name === undefined) return { types: this.types, leaves: [...this.leaves] };
    if (!this.names.includes(name)) {
      throw new RensaError("ARGUMENT_INVALID", `${what}: the store has no "${name}"; it has ${this.names.join(", ")}.`);
    }
    const types: unknown = Reflect.get(this.types as object, name);
    const leaves = flattenTree(types, isTyped).map(([path, type]): [string, TensorType] => [
      path === "" ? name : `${name}.${path}`,
      type,
    ]);
    return { types, leaves };
  }

  #typeOf(what: string, path: string): TensorType {
    const type = this.leaves.get(path);
    if (type !== undefined) return type;
    const known = [...this.leaves.keys()].join(", ");
    throw new RensaError("INPUT_MISMATCH", `${what}: the store has no "${path}"; it has ${known}.`);
  }

  #checked(what: string, path: string, type: TensorType, data: unknown): readonly CheckedData[] {
    return data === undefined ? [] : [checkData(`${what}: the value "${path}"`, path, type, data, false)];
  }

  #write(checked: readonly CheckedData[]): void {
    const { storage, turns } = this.memory;
    if (storage.view !== undefined) turns.refuseBusy("write");
    if (turns.isFree) {
      for (const { name, values } of checked) storage.write(name, values);
      return;
    }
    const held = checked.map(({ name, values }) => ({ name, values: values.slice() }));
    const written = turns.queue(() => {
      for (const { name, values } of held) storage.write(name, values);
      return Promise.resolve();
    });
    // A storage that is lost says so to whoever asks for something next.
    written.catch(() => undefined);
  }
}

/** A store of which only the program knows what it keeps. */
export type AnyStore = MemoryStore<Readonly<Record<string, unknown>>>;

/** The store of programs that keep nothing. */
export function emptyStore(): AnyStore {
  const nothing = (name: string): never => {
    throw new RensaError("INTERNAL", `An empty store has no ${name}.`);
  };
  const storage: Storage = { write: nothing, read: () => Promise.resolve([]), view: nothing };
  const layout: StoreLayout = { buffers: [], bytes: 0, precision: "f32" };
  return new MemoryStore({}, { backend: null, layout, storage, turns: new Turns() });
}

/** What a storage gave is a copy, which nobody else has. */
function tensorIn(arrays: readonly TypedArray[], at: number, { shape, dtype }: TensorType): HostTensor {
  const data = arrays[at];
  if (data === undefined) throw new RensaError("INTERNAL", "A storage gave fewer arrays than it was asked for.");
  return { shape, dtype, data };
}

/** Tensors in the order of the leaves of a tree of types, nested as these. */
function inTree(types: unknown, tensors: readonly HostTensor[]): unknown {
  let at = 0;
  return mapTree<TensorType, unknown>(types, isTyped, () => tensors[at++]);
}
