/**
 * The files of a store: `checkpoint-<number>-step-<step>-<run>-<hash>.safetensors` and `.json` beside it. The numbers
 * ascend in the order of saving. What stands for the run tells whose a file is that has lost its manifest. The hash is that of the contents, so that two writers which take the same number write two
 * files, or one file twice.
 */
import { RensaError } from "@rensa/core";
import type { CheckpointProblem, StoredCheckpoint } from "./checkpoint-store.ts";
import { readManifest, type CheckpointManifest } from "./manifest.ts";
import type { CheckpointStorage } from "./storage.ts";

const pattern = /^(checkpoint-(\d{8,15})-step-\d+-([0-9a-f]{8})-[0-9a-f]{12})\.(safetensors|json)$/;

/** Hundreds of times what a manifest takes. */
const longestManifest = 1_048_576;

/** What is there of a checkpoint: both files, or one of them after a crash. */
export interface StoredFiles {
  readonly name: string;
  /** The {@link runTag} of its run. */
  readonly run: string;
  /** Ascends in the order of saving. */
  readonly sequence: number;
  readonly hasFile: boolean;
  readonly hasManifest: boolean;
}

/** The name of the next checkpoint after those that are there. */
export function nextName(stored: readonly StoredFiles[], manifest: CheckpointManifest): string {
  const { step, sha256 } = manifest;
  const sequence = 1 + stored.reduce((newest, each) => Math.max(newest, each.sequence), 0);
  return `checkpoint-${String(sequence).padStart(8, "0")}-step-${String(step)}-${runTag(manifest)}-${sha256.slice(0, 12)}`;
}

/** What stands for a run in names: 32 bits of its name and its graph (FNV-1a), in hexadecimal digits. */
export function runTag({ runId, graph }: Pick<CheckpointManifest, "runId" | "graph">): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${runId}\n${graph}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

export function fileOf(name: string): string {
  return `${name}.safetensors`;
}

export function manifestOf(name: string): string {
  return `${name}.json`;
}

/** What is there, newest first. Files of other names are nobody's business. */
export async function listFiles(storage: CheckpointStorage): Promise<readonly StoredFiles[]> {
  const found = new Map<string, StoredFiles>();
  for (const file of await storage.list()) {
    const [, name, sequence, run, kind] = pattern.exec(file) ?? [];
    if (name === undefined || run === undefined) continue;
    const before = found.get(name) ?? { name, run, sequence: Number(sequence), hasFile: false, hasManifest: false };
    found.set(name, { ...before, [kind === "json" ? "hasManifest" : "hasFile"]: true });
  }
  return [...found.values()].sort((left, right) => right.sequence - left.sequence || (left.name < right.name ? 1 : -1));
}

/** The checkpoints that have both files, newest first; the others are told of. */
export async function listCheckpoints(
  storage: CheckpointStorage,
  onProblem: (problem: CheckpointProblem) => void,
): Promise<readonly StoredCheckpoint[]> {
  const checkpoints: StoredCheckpoint[] = [];
  for (const { name, hasFile, hasManifest } of await listFiles(storage)) {
    if (!hasFile || !hasManifest) {
      onProblem({ name, kind: "incomplete", error: missing(name, hasFile ? "manifest" : "file") });
      continue;
    }
    try {
      const manifest = await manifestIn(storage, name);
      // It may have been removed since it was listed.
      if (manifest !== null) checkpoints.push({ name, manifest });
    } catch (error) {
      onProblem({ name, kind: "damaged", error: asRensaError(error) });
    }
  }
  return checkpoints;
}

/** The manifest of a checkpoint; `null` where there is none. */
export async function manifestIn(storage: CheckpointStorage, name: string): Promise<CheckpointManifest | null> {
  if (!pattern.test(manifestOf(name))) return null;
  const bytes = await storage.read(manifestOf(name));
  if (bytes === null) return null;
  try {
    if (bytes.length > longestManifest) {
      throw invalid(name, `its manifest has ${String(bytes.length)} bytes; it was not written by Rensa.`);
    }
    return readManifest(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) throw invalid(name, "its manifest is not UTF-8; it is damaged.", error);
    throw invalid(name, asRensaError(error).sentence, error);
  }
}

/** Removes a checkpoint, first the manifest: what has a manifest has its file. */
export async function removeFiles(storage: CheckpointStorage, name: string): Promise<void> {
  if (!pattern.test(manifestOf(name))) return;
  await storage.remove(manifestOf(name));
  await storage.remove(fileOf(name));
}

/** The error of a checkpoint in a store. */
export function invalid(name: string, sentence: string, cause?: unknown): RensaError {
  return new RensaError("CHECKPOINT_INVALID", `The checkpoint "${name}": ${sentence}`, { cause });
}

/** The error of a checkpoint that has only one of its files. */
export function missing(name: string, what: "file" | "manifest"): RensaError {
  return invalid(name, `its ${what} is missing, since writing or removing it was interrupted.`);
}

/** What was thrown, as an error of ours. */
export function asRensaError(error: unknown): RensaError {
  if (error instanceof RensaError) return error;
  return new RensaError("STORAGE_FAILED", error instanceof Error ? error.message : String(error), { cause: error });
}
