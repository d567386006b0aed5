/** Which settings a search tries, and for how long. */
import { checkParts, checkOptions, checkKind } from "@rensa/core";
import { expectRange, ranges } from "../ranges.ts";
import type { Json } from "../train/snapshot/snapshot.ts";
import { fractionOf } from "./random.ts";
import type { Space } from "./space.ts";

/** Settings by name. */
export type Settings = Readonly<Record<string, Json>>;

/** A trial that should run on. */
export interface TrialOrder {
  /** The number of the trial, from 0. A new number is a new trial. */
  readonly trial: number;
  /** Of a new trial; those of one that goes on stay as they are. */
  readonly settings: Settings;
  /** The epoch at whose end it waits; `null` to let it run to its end. */
  readonly epochs: number | null;
}

/** Where a trial stands after its order. */
export interface TrialResult {
  readonly trial: number;
  readonly settings: Settings;
  /** Epochs done. */
  readonly epoch: number;
  /** The watched number of its last epoch; `null` where there is none, because it failed or the number is not finite. */
  readonly metric: number | null;
  /** True where it ran to its end, or failed. */
  readonly isOver: boolean;
}

/** What a strategy knows. */
export interface StrategyContext {
  readonly space: Space;
  readonly seed: number;
  /** Whether one metric is better than another; none is worse than any. */
  readonly isBetter: (one: number | null, other: number | null) => boolean;
}

/**
 * A strategy goes by rounds: it says which trials run on and for how long, gets their results in the same order, and says
 * the next round. A trial that waits and is not in the next round is stopped. After the last round, those that wait are
 * complete. What it says must depend on its context and the results alone; then the search does not depend on time.
 */
export interface SearchStrategy {
  /**
   * @param context - What is searched, and the seed.
   */
  rounds(context: StrategyContext): Generator<readonly TrialOrder[], void, readonly TrialResult[]>;
}

/**
 * Settings drawn at random: the same for the same seed and trial.
 *
 * @param context - What is searched, and the seed.
 * @param trial - The number of the trial, from 0.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { choice, drawSettings, integer } from "@rensa/optim";
 *
 * const space = { layers: integer(1, 4), width: choice([16, 64]) };
 * console.log(drawSettings({ space, seed: 0 }, 0), drawSettings({ space, seed: 0 }, 1)); // { layers: 3, width: 16 } { layers: 4, width: 16 }
 * ```
 */
export function drawSettings(context: Pick<StrategyContext, "space" | "seed">, trial: number): Settings {
  checkParts("drawSettings: the context", context, "space", "seed");
  checkKind("drawSettings: the trial", trial, "number");
  const { space, seed } = context;
  return Object.fromEntries(
    Object.entries(space).map(([name, dimension]) => [name, dimension.at(fractionOf(seed, trial, name))]),
  );
}

/** How much {@link randomSearch} tries. */
export interface RandomSearchOptions {
  /** How many trials are made. */
  readonly trials: number;
}

/**
 * Trials with random settings, each to its end (Bergstra and Bengio 2012).
 *
 * @throws RensaError `ARGUMENT_INVALID` where the number of trials is not an integer from 1.
 *
 * @example
 * ```ts
 * import { choice, randomSearch } from "@rensa/optim";
 *
 * const first = randomSearch({ trials: 3 }).rounds({ space: { width: choice([16, 64]) }, seed: 0, isBetter: () => false }).next();
 * console.log(first.done === true ? [] : first.value.map(({ settings }) => settings["width"])); // [16, 16, 16]
 * ```
 */
export function randomSearch(options: RandomSearchOptions): SearchStrategy {
  checkOptions("randomSearch", options, ["trials"]);
  const { trials } = options;
  expectRange("randomSearch", ranges.count, { trials });
  return {
    *rounds(context) {
      yield Array.from({ length: trials }, (_, trial) => ({
        trial,
        settings: drawSettings(context, trial),
        epochs: null,
      }));
    },
  };
}

/** How fine the grid of {@link gridSearch} is. */
export interface GridSearchOptions {
  /** Values of each setting, or of each by name. A `choice` has all of its own. Default, by name: 3. */
  readonly points: number | Readonly<Record<string, number>>;
}

/**
 * A trial for every combination of values, each to its end. The last setting changes first.
 *
 * @throws RensaError `ARGUMENT_INVALID` where a number of points is not an integer from 1.
 *
 * @example
 * ```ts
 * import { choice, gridSearch, uniform } from "@rensa/optim";
 *
 * const space = { rate: uniform(0, 1), width: choice([16, 64]) };
 * const first = gridSearch({ points: 2 }).rounds({ space, seed: 0, isBetter: () => false }).next();
 * console.log(first.done === true ? [] : first.value.map(({ settings }) => Object.values(settings).join(" "))); // ["0 16", "0 64", "1 16", "1 64"]
 * ```
 */
export function gridSearch(options: GridSearchOptions): SearchStrategy {
  checkOptions("gridSearch", options, ["points"]);
  const { points } = options;
  if (typeof points !== "number") checkKind("gridSearch: points", points, "record");
  const counts = typeof points === "number" ? [points] : Object.values(points);
  for (const count of counts) expectRange("gridSearch", ranges.count, { points: count });
  return {
    *rounds({ space }) {
      let grid: Settings[] = [{}];
      for (const [name, dimension] of Object.entries(space)) {
        const values = dimension.points(typeof points === "number" ? points : (points[name] ?? 3));
        grid = grid.flatMap((settings) => values.map((value) => ({ ...settings, [name]: value })));
      }
      yield grid.map((settings, trial) => ({ trial, settings, epochs: null }));
    },
  };
}
