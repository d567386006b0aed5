/** Texts as categories that are learned from data, kept as JSON, and what becomes of one that was never seen. */
import { checkKind, checkOptions, formatGiven, RensaError } from "@rensa/core";
import type { ColumnType, MissingValue } from "./readers/column.ts";
import { checkJson, listOf } from "./checked-json.ts";
import { shown } from "./readers/shown.ts";

/** What becomes of a text that is none of the categories: it is refused, or counts as one further category. */
export type UnknownCategory = "error" | "other";

/** How {@link fitCategories} learns. */
export interface CategoriesOptions {
  /** What becomes later of a text that was not seen. Default `"error"`. */
  readonly unknown?: UnknownCategory;
  /** How often a text must stand there to be a category; with more than 1, `unknown` must be `"other"`. Default 1. */
  readonly minimumCount?: number;
}

/** {@link Categories} as JSON has them. */
export interface CategoriesJson {
  readonly format: "rensa-categories-1";
  readonly values: readonly string[];
  readonly unknown: UnknownCategory;
}

/**
 * Texts as numbers from 0 to `size - 1`, in the order of `values`. Where unknown ones count as `"other"`, that is the last
 * number. {@link fitCategories} learns them.
 *
 * @throws RensaError `DATA_INVALID` for values that are no different texts, `DATA_EMPTY` for none.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Categories } from "@rensa/data";
 *
 * const cities = new Categories(["Oslo", "Rome"], "other");
 * console.log(cities.encode(["Rome", "Bergen"]), cities.size); // Int32Array [1, 2] 3
 * console.log(Categories.fromJSON(JSON.parse(JSON.stringify(cities))).decode([0, 2])); // ["Oslo", null]
 * ```
 */
export class Categories {
  /** The texts, in the order of their numbers. */
  readonly values: readonly string[];
  /** What becomes of any other text. */
  readonly unknown: UnknownCategory;
  /** How many numbers there are: for `embedding`, `oneHot` or the classes of a loss. */
  readonly size: number;
  readonly #positions: ReadonlyMap<string, number>;

  /**
   * @param values - The categories, in the order of their numbers.
   * @param unknown - What becomes of a text that is no category.
   */
  constructor(values: readonly string[], unknown: UnknownCategory = "error") {
    checkKind("Categories: the values", values, "list");
    if (values.length === 0) throw new RensaError("DATA_EMPTY", "Categories: there is no value; give one at least.");
    this.values = Object.freeze([...values]);
    this.#positions = new Map(this.values.map((value, position) => [value, position]));
    if (this.#positions.size !== values.length || values.some((value: unknown) => typeof value !== "string")) {
      throw new RensaError("DATA_INVALID", "Categories: the values are not texts that all differ; give each once.");
    }
    if (!["error", "other"].includes(unknown)) {
      throw new RensaError(
        "DATA_INVALID",
        `Categories: unknown texts become ${formatGiven(unknown)}; give "error" or "other".`,
      );
    }
    this.unknown = unknown;
    this.size = values.length + (unknown === "other" ? 1 : 0);
    Object.freeze(this);
  }

  /**
   * The number of each text.
   *
   * @param texts - The texts.
   *
   * @throws RensaError `DATA_INVALID` for a text that is none of them, naming its position, where unknown ones are refused.
   */
  encode(texts: Iterable<string>): Int32Array {
    checkKind("encode: the texts", texts, "iterable");
    return Int32Array.from([...texts].map((text, position) => this.#numberOf(text, position)));
  }

  /**
   * A row of `size` numbers for each text, one after another: 1 at its number, 0 elsewhere. Errors as {@link encode}.
   *
   * @param texts - The texts.
   */
  oneHot(texts: Iterable<string>): Float32Array {
    const numbers = this.encode(texts);
    const rows = new Float32Array(numbers.length * this.size);
    numbers.forEach((number, row) => {
      rows[row * this.size + number] = 1;
    });
    return rows;
  }

  /**
   * The text of each number; `null` for that of unknown ones.
   *
   * @param numbers - Numbers of categories.
   *
   * @throws RensaError `DATA_INVALID` for a number that is not below `size`.
   */
  decode(numbers: Iterable<number>): (string | null)[] {
    checkKind("decode: the numbers", numbers, "iterable");
    return Array.from(numbers, (number, position) => {
      // A caller without types may give the name of a member instead.
      const value = typeof number === "number" ? this.values[number] : undefined;
      if (value !== undefined) return value;
      if (this.unknown === "other" && number === this.values.length) return null;
      throw new RensaError(
        "DATA_INVALID",
        `decode: number ${String(position)} is ${formatGiven(number)}; give whole numbers from 0 to ${String(this.size - 1)}.`,
      );
    });
  }

  /**
   * The column of a table that is read by these categories, for `csv` and `parquet`.
   *
   * @param policy.missing - What is done where a text is missing. Default: an error.
   */
  column(policy: { readonly missing?: MissingValue<number> } = {}): ColumnType<number> {
    checkOptions("column", policy, ["missing"]);
    const { missing = "error" } = policy;
    return {
      expected: `one of ${String(this.values.length)} categories`,
      read: (value) =>
        typeof value !== "string"
          ? undefined
          : (this.#positions.get(value) ?? (this.unknown === "other" ? this.values.length : undefined)),
      missing,
    };
  }

  /** What {@link Categories.fromJSON} reads. */
  toJSON(): CategoriesJson {
    return { format: "rensa-categories-1", values: this.values, unknown: this.unknown };
  }

  /**
   * Categories that were kept as JSON.
   *
   * @param json - What `toJSON` gave.
   *
   * @throws RensaError `FILE_INVALID` for anything else.
   */
  static fromJSON(json: unknown): Categories {
    const { values, unknown } = checkJson("Categories", json, "rensa-categories-1", ["values", "unknown"]);
    const texts = listOf("Categories: the values", values, (value) => typeof value === "string");
    if (unknown !== "error" && unknown !== "other") {
      throw new RensaError("FILE_INVALID", `Categories: unknown is ${formatGiven(unknown)}; it is "error" or "other".`);
    }
    if (texts.length === 0 || new Set(texts).size !== texts.length) {
      throw new RensaError("FILE_INVALID", "Categories: the values are none, or not all different; learn them anew.");
    }
    return new Categories(texts as readonly string[], unknown);
  }

  #numberOf(text: unknown, position: number): number {
    const found = typeof text === "string" ? this.#positions.get(text) : undefined;
    if (found !== undefined) return found;
    if (this.unknown === "other" && typeof text === "string") return this.values.length;
    throw new RensaError(
      "DATA_INVALID",
      `encode: text ${String(position)} is ${typeof text === "string" ? shown(text) : formatGiven(text)}, which is none of the ${String(this.values.length)} categories; correct it, or learn them with unknown: "other".`,
    );
  }
}

/**
 * The categories of texts, in ascending order of their characters' codes: those of the training, which later data are read by.
 *
 * @param texts - The texts.
 *
 * @throws RensaError `DATA_EMPTY` where no text is left.
 *
 * @throws RensaError `DATA_INVALID` for what is no text, or a `minimumCount` above 1 where unknown texts are refused.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { fitCategories } from "@rensa/data";
 *
 * const colors = fitCategories(["red", "blue", "red"], { unknown: "other" });
 * console.log(colors.values, colors.oneHot(["red", "pink"])); // ["blue", "red"] Float32Array [0, 1, 0, 0, 0, 1]
 * ```
 */
export function fitCategories(texts: Iterable<string>, options: CategoriesOptions = {}): Categories {
  checkKind("fitCategories: the texts", texts, "iterable");
  checkOptions<CategoriesOptions>("fitCategories", options, ["unknown", "minimumCount"]);
  const { unknown = "error", minimumCount = 1 } = options;
  if (!Number.isInteger(minimumCount) || minimumCount < 1 || (minimumCount > 1 && unknown !== "other")) {
    throw new RensaError(
      "DATA_INVALID",
      `fitCategories: minimumCount is ${formatGiven(minimumCount)} with unknown ${formatGiven(unknown)}; give a whole number from 1, and above 1 only with "other".`,
    );
  }
  const counts = new Map<string, number>();
  let position = 0;
  for (const text of texts as Iterable<unknown>) {
    if (typeof text !== "string") {
      throw new RensaError(
        "DATA_INVALID",
        `fitCategories: text ${String(position)} is ${formatGiven(text)}; give texts, and leave missing ones out.`,
      );
    }
    counts.set(text, (counts.get(text) ?? 0) + 1);
    position++;
  }
  const values = [...counts].filter(([, count]) => count >= minimumCount).map(([text]) => text);
  if (values.length === 0) {
    throw new RensaError(
      "DATA_EMPTY",
      "fitCategories: no text is a category; give more texts or a smaller minimumCount.",
    );
  }
  return new Categories(values.sort(), unknown);
}
