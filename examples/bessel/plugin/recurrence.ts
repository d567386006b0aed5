/** A kernel written by hand: J_n by Miller's recurrence, a few multiplications where the integral takes 64 cosines. */
import type { KernelOverride } from "@rensa/core";

/**
 * J_n(x) for an integer n. J_(k-1) = (2 k / x) J_k - J_(k+1) is stable downward: it starts where J is almost 0, from any
 * number, and the sum J_0 + 2 J_2 + 2 J_4 + ... = 1 gives the scale (DLMF 10.74(iv)).
 */
export function besselByRecurrence(order: number, x: number): number {
  const wanted = Math.abs(order);
  if (!Number.isFinite(x)) return Number.NaN;
  if (x === 0) return wanted === 0 ? 1 : 0;
  let [above, here, sum, found] = [0, 1e-250, 0, 0];
  for (let k = 2 * Math.ceil(Math.max(wanted, 1.2 * Math.abs(x)) / 2 + 15); k >= 0; k--) {
    if (k === wanted) found = here;
    if (k % 2 === 0) sum += k === 0 ? here : 2 * here;
    [above, here] = [here, ((2 * k) / x) * here - above];
    if (Math.abs(here) > 1e200)
      [above, here, sum, found] = [above, here, sum, found].map((each) => each * 1e-200) as [
        number,
        number,
        number,
        number,
      ];
  }
  return (order < 0 && wanted % 2 === 1 ? -found : found) / sum;
}

/** {@link besselByRecurrence} for every element. */
export const besselKernel: KernelOverride = ([x], [y], { order }) => {
  for (let at = 0; at < x.data.length; at++) y.data[at] = besselByRecurrence(Number(order), x.data[at] ?? 0);
};
