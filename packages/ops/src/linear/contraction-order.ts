/** The order in which several tensors are multiplied, two at a time, so that the multiplications are fewest. */

/** A tensor by its position, or the product of two. */
export type Product = number | readonly [Product, Product];

/** More tensors than these are paired greedily: the exact search takes time that grows with 3 to their number. */
const mostForExactSearch = 8;

/**
 * The cheapest order for tensors with the given labels, of which `result` stay. The cost of a product is that of all its
 * labels' extents multiplied; of equally cheap orders it is the one that comes first from the left.
 */
export function orderOf(
  operands: readonly (readonly string[])[],
  result: readonly string[],
  extents: ReadonlyMap<string, number>,
): Product {
  return operands.length > mostForExactSearch
    ? greedyOrder(operands, result, extents)
    : exactOrder(operands, result, extents);
}

/** The labels of a product of some of the tensors: those that the others or the result still need. */
export function openLabels(
  own: readonly (readonly string[])[],
  others: readonly (readonly string[])[],
  result: readonly string[],
): readonly string[] {
  const needed = new Set([...others.flat(), ...result]);
  return [...new Set(own.flat())].filter((label) => needed.has(label));
}

function costOf(labels: Iterable<string>, extents: ReadonlyMap<string, number>): number {
  let cost = 1;
  for (const label of new Set(labels)) cost *= extents.get(label) ?? 1;
  return cost;
}

interface Choice {
  readonly product: Product;
  readonly cost: number;
  readonly labels: readonly string[];
}

/** Dynamic programming over sets of tensors, which are bits of a number. */
function exactOrder(
  operands: readonly (readonly string[])[],
  result: readonly string[],
  extents: ReadonlyMap<string, number>,
): Product {
  const best = new Map<number, Choice>();
  const all = 2 ** operands.length - 1;
  const membersOf = (set: number): (readonly string[])[] => operands.filter((_, bit) => (set >> bit) & 1);
  for (let set = 1; set <= all; set++) {
    const labels = openLabels(membersOf(set), membersOf(all & ~set), result);
    if ((set & (set - 1)) === 0) {
      best.set(set, { product: Math.log2(set), cost: 0, labels });
      continue;
    }
    // Each pair of parts once: the left one has the first tensor of the set.
    const first = set & -set;
    for (let rest = (set - 1) & set; rest > 0; rest = (rest - 1) & set) {
      const [left, right] = [best.get(set & ~rest), best.get(rest)];
      if (rest & first || left === undefined || right === undefined) continue;
      const cost = left.cost + right.cost + costOf([...left.labels, ...right.labels], extents);
      if (cost < (best.get(set)?.cost ?? Infinity)) {
        best.set(set, { product: [left.product, right.product], cost, labels });
      }
    }
  }
  return best.get(all)?.product ?? 0;
}

function greedyOrder(
  operands: readonly (readonly string[])[],
  result: readonly string[],
  extents: ReadonlyMap<string, number>,
): Product {
  let left: readonly { readonly product: Product; readonly labels: readonly string[] }[] = operands.map(
    (labels, product) => ({ product, labels }),
  );
  while (left.length > 1) {
    let best: { readonly cost: number; readonly pair: readonly [number, number] } = { cost: Infinity, pair: [0, 1] };
    for (let a = 0; a < left.length; a++) {
      for (let b = a + 1; b < left.length; b++) {
        const cost = costOf([...(left[a]?.labels ?? []), ...(left[b]?.labels ?? [])], extents);
        if (cost < best.cost) best = { cost, pair: [a, b] };
      }
    }
    const [first, second] = best.pair;
    const [one, other] = [left[first], left[second]];
    if (one === undefined || other === undefined) break;
    const others = left.filter((_, position) => position !== first && position !== second);
    const labels = openLabels(
      [one.labels, other.labels],
      others.map((each) => each.labels),
      result,
    );
    left = [{ product: [one.product, other.product], labels }, ...others];
  }
  return left[0]?.product ?? 0;
}
