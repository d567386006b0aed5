/** remoteBackend: JavaScript in another thread, which nobody but that thread sees the values of. */
import {
  checkOptions,
  refuseArgument,
  RensaError,
  sizeOf,
  type Backend,
  type TensorType,
  type TypedArray,
} from "@rensa/core";
import { ProgramCache, type Prepared, type ProgramPlan, type Storage } from "@rensa/core/compiler";
import { hostRuns, initialValues, postPlan } from "./post-plan.ts";
import type { Place, PostedPlan } from "./protocol.ts";
import { RemoteThread } from "./thread.ts";

/** How the remote backend works. */
export interface RemoteBackendOptions {
  /** Milliseconds, from 0 to 60000, from the moment that something is asked for to the one when it is done at the earliest. Default: 0. */
  readonly delay?: number;
  /** How many compiled programs are kept for graphs that come again (`ProgramCache`). Default: 32. */
  readonly cachedPrograms?: number;
}

/** A backend with a thread of its own. */
export interface RemoteBackend extends Backend {
  /** Ends the thread, with all that stands there. What is under way, and all that is asked for later, rejects with `THREAD_LOST`. */
  close(): Promise<void>;
}

/** The longest delay. */
const mostDelay = 60_000;

/**
 * A backend whose values stand elsewhere, for tests in Node: the JavaScript backend's kernels in a worker thread, which has
 * stores and programs to itself. Nothing can be seen of them but by `read`, and programs run by `runAsync` alone, as
 * with a GPU or another process. What is asked for is done in order, each some time later, while more may be asked for.
 * Functions of host ops and of plugins' kernels for `js` are called in the thread of the user, and what they throw
 * is what the run rejects with.
 *
 * The thread starts when it is first needed, keeps no process alive while nothing is awaited, and ends with {@link
 * RemoteBackend.close}. Where it ends before, everything under way and later rejects with `THREAD_LOST`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for options that are not as they are described.
 *
 * @example
 * ```ts
 * import { remoteBackend } from "@rensa/conformance";
 * import { compile, f32, trace } from "@rensa/core";
 * import { add } from "@rensa/ops";
 *
 * const backend = remoteBackend({ delay: 1 });
 * const traced = trace({ total: f32(2), x: f32(2) }, ({ total, x }) => ({ total: add(total, x) }));
 * const program = await compile(traced, { backend, state: ["total"] });
 * // Two runs under way, and a read that comes after both.
 * const runs = [program.runAsync({ x: [1, 2] }), program.runAsync({ x: [10, 20] })];
 * console.log(program.runsHere, (await program.store.read("total")).data); // false Float32Array [11, 22]
 * await Promise.all(runs);
 * await backend.close();
 * ```
 */
export function remoteBackend(options: RemoteBackendOptions = {}): RemoteBackend {
  checkOptions("remoteBackend", options, ["delay", "cachedPrograms"]);
  const { delay = 0, cachedPrograms } = options;
  if (!(Number.isFinite(delay) && delay >= 0 && delay <= mostDelay)) {
    refuseArgument("remoteBackend: the delay", delay, `a number of milliseconds from 0 to ${String(mostDelay)}`);
  }
  const cache = new ProgramCache({ programs: cachedPrograms });
  const thread = new RemoteThread(delay);
  const posted = new WeakMap<ProgramPlan, PostedPlan>();
  const stores = new WeakMap<object, Handle>();
  let places: Place = 0;
  /** Frees what nobody refers to. */
  const forgotten = new FinalizationRegistry<Place>((place) => {
    free(place);
  });

  /** In order, so after all runs that were asked for. */
  function free(place: Place): void {
    thread.hosts.remove(place);
    thread.forget({ kind: "free", place });
  }

  return {
    name: "js",
    threads: 1,
    cache,
    createStorage: async (layout) => {
      const handle: Handle = { place: places++ };
      await thread.ask({ kind: "createStorage", place: handle.place, layout });
      forgotten.register(handle, handle.place);
      const storage = remoteStorage(thread, handle, layout.buffers);
      stores.set(storage, handle);
      return storage;
    },
    prepare: async (plan, { store, yielding } = {}): Promise<Prepared> => {
      const kept = store && stores.get(store);
      if (plan.store !== null && kept === undefined) {
        throw new RensaError(
          "ARGUMENT_INVALID",
          "prepare: the plan has state; give the storage that this backend made for it.",
        );
      }
      const runs = hostRuns(plan);
      const plain = posted.get(plan) ?? (await postPlan(plan, yielding));
      posted.set(plan, plain);
      const handle: Handle = { place: places++ };
      const initial = initialValues(plan);
      thread.hosts.add(handle.place, runs);
      forgotten.register(handle, handle.place, handle);
      await thread.ask(
        {
          kind: "prepare",
          place: handle.place,
          store: plan.store === null ? null : (kept?.place ?? null),
          plan: plain,
          initial,
        },
        [...initial.values()],
      );
      return {
        storage: remoteStorage(thread, handle, plan.buffers),
        sources: plain.sources,
        kept: [...plain.sources.values()].reduce((sum, source) => sum + source.length, 0),
        runAsync: async () => {
          await thread.ask({ kind: "run", place: handle.place });
        },
        release: () => {
          forgotten.unregister(handle);
          free(handle.place);
        },
      };
    },
    close: async () => {
      cache.clear();
      await thread.end();
    },
  };
}

/** What all refer to that use a place. When nobody does, the place is freed. */
interface Handle {
  readonly place: Place;
}

function remoteStorage(
  thread: RemoteThread,
  handle: Handle,
  buffers: readonly (TensorType & { readonly name: string })[],
): Storage {
  const lengths = new Map(buffers.map(({ name, shape }) => [name, sizeOf(shape)]));
  const lengthOf = (name: string): number => {
    const length = lengths.get(name);
    if (length === undefined) throw new RensaError("INTERNAL", `The buffer ${name} has no storage.`);
    return length;
  };
  return {
    write: (name, values: TypedArray) => {
      if (values.length !== lengthOf(name)) {
        throw new RensaError("INTERNAL", `The buffer ${name} was given ${String(values.length)} values.`);
      }
      const copy = values.slice();
      thread.tell({ kind: "write", place: handle.place, name, values: copy }, [copy]);
    },
    read: async (names) => {
      for (const name of names) lengthOf(name);
      return thread.ask({ kind: "read", place: handle.place, names });
    },
  };
}
