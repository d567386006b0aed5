/** The ranges that the numbers of optimizers, schedules, operators and searches have to lie in. */
import { refuseArgument } from "@rensa/core";

/** A range that numbers are tested for, and how a sentence says it. */
export interface Range {
  readonly holds: (value: number) => boolean;
  readonly words: string;
}

/** Ranges by name. */
export const ranges = {
  decay: { holds: (value) => value >= 0 && value < 1, words: "a number from 0 to below 1" },
  fraction: { holds: (value) => value > 0 && value < 1, words: "a number above 0 and below 1" },
  share: { holds: (value) => value >= 0 && value <= 1, words: "a number from 0 to 1" },
  positive: { holds: (value) => value > 0 && Number.isFinite(value), words: "a positive number" },
  notNegative: { holds: (value) => value >= 0 && Number.isFinite(value), words: "a number that is 0 or more" },
  factor: { holds: (value) => value >= 1 && Number.isFinite(value), words: "a number from 1" },
  finite: { holds: (value) => Number.isFinite(value), words: "a finite number" },
  count: { holds: (value) => Number.isSafeInteger(value) && value > 0, words: "a whole number from 1" },
  several: { holds: (value) => Number.isSafeInteger(value) && value >= 2, words: "a whole number from 2" },
  natural: { holds: (value) => Number.isSafeInteger(value) && value >= 0, words: "a whole number from 0" },
} satisfies Readonly<Record<string, Range>>;

/** Refuses the first of some named numbers that is out of range. */
export function expectRange(owner: string, range: Range, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== "number" || !range.holds(value)) refuseArgument(`${owner}: ${name}`, value, range.words);
  }
}

/** Where a number has to lie. What is left out is the largest number that float32 has, or minus it. */
export interface NumberRange {
  /** The least number. */
  readonly from?: number;
  /** The number has to be larger than this. */
  readonly above?: number;
  /** The largest number. */
  readonly to?: number;
  /** The number has to be less than this. */
  readonly below?: number;
}

/** Ranges of hyperparameters by name. */
export const intervals = {
  decay: { from: 0, below: 1 },
  share: { from: 0, to: 1 },
  positive: { above: 0 },
  notNegative: { from: 0 },
} satisfies Readonly<Record<string, NumberRange>>;

/** The largest number that float32 has. */
const largest = 3.4028234663852886e38;

/** The test of a range, and the sentence that says it. */
export function rangeOf({ from, above, to, below }: NumberRange): Range {
  const least = above === undefined ? `from ${shown(from ?? -largest)}` : `above ${shown(above)}`;
  const most = below === undefined ? `up to ${shown(to ?? largest)}` : `and below ${shown(below)}`;
  return {
    holds: (value) =>
      value >= (from ?? -largest) &&
      value > (above ?? -Infinity) &&
      value <= (to ?? largest) &&
      value < (below ?? Infinity),
    words: `a number ${least} ${most}`,
  };
}

function shown(bound: number): string {
  return Math.abs(bound) === largest ? `${bound < 0 ? "-" : ""}3.4e38` : String(bound);
}
