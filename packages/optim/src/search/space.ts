/** What a search looks through: a range of values for each setting. */
import { checkKind, formatGiven, RensaError } from "@rensa/core";
import type { Json } from "../train/snapshot/snapshot.ts";

/** The values of one setting. Write your own for others. */
export interface Dimension<Value extends Json = Json> {
  /**
   * The value at a fraction from 0 up to 1; equal parts of fractions are equally likely.
   *
   * @param fraction - From 0 below 1.
   */
  at(fraction: number): Value;
  /**
   * About that many values over the whole range, for a grid.
   *
   * @param count - How many, about.
   */
  points(count: number): readonly Value[];
}

/** The dimensions by the names of the settings. */
export type Space = Readonly<Record<string, Dimension>>;

/** One value of each dimension. */
export type SettingsOf<S extends Space> = {
  readonly [Name in keyof S]: S[Name] extends Dimension<infer Value> ? Value : never;
};

/**
 * Numbers from `low` up to `high`, equally likely. A grid has both ends.
 *
 * @param low - The least value.
 * @param high - The bound above.
 *
 * @throws RensaError `ARGUMENT_INVALID` where `low` is not below `high`.
 *
 * @example
 * ```ts
 * import { uniform } from "@rensa/optim";
 *
 * console.log(uniform(0, 2).at(0.25), uniform(0, 2).points(3)); // 0.5 [0, 1, 2]
 * ```
 */
export function uniform(low: number, high: number): Dimension<number> {
  checkRange("uniform", low, high);
  const at = (fraction: number): number => low + fraction * (high - low);
  return { at, points: (count) => fractions(count).map(at) };
}

/**
 * Numbers from `low` up to `high` whose logarithms are equally likely: for rates and other numbers whose size is not known.
 * A grid has both ends.
 *
 * @param low - The least value, greater than 0.
 * @param high - The bound above.
 *
 * @throws RensaError `ARGUMENT_INVALID` where `low` is not above 0 and below `high`.
 *
 * @example
 * ```ts
 * import { logUniform } from "@rensa/optim";
 *
 * console.log(logUniform(1e-4, 1).points(3)); // 0.0001, 0.01, 1
 * ```
 */
export function logUniform(low: number, high: number): Dimension<number> {
  checkRange("logUniform", low, high);
  if (low <= 0)
    throw new RensaError("ARGUMENT_INVALID", `logUniform: ${formatGiven(low)} has no logarithm; begin above 0.`);
  const at = (fraction: number): number => (fraction === 1 ? high : low * (high / low) ** fraction);
  return { at, points: (count) => fractions(count).map(at) };
}

/**
 * Integers from `low` to `high`, both among them, equally likely.
 *
 * @param low - The least value.
 * @param high - The greatest value.
 *
 * @throws RensaError `ARGUMENT_INVALID` where they are not integers, or `low` is above `high`.
 *
 * @example
 * ```ts
 * import { integer } from "@rensa/optim";
 *
 * console.log(integer(1, 4).at(0.5), integer(1, 9).points(3)); // 3 [1, 5, 9]
 * ```
 */
export function integer(low: number, high: number): Dimension<number> {
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low > high) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `integer: there are none from ${formatGiven(low)} to ${formatGiven(high)}; give two integers in order.`,
    );
  }
  return {
    at: (fraction) => Math.min(high, low + Math.floor(fraction * (high - low + 1))),
    points: (count) => [...new Set(fractions(count).map((fraction) => Math.round(low + fraction * (high - low))))],
  };
}

/**
 * One of some values, equally likely. A grid has them all.
 *
 * @param values - The values.
 *
 * @throws RensaError `ARGUMENT_INVALID` where there are none.
 *
 * @example
 * ```ts
 * import { choice } from "@rensa/optim";
 *
 * console.log(choice(["adam", "sgd"]).at(0.75), choice(["adam", "sgd"]).points(5)); // "sgd" ["adam", "sgd"]
 * ```
 */
export function choice<const Value extends Json>(values: readonly Value[]): Dimension<Value> {
  checkKind("choice: the values", values, "list");
  const at = (fraction: number): Value => {
    const value = values[Math.min(values.length - 1, Math.floor(fraction * values.length))];
    if (value === undefined)
      throw new RensaError("ARGUMENT_INVALID", "choice: there are no values; give at least one.");
    return value;
  };
  at(0);
  return { at, points: () => values };
}

/** Evenly spaced from 0 to 1; the middle where there is one. */
function fractions(count: number): number[] {
  return Array.from({ length: count }, (_, position) => (count === 1 ? 0.5 : position / (count - 1)));
}

function checkRange(name: string, low: number, high: number): void {
  if (Number.isFinite(low) && Number.isFinite(high) && low < high) return;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${name}: there is nothing from ${formatGiven(low)} to ${formatGiven(high)}; give two numbers in order.`,
  );
}
