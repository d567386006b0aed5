/** Which checkpoints of a store can go. */
import type { StoredCheckpoint } from "./checkpoint-store.ts";
import type { StoredFiles } from "./stored-files.ts";

/** What stays. */
export interface Retention {
  readonly keepLast: number;
  readonly keepBest: boolean;
}

/**
 * So many checkpoints are saved later than one that is not whole before it is removed: another writer that is between
 * its two files must not lose the first.
 */
const patience = 8;

/** The names of what can go now that `saved` is there. Other runs' checkpoints are theirs. */
export function outdated(
  saved: StoredCheckpoint,
  checkpoints: readonly StoredCheckpoint[],
  files: readonly StoredFiles[],
  { keepLast, keepBest }: Retention,
): readonly string[] {
  const own = checkpoints.filter(({ manifest }) => manifest.runId === saved.manifest.runId);
  const kept = new Set([saved.name, ...own.slice(0, keepLast).map(({ name }) => name)]);
  const best = own.find(({ manifest }) => manifest.isBest);
  if (keepBest && best !== undefined) kept.add(best.name);
  const newest = Math.max(0, ...files.map(({ sequence }) => sequence));
  const whole = new Set(checkpoints.map(({ name }) => name));
  const broken = files.filter(({ name, sequence }) => !whole.has(name) && sequence + patience <= newest);
  return [...own, ...broken].map(({ name }) => name).filter((name) => !kept.has(name));
}
