/**
 * When a number stays where it is, as pure functions: the rule of PyTorch's `ReduceLROnPlateau`, but that a relative
 * threshold is a share of |best|. PyTorch's is best (1 - threshold), which lies above a best below 0: there every number
 * that stays where it is would be better.
 */

/** The constants of the rule. */
export interface PlateauRule {
  readonly mode: "min" | "max";
  /** What a rate is multiplied with. */
  readonly factor: number;
  /** Epochs in a row that may be no better than the best one; the one after them reduces the rate. */
  readonly patience: number;
  /** By how much an epoch must be better. */
  readonly threshold: number;
  /** Whether the threshold is a share of the best number's size, or a difference. */
  readonly thresholdMode: "relative" | "absolute";
  /** Epochs after a reduction that do not count as bad. */
  readonly cooldown: number;
  /** No rate is below it. */
  readonly minimum: number;
  /** A reduction that is not larger is left out. */
  readonly epsilon: number;
}

/** What the rule remembers. */
export interface PlateauState {
  /** `null` before the first epoch. */
  readonly best: number | null;
  /** Epochs in a row that were no better. */
  readonly bad: number;
  /** Epochs that do not count yet. */
  readonly cooldown: number;
}

/** Before the first epoch. */
export const noEpoch: PlateauState = { best: null, bad: 0, cooldown: 0 };

/** The state after an epoch, and whether the rate is reduced. */
export function afterEpoch(
  { best, bad, cooldown }: PlateauState,
  value: number,
  rule: PlateauRule,
): { readonly state: PlateauState; readonly reduces: boolean } {
  const better = isBetter(value, best, rule);
  const counted = cooldown > 0 || better ? 0 : bad + 1;
  const reduces = counted > rule.patience;
  return {
    reduces,
    state: {
      best: better ? value : best,
      bad: reduces ? 0 : counted,
      cooldown: reduces ? rule.cooldown : Math.max(0, cooldown - 1),
    },
  };
}

/** The rate after a reduction; `null` where it would be the same. */
export function reduced(rate: number, { factor, minimum, epsilon }: PlateauRule): number | null {
  const next = Math.max(rate * factor, minimum);
  return rate - next > epsilon ? next : null;
}

function isBetter(value: number, best: number | null, { mode, threshold, thresholdMode }: PlateauRule): boolean {
  // NaN is no result, nor is an infinity, after which nothing would be better any more.
  if (!Number.isFinite(value)) return false;
  if (best === null) return true;
  const sign = mode === "min" ? -1 : 1;
  const bound =
    thresholdMode === "relative" ? best * (1 + sign * Math.sign(best) * threshold) : best + sign * threshold;
  return mode === "min" ? value < bound : value > bound;
}
