/** A backend whose values stand elsewhere: nobody sees its memory, and all that is asked for is done later, in order. */
import type { Backend } from "@rensa/core";
import type { Prepared, Storage } from "@rensa/core/compiler";

/** Work that is done in order, each piece some turns after it was asked for. */
class Queue {
  #last: Promise<unknown> = Promise.resolve();
  /** Pieces that wait. */
  waiting = 0;
  /** The most that ever waited. */
  most = 0;

  add<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    this.most = Math.max(this.most, ++this.waiting);
    const done = this.#last.then(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      this.waiting--;
      return work();
    });
    this.#last = done.catch(() => undefined);
    return done;
  }
}

/** Makes the backend around another one. */
export function elsewhereBackend(inner: Backend): Backend & { readonly queue: Queue } {
  const queue = new Queue();
  const own = new Map<Storage, Storage>();
  const later = (storage: Storage): Storage => {
    const far: Storage = {
      write: (name, values) => {
        const copy = values.slice();
        // As one that is told of errors by the next answer.
        void queue.add(() => storage.write(name, copy));
      },
      read: (names) => queue.add(() => storage.read(names)),
    };
    own.set(far, storage);
    return far;
  };
  return {
    name: inner.name,
    threads: inner.threads,
    queue,
    createStorage: async (layout) => later(await inner.createStorage(layout)),
    prepare: async (plan, { store, ...options } = {}): Promise<Prepared> => {
      const kept = store && own.get(store);
      const prepared = await inner.prepare(plan, { ...options, ...(kept && { store: kept }) });
      const { storage, sources } = prepared;
      return { storage: later(storage), sources, runAsync: () => queue.add(() => prepared.run?.()) };
    },
  };
}
