/** Inflates zlib data (RFC 1950) whose length is known, and never more than that. */

/** Bytes that are given at once: a browser inflates them to the end, up to 1,032 times as many. */
const pieceBytes = 16_384;
const mostPerByte = 1_032;

/**
 * The `length` bytes that the parts hold.
 *
 * @throws Error where they hold more, fewer, or are damaged.
 */
export async function inflate(parts: readonly Uint8Array[], length: number): Promise<Uint8Array> {
  const available = parts.reduce((sum, part) => sum + part.length, 0);
  // No buffer is made for what cannot come.
  if (available * mostPerByte < length)
    throw new Error(`its pixels take ${String(length)} bytes, which it cannot hold`);
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  const written = writeAll(writer, parts);
  // Where reading ends first, with an error, that one is told.
  written.catch(() => undefined);
  const result = new Uint8Array(length);
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  let filled = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (filled + value.length > length) throw new Error("its pixels are more than its size says");
      result.set(value, filled);
      filled += value.length;
    }
    await written;
  } catch (cause) {
    await reader.cancel().catch(() => undefined);
    throw cause instanceof Error ? cause : new Error(String(cause));
  }
  if (filled !== length) throw new Error("its pixels are fewer than its size says");
  if (adler32(result) !== lastWord(parts)) throw new Error("its pixels do not have their checksum");
  return result;
}

/** The checksum at the end of zlib data. Some platforms pass over what follows it, so it is looked for at the very end. */
function adler32(bytes: Uint8Array): number {
  let [sum, weighted] = [1, 0];
  for (let start = 0; start < bytes.length; start += 3800) {
    const end = Math.min(start + 3800, bytes.length);
    for (let at = start; at < end; at++) {
      sum += bytes[at] ?? 0;
      weighted += sum;
    }
    sum %= 65_521;
    weighted %= 65_521;
  }
  return weighted * 65_536 + sum;
}

/** The last four bytes, which may be spread over several parts. */
function lastWord(parts: readonly Uint8Array[]): number {
  let word = 0;
  let factor = 1;
  for (const part of parts.toReversed()) {
    for (let at = part.length - 1; at >= 0 && factor < 2 ** 32; at--, factor *= 256) word += (part[at] ?? 0) * factor;
  }
  return word;
}

async function writeAll(
  writer: WritableStreamDefaultWriter<BufferSource>,
  parts: readonly Uint8Array[],
): Promise<void> {
  for (const piece of piecesOf(parts)) await writer.write(piece);
  await writer.close();
}

/** Copies of the bytes, since streams refuse shared memory; however small the parts are, since each piece costs a wait. */
function* piecesOf(parts: readonly Uint8Array[]): Generator<Uint8Array<ArrayBuffer>, undefined> {
  let piece = new Uint8Array(pieceBytes);
  let filled = 0;
  for (const part of parts) {
    for (let start = 0; start < part.length;) {
      const end = Math.min(part.length, start + pieceBytes - filled);
      piece.set(part.subarray(start, end), filled);
      filled += end - start;
      start = end;
      if (filled < pieceBytes) continue;
      yield piece;
      piece = new Uint8Array(pieceBytes);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
  return undefined;
}
