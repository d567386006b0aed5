/** Files as sources, whose errors name the file. */
import { RensaError } from "@rensa/core";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { decoded } from "../readers/text-chunks.ts";
import type { StreamFactory } from "../stream/source.ts";

/** A file in pieces of 64 KiB, opened anew for every pass and closed when a pass ends. */
export function fileChunks(path: string): StreamFactory<Uint8Array> {
  return async function* read({ signal }): AsyncGenerator<Uint8Array, undefined> {
    try {
      const stream = createReadStream(path, signal === undefined ? {} : { signal });
      for await (const chunk of stream) yield chunk as Uint8Array;
    } catch (cause) {
      throw unreadable(path, cause);
    }
    return undefined;
  };
}

/**
 * The size of a file in bytes.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` where there is no such file.
 */
export async function fileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/**
 * A whole file as text.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` where it cannot be read, and `DATA_INVALID` where it is not UTF-8.
 */
export async function fileText(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
  return decoded(path, 0, () => new TextDecoder("utf-8", { fatal: true }).decode(bytes), bytes);
}

/** The error of a file that cannot be read. */
export function unreadable(path: string, cause: unknown): RensaError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RensaError("DATA_SOURCE_FAILED", `${path} cannot be read: ${reason}`, { cause });
}
