/** A snapshot of a training from its file. */
import { formatGiven, refuseArgument, checkParts, RensaError, type HostTensor } from "@rensa/core";
import { decodeSafetensors, type SafetensorsFile } from "@rensa/io";
import type { Kept, TrainingSnapshot } from "../train/snapshot/snapshot.ts";
import { descriptionKey, keptName, readDescription, stateName } from "./description.ts";
import { sha256, type CheckpointManifest } from "./manifest.ts";

/**
 * Reads a snapshot from the file that {@link encodeCheckpoint} wrote. With its manifest, the file is compared with length
 * and checksum first.
 *
 * @param file - The bytes of the file.
 * @param manifest - The manifest that was written beside it.
 *
 * @throws RensaError `CHECKPOINT_INVALID` where the file is not what was written, or is no checkpoint.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { RensaError } from "@rensa/core";
 * import { decodeCheckpoint } from "@rensa/optim";
 *
 * const error = await decodeCheckpoint(new Uint8Array(3)).catch((thrown) => thrown as RensaError);
 * console.log(error instanceof RensaError && error.code); // "CHECKPOINT_INVALID"
 * ```
 */
export async function decodeCheckpoint(
  file: Uint8Array<ArrayBuffer>,
  manifest?: CheckpointManifest,
): Promise<TrainingSnapshot> {
  if (!ArrayBuffer.isView(file)) refuseArgument("decodeCheckpoint: the file", file, "its bytes, a Uint8Array");
  if (manifest !== undefined) checkParts("decodeCheckpoint: the manifest", manifest, "bytes", "sha256");
  if (manifest !== undefined) await compare(file, manifest);
  const { tensors, metadata } = decodeTensors(file);
  const text = metadata[descriptionKey];
  if (text === undefined) {
    throw invalid("the file holds tensors, but no training; read its parameters with loadParameters.");
  }
  const { state, kept, ...description } = readDescription(text);
  const names = new Set(kept.map(({ name }) => name));
  if (names.size < kept.length)
    throw invalid("two of those that keep values in it have one name; the file is damaged.");
  const remaining = new Map(tensors);
  const take = (name: string): HostTensor => {
    const tensor = remaining.get(name);
    if (tensor === undefined) throw invalid(`the tensor "${name}" is missing; the file is damaged.`);
    remaining.delete(name);
    return tensor;
  };
  const snapshot: TrainingSnapshot = {
    ...description,
    state: new Map(state.map((path) => [path, take(stateName(path))])),
    kept: new Map(
      kept.map(({ name, values, tensors: paths }): [string, Kept] => [
        name,
        paths === null
          ? { values }
          : { values, tensors: new Map(paths.map((path) => [path, take(keptName(name, path))])) },
      ]),
    ),
  };
  const [more] = remaining.keys();
  if (more !== undefined) throw invalid(`nothing says what the tensor "${more}" is for; the file is damaged.`);
  return snapshot;
}

/** What a file of tensors holds, refused as a checkpoint where it is none. */
function decodeTensors(file: Uint8Array): SafetensorsFile {
  try {
    return decodeSafetensors(file);
  } catch (error) {
    if (!(error instanceof RensaError)) throw error;
    throw invalid(error.sentence, error);
  }
}

async function compare(file: Uint8Array<ArrayBuffer>, { bytes, sha256: wanted }: CheckpointManifest): Promise<void> {
  if (file.length !== bytes) {
    throw invalid(`the file has ${String(file.length)} bytes, and ${formatGiven(bytes)} were written; it is damaged.`);
  }
  const found = await sha256(file);
  if (found !== wanted) {
    throw invalid(`the file's SHA-256 is ${found}, and that of what was written ${wanted}; it is damaged.`);
  }
}

function invalid(sentence: string, cause?: unknown): RensaError {
  return new RensaError("CHECKPOINT_INVALID", `decodeCheckpoint: ${sentence}`, { cause });
}
