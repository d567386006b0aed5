/** The part of protocol buffers that TensorBoard's events need: fields of a message as bytes. */

/** A field that is a 64-bit float. */
export function double(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(9);
  bytes[0] = tag(field, 1);
  new DataView(bytes.buffer).setFloat64(1, value, true);
  return bytes;
}

/** A field that is a 32-bit float. */
export function float(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(5);
  bytes[0] = tag(field, 5);
  new DataView(bytes.buffer).setFloat32(1, value, true);
  return bytes;
}

/** A field that is an integer from 0 to 2^53. */
export function integer(field: number, value: number): Uint8Array {
  return Uint8Array.of(tag(field, 0), ...varint(value));
}

/** A field that is text. */
export function text(field: number, value: string): Uint8Array {
  return message(field, new TextEncoder().encode(value));
}

/** A field that is bytes, or a message of these fields. */
export function message(field: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag(field, 2), ...varint(content.length)), content]);
}

/** Field numbers up to 15 take one byte. */
function tag(field: number, wireType: 0 | 1 | 2 | 5): number {
  return (field << 3) | wireType;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return bytes;
}
