/** Text for language models: windows of characters, with the next character of each as targets. */
import {
  checkParts,
  checkKind,
  checkOptions,
  allocate,
  RensaError,
  tensorType,
  type TensorType,
  type TypedArray,
} from "@rensa/core";
import { Dataset } from "../dataset.ts";
import { checkCount } from "../from-arrays.ts";
import type { Table } from "../table/table.ts";
import { byteVocabulary, characterVocabulary, type Vocabulary } from "./vocabulary.ts";

/**
 * Windows of numbers: inputs are `context` numbers, targets the number after each.
 *
 * @example
 * ```ts
 * import type { WindowDataset } from "@rensa/data";
 *
 * const lengthOf = (windows: WindowDataset): number => windows.inputs.shape[0];
 * ```
 */
export type WindowDataset<L extends number = number> = Dataset<
  TensorType<readonly [L], "i32">,
  TensorType<readonly [L], "i32">
>;

/**
 * The options of {@link windowsOf}.
 *
 * @example
 * ```ts
 * import type { WindowOptions } from "@rensa/data";
 *
 * const overlapping: WindowOptions = { context: 64, stride: 16 };
 * ```
 */
export interface WindowOptions<L extends number = number> {
  /** How many numbers a model sees at once. */
  readonly context: L;
  /** From the start of one window to that of the next. Default: `context`, so that every number is a target once. */
  readonly stride?: number;
  /** How many different numbers there are: the `classes` of the data set. */
  readonly classes?: number;
}

/**
 * A sequence of numbers cut into windows of `context` numbers, whose targets are the windows one further. Nothing is
 * copied before a batch is gathered.
 *
 * @param ids - The sequence.
 *
 * @throws RensaError `DATA_INVALID` where `context` or `stride` is not a positive integer.
 *
 * @throws RensaError `DATA_EMPTY` where there are no more numbers than `context`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { windowsOf } from "@rensa/data";
 *
 * const windows = windowsOf(Int32Array.of(5, 6, 7, 8, 9), { context: 2 });
 * const { inputs, targets } = windows.at(1);
 * console.log(windows.size, inputs.data, targets.data); // 2 Int32Array [7, 8], Int32Array [8, 9]
 * ```
 */
export function windowsOf<const L extends number>(ids: Int32Array, options: WindowOptions<L>): WindowDataset<L> {
  checkParts("windowsOf: the numbers", ids, "length", "subarray");
  checkOptions("windowsOf", options, ["context", "stride", "classes"]);
  const { context, stride = context, classes } = options;
  checkCount("windowsOf: context", context);
  checkCount("windowsOf: stride", stride);
  if (ids.length <= context) {
    throw new RensaError(
      "DATA_EMPTY",
      `windowsOf: ${String(ids.length)} numbers make no window of ${String(context)} with a next one; give a longer text ` +
        "or a shorter context.",
    );
  }
  const size = Math.floor((ids.length - 1 - context) / stride) + 1;
  return Dataset.fromTable(new WindowTable(ids, context, stride), size, classes);
}

class WindowTable implements Table {
  readonly depth = 0;
  readonly inputs: TensorType;
  readonly targets: TensorType;
  readonly #ids: Int32Array;
  readonly #context: number;
  readonly #stride: number;

  constructor(ids: Int32Array, context: number, stride: number) {
    this.inputs = tensorType("i32", [context]);
    this.targets = this.inputs;
    this.#ids = ids;
    this.#context = context;
    this.#stride = stride;
  }

  gather(rows: Uint32Array): TypedArray[] {
    return [0, 1].map((shift) => {
      const gathered = allocate("i32", rows.length * this.#context);
      rows.forEach((row, position) => {
        const start = row * this.#stride + shift;
        gathered.set(this.#ids.subarray(start, start + this.#context), position * this.#context);
      });
      return gathered;
    });
  }
}

/**
 * The options of {@link characters}.
 *
 * @example
 * ```ts
 * import type { CharacterOptions } from "@rensa/data";
 *
 * const bytes: CharacterOptions = { context: 128, vocabulary: "bytes" };
 * ```
 */
export interface CharacterOptions<L extends number = number> extends Omit<WindowOptions<L>, "classes"> {
  /** What text is made of: the characters that occur, bytes, or a vocabulary that you have. Default `"characters"`. */
  readonly vocabulary?: "characters" | "bytes" | Vocabulary;
}

/**
 * Windows of a text, and the vocabulary that encodes prompts and decodes samples.
 *
 * @example
 * ```ts
 * import type { CharacterDataset } from "@rensa/data";
 *
 * const textOf = ({ dataset, vocabulary }: CharacterDataset, row: number): string =>
 *   vocabulary.decode(dataset.at(row).inputs.data);
 * ```
 */
export interface CharacterDataset<L extends number = number> {
  readonly dataset: WindowDataset<L>;
  readonly vocabulary: Vocabulary;
}

/**
 * A text as windows of `context` characters, whose targets are the characters after each: what a character transformer
 * or a recurrent network is trained on.
 *
 * @param text - The text.
 *
 * @throws RensaError as {@link windowsOf} does, and `DATA_INVALID` where a vocabulary that is given lacks a character.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `DATA_EMPTY` where there is nothing.
 *
 * @example
 * ```ts
 * import { characters } from "@rensa/data";
 *
 * const { dataset, vocabulary } = characters("to be, or not to be", { context: 5 });
 * const { inputs, targets } = dataset.at(0);
 * console.log(vocabulary.decode(inputs.data), vocabulary.decode(targets.data)); // "to be", "o be,"
 * const source = dataset.batch(2); // inputs i32[2,5], targets i32[2,5]
 * ```
 */
export function characters<const L extends number>(text: string, options: CharacterOptions<L>): CharacterDataset<L> {
  checkKind("characters: the text", text, "string");
  checkOptions("characters", options, ["vocabulary", "context", "stride"]);
  const { vocabulary: given = "characters", ...windows } = options;
  const vocabulary = given === "characters" ? characterVocabulary(text) : given === "bytes" ? byteVocabulary() : given;
  return { dataset: windowsOf(vocabulary.encode(text), { ...windows, classes: vocabulary.size }), vocabulary };
}
