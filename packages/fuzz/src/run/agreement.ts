/**
 * Whether results agree but for rounding. What rounding may do is found by running the case again with small random
 * errors on every value: a condition number by experiment, which also shows which comparisons are decided by rounding.
 */
import type { HostTensor } from "@rensa/core";
import type { Noise, Program } from "../generate/build.ts";
import type { Results } from "./run.ts";

/** How close results must be. */
export interface Closeness {
  /** Relative to the largest element of a tensor. */
  readonly tolerance: number;
  /** The error that is put on every value. */
  readonly noise: number;
}

/** In float32. */
export const single: Closeness = { tolerance: 2e-5, noise: 1e-6 };
/** In float64. */
const double: Closeness = { tolerance: 1e-9, noise: 1e-12 };

/** In float64, where f64 is cast to f32 on the way: that rounds, in float64 too. */
const mixed: Closeness = { tolerance: 2e-6, noise: 1e-7 };

/** How close the results of a program are in float64. */
export function doubleOf({ graph }: Program): Closeness {
  const dtypes = new Set(Object.values(graph.nodes).flatMap(({ outputs }) => outputs.map(({ dtype }) => dtype)));
  return dtypes.has("f32") && dtypes.has("f64") ? mixed : double;
}

/** Runs of a case with noise, after which what differs more than `factor` times as much as they do is wrong. */
const trials = 6;
const factor = 20;

/**
 * What differs in results by more than rounding, `null` where nothing does. `disturbed` runs the same in float64 with
 * noise, and is called only where results differ by more than the tolerance.
 */
export async function disagreement(
  found: Results,
  wanted: Results,
  { tolerance, noise }: Closeness,
  disturbed: (noise: Noise) => Promise<Results>,
): Promise<string | null> {
  const suspects = Object.keys(wanted).filter((name) => farthest(found[name], wanted[name]) > tolerance);
  if (suspects.length === 0) return null;
  const spread = new Map<string, number>();
  for (let seed = 1; seed <= trials; seed++) {
    const results = await disturbed({ level: noise, seed });
    for (const name of suspects) {
      spread.set(name, Math.max(spread.get(name) ?? 0, farthest(results[name], wanted[name])));
    }
  }
  for (const name of suspects) {
    const distance = farthest(found[name], wanted[name]);
    const allowed = tolerance + factor * (spread.get(name) ?? 0);
    if (!(distance <= allowed)) {
      return `${name} differs by ${distance.toExponential(2)} of its largest element, where ${allowed.toExponential(2)} is allowed: ${shown(found[name])} instead of ${shown(wanted[name])}`;
    }
  }
  return null;
}

/** The largest difference of elements relative to the largest element; infinite where one is not finite and the other is. */
function farthest(found: HostTensor | undefined, wanted: HostTensor | undefined): number {
  if (found === undefined || wanted?.shape.join() !== found.shape.join()) return Infinity;
  let [scale, distance] = [1e-30, 0];
  for (const [at, value] of wanted.data.entries()) {
    const other = found.data[at] ?? NaN;
    if (Number.isFinite(value)) scale = Math.max(scale, Math.abs(value));
    if (Object.is(value, other) || value === other) continue;
    const difference = Math.abs(value - other);
    distance = Number.isFinite(difference) ? Math.max(distance, difference) : Infinity;
  }
  // What cancels leaves the rounding of its terms, which are of order 1.
  return distance / Math.max(scale, 0.1);
}

function shown(tensor: HostTensor | undefined): string {
  if (tensor === undefined) return "nothing";
  const { dtype, shape, data } = tensor;
  const more = data.length > 8 ? ", ..." : "";
  return `${dtype}[${shape.join()}] ${[...data.slice(0, 8)].map(String).join(", ")}${more}`;
}
