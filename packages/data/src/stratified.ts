/** A draw that keeps the proportion of every label. */
import { RensaError } from "@rensa/core";
import { shuffledOrder } from "./shuffle.ts";

/**
 * The positions of two parts, each in random order.
 *
 * @throws RensaError `DATA_INVALID` where the fraction is not between 0 and 1, and `DATA_EMPTY` where a part is empty.
 */
export function stratifiedRows(labels: readonly number[], fraction: number, seed: number): [number[], number[]] {
  if (!(fraction > 0 && fraction < 1)) {
    throw new RensaError(
      "DATA_INVALID",
      `stratifiedSplit: the fraction is ${String(fraction)}; give a number between 0 and 1.`,
    );
  }
  const byLabel = new Map<number, number[]>();
  for (const position of shuffledOrder(labels.length, seed)) {
    const label = labels[position] ?? 0;
    const positions = byLabel.get(label);
    if (positions === undefined) byLabel.set(label, [position]);
    else positions.push(position);
  }
  const first: number[] = [];
  const second: number[] = [];
  for (const [, positions] of [...byLabel].sort(([one], [other]) => one - other)) {
    const wanted = Math.round(positions.length * fraction);
    const count = positions.length < 2 ? wanted : Math.min(Math.max(wanted, 1), positions.length - 1);
    // One by one: a class may have more rows than a function takes arguments.
    for (const [at, position] of positions.entries()) (at < count ? first : second).push(position);
  }
  if (first.length === 0 || second.length === 0) {
    throw new RensaError(
      "DATA_EMPTY",
      "stratifiedSplit: one part would be empty; give more examples, or another fraction.",
    );
  }
  return [mixed(first, seed), mixed(second, seed)];
}

function mixed(positions: readonly number[], seed: number): number[] {
  return Array.from(shuffledOrder(positions.length, seed, 1), (position) => positions[position] ?? 0);
}
