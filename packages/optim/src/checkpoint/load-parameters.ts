/** The parameters of another training, or of any file of tensors. */
import { checkParts, checkOptions, RensaError, type HostTensor } from "@rensa/core";
import { decodeSafetensors } from "@rensa/io";
import type { CheckpointStore, LoadedCheckpoint } from "./checkpoint-store.ts";
import { descriptionKey, stateName } from "./description.ts";

/** Which checkpoint of a store is meant. */
export interface LoadParametersOptions {
  /** `latest`, `best`, or a name that `list()` of the store has. Default: `latest`. */
  readonly checkpoint?: string;
}

/**
 * Parameters by path: of a checkpoint in a store, of a checkpoint's file, or all tensors of another safetensors file.
 * {@link fitParameters} makes them fit a model.
 *
 * @param source - A store, whose newest checkpoint is read, or the bytes of a checkpoint's or safetensors file.
 *
 * @throws RensaError `CHECKPOINT_INVALID` where there is no such checkpoint or it is damaged, `FILE_INVALID` for a file
 * that is no safetensors file.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { encodeSafetensors } from "@rensa/io";
 * import { loadParameters } from "@rensa/optim";
 *
 * const file = encodeSafetensors(new Map([["dense.bias", hostTensor([1, 2])]]));
 * const parameters = await loadParameters(file);
 * console.log([...parameters.keys()]); // ["dense.bias"]
 * ```
 */
export async function loadParameters(
  source: CheckpointStore | Uint8Array,
  options: LoadParametersOptions = {},
): Promise<ReadonlyMap<string, HostTensor>> {
  checkOptions("loadParameters", options, ["checkpoint"]);
  if (!(source instanceof Uint8Array)) {
    checkParts("loadParameters: the store", source, "latest", "best", "load");
    const { checkpoint = "latest" } = options;
    const loaded = await find(source, checkpoint);
    if (loaded === null) {
      throw new RensaError(
        "CHECKPOINT_INVALID",
        `loadParameters: the store has no checkpoint that is the ${checkpoint}; train with checkpointTo(store) first.`,
      );
    }
    return parametersOf(loaded.snapshot.state, "parameters.");
  }
  const { tensors, metadata } = decodeSafetensors(source);
  return descriptionKey in metadata ? parametersOf(tensors, stateName("parameters.")) : tensors;
}

function find(store: CheckpointStore, checkpoint: string): Promise<LoadedCheckpoint | null> {
  if (checkpoint === "latest") return store.latest();
  return checkpoint === "best" ? store.best() : store.load(checkpoint);
}

function parametersOf(tensors: ReadonlyMap<string, HostTensor>, prefix: string): ReadonlyMap<string, HostTensor> {
  const found = [...tensors].filter(([name]) => name.startsWith(prefix));
  return new Map(found.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
