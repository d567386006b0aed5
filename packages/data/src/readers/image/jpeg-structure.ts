/**
 * The structure of a JPEG file, checked before it is decoded: what a decoder would allocate and loop over, and that the
 * file is whole. What its bits say cannot be checked; the format has no checksum. Source: ITU-T T.81, annex B.
 */
import { checkPixels } from "./raw-image.ts";

/** A progressive picture has some ten scans; each costs a look at every block, however few bytes it has. */
const mostScans = 100;
/**
 * How often scans may go over the 64 coefficients of all blocks. Encoders need three: a bit of a coefficient may be added by
 * each scan, and they leave two or three for later. A scan of few coefficients costs as much as one of some more.
 */
const mostPasses = 5;
const leastOfBand = 16;
/** Coefficients of a small picture, which may have scans as it likes. */
const fewCoefficients = 2 ** 22;
/** Scans cost what pixels cost; so a progressive picture may have so many of the pixels that another may. */
const progressiveShare = 0.75;

interface Component {
  readonly horizontal: number;
  readonly vertical: number;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly isProgressive: boolean;
  readonly components: ReadonlyMap<number, Component>;
}

/** Where the picture ends in the file. @throws Error where the file is damaged, cut off, or larger than allowed. */
export function checkJpeg(bytes: Uint8Array, maximumPixels: number): number {
  const file = new Segments(bytes);
  const seen = {
    frame: null as Frame | null,
    interval: 0,
    scans: 0,
    coefficients: 0,
    tables: new Set<string>(),
    quantized: new Set<number>(),
  };
  for (;;) {
    const marker = file.marker();
    if (marker === 0xd9) break;
    const data = file.segment();
    if (marker === 0xdb) readQuantization(data, seen.quantized);
    else if (marker === 0xc4) readHuffman(data, seen.tables);
    else if (marker === 0xdd) seen.interval = readInterval(data);
    else if (marker >= 0xc0 && marker <= 0xc2) {
      if (seen.frame !== null) throw new Error("it has two pictures");
      seen.frame = readFrame(marker, data, maximumPixels);
    } else if (marker === 0xda) {
      if (seen.frame === null) throw new Error("its pixels come before their size");
      if (++seen.scans > mostScans) throw new Error(`it has more than ${String(mostScans)} scans`);
      const { bits, blocks, units, band } = readScan(data, seen.frame, seen.tables);
      seen.coefficients += blocks * Math.max(band, leastOfBand);
      if (seen.coefficients > Math.max(fewCoefficients, mostPasses * 64 * blocksOf(seen.frame))) {
        throw new Error(`its scans go over its pixels more than ${String(mostPasses)} times`);
      }
      const { length, restarts } = file.entropy();
      checkScan(length, restarts, bits, seen.interval === 0 ? 0 : Math.ceil(units / seen.interval) - 1);
    } else if (!((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe)) {
      throw new Error(`it has the marker ${marker.toString(16)}, which is not known or not supported`);
    }
  }
  if (seen.frame === null || seen.scans === 0) throw new Error("it has no pixels");
  if (seen.quantized.size === 0) throw new Error("its quantization is missing");
  return file.at;
}

/** Reads markers and what follows them. */
class Segments {
  readonly #bytes: Uint8Array;
  /** After the marker that begins every file. */
  at = 2;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next marker; any number of bytes 0xff may stand before it. */
  marker(): number {
    if (this.#byte() !== 0xff) throw new Error(`there is no marker at byte ${String(this.at - 1)}`);
    let marker = this.#byte();
    while (marker === 0xff) marker = this.#byte();
    return marker;
  }

  /** The data of a marker, without their length. */
  segment(): Uint8Array {
    const length = this.#byte() * 256 + this.#byte();
    const start = this.at;
    this.at += length - 2;
    if (length < 2 || this.at > this.#bytes.length) throw new Error(`the part at byte ${String(start)} is cut off`);
    return this.#bytes.subarray(start, this.at);
  }

  /** Passes over coded pixels up to the next marker. Restarts count from 0 to 7, again and again. */
  entropy(): { readonly length: number; readonly restarts: number } {
    const start = this.at;
    let restarts = 0;
    for (;;) {
      const found = this.#bytes.indexOf(0xff, this.at);
      if (found < 0 || found + 1 >= this.#bytes.length) throw new Error("its pixels are cut off");
      const next = this.#bytes[found + 1] ?? 0;
      if (next !== 0 && (next < 0xd0 || next > 0xd7)) {
        this.at = found;
        return { length: found - start - 2 * restarts, restarts };
      }
      if (next !== 0 && next - 0xd0 !== restarts++ % 8)
        throw new Error(`a part of its pixels is missing at byte ${String(found)}`);
      this.at = found + 2;
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.at++];
    if (byte === undefined) throw new Error("it is cut off");
    return byte;
  }
}

function readQuantization(data: Uint8Array, found: Set<number>): void {
  for (let at = 0; at < data.length;) {
    const [precision, id] = [(data[at] ?? 0) >> 4, (data[at] ?? 0) & 15];
    at += 1 + 64 * (precision + 1);
    if (precision > 1 || id > 3 || at > data.length) throw new Error("its quantization is damaged");
    found.add(id);
  }
}

function readHuffman(data: Uint8Array, found: Set<string>): void {
  for (let at = 0; at < data.length;) {
    const [kind, id] = [(data[at] ?? 0) >> 4, (data[at] ?? 0) & 15];
    const lengths = data.subarray(at + 1, at + 17);
    let [codes, left] = [0, 1];
    for (const count of lengths) {
      codes += count;
      left = 2 * left - count;
      if (left < 0) throw new Error("its code has too many words");
    }
    at += 17 + codes;
    if (kind > 1 || id > 3 || codes > 256 || at > data.length) throw new Error("its code is damaged");
    found.add(`${String(kind)}${String(id)}`);
  }
}

function readInterval(data: Uint8Array): number {
  if (data.length !== 2) throw new Error("its interval of restarts is damaged");
  return (data[0] ?? 0) * 256 + (data[1] ?? 0);
}

function readFrame(marker: number, data: Uint8Array, maximumPixels: number): Frame {
  const [precision, heightHigh = 0, heightLow = 0, widthHigh = 0, widthLow = 0, count = 0] = data;
  const [height, width] = [heightHigh * 256 + heightLow, widthHigh * 256 + widthLow];
  if (data.length < 6 || data.length !== 6 + 3 * count) throw new Error("its size is damaged");
  const isProgressive = marker === 0xc2;
  // Each of four components takes as much as each of three.
  const share = (count === 4 ? 0.75 : 1) * (isProgressive ? progressiveShare : 1);
  checkPixels(width, height, Math.floor(share * maximumPixels));
  if (precision !== 8) throw new Error(`it has ${String(precision)} bits of a sample, and 8 are read`);
  if (count !== 1 && count !== 3 && count !== 4) throw new Error(`it has ${String(count)} components`);
  const components = new Map<number, Component>();
  for (let at = 6; at < data.length; at += 3) {
    const [id = 0, sampling = 0, table = 0] = data.subarray(at);
    const component = { horizontal: sampling >> 4, vertical: sampling & 15 };
    const isRight = [component.horizontal, component.vertical].every((factor) => factor >= 1 && factor <= 4);
    if (!isRight || table > 3 || components.has(id)) throw new Error("its components are damaged");
    components.set(id, component);
  }
  return { width, height, isProgressive, components };
}

/** What a scan has to hold: bits, of the blocks at least one each, and units that are counted between restarts. */
function readScan(
  data: Uint8Array,
  frame: Frame,
  tables: ReadonlySet<string>,
): { readonly bits: number; readonly blocks: number; readonly units: number; readonly band: number } {
  const count = data[0] ?? 0;
  if (count < 1 || count > 4 || data.length !== 4 + 2 * count) throw new Error("a scan is damaged");
  const [first = 0, last = 0, approximation = 0] = data.subarray(1 + 2 * count);
  const isRefined = approximation >> 4 !== 0;
  const isRight = frame.isProgressive
    ? first <= last && last < 64 && (first === 0 ? last === 0 : count === 1) && (approximation & 15) < 14
    : first === 0 && last === 63 && approximation === 0;
  if (!isRight) throw new Error("a scan is damaged");
  const chosen: Component[] = [];
  const ids = new Set<number>();
  for (let at = 1; at <= 2 * count; at += 2) {
    const [id = 0, use = 0] = data.subarray(at);
    const component = frame.components.get(id);
    if (component === undefined || ids.has(id)) throw new Error("a scan is of a component that is not there");
    const needsFirst = first === 0 && !isRefined;
    if (needsFirst && !tables.has(`0${String(use >> 4)}`)) throw new Error("a code is missing");
    if (last > 0 && !tables.has(`1${String(use & 15)}`)) throw new Error("a code is missing");
    ids.add(id);
    chosen.push(component);
  }
  const units = unitsOf(frame, chosen);
  const inUnit = count === 1 ? 1 : chosen.reduce((sum, each) => sum + each.horizontal * each.vertical, 0);
  const blocks = units * inUnit;
  // Runs of empty blocks take no bits of their own in a scan of the higher frequencies.
  return { units, blocks, bits: first === 0 ? blocks * (last > 0 ? 2 : 1) : 0, band: last - first + 1 };
}

/** The blocks of all components. */
function blocksOf(frame: Frame): number {
  return [...frame.components.values()].reduce((sum, each) => sum + unitsOf(frame, [each]), 0);
}

function unitsOf({ width, height, components }: Frame, chosen: readonly Component[]): number {
  let [across, down] = [1, 1];
  for (const { horizontal, vertical } of components.values()) {
    across = Math.max(across, horizontal);
    down = Math.max(down, vertical);
  }
  const [only] = chosen;
  if (chosen.length === 1 && only !== undefined) {
    const columns = Math.ceil((Math.ceil(width / 8) * only.horizontal) / across);
    return columns * Math.ceil((Math.ceil(height / 8) * only.vertical) / down);
  }
  return Math.ceil(width / 8 / across) * Math.ceil(height / 8 / down);
}

function checkScan(length: number, restarts: number, bits: number, wanted: number): void {
  if (length * 8 < bits) throw new Error(`${String(length)} bytes cannot hold its pixels`);
  if (restarts !== wanted) throw new Error(`a part of its pixels is missing or doubled`);
}
