/**
 * Whether results agree but for rounding. What rounding may do is found by running the case again with small random
 * errors on every value: a condition number by experiment, which also shows which comparisons are decided by rounding.
 */
import type { HostTensor } from "@rensa/core";
import { asTyped, farthestApart, type Apart, type Rounding } from "@rensa/core/compiler";
import type { Noise, Program } from "../generate/build.ts";
import type { Results } from "./run.ts";

/** How close results must be. */
export interface Closeness extends Rounding {
  /** The error that is put on every value. */
  readonly noise: number;
}

// What cancels leaves the rounding of its terms, which are of order 1.
const [factor, least] = [20, 0.1];

/** In float32. */
export const single: Closeness = { tolerance: 2e-5, noise: 1e-6, factor, least };
/** In float64. */
const double: Closeness = { tolerance: 1e-9, noise: 1e-12, factor, least };

/** In float64, where f64 is cast to f32 on the way: that rounds, in float64 too. */
const mixed: Closeness = { tolerance: 2e-6, noise: 1e-7, factor, least };

/** How close the results of a program are in float64. */
export function doubleOf({ graph }: Program): Closeness {
  const dtypes = new Set(Object.values(graph.nodes).flatMap(({ outputs }) => outputs.map(({ dtype }) => dtype)));
  return dtypes.has("f32") && dtypes.has("f64") ? mixed : double;
}

/** Runs of a case with noise. */
const trials = 8;

/**
 * What differs in results by more than rounding, `null` where nothing does. `disturbed` runs the same in float64 with
 * noise, and is called only where results differ by more than the tolerance.
 */
export async function disagreement(
  found: Results,
  wanted: Results,
  closeness: Closeness,
  disturbed: (noise: Noise) => Promise<Results>,
): Promise<string | null> {
  const suspects = Object.keys(wanted).filter((name) => apartBy(name, found, wanted, closeness) !== null);
  if (suspects.length === 0) return null;
  const noisy: Results[] = [];
  for (let seed = 1; seed <= trials; seed++) noisy.push(await disturbed({ level: closeness.noise, seed }));
  for (const name of suspects) {
    const apart = apartBy(name, found, wanted, closeness, noisy);
    if (apart === null) continue;
    const { element, distance } = apart;
    return `element ${String(element)} of ${name} differs by ${distance.toExponential(2)} of the largest, which no rounding explains: ${shown(found[name])} instead of ${shown(wanted[name])}`;
  }
  return null;
}

/** Where a result is farthest from what is wanted, by more than rounding; `null` where it is not. */
function apartBy(
  name: string,
  found: Results,
  wanted: Results,
  closeness: Closeness,
  noisy: readonly Results[] = [],
): Apart | null {
  const [is, other] = [found[name], wanted[name]];
  if (is === undefined || other === undefined) {
    return { element: 0, found: Number.NaN, expected: Number.NaN, distance: Infinity };
  }
  return farthestApart(
    is,
    typedAs(is, other),
    closeness,
    noisy.flatMap((each) => (each[name] === undefined ? [] : [typedAs(is, each[name])])),
  );
}

/** Doubles for the f32 of another. */
function typedAs(other: HostTensor, exact: HostTensor): HostTensor {
  return asTyped(new Map([["", exact]]), new Map([["", other]])).get("") ?? exact;
}

function shown(tensor: HostTensor | undefined): string {
  if (tensor === undefined) return "nothing";
  const { dtype, shape, data } = tensor;
  const more = data.length > 8 ? ", ..." : "";
  return `${dtype}[${shape.join()}] ${[...data.slice(0, 8)].map(String).join(", ")}${more}`;
}
