/** PNG and JPEG files as bytes of pixels. The decoder of JPEG is loaded when it is needed. */
import { refuseArgument, checkOneOf, checkKind, checkOptions, RensaError } from "@rensa/core";
import { checkCount } from "../from-arrays.ts";
import { decodePng } from "./image/decode-png.ts";
import { checkJpeg } from "./image/jpeg-structure.ts";
import type { RawImage } from "./image/raw-image.ts";

/**
 * Pixels: rows from the top, in each row pixels from the left, in each pixel its channels, from 0 to 255.
 *
 * @example
 * ```ts
 * import type { Image } from "@rensa/data";
 *
 * const black: Image<1> = { height: 2, width: 2, channels: 1, data: new Uint8Array(4) };
 * ```
 */
export interface Image<C extends ImageChannels = ImageChannels> {
  readonly height: number;
  readonly width: number;
  readonly channels: C;
  readonly data: Uint8Array;
}

/**
 * The channels of a pixel: 1 is gray, 3 are red, green and blue, 4 are these and opacity.
 *
 * @example
 * ```ts
 * import type { ImageChannels } from "@rensa/data";
 *
 * const gray: ImageChannels = 1;
 * ```
 */
export type ImageChannels = 1 | 3 | 4;

/**
 * What {@link decodeImage} may be told.
 *
 * @example
 * ```ts
 * import type { DecodeOptions } from "@rensa/data";
 *
 * const posters: DecodeOptions = { maximumPixels: 100_000_000 };
 * ```
 */
export interface DecodeOptions {
  /**
   * A picture of more pixels is refused by its header; of what takes longer fewer pixels are allowed: half of them in a PNG
   * of 16 bits, three quarters in a progressive JPEG. Default 6,000,000: no file takes more than a second or so, and 300 MB. Photographs of phones
   * have 12 million and more.
   */
  readonly maximumPixels?: number;
}

const defaultMaximumPixels = 6_000_000;

/**
 * The pixels of a PNG or JPEG file. Gray is 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601); opacity is left out
 * where it is not asked for, and 255 where the file has none; 16 bits become 8.
 *
 * @param bytes - the contents of the file.
 * @param channels - of the result. Default 3.
 * @param name - how errors name the file. Default `"decodeImage"`.
 * @param options - how large a picture may be.
 * @throws RensaError `FILE_INVALID` where it is neither, is damaged or cut off as far as its format can tell (the
 * checksums of PNG, the structure of JPEG), has no pixels or more than `maximumPixels`, naming the file. The size is
 * known from the header, before anything is decoded.
 * @throws RensaError `DATA_INVALID` where `maximumPixels` is not a positive integer.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { decodeImage } from "@rensa/data";
 *
 * const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";
 * const file = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
 * console.log(await decodeImage(file, 3)); // { height: 1, width: 1, channels: 3, data: Uint8Array [255, 0, 0] }
 * ```
 */
export async function decodeImage<const C extends ImageChannels = 3>(
  bytes: Uint8Array,
  channels: C = 3 as C,
  name = "decodeImage",
  options: DecodeOptions = {},
): Promise<Image<C>> {
  checkOptions("decodeImage", options, ["maximumPixels"]);
  const { maximumPixels = defaultMaximumPixels } = options;
  checkCount(`${name}: maximumPixels`, maximumPixels);
  checkKind("decodeImage: the name", name, "string");
  checkOneOf(`${name}: the channels`, channels, [1, 3, 4]);
  if (!(bytes instanceof Uint8Array)) refuseArgument(`${name}: the file`, bytes, "its bytes, a Uint8Array");
  const isPng = bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47;
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!isPng && !isJpeg)
    throw new RensaError("FILE_INVALID", `${name} is neither PNG nor JPEG; convert it to one of these.`);
  let image: RawImage;
  try {
    image = isPng ? await decodePng(bytes, maximumPixels) : await decodeJpeg(bytes, maximumPixels);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RensaError("FILE_INVALID", `${name} cannot be decoded: ${reason}.`, { cause });
  }
  const { height, width } = image;
  return { height, width, channels, data: convertChannels(image, channels) };
}

async function decodeJpeg(bytes: Uint8Array, maximumPixels: number): Promise<RawImage> {
  const end = checkJpeg(bytes, maximumPixels);
  const { decode } = await import("jpeg-js");
  const { width, height, data } = decode(bytes.subarray(0, end), {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    // The number of pixels is what bounds both.
    maxResolutionInMP: Infinity,
    maxMemoryUsageInMB: Infinity,
  });
  return { width, height, data, channels: 3 };
}

function convertChannels({ data, channels: from, width, height }: RawImage, to: ImageChannels): Uint8Array {
  if (from === to) return data;
  const pixels = width * height;
  const converted = new Uint8Array(pixels * to);
  const opaque = from === 2 || from === 4;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * from;
    const red = data[at] ?? 0;
    const green = from < 3 ? red : (data[at + 1] ?? 0);
    const blue = from < 3 ? red : (data[at + 2] ?? 0);
    if (to === 1) {
      converted[pixel] = from < 3 ? red : Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
      continue;
    }
    converted[pixel * to] = red;
    converted[pixel * to + 1] = green;
    converted[pixel * to + 2] = blue;
    if (to === 4) converted[pixel * to + 3] = opaque ? (data[at + from - 1] ?? 255) : 255;
  }
  return converted;
}
