/** The lines of a text. */
import { checkOptions, RensaError } from "@rensa/core";
import { DataStream } from "../stream/data-stream.ts";
import type { SourcePass } from "../stream/source.ts";
import {
  checkSource,
  maximumLengthOf,
  textPieces,
  totalBytes,
  type ReadOptions,
  type TextSource,
} from "./text-chunks.ts";

/**
 * The lines of a text as a stream, without their ends (`\n` or `\r\n`). A last line without an end counts, an empty one
 * does not.
 *
 * @param source - Bytes or text: an iterable, a stream, or a function that makes one.
 *
 * @throws RensaError `DATA_INVALID` where `maximumLength` is not a positive integer; when it is read, where a line
 *   is longer,
 * or the text is not UTF-8.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` when it is read, where the source throws, naming the line as a row from 0.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
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
  checkSource("textLines", source);
  checkOptions("textLines", options, ["name", "onProgress", "maximumLength", "bytes"]);
  const { name = "textLines", onProgress } = options;
  const longest = maximumLengthOf(name, options);
  const read = async function* (pass: SourcePass): AsyncGenerator<string, undefined> {
    const total = onProgress === undefined ? undefined : totalBytes(source, options);
    let rest = "";
    let rows = 0;
    const told = { bytes: 0 };
    const line = (text: string): string => {
      if (text.length > longest) throw tooLong(name, rows, longest);
      rows++;
      return text.endsWith("\r") ? text.slice(0, -1) : text;
    };
    for await (const { text, bytes } of textPieces(name, source, pass)) {
      // What is left of a line before is not looked at again: a long one would be as often as there are pieces.
      let start = 0;
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
        yield line(rest + text.slice(start, end));
        rest = "";
        start = end + 1;
      }
      rest += text.slice(start);
      if (rest.length > longest) throw tooLong(name, rows, longest);
      told.bytes = bytes;
      onProgress?.({ rows, bytes, total });
    }
    if (rest !== "") {
      yield line(rest);
      onProgress?.({ rows, bytes: told.bytes, total });
    }
    return undefined;
  };
  return DataStream.from(read, { name });
}

function tooLong(name: string, row: number, longest: number): RensaError {
  return new RensaError(
    "DATA_INVALID",
    `${name}, row ${String(row)}: the line has more than ${String(longest)} characters; give a larger \`maximumLength\`.`,
  );
}
