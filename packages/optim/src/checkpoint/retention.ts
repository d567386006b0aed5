/** Which checkpoints of a store can go. */
import type { StoredCheckpoint } from "./checkpoint-store.ts";
import type { CheckpointManifest } from "./manifest.ts";
import { runTag, type StoredFiles } from "./stored-files.ts";

/** What stays. */
export interface Retention {
  readonly keepLast: number;
  readonly keepBest: boolean;
}

/**
 * So many checkpoints are saved later than one of another run that is not whole before it is removed: a writer that is
 * between its two files must not lose the first. What is left of an own one is of a process that was interrupted.
 */
const patience = 8;

/** Whether two checkpoints are of one run: it has a name, and another training may have the same one. */
export function isSameRun(one: CheckpointManifest, other: CheckpointManifest): boolean {
  return one.runId === other.runId && one.graph === other.graph;
}

/** The names of what can go now that `saved` is there. Other runs' checkpoints are theirs. */
export function outdated(
  saved: StoredCheckpoint,
  checkpoints: readonly StoredCheckpoint[],
  files: readonly StoredFiles[],
  { keepLast, keepBest }: Retention,
): readonly string[] {
  const own = checkpoints.filter(({ manifest }) => isSameRun(manifest, saved.manifest));
  const finite = own.filter(({ manifest }) => manifest.isFinite);
  // Beside finite ones, one that is not stays only while it is the newest: for whoever looks for what went wrong.
  const lasting = finite.length > 0 ? finite : own;
  const kept = new Set([saved.name, ...lasting.slice(0, keepLast).map(({ name }) => name)]);
  const best = lasting.find(({ manifest }) => manifest.isBest);
  if (keepBest && best !== undefined) kept.add(best.name);
  const newest = Math.max(0, ...files.map(({ sequence }) => sequence));
  const whole = new Set(checkpoints.map(({ name }) => name));
  const tag = runTag(saved.manifest);
  const broken = files.filter(
    ({ name, run, sequence }) => !whole.has(name) && sequence + (run === tag ? 1 : patience) <= newest,
  );
  return [...own, ...broken].map(({ name }) => name).filter((name) => !kept.has(name));
}
