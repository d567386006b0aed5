/** Text from anywhere, in pieces: a string, bytes, a file that a user chose, or a stream. */
import { refuseArgument, RensaError } from "@rensa/core";
import { checkCount } from "../from-arrays.ts";
import type { Progress } from "../progress.ts";
import { readEach } from "../stream/entry.ts";
import { openSource, type SourcePass, type StreamFactory, type StreamSource } from "../stream/source.ts";

/**
 * Where text comes from: a string, UTF-8 bytes, a `Blob` or `File`, or a function that makes a stream of strings or
 * bytes, such as `async () => (await fetch(url)).body!`.
 *
 * @example
 * ```ts
 * import { textLines, type TextSource } from "@rensa/data";
 *
 * const sources: TextSource[] = ["one\ntwo", new Uint8Array([111, 110, 101]), new Blob(["one"]), () => ["one\n", "two"]];
 * for (const source of sources) console.log((await textLines(source).collect())[0]); // "one", "one", "one", "one"
 * ```
 */
export type TextSource = string | Uint8Array | Blob | StreamFactory<string | Uint8Array>;

/**
 * The options of everything that reads for long.
 *
 * @example
 * ```ts
 * import { textLines, type ReadOptions } from "@rensa/data";
 *
 * const options: ReadOptions = { name: "poems", onProgress: ({ bytes, total }) => console.log(bytes, total) };
 * await textLines("roses are red\nviolets are blue\n", options).collect();
 * ```
 */
export interface ReadOptions {
  /** How errors name what is read. Default: the name of the function, or of the file. */
  readonly name?: string;
  /** Told how far it has come, after each piece that was read. */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * The longest record or line, in characters: what is longer is an error, since a quote that is never closed would take
   * in the rest. Default 16,777,216.
   */
  readonly maximumLength?: number;
  /** How many bytes there are, where a stream is read and that is known, for `onProgress`. */
  readonly bytes?: number;
}

/** A piece of text, and how many bytes have been read with it. */
export interface TextPiece {
  readonly text: string;
  readonly bytes: number;
}

/** Characters of a string in one piece. */
const pieceSize = 65_536;

/**
 * The longest record or line of some options.
 *
 * @throws RensaError `DATA_INVALID` where it is not a positive integer.
 */
export function maximumLengthOf(label: string, { maximumLength = 16_777_216 }: ReadOptions): number {
  checkCount(`${label}: maximumLength`, maximumLength);
  return maximumLength;
}

/** How many bytes a source has, where that is known before it is read. */
export function totalBytes(source: TextSource, options: ReadOptions): number | undefined {
  if (typeof source === "string") return new TextEncoder().encode(source).length;
  if (source instanceof Uint8Array) return source.length;
  return source instanceof Blob ? source.size : options.bytes;
}

/**
 * The pieces of a source, in order. A character is never cut in two; a mark of byte order is taken away.
 *
 * @throws RensaError `DATA_INVALID` where bytes are no UTF-8, or the text has a NUL: it is of another encoding, or no text.
 */
export async function* textPieces(
  name: string,
  source: TextSource,
  { signal, epoch, seed }: SourcePass,
): AsyncGenerator<TextPiece, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const encoder = new TextEncoder();
  let bytes = 0;
  // The reader of the pieces says in which of its rows a source failed; the number of a piece tells nobody anything.
  const open = openSource(
    (pass) => openChunks(source, pass),
    {},
    (_, __, cause) => (cause instanceof Error ? cause : new Error(String(cause))),
  );
  const entries = open({ epoch, seed, shuffle: false, signal }, 0);
  for await (const { row, value } of readEach(entries, (entry) => entry)) {
    const chunk: unknown = value;
    const before = bytes;
    let text: string;
    if (typeof chunk === "string") {
      text = row === 0 && chunk.startsWith("\ufeff") ? chunk.slice(1) : chunk;
      bytes += encoder.encode(chunk).length;
    } else {
      const given = bytesOf(name, chunk);
      bytes += given.length;
      text = decoded(name, before, () => decoder.decode(given, { stream: true }), row === 0 ? given : undefined);
    }
    if (text.includes("\0")) {
      throw new RensaError(
        "DATA_INVALID",
        `${name} has a NUL after byte ${String(before)}, so it is no text, or not UTF-8; save it as UTF-8.`,
      );
    }
    yield { text, bytes };
  }
  const rest = decoded(name, bytes, () => decoder.decode());
  if (rest !== "") yield { text: rest, bytes };
  return undefined;
}

function bytesOf(name: string, chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  const found = chunk === null ? "null" : typeof chunk;
  throw new RensaError("DATA_INVALID", `${name}: the source gave ${found}; give strings or bytes.`);
}

/** Text of bytes, or the error of what is not UTF-8. */
export function decoded(name: string, offset: number, decode: () => string, start?: Uint8Array): string {
  const [first, second] = start ?? [];
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new RensaError(
      "DATA_INVALID",
      `${name} is UTF-16; save it as UTF-8, or give a stream through new TextDecoderStream("utf-16${first === 0xff ? "le" : "be"}").`,
    );
  }
  try {
    return decode();
  } catch (cause) {
    throw new RensaError(
      "DATA_INVALID",
      `${name} is not UTF-8 after byte ${String(offset)}; save it as UTF-8, or give a stream through a TextDecoderStream of ` +
        "its encoding.",
      { cause },
    );
  }
}

async function openChunks(source: TextSource, pass: SourcePass): Promise<StreamSource<string | Uint8Array>> {
  if (typeof source === "string") return slices(source);
  if (source instanceof Uint8Array) return byteSlices(source);
  if (source instanceof Blob) return blobSlices(source);
  const opened = await source(pass);
  return opened instanceof ReadableStream ? readAll(opened as ReadableStream<string | Uint8Array>) : opened;
}

/** A web stream as an iterable, also in browsers where it is none. */
async function* readAll<E>(stream: ReadableStream<E>): AsyncGenerator<E, undefined> {
  const reader = stream.getReader();
  let done = false;
  try {
    for (;;) {
      const result = await reader.read();
      done = result.done;
      if (result.done) return undefined;
      yield result.value;
    }
  } finally {
    if (!done) await reader.cancel();
  }
}

function* slices(text: string): Generator<string, undefined> {
  let start = 0;
  while (start < text.length) {
    let end = Math.min(start + pieceSize, text.length);
    const last = text.charCodeAt(end - 1);
    if (last >= 0xd800 && last < 0xdc00 && end < text.length) end++;
    yield text.slice(start, end);
    start = end;
  }
  return undefined;
}

/** A piece of the file at a time, so that it need not fit into memory. */
async function* blobSlices(blob: Blob): AsyncGenerator<Uint8Array, undefined> {
  for (let start = 0; start < blob.size; start += pieceSize) {
    yield new Uint8Array(await blob.slice(start, start + pieceSize).arrayBuffer());
  }
  return undefined;
}

function* byteSlices(bytes: Uint8Array): Generator<Uint8Array, undefined> {
  for (let start = 0; start < bytes.length; start += pieceSize) yield bytes.subarray(start, start + pieceSize);
  return undefined;
}

/** Refuses what text cannot be read from. */
export function checkSource(name: string, source: unknown): void {
  const isSource =
    typeof source === "string" ||
    typeof source === "function" ||
    source instanceof Uint8Array ||
    (typeof Blob !== "undefined" && source instanceof Blob);
  if (!isSource) refuseArgument(`${name}: what is read`, source, "a text, its bytes, a Blob or a function of a pass");
}
