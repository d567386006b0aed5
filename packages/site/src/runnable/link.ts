/**
 * A program in the part of an address behind `#`, which never goes to a server: UTF-8, deflated, in base64 for addresses.
 * What comes out of an address was written by anybody, so that its size is bounded before and while it is read.
 */

/** How many characters a program in an address may have. */
export const longestProgram = 50_000;

/** The longest text that is looked at, deflated and in base64. */
const longestText = 60_000;

/** Thrown where an address holds no program; its message is a sentence for the reader. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}

/**
 * The text that holds a program.
 *
 * @throws LinkError where the program is too long.
 */
export async function encodeProgram(code: string): Promise<string> {
  const bytes = new TextEncoder().encode(code);
  if (code.length > longestProgram) throw new LinkError(tooLong(longestProgram));
  const deflated = await throughStream(bytes, new CompressionStream("deflate"), Number.POSITIVE_INFINITY);
  const text = btoa(Array.from(deflated, (byte) => String.fromCharCode(byte)).join(""));
  const encoded = text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  // Else it would be an address that nothing opens.
  if (encoded.length > longestText) throw new LinkError(tooLong(longestText));
  return encoded;
}

/**
 * The program that a text holds.
 *
 * @throws LinkError where it holds none.
 */
export async function decodeProgram(text: string): Promise<string> {
  if (text.length > longestText) throw new LinkError(tooLong(longestText));
  if (!/^[\w-]+$/.test(text)) throw new LinkError("The address holds no program: it has other characters.");
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const deflated = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    // A character of UTF-16 is at most three bytes.
    const bytes = await throughStream(deflated, new DecompressionStream("deflate"), 3 * longestProgram);
    const code = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (code.length > longestProgram) throw new LinkError(tooLong(longestProgram));
    return code;
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError("The address holds no program: it was cut or changed on its way.", { cause: error });
  }
}

function tooLong(most: number): string {
  return `The program is too long for an address, which holds ${String(most)} characters.`;
}

/** Reads no further where there is more than may be. */
async function throughStream(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new LinkError(tooLong(longestProgram));
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
