/** A snapshot of a training as one file, and the manifest that goes beside it. */
import { checkParts, checkOptions, RensaError, type HostTensor } from "@rensa/core";
import { encodeSafetensors } from "@rensa/io";
import type { TrainingSnapshot } from "../train/snapshot/snapshot.ts";
import { describeSnapshot, descriptionKey, keptName, stateName } from "./description.ts";
import { isFiniteState } from "./finite.ts";
import { sha256, type CheckpointManifest, type Score } from "./manifest.ts";

/** What a checkpoint's manifest says beside what its snapshot knows. */
export interface CheckpointNotes {
  /** True where it is the best so far. Default: false. */
  readonly isBest?: boolean;
  /** What it was judged by. Default: `null`. */
  readonly metric?: Score | null;
  /** Milliseconds since 1970. Default: now. */
  readonly savedAt?: number;
}

/** A checkpoint, ready to be stored. */
export interface EncodedCheckpoint {
  /** A safetensors file. */
  readonly file: Uint8Array<ArrayBuffer>;
  readonly manifest: CheckpointManifest;
}

/**
 * Writes a snapshot as one safetensors file and a manifest with its checksum. The file holds `state.<path>` for every
 * tensor of the state and `kept.<name>.<path>` for those that subscribers keep; everything else (progress, versions, the
 * hash of the graph, kept values) is JSON in its metadata. All numbers survive, NaN, infinities and -0 too. Equal
 * snapshots give equal files.
 *
 * @param snapshot - The state, and how far the run is.
 * @param notes - What the manifest says besides.
 *
 * @throws RensaError `ARGUMENT_INVALID` for kept values that are no JSON, and for tensors that do not fit their type.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { decodeCheckpoint, encodeCheckpoint, type TrainingSnapshot } from "@rensa/optim";
 *
 * const snapshot: TrainingSnapshot = {
 *   format: 3,
 *   rensa: "0.1.0",
 *   graph: "9f86d081",
 *   state: new Map([["parameters.weights", hostTensor([0.5, -0.5])]]),
 *   reports: [],
 *   progress: {
 *     runId: "run-0", seed: 0, epoch: 1, batch: 20, epochOver: false, step: 20,
 *     totals: { examples: 640, loss: 412.5, metrics: {} }, validation: null,
 *   },
 *   settings: { epochs: 5 },
 *   kept: new Map(),
 * };
 * const { file, manifest } = await encodeCheckpoint(snapshot);
 * console.log(manifest.step, (await decodeCheckpoint(file, manifest)).progress.batch); // 20 20
 * ```
 */
export async function encodeCheckpoint(
  snapshot: TrainingSnapshot,
  notes: CheckpointNotes = {},
): Promise<EncodedCheckpoint> {
  checkParts("encodeCheckpoint: the snapshot", snapshot, "state", "reports", "kept", "progress");
  checkOptions("encodeCheckpoint", notes, ["isBest", "metric", "savedAt"]);
  const tensors = new Map<string, HostTensor>();
  const add = (name: string, tensor: HostTensor): void => {
    if (tensors.has(name)) {
      throw new RensaError("ARGUMENT_INVALID", `encodeCheckpoint: two tensors would be called "${name}"; rename one.`);
    }
    tensors.set(name, tensor);
  };
  for (const [path, tensor] of snapshot.state) add(stateName(path), tensor);
  for (const [name, kept] of snapshot.kept) {
    for (const [path, tensor] of kept.tensors ?? []) add(keptName(name, path), tensor);
  }
  const file = encodeSafetensors(tensors, { [descriptionKey]: describeSnapshot(snapshot) });
  const { progress } = snapshot;
  const manifest: CheckpointManifest = {
    format: 3,
    rensa: snapshot.rensa,
    runId: progress.runId,
    graph: snapshot.graph,
    step: progress.step,
    epoch: progress.epoch,
    loss: progress.validation?.loss ?? null,
    metric: notes.metric ?? null,
    isFinite: isFiniteState(snapshot),
    isBest: notes.isBest ?? false,
    savedAt: notes.savedAt ?? Date.now(),
    bytes: file.length,
    sha256: await sha256(file),
  };
  return { file, manifest };
}
