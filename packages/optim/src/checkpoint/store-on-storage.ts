/** A store of checkpoints on any place that can hold files. */
import { checkParts, checkOptions, formatGiven, RensaError } from "@rensa/core";
import type {
  CheckpointProblem,
  CheckpointStore,
  FindOptions,
  LoadedCheckpoint,
  SaveOptions,
  StoredCheckpoint,
  StoreOptions,
} from "./checkpoint-store.ts";
import type { TrainingSnapshot } from "../train/snapshot/snapshot.ts";
import { decodeCheckpoint } from "./decode-checkpoint.ts";
import { encodeCheckpoint } from "./encode-checkpoint.ts";
import { writeManifest, type CheckpointManifest } from "./manifest.ts";
import { isSameRun, outdated, type Retention } from "./retention.ts";
import type { CheckpointStorage } from "./storage.ts";
import {
  asRensaError,
  fileOf,
  invalid,
  listCheckpoints,
  listFiles,
  manifestIn,
  manifestOf,
  missing,
  nextName,
  removeFiles,
} from "./stored-files.ts";

/**
 * A store on four functions that read, write, list and remove files, such as those of an object store. A checkpoint is a
 * safetensors file, and a manifest with its checksum that is written after it.
 *
 * After each checkpoint, older ones of the same run are removed but for the `keepLast` newest and the best, and what
 * interrupted saves of it have left. One that holds NaN or infinities never takes a finite one's place: it stays only as
 * the newest, and is loaded only where there is no other. A snapshot that equals the newest checkpoint is not written
 * again. Give every run a place of its own where you can; runs that share one leave each other's checkpoints alone.
 *
 * @param storage - What reads, writes, lists and removes files.
 *
 * @throws RensaError `ARGUMENT_INVALID` where `keepLast` is not a positive integer.
 *
 * @example
 * ```ts
 * import { checkpointStore, type CheckpointStorage } from "@rensa/optim";
 *
 * const files = new Map<string, Uint8Array<ArrayBuffer>>();
 * const storage: CheckpointStorage = {
 *   read: async (name) => files.get(name) ?? null,
 *   write: async (name, bytes) => void files.set(name, bytes),
 *   list: async () => [...files.keys()],
 *   remove: async (name) => void files.delete(name),
 * };
 * const store = checkpointStore(storage, { keepLast: 5 });
 * console.log(await store.latest()); // null
 * ```
 */
export function checkpointStore(storage: CheckpointStorage, options: StoreOptions = {}): CheckpointStore {
  checkParts("checkpointStore: the storage", storage, "read", "write", "list", "remove");
  checkOptions("checkpointStore", options, ["keepLast", "keepBest", "onProblem"]);
  const { keepLast = 3, keepBest = true, onProblem = warn } = options;
  if (!Number.isInteger(keepLast) || keepLast < 1) {
    throw new RensaError("ARGUMENT_INVALID", `keepLast is ${formatGiven(keepLast)}; give a positive integer.`);
  }
  return new StorageStore(storage, { keepLast, keepBest }, onProblem);
}

function warn({ error }: CheckpointProblem): void {
  console.warn(error.message);
}

type Report = (problem: CheckpointProblem) => void;

class StorageStore implements CheckpointStore {
  readonly #storage: CheckpointStorage;
  readonly #retention: Retention;
  readonly #report: Report;
  /** The change that is under way; the next waits for it. */
  #change: Promise<unknown> = Promise.resolve();

  constructor(storage: CheckpointStorage, retention: Retention, report: Report) {
    this.#storage = storage;
    this.#retention = retention;
    const told = new Set<string>();
    this.#report = (problem) => {
      const key = `${problem.kind} ${problem.name}`;
      // Removing is tried again and again; the others stay as they are.
      if (told.has(key) && problem.kind !== "outdated") return;
      told.add(key);
      report(problem);
    };
  }

  save(snapshot: TrainingSnapshot, options: SaveOptions = {}): Promise<StoredCheckpoint> {
    return this.#alone(async () => {
      const { file, manifest } = await encodeCheckpoint(snapshot, options);
      const before = await listCheckpoints(this.#storage, ignore);
      const newest = before.find((each) => isSameRun(each.manifest, manifest));
      const saved =
        newest?.manifest.sha256 === manifest.sha256
          ? await this.#again(newest, manifest)
          : await this.#write(file, manifest);
      try {
        await this.#removeOutdated(saved);
      } catch (error) {
        // The checkpoint is there; what could not be removed is tried again with the next one.
        this.#report({ name: saved.name, kind: "outdated", error: asRensaError(error) });
      }
      return saved;
    });
  }

  list(): Promise<readonly StoredCheckpoint[]> {
    return listCheckpoints(this.#storage, this.#report);
  }

  async load(name: string): Promise<LoadedCheckpoint> {
    const manifest = await manifestIn(this.#storage, name);
    if (manifest === null) throw invalid(name, "there is none of this name; list() has the names.");
    const snapshot = await this.#readSnapshot({ name, manifest });
    if (snapshot === null) throw missing(name, "file");
    return { name, manifest, snapshot };
  }

  latest({ runId }: FindOptions = {}): Promise<LoadedCheckpoint | null> {
    return this.#newest(({ manifest }) => runId === undefined || manifest.runId === runId);
  }

  best({ runId }: FindOptions = {}): Promise<LoadedCheckpoint | null> {
    return this.#newest(({ manifest }) => manifest.isBest && (runId === undefined || manifest.runId === runId));
  }

  remove(name: string): Promise<void> {
    return this.#alone(() => removeFiles(this.#storage, name));
  }

  #alone<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#change.then(change);
    this.#change = result.catch(ignore);
    return result;
  }

  async #write(file: Uint8Array<ArrayBuffer>, manifest: CheckpointManifest): Promise<StoredCheckpoint> {
    const name = nextName(await listFiles(this.#storage), manifest);
    await this.#storage.write(fileOf(name), file);
    try {
      await this.#writeManifest(name, manifest);
    } catch (error) {
      // Without its manifest the file only takes space, of which there may be none left.
      await this.#storage.remove(fileOf(name)).catch(ignore);
      throw error;
    }
    return { name, manifest };
  }

  /** The newest checkpoint is this one already; it may have become the best, or be judged only now. */
  async #again(newest: StoredCheckpoint, manifest: CheckpointManifest): Promise<StoredCheckpoint> {
    const isBest = manifest.isBest || newest.manifest.isBest;
    const metric = manifest.metric ?? newest.manifest.metric;
    if (isBest === newest.manifest.isBest && metric === newest.manifest.metric) return newest;
    const merged = { ...newest.manifest, isBest, metric };
    await this.#writeManifest(newest.name, merged);
    return { name: newest.name, manifest: merged };
  }

  #writeManifest(name: string, manifest: CheckpointManifest): Promise<void> {
    return this.#storage.write(manifestOf(name), new TextEncoder().encode(writeManifest(manifest)));
  }

  async #removeOutdated(saved: StoredCheckpoint): Promise<void> {
    const checkpoints = await listCheckpoints(this.#storage, ignore);
    const files = await listFiles(this.#storage);
    for (const name of outdated(saved, checkpoints, files, this.#retention)) await removeFiles(this.#storage, name);
  }

  /** The newest whole checkpoint, a finite one where there is any. Another writer may remove what is about to be read; then there are newer ones. */
  async #newest(isWanted: (checkpoint: StoredCheckpoint) => boolean): Promise<LoadedCheckpoint | null> {
    const problems = new Map<string, CheckpointProblem>();
    const note = (problem: CheckpointProblem): void => void problems.set(problem.name, problem);
    for (;;) {
      const wanted = (await listCheckpoints(this.#storage, note)).filter(isWanted);
      const untried = finiteFirst(wanted.filter(({ name }) => !problems.has(name)));
      if (untried.length === 0) break;
      const loaded = await this.#firstWhole(untried, note);
      if (loaded === null) continue;
      for (const { name } of passedOver(wanted, loaded)) {
        note({ name, kind: "nonFinite", error: invalid(name, "it holds NaN or infinities, and is passed over.") });
      }
      for (const problem of problems.values()) this.#report(problem);
      return loaded;
    }
    for (const problem of problems.values()) this.#report(problem);
    const damaged = [...problems.values()].find(({ kind }) => kind === "damaged");
    if (damaged === undefined) return null;
    // A new run in its place would be a surprise.
    throw new RensaError(
      damaged.error.code,
      `No checkpoint can be read. ${damaged.error.sentence} Remove the damaged ones to begin anew.`,
      { cause: damaged.error },
    );
  }

  async #firstWhole(checkpoints: readonly StoredCheckpoint[], note: Report): Promise<LoadedCheckpoint | null> {
    for (const checkpoint of checkpoints) {
      try {
        const snapshot = await this.#readSnapshot(checkpoint);
        if (snapshot !== null) return { ...checkpoint, snapshot };
        note({ name: checkpoint.name, kind: "incomplete", error: missing(checkpoint.name, "file") });
      } catch (error) {
        note({ name: checkpoint.name, kind: "damaged", error: asRensaError(error) });
      }
    }
    return null;
  }

  /** What a checkpoint's file holds; `null` where there is no file. */
  async #readSnapshot({ name, manifest }: StoredCheckpoint): Promise<TrainingSnapshot | null> {
    const file = await this.#storage.read(fileOf(name));
    if (file === null) return null;
    try {
      return await decodeCheckpoint(file, manifest);
    } catch (error) {
      throw invalid(name, asRensaError(error).sentence, error);
    }
  }
}

/** Newest first, but those last that cannot be gone on with. */
function finiteFirst(checkpoints: readonly StoredCheckpoint[]): readonly StoredCheckpoint[] {
  const isFinite = ({ manifest }: StoredCheckpoint): boolean => manifest.isFinite;
  return [...checkpoints.filter(isFinite), ...checkpoints.filter((each) => !isFinite(each))];
}

/** Those that are newer than what was loaded, and are not finite. */
function passedOver(newestFirst: readonly StoredCheckpoint[], loaded: StoredCheckpoint): readonly StoredCheckpoint[] {
  const newer = newestFirst.slice(
    0,
    newestFirst.findIndex(({ name }) => name === loaded.name),
  );
  return newer.filter(({ manifest }) => !manifest.isFinite);
}

function ignore(): void {
  // What failed is told of elsewhere.
}
