/** Pixels as a PNG, for pictures that hold an image. */
import { crc32, deflateSync } from "node:zlib";

/** An image: rows from the top, `channels` numbers a pixel (1: gray, 3: red, green, blue), each from 0 to 1. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: ArrayLike<number>;
}

/** The image as a PNG file of 8 bits. What lies outside of 0 to 1 is clipped. */
export function encodePng({ width, height, channels, data }: Pixels): Buffer {
  const rows = Buffer.alloc(height * (1 + width * channels));
  for (let row = 0; row < height; row++) {
    for (let at = 0; at < width * channels; at++) {
      const value = Math.min(1, Math.max(0, data[row * width * channels + at] ?? 0));
      rows[row * (1 + width * channels) + 1 + at] = Math.round(255 * value);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 1 ? 0 : 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
