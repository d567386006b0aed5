/** Whether a run can go on from a snapshot: everything that decides its steps must be as it was. */
import { formatTensorType, RensaError, type TensorType } from "@rensa/core";
import type { TrainConfig } from "../config.ts";
import type { TrainingPrograms } from "../step/programs.ts";
import { changesOf, describeChanges, settingsOf, type ConfigurationChanges } from "./run-settings.ts";
import type { TrainingSnapshot } from "./snapshot.ts";

/**
 * Sets the state to that of a snapshot. Returns what the configuration has changed that it may change; `null` for nothing.
 *
 * @throws RensaError `CHECKPOINT_MISMATCH`, before anything is changed, for the first thing that differs.
 */
export async function resume(
  snapshot: TrainingSnapshot,
  programs: TrainingPrograms,
  config: TrainConfig,
): Promise<ConfigurationChanges | null> {
  const { progress } = snapshot;
  if ((snapshot.format as number) !== 3) {
    throw mismatch(`it is of format ${String(snapshot.format)}, this version reads 3`);
  }
  const seed = config.seed ?? 0;
  if (progress.seed !== seed) {
    throw mismatch(
      `its seed is ${String(progress.seed)}, not ${String(seed)}, so that the data would come in another order`,
    );
  }
  const { batchesPerEpoch } = config.data;
  if (!progress.epochOver && progress.batch > batchesPerEpoch) {
    throw mismatch(
      `it is at batch ${String(progress.batch)} of its epoch, and the data has only ${String(batchesPerEpoch)}`,
    );
  }
  const expected = programs.stateTypes;
  for (const [path, type] of expected) {
    const found = snapshot.state.get(path);
    if (found === undefined) throw mismatch(`it has no "${path}"`);
    if (!isSameType(found, type)) {
      throw mismatch(`its "${path}" is ${formatTensorType(found)}, and ${formatTensorType(type)} is needed`);
    }
  }
  for (const path of snapshot.state.keys()) {
    if (!expected.has(path)) throw mismatch(`nothing here takes its "${path}"`);
  }
  if (snapshot.graph !== (await programs.graphHash())) {
    throw mismatch(
      "its step computes something else (the model, the loss, the metrics, the optimizer or the batch size has changed)",
    );
  }
  programs.writeState(snapshot.state);
  const changes = changesOf(snapshot.settings, settingsOf(config, programs.begun));
  return changes.length === 0 ? null : { changes, message: describeChanges(changes) };
}

function isSameType(one: TensorType, other: TensorType): boolean {
  return (
    one.dtype === other.dtype &&
    one.shape.length === other.shape.length &&
    one.shape.every((extent, axis) => extent === other.shape[axis])
  );
}

function mismatch(what: string): RensaError {
  return new RensaError(
    "CHECKPOINT_MISMATCH",
    `The run cannot go on from this snapshot: ${what}. Start with the configuration that made it, or a new run.`,
  );
}
