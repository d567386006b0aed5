/** Lines of text files. */
import { checkOptions } from "@rensa/core";
import type { ReadOptions } from "../readers/text-chunks.ts";
import { textLines } from "../readers/text-lines.ts";
import type { DataStream } from "../stream/data-stream.ts";
import { fileChunks, fileSize } from "./read-file.ts";

/**
 * The lines of a text file (UTF-8) as a stream, as {@link textLines} gives them. It is read piece by piece, again for
 * every pass.
 *
 * @param path - Where the file or folder is.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` where there is no such file, or, when it is read, it cannot be read.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { textFileLines } from "@rensa/data/node";
 *
 * const path = join(tmpdir(), "rensa-lines.txt");
 * await writeFile(path, "one\ntwo\n");
 * console.log(await (await textFileLines(path)).collect()); // ["one", "two"]
 * ```
 */
export async function textFileLines(path: string, options: ReadOptions = {}): Promise<DataStream<string>> {
  checkOptions("textFileLines", options, ["name", "onProgress", "maximumLength", "bytes"]);
  return textLines(fileChunks(path), { name: path, bytes: await fileSize(path), ...options });
}
