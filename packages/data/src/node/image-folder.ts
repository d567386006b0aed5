/** Images in folders. */
import { checkOptions, RensaError } from "@rensa/core";
import type { Stats } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ImageChannels } from "../readers/decode-image.ts";
import { labeledImages, type ImageOptions, type LabeledImages } from "../readers/labeled-images.ts";
import { unreadable } from "./read-file.ts";

/**
 * The PNG and JPEG files of a folder that has one folder for each class, such as `flowers/rose/1.png`: the names of the
 * folders are the classes. Files are taken in alphabetical order; those with other endings than `.png`, `.jpg` and
 * `.jpeg` are passed over. Links are followed. See {@link labeledImages} for the options and the errors, which name the file.
 *
 * @param folder - The folder, which has one folder for each class.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` where a folder or a file cannot be read, or a link leads nowhere, and
 *   `DATA_EMPTY` where there is no
 * image.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { mkdir, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { imageFolder } from "@rensa/data/node";
 *
 * const folder = join(tmpdir(), "rensa-grays");
 * const start = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADElEQVR4Xm";
 * const images = { dark: "MQEQEiAAD2AFElBeoZAAAAAElFTkSuQmCC", light: "N49gyIAArOA5lprPuYAAAAAElFTkSuQmCC" };
 * for (const [name, rest] of Object.entries(images)) {
 *   await mkdir(join(folder, name), { recursive: true });
 *   await writeFile(join(folder, name, "1.png"), start + rest, "base64");
 * }
 * const { dataset, classes } = await imageFolder(folder, { size: [8, 8], channels: 1 });
 * console.log(dataset.size, dataset.inputs.shape, classes); // 2 [8, 8, 1] ["dark", "light"]
 * ```
 */
export async function imageFolder<
  const H extends number = number,
  const W extends number = number,
  const C extends ImageChannels = 3,
>(folder: string, options: ImageOptions<H, W, C> = {}): Promise<LabeledImages<H, W, C>> {
  checkOptions("imageFolder", options, ["size", "channels", "classes", "onProgress", "maximumPixels"]);
  const labels = await names(folder, (status) => status.isDirectory());
  const files = [];
  for (const label of labels) {
    const images = await names(
      join(folder, label),
      (status) => status.isFile(),
      (name) => /\.(png|jpe?g)$/i.test(name),
    );
    for (const name of images) {
      const path = join(folder, label, name);
      files.push({ name: path, label, read: () => readFile(path) });
    }
  }
  if (files.length === 0) {
    throw new RensaError(
      "DATA_EMPTY",
      `imageFolder: ${folder} has no folders with PNG or JPEG files; give a folder with one folder for each class.`,
    );
  }
  return labeledImages(files, { ...options, classes: options.classes ?? labels });
}

/**
 * The names in a folder, in alphabetical order, of what is wanted. Links are what they lead to; one that leads nowhere is
 * an error, since passing over it would leave out examples and tell nobody.
 */
async function names(
  folder: string,
  isWanted: (status: Stats) => boolean,
  isNamed: (name: string) => boolean = () => true,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of (await told(folder, readdir(folder))).filter(isNamed)) {
    const path = join(folder, name);
    if (isWanted(await told(path, stat(path)))) found.push(name);
  }
  return found.sort();
}

async function told<T>(path: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}
