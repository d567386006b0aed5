/** The ranges that the numbers of optimizers, schedules, operators and searches have to lie in. */
import { refuseArgument } from "@rensa/core";

/** A range that numbers are tested for, and how a sentence says it. */
interface Range {
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
