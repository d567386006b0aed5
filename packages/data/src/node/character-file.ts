/** Text files for language models. */
import { checkOptions } from "@rensa/core";
import { characters, type CharacterDataset, type CharacterOptions } from "../text/characters.ts";
import { fileText } from "./read-file.ts";

/**
 * A text file (UTF-8) as windows of characters with the next ones as targets; see {@link characters}. The text is kept in
 * memory, 4 bytes a character.
 *
 * @param path - Where the file is.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` where the file cannot be read, and as {@link characters} does.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `DATA_INVALID` for data of another kind.
 *
 * @example
 * ```ts
 * import { writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { characterFile } from "@rensa/data/node";
 *
 * const path = join(tmpdir(), "rensa-poem.txt");
 * await writeFile(path, "roses are red, violets are blue\n");
 * const { dataset, vocabulary } = await characterFile(path, { context: 8 });
 * console.log(vocabulary.decode(dataset.at(0).targets.data)); // "oses are"
 * ```
 */
export async function characterFile<const L extends number>(
  path: string,
  options: CharacterOptions<L>,
): Promise<CharacterDataset<L>> {
  checkOptions("characterFile", options, ["vocabulary", "context", "stride"]);
  return characters(await fileText(path), options);
}
