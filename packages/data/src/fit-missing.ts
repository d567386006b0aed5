/** What stands for a missing value, learned from those that are there. */
import { checkKind, checkOneOf, formatGiven, RensaError } from "@rensa/core";

/** Which of the values that are there stands for a missing one. */
export type MissingStrategy = "mean" | "median" | "most frequent";

/**
 * What stands for a missing number: the mean of those that are there, their median, or the most frequent one (the smallest
 * of several). Null, undefined and NaN are missing. The result is plain JSON, and what `column.number({ missing })` takes.
 *
 * @param values - The numbers, with `null` where one is missing.
 * @param strategy - What stands for a missing one: the mean, the median, or the most frequent.
 *
 * @throws RensaError `DATA_EMPTY` where no number is there.
 *
 * @throws RensaError `DATA_INVALID` for what is no finite number.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { column, csv, fitMissing } from "@rensa/data";
 *
 * const missing = fitMissing([31, null, 35, 36], "median");
 * const people = csv("age\n20\n\"\"\n", { columns: { age: column.number({ missing }) } });
 * console.log(missing, await people.collect()); // { value: 35 } [{ age: 20 }, { age: 35 }]
 * ```
 */
export function fitMissing(
  values: Iterable<number | null | undefined>,
  strategy: MissingStrategy = "mean",
): { readonly value: number } {
  checkKind("fitMissing: the values", values, "iterable");
  checkOneOf("fitMissing: the strategy", strategy, ["mean", "median", "most frequent"]);
  const numbers: number[] = [];
  let position = 0;
  for (const value of values as Iterable<unknown>) {
    if (typeof value === "number" && Number.isFinite(value)) numbers.push(value);
    else if (value !== null && value !== undefined && !Number.isNaN(value)) {
      throw new RensaError(
        "DATA_INVALID",
        `fitMissing: value ${String(position)} is ${formatGiven(value)}; give finite numbers, and null for missing ones.`,
      );
    }
    position++;
  }
  if (numbers.length === 0) {
    throw new RensaError("DATA_EMPTY", "fitMissing: no number is there to learn from; give one at least.");
  }
  numbers.sort((a, b) => a - b);
  return { value: strategy === "mean" ? meanOf(numbers) : strategy === "median" ? medianOf(numbers) : modeOf(numbers) };
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

function medianOf(sorted: readonly number[]): number {
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

function modeOf(sorted: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1);
  let [mode, most] = [0, 0];
  for (const [value, count] of counts) if (count > most) [mode, most] = [value, count];
  return mode;
}
