/**
 * The static memory plan: every buffer gets an offset in one arena before the first step. Two buffers share bytes only
 * where their lifetimes do not meet, or where one takes the storage of the other in place.
 *
 * Best fit in several orders, of which the best counts: no order is good for all graphs, and most plans reach the lower
 * bound at once. What sticks out in one attempt is placed first in the next (Joslin and Clements 1999, "squeaky wheel").
 */
import type { Interruptible } from "../graph/interruptible.ts";
import { Arena } from "./arena.ts";

/** A buffer to be placed: alive from the kernel that writes it to the last that reads it, both included. */
export interface Lifetime {
  readonly name: string;
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

/** Where each buffer stands, and how large the arena is. */
export interface MemoryPlan {
  /** Byte offsets by buffer name, multiples of 64. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Bytes of the arena. */
  readonly bytes: number;
  /** Bytes that no plan can do without: the most that is alive at any kernel. */
  readonly lowerBound: number;
  /** Bytes that the buffers would need one beside the other. */
  readonly bytesWithoutReuse: number;
}

const alignment = 64;
/** Comparisons of two buffers that planning may take, so that large graphs compile fast. */
const mostComparisons = 60_000_000;
const mostAttempts = 24;

/** Plans the memory of buffers, one at a time. `shared` says which buffer takes the storage of which other. */
export function* planMemoryInParts(
  lifetimes: readonly Lifetime[],
  shared: ReadonlyMap<string, string>,
): Interruptible<MemoryPlan> {
  const places = joined(lifetimes, shared);
  const lowerBound = mostAlive(places);
  const last = places.reduce((latest, { to }) => Math.max(latest, to), 0);
  // What is always alive stands at the start of the arena, where it is in nobody's way.
  const always = places.filter(({ from, to }) => from === 0 && to === last);
  const offsets = new Map<Place, number>();
  let base = 0;
  for (const place of always) {
    offsets.set(place, base);
    base += place.bytes;
  }
  const { top, placed } = yield* pack(
    places.filter((place) => !offsets.has(place)),
    lowerBound - base,
  );
  for (const [place, offset] of placed) offsets.set(place, base + offset);
  return {
    offsets: new Map([...offsets].flatMap(([place, offset]) => place.names.map((name) => [name, offset] as const))),
    bytes: base + top,
    lowerBound,
    bytesWithoutReuse: lifetimes.reduce((total, { bytes }) => total + aligned(bytes), 0),
  };
}

/** Storage for one buffer, or for several that follow each other in place. */
interface Place {
  readonly names: string[];
  readonly bytes: number;
  from: number;
  to: number;
}

function joined(lifetimes: readonly Lifetime[], shared: ReadonlyMap<string, string>): readonly Place[] {
  const places = new Map<string, Place>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = shared.get(root); next !== undefined; next = shared.get(root)) root = next;
    return root;
  };
  for (const { name, bytes, from, to } of lifetimes) {
    const root = rootOf(name);
    const place = places.get(root);
    if (place === undefined) places.set(root, { names: [name], bytes: aligned(bytes), from, to });
    else {
      place.names.push(name);
      place.from = Math.min(place.from, from);
      place.to = Math.max(place.to, to);
    }
  }
  return [...places.values()];
}

function aligned(bytes: number): number {
  return Math.max(alignment, Math.ceil(bytes / alignment) * alignment);
}

function mostAlive(places: readonly Place[]): number {
  const changes = new Float64Array(places.reduce((latest, { to }) => Math.max(latest, to), 0) + 2);
  for (const { from, to, bytes } of places) {
    changes[from] = (changes[from] ?? 0) + bytes;
    changes[to + 1] = (changes[to + 1] ?? 0) - bytes;
  }
  let alive = 0;
  let most = 0;
  for (const change of changes) {
    alive += change;
    most = Math.max(most, alive);
  }
  return most;
}

interface Packing {
  readonly top: number;
  readonly placed: ReadonlyMap<Place, number>;
}

const orders: readonly ((a: Place, b: Place) => number)[] = [
  (a, b) => b.bytes - a.bytes || a.from - b.from,
  (a, b) => area(b) - area(a) || a.from - b.from,
  (a, b) => b.to - b.from - (a.to - a.from) || b.bytes - a.bytes,
  (a, b) => a.from - b.from || b.bytes - a.bytes,
];

function area({ bytes, from, to }: Place): number {
  return bytes * (to - from + 1);
}

/** Places everything at least as well as the best of several orders does; stops where `bound` is reached. */
function* pack(places: readonly Place[], bound: number): Interruptible<Packing> {
  const attempts = Math.min(mostAttempts, Math.max(1, Math.floor(mostComparisons / places.length ** 2)));
  let best = yield* placeAll([]);
  let order: readonly Place[] = places;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const byRule = orders[attempt];
    if (byRule !== undefined) order = [...places].sort(byRule);
    const packing = yield* placeAll(order);
    if (attempt === 0 || packing.top < best.top) best = packing;
    if (best.top <= bound) break;
    if (attempt + 1 >= orders.length) order = highestFirst(attempt + 1 === orders.length ? best : packing);
  }
  return best;
}

function* placeAll(order: readonly Place[]): Interruptible<Packing> {
  const arena = new Arena(order.length);
  const placed = new Map<Place, number>();
  let top = 0;
  for (const place of order) {
    yield;
    const offset = arena.place(place.from, place.to, place.bytes);
    placed.set(place, offset);
    top = Math.max(top, offset + place.bytes);
  }
  return { top, placed };
}

/** What reached the top of the arena first, all else as it was. */
function highestFirst({ placed, top }: Packing): readonly Place[] {
  const sticksOut = (place: Place): boolean => (placed.get(place) ?? 0) + place.bytes === top;
  const order = [...placed.keys()];
  return [...order.filter(sticksOut), ...order.filter((place) => !sticksOut(place))];
}
