/** A draw that keeps the proportion of every label. */
import { formatGiven, RensaError, type TypedArray } from "@rensa/core";
import { epochRandom } from "./random.ts";
import { Shuffle } from "./shuffled-rows.ts";

const twoTo32 = 2 ** 32;

/** How many examples of a label are still to come, and how many of them the first part still wants. */
interface Quota {
  left: number;
  wanted: number;
}

/**
 * The rows of two parts, each in random order.
 *
 * @param labels - one for each row.
 *
 * Source: D. E. Knuth, The Art of Computer Programming, volume 2, 3.4.2, Algorithm S, for each label: every choice of so
 * many examples is equally likely, and labels are read in order, once.
 *
 * @throws RensaError `DATA_INVALID` where the fraction is not between 0 and 1, and `DATA_EMPTY` where a part is empty.
 */
export function stratifiedRows(
  rows: Uint32Array,
  labels: TypedArray,
  fraction: number,
  seed: number,
): readonly [Uint32Array, Uint32Array] {
  if (!(fraction > 0 && fraction < 1)) {
    throw new RensaError(
      "DATA_INVALID",
      `stratifiedSplit: the fraction is ${formatGiven(fraction)}; give a number between 0 and 1.`,
    );
  }
  const random = epochRandom("stratifiedSplit", seed, 0);
  const quotas = quotasOf(labels, fraction);
  let size = 0;
  for (const { wanted } of quotas.values()) size += wanted;
  const [first, second] = [new Uint32Array(size), new Uint32Array(labels.length - size)];
  if (first.length === 0 || second.length === 0) {
    throw new RensaError(
      "DATA_EMPTY",
      "stratifiedSplit: one part would be empty; give more examples, or another fraction.",
    );
  }
  let [firstCount, secondCount] = [0, 0];
  for (let position = 0; position < labels.length; position++) {
    const quota = quotas.get(labels[position] ?? 0);
    if (quota === undefined) continue;
    const row = rows[position] ?? 0;
    if (random() * quota.left < quota.wanted * twoTo32) {
      quota.wanted--;
      first[firstCount++] = row;
    } else second[secondCount++] = row;
    quota.left--;
  }
  return [new Shuffle(first, random).upTo(first.length), new Shuffle(second, random).upTo(second.length)];
}

/** A label that has two examples or more is in both parts. */
function quotasOf(labels: TypedArray, fraction: number): Map<number, Quota> {
  const quotas = new Map<number, Quota>();
  for (let position = 0; position < labels.length; position++) {
    const label = labels[position] ?? 0;
    const quota = quotas.get(label);
    if (quota === undefined) quotas.set(label, { left: 1, wanted: 0 });
    else quota.left++;
  }
  for (const quota of quotas.values()) {
    const wanted = Math.round(quota.left * fraction);
    quota.wanted = quota.left < 2 ? wanted : Math.min(Math.max(wanted, 1), quota.left - 1);
  }
  return quotas;
}
