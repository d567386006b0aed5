/** PNG and JPEG files as bytes of pixels. The decoders are loaded when they are needed. */
import { RensaError } from "@rensa/core";
import type { DecodedPng } from "fast-png";

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
 * The channels of a pixel: 1 is grey, 3 are red, green and blue, 4 are these and opacity.
 *
 * @example
 * ```ts
 * import type { ImageChannels } from "@rensa/data";
 *
 * const grey: ImageChannels = 1;
 * ```
 */
export type ImageChannels = 1 | 3 | 4;

/**
 * The pixels of a PNG or JPEG file. Grey is 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601); opacity is left out
 * where it is not asked for, and 255 where the file has none; 16 bits become 8.
 *
 * @param bytes - the contents of the file.
 * @param channels - of the result. Default 3.
 * @param name - how errors name the file. Default `"decodeImage"`.
 * @throws RensaError `FILE_INVALID` where it is neither, or broken, naming the file.
 *
 * @example
 * ```ts
 * import { decodeImage } from "@rensa/data";
 *
 * const greyOf = async (file: File) => decodeImage(new Uint8Array(await file.arrayBuffer()), 1, file.name);
 * ```
 */
export async function decodeImage<const C extends ImageChannels = 3>(
  bytes: Uint8Array,
  channels: C = 3 as C,
  name = "decodeImage",
): Promise<Image<C>> {
  const isPng = bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47;
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  if (!isPng && !isJpeg)
    throw new RensaError("FILE_INVALID", `${name} is neither PNG nor JPEG; convert it to one of these.`);
  let image: RawImage;
  try {
    image = isPng ? await decodePng(bytes) : await decodeJpeg(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RensaError("FILE_INVALID", `${name} cannot be decoded: ${reason}.`, { cause });
  }
  const { height, width } = image;
  return { height, width, channels, data: convertChannels(image, channels) };
}

/** Pixels as a decoder gives them: 1 grey, 2 grey with opacity, 3 colours, 4 colours with opacity. */
interface RawImage {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

async function decodeJpeg(bytes: Uint8Array): Promise<RawImage> {
  const { decode } = await import("jpeg-js");
  const { width, height, data } = decode(bytes, { useTArray: true, formatAsRGBA: false, tolerantDecoding: false });
  return { width, height, data, channels: 3 };
}

async function decodePng(bytes: Uint8Array): Promise<RawImage> {
  const { convertIndexedToRgb, decode } = await import("fast-png");
  const png = decode(bytes);
  const { width, height } = png;
  if (png.palette !== undefined) {
    const data = convertIndexedToRgb(png);
    return { width, height, data, channels: data.length / (width * height) };
  }
  return { width, height, channels: png.channels, data: bytesOf(png) };
}

/** Samples of any depth as bytes: 16 bits keep their upper 8, and fewer than 8 are spread over 0 to 255. */
function bytesOf({ data, depth, width, height }: DecodedPng): Uint8Array {
  if (depth === 16) return Uint8Array.from(data, (sample) => sample >> 8);
  if (depth === 8) return Uint8Array.from(data);
  const samples = new Uint8Array(width * height);
  const perByte = 8 / depth;
  const rowBytes = Math.ceil(width / perByte);
  const most = 2 ** depth - 1;
  for (let index = 0; index < samples.length; index++) {
    const x = index % width;
    const byte = data[Math.floor(index / width) * rowBytes + Math.floor(x / perByte)] ?? 0;
    samples[index] = (((byte >> (8 - depth * ((x % perByte) + 1))) & most) * 255) / most;
  }
  return samples;
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
