/** PNG files as pixels. Source: W3C PNG specification, third edition. */
import { inflate } from "./inflate.ts";
import { pngChunks } from "./png-chunks.ts";
import { passesOf, rowBytes, unfiltered, type PngLayout } from "./png-rows.ts";
import { checkPixels, type RawImage } from "./raw-image.ts";

/** The depths that each type of color may have, and its samples in a pixel. */
const colors: ReadonlyMap<number, { readonly samples: 1 | 2 | 3 | 4; readonly depths: readonly number[] }> = new Map([
  [0, { samples: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { samples: 3, depths: [8, 16] }],
  [3, { samples: 1, depths: [1, 2, 4, 8] }],
  [4, { samples: 2, depths: [8, 16] }],
  [6, { samples: 4, depths: [8, 16] }],
]);

const indexed = 3;

/** The pixels of a file. @throws Error where it is damaged, or larger than allowed. */
export async function decodePng(bytes: Uint8Array, maximumPixels: number): Promise<RawImage> {
  const { header, palette, transparency, pixels } = pngChunks(bytes);
  const layout = readHeader(header);
  const { width, height, color } = layout;
  // Twice the bytes take twice the time.
  checkPixels(width, height, layout.depth === 16 ? Math.floor(maximumPixels / 2) : maximumPixels);
  if (color === indexed && palette === undefined) throw new Error("its palette is missing");
  if (palette !== undefined) checkPalette(palette, layout);
  if (transparency !== undefined) checkTransparency(transparency, palette, layout);
  const samples = unfiltered(await inflate(pixels, layout.bytes), layout);
  if (color === indexed) return colored(samples, layout, palette ?? new Uint8Array(), transparency);
  if (transparency !== undefined) return keyed(samples, layout, transparency);
  return { width, height, channels: layout.samples, data: bytesOf(samples, layout.depth) };
}

interface Header extends PngLayout {
  readonly color: number;
  readonly samples: 1 | 2 | 3 | 4;
  readonly bytes: number;
}

function readHeader(header: Uint8Array): Header {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth = 0, color = 0, compression, filter, interlace = 0] = header.subarray(8);
  const kind = colors.get(color);
  if (kind?.depths.includes(depth) !== true) {
    throw new Error(`it has ${String(depth)} bits of the color type ${String(color)}, which do not go together`);
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) throw new Error("its compression is not known");
  const layout = { width, height, depth, samples: kind.samples, isInterlaced: interlace === 1 };
  const bytes = passesOf(layout).reduce((sum, pass) => sum + pass.height * (1 + rowBytes(pass.width, layout)), 0);
  return { ...layout, color, bytes };
}

function checkPalette(palette: Uint8Array, { color, depth }: Header): void {
  const entries = palette.length / 3;
  const most = color === indexed ? 2 ** depth : 256;
  if (!Number.isInteger(entries) || entries < 1 || entries > most || color === 0 || color === 4) {
    throw new Error(`its palette of ${String(palette.length)} bytes does not fit its colors`);
  }
}

function checkTransparency(
  transparency: Uint8Array,
  palette: Uint8Array | undefined,
  { color, samples }: Header,
): void {
  const isRight =
    color === indexed
      ? transparency.length <= (palette?.length ?? 0) / 3
      : color < indexed && transparency.length === 2 * samples;
  if (!isRight) throw new Error("its opacities do not fit its colors");
}

function colored(
  samples: Uint8Array | Uint16Array,
  { width, height }: Header,
  palette: Uint8Array,
  transparency: Uint8Array | undefined,
): RawImage {
  const channels = transparency === undefined ? 3 : 4;
  const data = new Uint8Array(samples.length * channels);
  for (let pixel = 0; pixel < samples.length; pixel++) {
    const entry = samples[pixel] ?? 0;
    if (3 * entry >= palette.length) throw new Error(`pixel ${String(pixel)} has a color that is not in its palette`);
    for (let channel = 0; channel < 3; channel++) data[pixel * channels + channel] = palette[3 * entry + channel] ?? 0;
    if (channels === 4) data[pixel * 4 + 3] = transparency?.[entry] ?? 255;
  }
  return { width, height, channels, data };
}

/** One color is transparent, compared in all its bits. */
function keyed(
  samples: Uint8Array | Uint16Array,
  { width, height, samples: count, depth }: Header,
  key: Uint8Array,
): RawImage {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const wanted = Array.from({ length: count }, (_, channel) => view.getUint16(2 * channel));
  const plain = bytesOf(samples, depth);
  const channels = count === 1 ? 2 : 4;
  const data = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    let isKey = true;
    for (let channel = 0; channel < count; channel++) {
      const at = pixel * count + channel;
      data[pixel * channels + channel] = plain[at] ?? 0;
      isKey &&= samples[at] === wanted[channel];
    }
    data[pixel * channels + channels - 1] = isKey ? 0 : 255;
  }
  return { width, height, channels, data };
}

/** Samples of any depth as bytes: 16 bits keep their upper 8, and fewer than 8 are spread over 0 to 255. */
function bytesOf(samples: Uint8Array | Uint16Array, depth: number): Uint8Array {
  if (samples instanceof Uint16Array) {
    const data = new Uint8Array(samples.length);
    for (let at = 0; at < data.length; at++) data[at] = (samples[at] ?? 0) >> 8;
    return data;
  }
  if (depth === 8) return samples;
  const step = 255 / (2 ** depth - 1);
  return samples.map((sample) => sample * step);
}
