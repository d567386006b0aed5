/** Paths of scalars: counted, summed, and the largest of them found without looking at the others. */
import type { ScalarEdge, ScalarNetwork } from "./scalar-edges.ts";

/** What is said of all paths of a network. */
export interface ScalarPaths {
  readonly count: bigint;
  readonly sum: number;
  /** The largest, the largest first. */
  readonly largest: readonly (readonly ScalarEdge[])[];
}

/**
 * The number of paths from weight to loss, their sum, and the largest by size.
 *
 * Count and sum are accumulated backward, edge by edge: a sum over exponentially many paths costs as much as there are edges, which
 * is what backpropagation is. So is the size of the largest path that leads on from each vertex. By it the largest paths are found best first
 * (A* with a bound that is exact): the first that is completed is the largest, the second the next.
 */
export function scalarPaths(network: ScalarNetwork, most: number): ScalarPaths {
  const { vertices, edges, weight, loss } = network;
  if (loss === null) return { count: 0n, sum: 0, largest: [] };
  const counts = new Array<bigint>(vertices.length).fill(0n);
  const sums = new Float64Array(vertices.length);
  const bounds = new Float64Array(vertices.length).fill(-Infinity);
  const onward: ScalarEdge[][] = vertices.map(() => []);
  counts[loss] = 1n;
  sums[loss] = 1;
  bounds[loss] = 0;
  for (const edge of edges.toReversed()) {
    const { from, to, factor } = edge;
    const count = counts[to] ?? 0n;
    if (count === 0n) continue;
    counts[from] = (counts[from] ?? 0n) + count;
    sums[from] = (sums[from] ?? 0) + factor * (sums[to] ?? 0);
    bounds[from] = Math.max(bounds[from] ?? 0, sizeOfFactor(factor) + (bounds[to] ?? 0));
    onward[from]?.push(edge);
  }
  return {
    count: counts[weight] ?? 0n,
    sum: sums[weight] ?? 0,
    largest: bestFirst({ start: weight, end: loss, onward, bounds }, most),
  };
}

/** The logarithm of a factor's size: products neither overflow nor vanish. What is not a number counts as infinite. */
function sizeOfFactor(factor: number): number {
  return Number.isNaN(factor) ? Infinity : Math.log(Math.abs(factor));
}

/** The beginning of a path, and how large it can become. */
interface Beginning {
  readonly at: number;
  readonly size: number;
  readonly bound: number;
  /** How many steps it has. */
  readonly length: number;
  readonly edge: ScalarEdge | null;
  readonly before: Beginning | null;
}

interface Search {
  readonly start: number;
  readonly end: number;
  readonly onward: readonly (readonly ScalarEdge[])[];
  readonly bounds: Float64Array;
}

function bestFirst({ start, end, onward, bounds }: Search, most: number): readonly (readonly ScalarEdge[])[] {
  const queue = new Queue();
  const taken = new Map<number, number>();
  const found: (readonly ScalarEdge[])[] = [];
  const first = bounds[start] ?? -Infinity;
  if (first > -Infinity || start === end)
    queue.push({ at: start, size: 0, bound: first, length: 0, edge: null, before: null });
  for (let best = queue.pop(); best !== undefined && found.length < most; best = queue.pop()) {
    if (best.at === end) {
      found.push(edgesOf(best));
      continue;
    }
    // As many of the largest paths as are wanted lead over a vertex at most, however many are equal.
    const times = (taken.get(best.at) ?? 0) + 1;
    if (times > most) continue;
    taken.set(best.at, times);
    for (const edge of onward[best.at] ?? []) {
      const size = best.size + sizeOfFactor(edge.factor);
      const bound = size + (bounds[edge.to] ?? 0);
      queue.push({ at: edge.to, size, bound, length: best.length + 1, edge, before: best });
    }
  }
  return found;
}

function edgesOf(end: Beginning): readonly ScalarEdge[] {
  const edges: ScalarEdge[] = [];
  for (let at: Beginning | null = end; at?.edge; at = at.before) edges.push(at.edge);
  return edges.reverse();
}

/** True where one comes out before another: it can become larger or, where they are equal, is nearer to its end. */
function isBefore(one: Beginning, other: Beginning): boolean {
  return one.bound === other.bound ? one.length > other.length : one.bound > other.bound;
}

/** A heap of beginnings. */
class Queue {
  readonly #heap: Beginning[] = [];

  push(item: Beginning): void {
    const heap = this.#heap;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(item, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = item;
  }

  pop(): Beginning | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const [one, other] = [heap[left], heap[right]];
      const next = one !== undefined && other !== undefined && isBefore(other, one) ? right : left;
      const below = heap[next];
      if (below === undefined || !isBefore(below, last)) break;
      heap[at] = below;
      at = next;
    }
    heap[at] = last;
    return first;
  }
}
