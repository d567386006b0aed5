/** PNG files of as many pixels as are decoded unless more are allowed, in the forms that take longest. */
import { crc32, deflateSync } from "node:zlib";
import { decodeImage } from "@rensa/data";
import type { LargestFile } from "./largest-file.ts";

function chunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length);
  bytes.write(type, 4, "latin1");
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

interface Layout {
  readonly height: number;
  readonly width: number;
  readonly depth: number;
  readonly color: number;
  readonly interlaced?: boolean;
}

function png(
  { height, width, depth, color, interlaced = false }: Layout,
  ...chunks: readonly Uint8Array[]
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, color, 0, 0, interlaced ? 1 : 0], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return new Uint8Array(Buffer.concat([signature, chunk("IHDR", header), ...chunks, chunk("IEND", new Uint8Array())]));
}

/** Rows of one filter, whose bytes are of every value. */
function rows(height: number, bytes: number, filter: number): Uint8Array {
  const data = new Uint8Array(height * (bytes + 1));
  for (let at = 0; at < data.length; at++)
    data[at] = at % (bytes + 1) === 0 ? filter : Math.imul(at, 0x9e3779b1) >>> 24;
  return data;
}

const [height, width] = [2000, 3000];
const size = { height, width };
/** Of 16 bits there may be fewer. */
const half = { height: 1600, width: 1872 };
const pixels = (data: Uint8Array): Buffer => chunk("IDAT", deflateSync(data, { level: 1 }));
const dot = { height: 1, width: 1, depth: 8, color: 0 };
const kind = {
  small: () => Promise.resolve(png(dot, pixels(rows(1, 1, 0)))),
  read: (bytes: Uint8Array) => decodeImage(bytes, 4),
};
/** A chunk so often, as one. */
const many = (count: number, one: Uint8Array): Buffer => Buffer.alloc(count * one.length, one);

/** All of them. */
export const largestPngs: readonly LargestFile[] = [
  {
    ...kind,
    name: "PNG of 16 bits, each foretold by three",
    make: () => Promise.resolve(png({ ...half, depth: 16, color: 6 }, pixels(rows(half.height, half.width * 8, 4)))),
  },
  {
    ...kind,
    name: "PNG of 16 bits with a key",
    make: () =>
      Promise.resolve(
        png(
          { ...half, depth: 16, color: 2 },
          chunk("tRNS", new Uint8Array(6)),
          pixels(rows(half.height, half.width * 6, 4)),
        ),
      ),
  },
  {
    ...kind,
    name: "PNG of 16 bits, interlaced",
    make: () => {
      // The seven passes have a byte of filter for each row; those of zeros have none.
      const bytes = [
        [8, 8],
        [8, 8],
        [8, 4],
        [4, 4],
        [4, 2],
        [2, 2],
        [2, 1],
      ].reduce(
        (sum, [down = 1, across = 1]) => sum + Math.ceil(half.height / down) * (1 + (8 * half.width) / across),
        0,
      );
      return Promise.resolve(
        png({ ...half, depth: 16, color: 6, interlaced: true }, pixels(new Uint8Array(Math.round(bytes)))),
      );
    },
  },
  {
    ...kind,
    name: "PNG of 1 bit, interlaced",
    make: () => {
      const passes = [
        [250, 375],
        [250, 375],
        [250, 750],
        [500, 750],
        [500, 1500],
        [1000, 1500],
        [1000, 3000],
      ];
      const bytes = passes.reduce((sum, [down = 1, across = 1]) => sum + down * (1 + Math.ceil(across / 8)), 0);
      return Promise.resolve(png({ ...size, depth: 1, color: 0, interlaced: true }, pixels(new Uint8Array(bytes))));
    },
  },
  {
    ...kind,
    name: "PNG of a million parts without pixels",
    make: () => Promise.resolve(png(dot, many(1_000_000, chunk("IDAT", new Uint8Array())), pixels(rows(1, 1, 0)))),
  },
  {
    ...kind,
    name: "PNG of a million remarks",
    make: () => Promise.resolve(png(dot, many(1_000_000, chunk("tEXt", new Uint8Array(1))), pixels(rows(1, 1, 0)))),
  },
  {
    ...kind,
    name: "PNG of pixels a byte at a time",
    make: () => {
      const data = deflateSync(rows(height, width, 4), { level: 0 });
      const parts = Array.from(data.subarray(0, 1_000_000), (byte) => chunk("IDAT", Uint8Array.of(byte)));
      return Promise.resolve(
        png({ ...size, depth: 8, color: 0 }, Buffer.concat(parts), chunk("IDAT", data.subarray(1_000_000))),
      );
    },
  },
];
