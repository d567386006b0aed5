/** Text from anywhere, in pieces: a string, bytes, a file that a user chose, or a stream. */
import type { Progress } from "../progress.ts";
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
 * for (const source of sources) console.log((await textLines(source).collect())[0]); // "one", each time
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

/** How many bytes a source has, where that is known before it is read. */
export function totalBytes(source: TextSource, options: ReadOptions): number | undefined {
  if (typeof source === "string") return new TextEncoder().encode(source).length;
  if (source instanceof Uint8Array) return source.length;
  return source instanceof Blob ? source.size : options.bytes;
}

/** The pieces of a source, in order. A character is never cut in two. */
export async function* textPieces(
  source: TextSource,
  { signal, epoch, seed }: SourcePass,
): AsyncGenerator<TextPiece, undefined> {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  let bytes = 0;
  // The reader of the pieces says in which of its rows a source failed; the number of a piece tells nobody anything.
  const open = openSource(
    (pass) => openChunks(source, pass),
    {},
    (_, __, cause) => (cause instanceof Error ? cause : new Error(String(cause))),
  );
  for await (const { value: chunk } of open({ epoch, seed, shuffle: false, signal }, 0)) {
    // A mark of byte order is taken away from bytes by the decoder.
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    bytes += typeof chunk === "string" ? encoder.encode(chunk).length : chunk.length;
    yield { text, bytes };
  }
  const rest = decoder.decode();
  if (rest !== "") yield { text: rest, bytes };
  return undefined;
}

async function openChunks(source: TextSource, pass: SourcePass): Promise<StreamSource<string | Uint8Array>> {
  if (typeof source === "string") return slices(source);
  if (source instanceof Uint8Array) return byteSlices(source);
  if (source instanceof Blob) return byteSlices(new Uint8Array(await source.arrayBuffer()));
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

function* byteSlices(bytes: Uint8Array): Generator<Uint8Array, undefined> {
  for (let start = 0; start < bytes.length; start += pieceSize) yield bytes.subarray(start, start + pieceSize);
  return undefined;
}
