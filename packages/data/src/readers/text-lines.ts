/** The lines of a text. */
import { DataStream } from "../stream/data-stream.ts";
import type { SourcePass } from "../stream/source.ts";
import { textPieces, totalBytes, type ReadOptions, type TextSource } from "./text-chunks.ts";

/**
 * The lines of a text as a stream, without their ends (`\n` or `\r\n`). A last line without an end counts, an empty one
 * does not.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` when it is read, where the source throws, naming the line as a row from 0.
 *
 * @example
 * ```ts
 * import { textLines } from "@rensa/data";
 *
 * const long = textLines("one\nthree\r\nseventeen").filter((line) => line.length > 3);
 * console.log(await long.collect()); // ["three", "seventeen"]
 * ```
 */
export function textLines(source: TextSource, options: ReadOptions = {}): DataStream<string> {
  const { name = "textLines", onProgress } = options;
  const read = async function* (pass: SourcePass): AsyncGenerator<string, undefined> {
    const total = onProgress === undefined ? undefined : totalBytes(source, options);
    let rest = "";
    let rows = 0;
    for await (const { text, bytes } of textPieces(source, pass)) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        rows++;
        yield line.endsWith("\r") ? line.slice(0, -1) : line;
      }
      onProgress?.({ rows, bytes, total });
    }
    if (rest !== "") yield rest;
    return undefined;
  };
  return DataStream.from(read, { name });
}
