/** Whether two engines computed the same. */

/** How far losses may be apart, as a share of the loss; rounding differs, and Adam's first steps magnify it. */
export const lossTolerance = 1e-3;

/** How far outputs may be apart, as a share of the largest. */
export const outputTolerance = 1e-4;

/** The largest difference between what is there of both, as a share. NaN where something is. */
export function difference(ours: readonly number[], theirs: readonly number[], kind: "losses" | "outputs"): number {
  const count = kind === "losses" ? Math.min(ours.length, theirs.length) : ours.length;
  if (count === 0 || theirs.length < count) return Number.NaN;
  const largest = ours.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let worst = 0;
  for (let at = 0; at < count; at++) {
    const [own = Number.NaN, other = Number.NaN] = [ours[at], theirs[at]];
    const share = Math.abs(own - other) / (kind === "losses" ? Math.abs(own) : largest);
    if (Number.isNaN(share)) return share;
    worst = Math.max(worst, share);
  }
  return worst;
}

/** True where the difference is one of rounding. */
export function agree(found: number, kind: "losses" | "outputs"): boolean {
  return found <= (kind === "losses" ? lossTolerance : outputTolerance);
}
