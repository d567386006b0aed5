import { encode as encodePng } from "fast-png";
import { encode as encodeJpeg } from "jpeg-js";
import { readFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { minMaxScale } from "../fit-scaling.ts";
import { decodeImage, type Image } from "./decode-image.ts";
import { labeledImages } from "./labeled-images.ts";
import { resizeImage } from "./resize-image.ts";
import { errorOf } from "../../test/refusal.ts";

/** A PNG of any depth, whose rows are given as bytes. */
const rawPng = (width: number, depth: number, color: number, rows: number[][], palette?: number[]) => {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header[8] = depth;
  header[9] = color;
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk("IHDR", header),
      ...(palette === undefined ? [] : [chunk("PLTE", Buffer.from(palette))]),
      chunk("IDAT", deflateSync(Buffer.from(rows.flatMap((row) => [0, ...row])))),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
};

describe("decodeImage", () => {
  it("reads PNG of 8 bits with any channels, as any channels", async () => {
    const colors = Uint8Array.of(255, 0, 0, 128, 0, 100, 200, 255);
    const png = encodePng({ width: 2, height: 1, channels: 4, data: colors });
    expect((await decodeImage(png, 4)).data).toEqual(colors);
    expect(await decodeImage(png)).toEqual({
      height: 1,
      width: 2,
      channels: 3,
      data: Uint8Array.of(255, 0, 0, 0, 100, 200),
    });
    expect((await decodeImage(png, 1)).data).toEqual(Uint8Array.of(76, 82));
    const gray = encodePng({ width: 2, height: 1, channels: 2, data: Uint8Array.of(7, 128, 9, 255) });
    expect((await decodeImage(gray, 1)).data).toEqual(Uint8Array.of(7, 9));
    expect((await decodeImage(gray, 4)).data).toEqual(Uint8Array.of(7, 7, 7, 128, 9, 9, 9, 255));
    const opaque = encodePng({ width: 1, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3) });
    expect((await decodeImage(opaque, 4)).data).toEqual(Uint8Array.of(1, 2, 3, 255));
  });

  it("reads PNG of 1, 2, 4 and 16 bits, and with a palette", async () => {
    const bits = await decodeImage(
      rawPng(10, 1, 0, [
        [0b10110000, 0b01000000],
        [0, 0b11000000],
      ]),
      1,
    );
    expect([...bits.data].map((value) => value / 255)).toEqual([
      1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1,
    ]);
    expect((await decodeImage(rawPng(3, 2, 0, [[0b00011100]]), 1)).data).toEqual(Uint8Array.of(0, 85, 255));
    expect((await decodeImage(rawPng(3, 4, 0, [[0x0f, 0x80]]), 1)).data).toEqual(Uint8Array.of(0, 255, 136));
    const deep = encodePng({ width: 2, height: 1, channels: 1, depth: 16, data: Uint16Array.of(0x1234, 0xffff) });
    expect((await decodeImage(deep, 1)).data).toEqual(Uint8Array.of(0x12, 0xff));
    const indexed = await decodeImage(rawPng(3, 2, 3, [[0b01001000]], [1, 2, 3, 4, 5, 6, 7, 8, 9]));
    expect(indexed.data).toEqual(Uint8Array.of(4, 5, 6, 1, 2, 3, 7, 8, 9));
  });

  it("reads JPEG", async () => {
    const data = new Uint8Array(16 * 8 * 4).map((_, index) => [200, 40, 90, 255][index % 4]!);
    const { height, width, data: decoded } = await decodeImage(encodeJpeg({ width: 16, height: 8, data }, 95).data);
    expect([height, width, decoded.length]).toEqual([8, 16, 384]);
    decoded.forEach((value, index) => expect(Math.abs(value - [200, 40, 90][index % 3]!)).toBeLessThan(4));
  });

  it("refuses other files and broken ones by name", async () => {
    expect(await errorOf(() => decodeImage(Uint8Array.of(71, 73, 70), 3, "cat.gif"))).toBe(
      "FILE_INVALID cat.gif is neither PNG nor JPEG; convert it to one of these.",
    );
    const png = encodePng({ width: 2, height: 2, channels: 1, data: new Uint8Array(4) });
    expect(await errorOf(() => decodeImage(png.subarray(0, 40), 3, "cut.png"))).toContain(
      "FILE_INVALID cut.png cannot be decoded",
    );
    const jpeg = encodeJpeg({ width: 8, height: 8, data: new Uint8Array(256) }).data;
    expect(await errorOf(() => decodeImage(jpeg.subarray(0, 100), 3, "cut.jpg"))).toContain(
      "FILE_INVALID cut.jpg cannot be decoded",
    );
  });
});

describe("resizeImage", () => {
  interface Case {
    readonly image: Omit<Image, "data"> & { readonly data: number[] };
    readonly height: number;
    readonly width: number;
    readonly data: number[];
  }
  const reference = new URL("../../reference/resized.json", import.meta.url);
  const cases = JSON.parse(readFileSync(reference, "utf8")) as Case[];

  it.each(cases)(
    "agrees with PyTorch's antialiased bilinear interpolation: $image.height x $image.width to $height x $width",
    (one) => {
      const resized = resizeImage({ ...one.image, data: Uint8Array.from(one.image.data) }, one.height, one.width);
      expect([resized.height, resized.width, resized.channels]).toEqual([one.height, one.width, one.image.channels]);
      resized.data.forEach((value, index) => expect(Math.abs(value - one.data[index]!)).toBeLessThanOrEqual(0.502));
      expect(resized.data.length).toBe(one.data.length);
    },
  );

  it("keeps an image of the same size, and a plain one plain", () => {
    const plain = { height: 3, width: 5, channels: 3, data: new Uint8Array(45).fill(77) } as const;
    expect(resizeImage(plain, 3, 5)).toBe(plain);
    expect(new Set(resizeImage(plain, 7, 2).data)).toEqual(new Set([77]));
    expect(() => resizeImage(plain, 0, 2)).toThrow("resizeImage: height is 0");
  });
});

describe("labeledImages", () => {
  const file = (name: string, label: string, width: number, gray: number) => ({
    name,
    label,
    read: () => encodePng({ width, height: 2, channels: 1, data: new Uint8Array(2 * width).fill(gray) }),
  });

  it("makes a data set with classes in alphabetical order, of one size or resized", async () => {
    const files = [file("1", "night", 2, 10), file("2", "day", 2, 250), file("3", "night", 2, 30)];
    const { dataset, classes } = await labeledImages(files, { channels: 1 });
    expect(classes).toEqual(["day", "night"]);
    expect([dataset.size, dataset.classes, dataset.inputs.shape, dataset.inputs.dtype]).toEqual([
      3,
      2,
      [2, 2, 1],
      "u8",
    ]);
    expect(dataset.at(1).inputs.data).toEqual(new Uint8Array(4).fill(250));
    expect([0, 1, 2].map((row) => dataset.at(row).targets.data[0])).toEqual([1, 0, 1]);
    const scaled = minMaxScale(dataset).apply(dataset);
    expect(scaled.inputs.dtype).toBe("f32");
    expect(scaled.at(2).inputs.data[0]).toBeCloseTo(20 / 240);
    const reports: number[] = [];
    const resized = await labeledImages([...files, file("4", "dusk", 9, 1)], {
      size: [4, 3],
      onProgress: ({ rows }) => reports.push(rows),
    });
    expect(resized.dataset.inputs.shape).toEqual([4, 3, 3]);
    expect(reports).toEqual([1, 2, 3, 4]);
  });

  it("names the file that has another size, another label, or cannot be read", async () => {
    const one = file("a.png", "x", 2, 1);
    expect(await errorOf(() => labeledImages([one, file("b.png", "x", 3, 1)]))).toBe(
      "DATA_INVALID b.png is 3 x 2 pixels, but a.png 2 x 2; give a `size` to resize all images to.",
    );
    expect(await errorOf(() => labeledImages([one], { classes: ["y"] }))).toContain(
      'DATA_INVALID a.png has the label "x"',
    );
    const lost = { ...one, read: () => Promise.reject(new Error("gone")) };
    expect(await errorOf(() => labeledImages([lost]))).toBe("DATA_SOURCE_FAILED a.png cannot be read: gone");
    expect(await errorOf(() => labeledImages([]))).toContain("DATA_EMPTY");
  });
});
