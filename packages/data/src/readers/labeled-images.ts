/** Images with labels as a data set. */
import { checkKind, checkOptions, RensaError, tensorType, type TensorType } from "@rensa/core";
import { Dataset } from "../dataset.ts";
import type { Progress } from "../progress.ts";
import { ColumnTable } from "../table/column-table.ts";
import { decodeImage, type DecodeOptions, type Image, type ImageChannels } from "./decode-image.ts";
import { resizeImage } from "./resize-image.ts";

/**
 * A PNG or JPEG file and what it shows.
 *
 * @example
 * ```ts
 * import type { ImageFile } from "@rensa/data";
 *
 * const chosen = (file: File): ImageFile => ({
 *   name: file.name,
 *   label: file.name.split("-")[0] ?? "",
 *   read: async () => new Uint8Array(await file.arrayBuffer()),
 * });
 * ```
 */
export interface ImageFile {
  /** How errors name the file. */
  readonly name: string;
  /** The class of the image. */
  readonly label: string;
  /** Reads the contents of the file. */
  readonly read: () => Uint8Array | Promise<Uint8Array>;
}

/**
 * The options of {@link labeledImages}.
 *
 * @example
 * ```ts
 * import type { ImageOptions } from "@rensa/data";
 *
 * const thumbnails: ImageOptions = { size: [32, 32], channels: 3 };
 * ```
 */
export interface ImageOptions<
  H extends number = number,
  W extends number = number,
  C extends ImageChannels = ImageChannels,
> extends DecodeOptions {
  /** Height and width, to which every image is resized. Default: all must be of one size, or it is an error. */
  readonly size?: readonly [height: H, width: W];
  /** 1 for gray, 3 for colors, 4 for colors and opacity. Default 3. */
  readonly channels?: C;
  /** The classes, in the order of their labels. Default: those that occur, in alphabetical order. */
  readonly classes?: readonly string[];
  /** Told after every image. */
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Images as examples, and the names of their classes.
 *
 * @example
 * ```ts
 * import type { LabeledImages } from "@rensa/data";
 *
 * const nameOf = ({ dataset, classes }: LabeledImages, row: number) => classes[dataset.at(row).targets.data[0] ?? 0];
 * ```
 */
export interface LabeledImages<
  H extends number = number,
  W extends number = number,
  C extends ImageChannels = ImageChannels,
> {
  /** Inputs are bytes `[height, width, channels]`; targets are positions in `classes`. */
  readonly dataset: Dataset<TensorType<readonly [H, W, C], "u8">, TensorType<readonly [], "i32">>;
  /** The names of the classes. */
  readonly classes: readonly string[];
}

/**
 * Decodes images into a data set in memory, as bytes; {@link minMaxScale} or a `map` makes floats of them when they are
 * read. Files are read one after another.
 *
 * @param files - The encoded images, with their labels.
 *
 * @throws RensaError `FILE_INVALID` where a file is neither PNG nor JPEG, damaged, or of more than `maximumPixels`,
 *   naming
 * it.
 *
 * @throws RensaError `DATA_INVALID` where sizes differ and none is given, or a label is not among `classes`, naming the
 * file.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` where a file cannot be read, naming it, and `DATA_EMPTY` where there is none.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { labeledImages } from "@rensa/data";
 *
 * const start = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADElEQVR4Xm";
 * const png = (rest: string) => () => Uint8Array.from(atob(start + rest), (character) => character.charCodeAt(0));
 * const { dataset, classes } = await labeledImages(
 *   [
 *     { name: "1.png", label: "night", read: png("MQEQEiAAD2AFElBeoZAAAAAElFTkSuQmCC") },
 *     { name: "2.png", label: "day", read: png("N49gyIAArOA5lprPuYAAAAAElFTkSuQmCC") },
 *   ],
 *   { channels: 1 },
 * );
 * console.log(dataset.inputs.shape, classes); // [2, 2, 1] ["day", "night"]
 * ```
 */
export async function labeledImages<
  const H extends number = number,
  const W extends number = number,
  const C extends ImageChannels = 3,
>(files: Iterable<ImageFile>, options: ImageOptions<H, W, C> = {}): Promise<LabeledImages<H, W, C>> {
  checkKind("labeledImages: what is read", files, "iterable");
  checkOptions("labeledImages", options, ["size", "channels", "classes", "onProgress", "maximumPixels"]);
  const list = [...files];
  if (list.length === 0) throw new RensaError("DATA_EMPTY", "labeledImages: there is no image; give at least one.");
  const classes = options.classes ?? [...new Set(list.map(({ label }) => label))].sort();
  const labels = Int32Array.from(list, ({ name, label }) => {
    const position = classes.indexOf(label);
    if (position >= 0) return position;
    throw new RensaError(
      "DATA_INVALID",
      `${name} has the label ${JSON.stringify(label)}, which is not among the classes ${classes.join(", ")}; add it there.`,
    );
  });
  const { maximumPixels } = options;
  const limits = maximumPixels === undefined ? {} : { maximumPixels };
  const images: Image[] = [];
  let bytes = 0;
  for (const file of list) {
    const contents = await readFile(file);
    const image = await decodeImage(contents, options.channels ?? 3, file.name, limits);
    images.push(fitted(image, file, images[0], list[0]?.name ?? "", options.size));
    bytes += contents.length;
    options.onProgress?.({ rows: images.length, bytes, total: undefined });
  }
  return { dataset: stacked(images, labels, classes.length), classes };
}

function fitted(
  image: Image,
  { name }: ImageFile,
  first: Image | undefined,
  firstName: string,
  size: readonly [number, number] | undefined,
): Image {
  if (size !== undefined) return resizeImage(image, ...size);
  if (first === undefined || (image.height === first.height && image.width === first.width)) return image;
  throw new RensaError(
    "DATA_INVALID",
    `${name} is ${sizeText(image)} pixels, but ${firstName} ${sizeText(first)}; give a \`size\` to resize all images to.`,
  );
}

function sizeText({ height, width }: Image): string {
  return `${String(width)} x ${String(height)}`;
}

function stacked<H extends number, W extends number, C extends ImageChannels>(
  images: readonly Image[],
  labels: Int32Array,
  classes: number,
): LabeledImages<H, W, C>["dataset"] {
  const [first] = images;
  const shape = [first?.height ?? 0, first?.width ?? 0, first?.channels ?? 0];
  const width = shape.reduce((product, dimension) => product * dimension, 1);
  const data = new Uint8Array(images.length * width);
  images.forEach((image, row) => {
    data.set(image.data, row * width);
  });
  const type = tensorType("u8", shape);
  const target = tensorType("i32", []);
  const table = new ColumnTable(type, target, [
    { type, width, data },
    { type: target, width: 1, data: labels },
  ]);
  return Dataset.fromTable(table, images.length, classes);
}

async function readFile({ name, read }: ImageFile): Promise<Uint8Array> {
  try {
    return await read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RensaError("DATA_SOURCE_FAILED", `${name} cannot be read: ${reason}`, { cause });
  }
}
