/** A backend that counts what passes through the storage of its stores, and what its programs copy of state. */
import type { Backend } from "@rensa/core";
import type { Prepared, ProgramPlan, Storage } from "@rensa/core/compiler";

/** What was done to the values of a store. */
export interface StateTraffic {
  /** How often values were written, and their bytes. */
  writes: number;
  writtenBytes: number;
  /** How often values were read, or their memory was asked for. */
  reads: number;
  /** Bytes that were copied within the store, after the kernels of runs. */
  copiedBytes: number;
}

/** The backend, what was counted, and the plans that it prepared. */
export interface CountingBackend extends Backend {
  readonly traffic: StateTraffic;
  readonly plans: readonly ProgramPlan[];
}

/** A backend around another one. Values of at least so many bytes are counted: parameters, but no keys and counters. */
export function countingBackend(inner: Backend, fromBytes: number): CountingBackend {
  const traffic: StateTraffic = { writes: 0, writtenBytes: 0, reads: 0, copiedBytes: 0 };
  const plans: ProgramPlan[] = [];
  const inside = new WeakMap<Storage, Storage>();

  const counted = (storage: Storage, bytesOf: ReadonlyMap<string, number>): Storage => {
    const isLarge = (name: string): boolean => (bytesOf.get(name) ?? 0) >= fromBytes;
    const { view } = storage;
    return {
      write: (name, values) => {
        if (isLarge(name)) {
          traffic.writes++;
          traffic.writtenBytes += values.byteLength;
        }
        storage.write(name, values);
      },
      read: (names) => {
        traffic.reads += names.filter(isLarge).length;
        return storage.read(names);
      },
      ...(view === undefined
        ? {}
        : {
            view: (name) => {
              if (isLarge(name)) traffic.reads++;
              return view(name);
            },
          }),
    };
  };

  return {
    name: inner.name,
    threads: inner.threads,
    cache: inner.cache,
    createStorage: async (layout) => {
      const storage = await inner.createStorage(layout);
      const outer = counted(storage, bytesByName(layout.buffers));
      inside.set(outer, storage);
      return outer;
    },
    prepare: async (plan, options = {}) => {
      plans.push(plan);
      const { store, ...others } = options;
      const own = store === undefined ? undefined : inside.get(store);
      const prepared = await inner.prepare(plan, own === undefined ? others : { ...others, store: own });
      const bytes = bytesByName(plan.buffers.filter(({ place }) => place === "store"));
      const copied = plan.copies.map(({ to }) => bytes.get(to) ?? 0).filter((size) => size >= fromBytes);
      const copiedBytes = copied.reduce((sum, size) => sum + size, 0);
      const { run, runAsync } = prepared;
      const counting = (): void => {
        traffic.copiedBytes += copiedBytes;
      };
      const made: Prepared = {
        ...prepared,
        storage: counted(prepared.storage, bytes),
        ...(run === undefined
          ? {}
          : {
              run: () => {
                counting();
                run();
              },
            }),
        ...(runAsync === undefined
          ? {}
          : {
              runAsync: async () => {
                counting();
                await runAsync();
              },
            }),
      };
      return made;
    },
    traffic,
    plans,
  };
}

function bytesByName(
  buffers: readonly { readonly name: string; readonly shape: readonly number[]; readonly dtype: string }[],
): ReadonlyMap<string, number> {
  return new Map(
    buffers.map(({ name, shape, dtype }) => [
      name,
      shape.reduce((product, extent) => product * extent, 1) * (dtype === "f64" ? 8 : 4),
    ]),
  );
}
