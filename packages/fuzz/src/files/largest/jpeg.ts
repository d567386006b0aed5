/** JPEG files whose every bit is 0, with codes in which that means much. Source: ITU-T T.81, annexes B and F. */
import { decodeImage } from "@rensa/data";
import type { LargestFile } from "./largest-file.ts";

interface Scan {
  readonly components: readonly number[];
  /** The first and last coefficient, and the bits that were there before and are there after. */
  readonly band: readonly [first: number, last: number, before: number, after: number];
  readonly bytes: number;
}

/** A picture of three components of one size. The word 0 is `direct` among the first coefficients and `word` among others. */
function jpeg(
  [height, width]: readonly [number, number],
  word: number,
  scans: readonly Scan[],
  isProgressive: boolean,
): Uint8Array {
  const part = (marker: number, ...data: readonly number[]): number[] => {
    const length = data.length + 2;
    return [0xff, marker, length >> 8, length & 255, ...data];
  };
  const code = (kind: number, symbol: number): number[] => [kind << 4, 1, ...new Array<number>(15).fill(0), symbol];
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const components = [1, 2, 3].flatMap((id) => [id, 0x11, 0]);
  const parts: Uint8Array[] = [
    Uint8Array.of(
      ...[0xff, 0xd8],
      ...part(0xdb, 0, ...new Array<number>(64).fill(1)),
      ...part(isProgressive ? 0xc2 : 0xc0, 8, ...size, 3, ...components),
      ...part(0xc4, ...code(0, 0), ...code(1, word)),
    ),
    ...scans.flatMap(({ components: chosen, band: [first, last, before, after], bytes }) => [
      Uint8Array.of(
        ...part(0xda, chosen.length, ...chosen.flatMap((id) => [id, 0]), first, last, (before << 4) | after),
      ),
      new Uint8Array(bytes),
    ]),
    Uint8Array.of(0xff, 0xd9),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

/** Of so many pixels as are decoded unless more are allowed. */
const [height, width] = [2000, 3000];
const blocks = Math.ceil(height / 8) * Math.ceil(width / 8);
/** Progressive ones have fewer. */
const [lower, narrower] = [1800, 2500];
const fewer = Math.ceil(lower / 8) * Math.ceil(narrower / 8);
const all = [1, 2, 3];
const dense = (bits: number, of = blocks): number => Math.ceil((bits * of) / 8);
const kind = {
  small: () => Promise.resolve(jpeg([8, 8], 0, [{ components: all, band: [0, 63, 0, 0], bytes: 4 }], false)),
  read: (bytes: Uint8Array) => decodeImage(bytes, 3),
};
const first: Scan = { components: all, band: [0, 0, 0, 2], bytes: dense(3, fewer) };
const eachOf = (band: Scan["band"], bytes: number): Scan[] => all.map((id) => ({ components: [id], band, bytes }));

/** All of them. */
export const largestJpegs: readonly LargestFile[] = [
  {
    ...kind,
    name: "JPEG, every coefficient there",
    make: () =>
      Promise.resolve(
        jpeg([height, width], 1, [{ components: all, band: [0, 63, 0, 0], bytes: dense(3 * 127) }], false),
      ),
  },
  {
    ...kind,
    name: "JPEG, empty blocks",
    make: () =>
      Promise.resolve(jpeg([height, width], 0, [{ components: all, band: [0, 63, 0, 0], bytes: dense(6) }], false)),
  },
  {
    ...kind,
    name: "JPEG, a hundred scans of runs of empty blocks",
    refusal: /more than 5 times/,
    make: () =>
      Promise.resolve(
        jpeg(
          [lower, narrower],
          0xe0,
          [first, ...Array.from({ length: 33 }, () => eachOf([1, 63, 2, 1], 1000)).flat()],
          true,
        ),
      ),
  },
  {
    ...kind,
    name: "JPEG, as many scans of single coefficients as are read",
    make: () =>
      Promise.resolve(
        jpeg(
          [lower, narrower],
          0xe0,
          [first, ...Array.from({ length: 19 }, () => eachOf([1, 1, 2, 1], 1000)).flat()],
          true,
        ),
      ),
  },
  {
    ...kind,
    name: "JPEG, every coefficient there and refined three times",
    make: () =>
      Promise.resolve(
        jpeg(
          [lower, narrower],
          1,
          [first, ...[0, 1, 2, 3].flatMap((at) => eachOf([1, 63, at === 0 ? 0 : 4 - at, 3 - at], dense(126, fewer)))],
          true,
        ),
      ),
  },
];
