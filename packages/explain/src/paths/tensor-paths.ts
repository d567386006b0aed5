/** Paths of tensors: each takes a cotangent of its own from the loss back to the weight. */
import { present } from "@rensa/core/compiler";
import type { HostTensor } from "@rensa/core";
import { filled } from "./scalar-edges.ts";
import type { Between, Evaluated, TensorStep } from "./tensor-edges.ts";

/** How many paths of tensors are followed one by one. Where there are more, only the largest beginnings are. */
export const mostFollowed = 1_000;

/** How many ways back are kept at a value where not all are followed. */
const mostKept = 32;

/** A step of a path, and the cotangent with which it arrives. */
export interface TensorEdge {
  readonly step: TensorStep;
  readonly position: number;
  /** The quotient of the norms of the cotangent after and before. */
  readonly factor: number;
}

/** A path, and what it adds to the derivative by the element. */
export interface TensorPath {
  readonly edges: readonly TensorEdge[];
  readonly contribution: number;
}

/** What is said of all paths between a weight and a loss. */
export interface TensorPaths {
  readonly count: bigint;
  readonly sum: number;
  readonly largest: readonly TensorPath[];
  /** True where every path was followed. */
  readonly isComplete: boolean;
}

/** The end of a path: the way from a value to the loss, and the cotangent that comes back on it. */
interface Ending {
  readonly cotangent: HostTensor;
  readonly norm: number;
  readonly edge: TensorEdge | null;
  readonly after: Ending | null;
}

/** The number of paths from a weight to a loss: each step adds those of where it starts. */
export function countPathsBetween({ steps, weight, loss }: Between): bigint {
  const counts = new Map([[weight, 1n]]);
  for (const { from, to } of steps) {
    const arriving = from.reduce((total, key) => total + (counts.get(key) ?? 0n), 0n);
    if (arriving > 0n) counts.set(to, (counts.get(to) ?? 0n) + arriving);
  }
  return counts.get(loss) ?? 0n;
}

/** The paths to one element of the weight, the largest first. */
export function tensorPaths(between: Between, element: number, most: number, evaluated: Evaluated): TensorPaths {
  const { weight, loss } = between;
  const count = countPathsBetween(between);
  if (count === 0n) return { count, sum: 0, largest: [], isComplete: true };
  const isComplete = count <= BigInt(mostFollowed);
  const one = filled(present(evaluated.values.get(loss)), 1);
  const start: Ending = { cotangent: one, norm: 1, edge: null, after: null };
  const endings = follow(between, start, isComplete ? Infinity : Math.max(mostKept, most)).get(weight) ?? [];
  const paths = endings
    .map((ending): TensorPath => {
      return { edges: edgesOf(ending), contribution: ending.cotangent.data[element] ?? 0 };
    })
    .sort((one, other) => size(other.contribution) - size(one.contribution));
  const sum = isComplete
    ? paths.reduce((total, { contribution }) => total + contribution, 0)
    : (total(between, one).get(weight)?.data[element] ?? 0);
  return { count, sum, largest: paths.slice(0, most), isComplete };
}

/** The ways back from the loss that arrive at each value, at most so many. */
function follow({ steps, loss }: Between, start: Ending, mostWays: number): ReadonlyMap<string, readonly Ending[]> {
  const endings = new Map<string, Ending[]>([[loss, [start]]]);
  for (const step of steps.toReversed()) {
    const ways = endings.get(step.to) ?? [];
    const kept = ways.length <= mostWays ? ways : ways.sort((a, b) => size(b.norm) - size(a.norm)).slice(0, mostWays);
    for (const after of kept) {
      const cotangents = step.derivative.run(step.operands, after.cotangent).map(copied);
      for (const [at, position] of step.derivative.positions.entries()) {
        const cotangent = present(cotangents[at]);
        const norm = normOf(cotangent);
        const edge = { step, position, factor: norm === 0 ? 0 : norm / after.norm };
        const key = present(step.from[at]);
        const before = endings.get(key) ?? [];
        before.push({ cotangent, norm, edge, after });
        endings.set(key, before);
      }
    }
    // A step's output may be read by later steps only, which came before.
    if (step.to !== loss) endings.delete(step.to);
  }
  return endings;
}

/** The sums of the cotangents of all paths, by value: backpropagation. */
function total({ steps, loss }: Between, one: HostTensor): ReadonlyMap<string, HostTensor> {
  const totals = new Map<string, HostTensor>([[loss, one]]);
  for (const step of steps.toReversed()) {
    const cotangent = totals.get(step.to);
    if (cotangent === undefined) continue;
    step.derivative.run(step.operands, cotangent).forEach((found, at) => {
      const key = present(step.from[at]);
      const before = totals.get(key);
      const added = copied(found);
      if (before !== undefined)
        before.data.forEach((value, place) => (added.data[place] = value + (added.data[place] ?? 0)));
      totals.set(key, added);
    });
  }
  return totals;
}

function edgesOf(ending: Ending): readonly TensorEdge[] {
  const edges: TensorEdge[] = [];
  for (let at: Ending | null = ending; at?.edge; at = at.after) edges.push(at.edge);
  return edges;
}

function copied({ shape, dtype, data }: HostTensor): HostTensor {
  return { shape, dtype, data: data.slice() };
}

/** The Euclidean norm, in units of the largest element, whose square neither overflows nor vanishes. */
function normOf({ data }: HostTensor): number {
  let largest = 0;
  for (const value of data) largest = Math.max(largest, Math.abs(value));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let total = 0;
  for (const value of data) total += (value / largest) ** 2;
  return largest * Math.sqrt(total);
}

/** The size by which paths are ordered: what is not a number comes first. */
function size(value: number): number {
  return Number.isNaN(value) ? Infinity : Math.abs(value);
}
