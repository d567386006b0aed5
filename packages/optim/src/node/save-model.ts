/** A trained model in a file. */
import { checkKind, type TensorTree, type TypeTree } from "@rensa/core";
import { basename, dirname, resolve } from "node:path";
import { encodeModel, type ModelToSave } from "../predict/encode-model.ts";
import { directoryStorage } from "./directory-store.ts";

/**
 * Writes what `encodeModel` makes of a trained model into a file, whose folder is made where it is missing. Whenever the
 * process or the machine stops, the file is there as a whole, or as it was before.
 *
 * @param path - Where the file or folder is.
 * @param given - The model, its parameters, and the types of its inputs.
 *
 * @throws RensaError As `encodeModel`; `STORAGE_FAILED`, with the path and what to do, where it cannot be written.
 *
 * @example
 * ```ts
 * import { f32, hostTensor } from "@rensa/core";
 * import { dense } from "@rensa/nn";
 * import { saveModel } from "@rensa/optim/node";
 * import { mkdtemp, readFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { loadModel } from "rensa";
 *
 * const path = join(await mkdtemp(join(tmpdir(), "model-")), "line.safetensors");
 * const parameters = new Map([["weights", hostTensor([[2]])], ["bias", hostTensor([1])]]);
 * await saveModel(path, { model: dense(1, 1), parameters, example: f32(1) });
 *
 * const { predict } = loadModel(await readFile(path));
 * console.log((await predict([[3]])).data); // Float32Array [7]
 * ```
 */
export async function saveModel<O extends TensorTree, I extends TypeTree>(
  path: string,
  given: ModelToSave<O, I>,
): Promise<void> {
  checkKind("saveModel: the path", path, "string");
  const file = resolve(path);
  await directoryStorage(dirname(file)).write(basename(file), encodeModel(given));
}
