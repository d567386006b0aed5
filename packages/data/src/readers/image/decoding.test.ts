/** What holds of every PNG and JPEG file, hostile ones among them. */
import { RensaError } from "@rensa/core";
import fc from "fast-check";
import { decode as decodeByOther } from "fast-png";
import { encode as encodeJpeg } from "jpeg-js";
import { crc32 as otherCrc32, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { crc32 } from "../crc32.ts";
import { decodeImage, type DecodeOptions } from "../decode-image.ts";
import { passesOf, rowBytes } from "./png-rows.ts";

const chunk = (type: string, data: Uint8Array) => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(otherCrc32(body));
  return Buffer.concat([length, body, check]);
};

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const header = (width: number, height: number, depth: number, color: number, interlace = 0) => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, color, 0, 0, interlace], 8);
  return chunk("IHDR", data);
};
const png = (...chunks: Buffer[]) =>
  Uint8Array.from(Buffer.concat([signature, ...chunks, chunk("IEND", Buffer.alloc(0))]));

const kinds = [
  [0, 1, [1, 2, 4, 8, 16]],
  [2, 3, [8, 16]],
  [4, 2, [8, 16]],
  [6, 4, [8, 16]],
] as const;

/** Any picture that PNG can say, with any filters. */
const pictures = fc
  .tuple(
    fc.constantFrom(...kinds),
    fc.nat(),
    fc.integer({ min: 1, max: 20 }),
    fc.integer({ min: 1, max: 20 }),
    fc.boolean(),
  )
  .chain(([[color, samples, depths], choice, width, height, isInterlaced]) => {
    const depth = depths[choice % depths.length]!;
    // The other decoder gets interlaced pictures of less than a byte a sample wrong.
    const layout = { width, height, samples, depth, isInterlaced: isInterlaced && depth >= 8 };
    const rows = passesOf(layout).flatMap((pass) => new Array<number>(pass.height).fill(rowBytes(pass.width, layout)));
    return fc.tuple(
      fc.constant({ ...layout, color }),
      fc.tuple(...rows.map((bytes) => fc.tuple(fc.nat(4), fc.uint8Array({ minLength: bytes, maxLength: bytes })))),
    );
  })
  .map(([layout, rows]) => ({
    ...layout,
    file: png(
      header(layout.width, layout.height, layout.depth, layout.color, layout.isInterlaced ? 1 : 0),
      chunk("IDAT", deflateSync(Buffer.concat(rows.map(([filter, bytes]) => Buffer.from([filter, ...bytes]))))),
    ),
  }));

const errorOf = async (bytes: Uint8Array, options: DecodeOptions = {}): Promise<string> => {
  try {
    await decodeImage(bytes, 3, "it", options);
  } catch (error) {
    return error instanceof RensaError ? `${error.code} ${error.message}` : `raw: ${String(error)}`;
  }
  return "nothing thrown";
};

const plain = png(
  header(8, 8, 8, 0),
  chunk("tEXt", Buffer.from("a\0b")),
  chunk("IDAT", deflateSync(Buffer.alloc(72, 1))),
);
const jpeg = (size: number) =>
  Uint8Array.from(encodeJpeg({ width: size, height: size, data: Buffer.alloc(size * size * 4, 77) }, 50).data);

describe("PNG", () => {
  it("has the samples that another decoder finds, whatever the colors, the depth, the filters and the passes", async () => {
    await fc.assert(
      fc.asyncProperty(pictures, async ({ file, samples, depth, width, height }) => {
        const other = decodeByOther(file);
        const { data } = await decodeImage(file, 4);
        const perByte = 8 / depth;
        for (let pixel = 0; pixel < width * height; pixel++) {
          const sample = (channel: number) => {
            if (depth === 16) return other.data[pixel * samples + channel]! >> 8;
            if (depth === 8) return other.data[pixel * samples + channel]!;
            const x = pixel % width;
            const byte = other.data[Math.floor(pixel / width) * Math.ceil(width / perByte) + Math.floor(x / perByte)]!;
            return (((byte >> (8 - depth * ((x % perByte) + 1))) & (2 ** depth - 1)) * 255) / (2 ** depth - 1);
          };
          const opacity = samples % 2 === 0 ? sample(samples - 1) : 255;
          const color = samples < 3 ? [sample(0), sample(0), sample(0)] : [sample(0), sample(1), sample(2)];
          expect([...data.subarray(4 * pixel, 4 * pixel + 4)]).toEqual([...color, opacity]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("has the samples that were written, interlaced and of less than a byte each too", async () => {
    const depths = fc.constantFrom(1, 2, 4);
    const sizes = fc.integer({ min: 1, max: 20 });
    await fc.assert(
      fc.asyncProperty(depths, sizes, sizes, fc.infiniteStream(fc.nat(15)), async (depth, width, height, stream) => {
        const most = 2 ** depth - 1;
        const samples = Array.from({ length: width * height }, () => stream.next().value! & most);
        const layout = { width, height, depth, samples: 1, isInterlaced: true };
        const rows = passesOf(layout).flatMap(({ left, top, stepX, stepY, width: across, height: down }) =>
          Array.from({ length: down }, (_, row) => {
            const bytes = new Uint8Array(1 + rowBytes(across, layout));
            for (let column = 0; column < across; column++) {
              const sample = samples[(top + row * stepY) * width + left + column * stepX]!;
              bytes[1 + ((column * depth) >> 3)]! |= sample << (8 - depth - ((column * depth) & 7));
            }
            return bytes;
          }),
        );
        const file = png(header(width, height, depth, 0, 1), chunk("IDAT", deflateSync(Buffer.concat(rows))));
        expect([...(await decodeImage(file, 1)).data]).toEqual(samples.map((sample) => (sample * 255) / most));
      }),
      { numRuns: 40 },
    );
  });

  it("is refused where any bit of it is another, or any part is cut off, missing or doubled", async () => {
    expect(await errorOf(plain)).toBe("nothing thrown");
    for (let at = 0; at < plain.length; at++) {
      const changed = plain.slice();
      changed[at] = changed[at]! ^ (1 << (at % 8));
      expect(await errorOf(changed), `byte ${String(at)}`).toMatch(/^FILE_INVALID it /);
      expect(await errorOf(plain.subarray(0, at)), `cut at ${String(at)}`).toMatch(/^FILE_INVALID it /);
    }
    const [size, pixels] = [header(8, 8, 8, 0), chunk("IDAT", deflateSync(Buffer.alloc(72)))];
    for (const chunks of [
      [],
      [size],
      [pixels],
      [size, size, pixels],
      [size, pixels, chunk("IDAT", deflateSync(Buffer.alloc(72, 1)))],
      [pixels, size],
    ]) {
      expect(await errorOf(png(...chunks))).toMatch(/^FILE_INVALID it /);
    }
    expect(await errorOf(png(size, chunk("CgBI", Buffer.alloc(4)), pixels))).toContain('it needs "CgBI"');
    expect(await errorOf(png(size, pixels, chunk("tEXt", Buffer.alloc(3)), pixels))).toContain("interrupted");
  });

  it("makes transparent what its key or its palette says, and refuses colors beside the palette", async () => {
    const row = chunk("IDAT", deflateSync(Buffer.from([0, 1, 2])));
    const key = chunk("tRNS", Buffer.from([0, 2]));
    expect([...(await decodeImage(png(header(2, 1, 8, 0), key, row), 4)).data]).toEqual([1, 1, 1, 255, 2, 2, 2, 0]);
    const palette = (colors: number) => chunk("PLTE", Buffer.alloc(3 * colors, 9));
    const opacities = chunk("tRNS", Buffer.from([5, 6]));
    expect([...(await decodeImage(png(header(2, 1, 8, 3), palette(3), opacities, row), 4)).data]).toEqual([
      ...[9, 9, 9, 6],
      ...[9, 9, 9, 255],
    ]);
    expect(await errorOf(png(header(2, 1, 8, 3), palette(2), row))).toContain(
      "pixel 1 has a color that is not in its palette",
    );
    expect(await errorOf(png(header(2, 1, 8, 3), row))).toContain("palette is missing");
  });

  it("is refused by its header where it has no pixels or too many, and takes no more memory than its size", async () => {
    for (const [width, height] of [
      [0, 1],
      [1, 0],
      [0, 0],
    ] as const) {
      expect(await errorOf(png(header(width, height, 8, 0), chunk("IDAT", deflateSync(Buffer.alloc(0)))))).toContain(
        "no picture",
      );
    }
    expect(await errorOf(png(header(2 ** 31 - 1, 2 ** 31 - 1, 16, 6), chunk("IDAT", Buffer.alloc(9))))).toContain(
      "maximumPixels",
    );
    expect(await errorOf(plain, { maximumPixels: 63 })).toContain("at most 63 are decoded");
    expect(await errorOf(plain, { maximumPixels: 64 })).toBe("nothing thrown");
    expect(await errorOf(plain, { maximumPixels: 0 })).toContain("DATA_INVALID it: maximumPixels is 0");
    const bomb = deflateSync(Buffer.alloc(2 ** 26));
    expect(await errorOf(png(header(8, 8, 8, 0), chunk("IDAT", bomb)))).toContain("more than its size says");
    expect(await errorOf(png(header(2000, 2000, 8, 0), chunk("IDAT", deflateSync(Buffer.alloc(9)))))).toContain(
      "cannot hold",
    );
  });
});

describe("JPEG", () => {
  it("is refused where it is cut off, wherever, or a part is missing or doubled", async () => {
    const file = jpeg(16);
    expect(await errorOf(file)).toBe("nothing thrown");
    expect(await errorOf(Buffer.concat([file, Buffer.alloc(9)]))).toBe("nothing thrown");
    for (let length = 0; length < file.length; length++) {
      expect(await errorOf(file.subarray(0, length)), String(length)).toMatch(/^FILE_INVALID it /);
    }
  });

  it("is refused by its header where it has no pixels, too many, or more than its bytes can hold", async () => {
    const sized = (height: number, width: number) => {
      const file = jpeg(16);
      const frame = file.findIndex((byte, at) => byte === 0xff && file[at + 1] === 0xc0);
      file.set([height >> 8, height & 255, width >> 8, width & 255], frame + 5);
      return file;
    };
    expect(await errorOf(sized(9000, 9000))).toContain("9000 x 9000 pixels, and at most 6000000 are decoded");
    expect(await errorOf(sized(9000, 9000), { maximumPixels: 1e9 })).toContain("cannot hold its pixels");
    expect(await errorOf(sized(0, 16))).toContain("no picture");
    expect(await errorOf(sized(16, 0))).toContain("no picture");
  });

  it("is refused where it has more scans than any picture needs", async () => {
    const file = Buffer.from(jpeg(16));
    const scan = file.findIndex((byte, at) => byte === 0xff && file[at + 1] === 0xda);
    const scans = file.subarray(scan, file.length - 2);
    const many = Buffer.concat([file.subarray(0, scan), ...new Array<Buffer>(101).fill(scans), file.subarray(-2)]);
    expect(await errorOf(many)).toContain("more than 100 scans");
  });
});

it("crc32 is the checksum that zlib computes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => crc32(bytes) === otherCrc32(bytes)));
});
