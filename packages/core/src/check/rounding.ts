/**
 * Whether tensors are the same but for rounding. What rounding may do is found by experiment: the same is run again with
 * errors of a rounding's size on every value, and what differs not much more than those runs do is no difference.
 */
import { checkParts, checkKind } from "../graph/check-argument.ts";
import { isFloat } from "../graph/dtype.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { distanceOf, typeDifference } from "./compare.ts";
import type { Random } from "./random.ts";

/** How much rounding is allowed, relative to the largest element of the tensor that is expected. */
export interface Rounding {
  /** Whatever the runs with noise say. */
  readonly tolerance: number;
  /** How many times as far as the runs with noise. */
  readonly factor: number;
  /** Of tensors whose elements are smaller, what takes the place of the largest. Default: 0; of nothing but zeros, 1. */
  readonly least?: number;
}

/** The element in which two tensors are farthest apart. */
export interface Apart {
  /** Flat, row-major. */
  readonly element: number;
  readonly found: number;
  readonly expected: number;
  /** Relative to the largest element that is expected; infinite where types differ, or only one is a finite number. */
  readonly distance: number;
}

/** Of doubles. */
export const doubles: Rounding = { tolerance: 1e-9, factor: 50 };
/** The relative error that is put on every value of those. */
const noise = 1e-13;
/** How often: what rounding decides falls the same way each time by a chance of 2^-12. */
export const trials = 12;

/**
 * Where a tensor is farthest from what is expected; `null` where it is nowhere farther than rounding explains. Integers and
 * bools are exact, but where the runs with noise differ. An element that these runs do not have finite each time, or infinite
 * each time, is decided by rounding; that says nothing of the elements beside it.
 *
 * @param found - What was found.
 * @param expected - What should have been found.
 * @param rounding - How far rounding can move a value.
 * @param noisy What is expected, computed again with noise.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { farthestApart } from "@rensa/core/compiler";
 *
 * const rounding = { tolerance: 1e-6, factor: 50 };
 * console.log(farthestApart(hostTensor([1, 2.5]), hostTensor([1, 2]), rounding)); // { element: 1, found: 2.5, expected: 2, distance: 0.25 }
 * console.log(farthestApart(hostTensor([1, 2]), hostTensor([1, 2]), rounding)); // null
 * ```
 */
export function farthestApart(
  found: HostTensor,
  expected: HostTensor,
  rounding: Rounding,
  noisy: readonly HostTensor[] = [],
): Apart | null {
  checkParts("farthestApart: what was found", found, "shape", "dtype", "data");
  checkParts("farthestApart: the rounding", rounding, "tolerance", "factor");
  checkKind("farthestApart: the runs with noise", noisy, "list");
  const { tolerance, factor, least = 0 } = rounding;
  if (typeDifference(found, expected) !== null) {
    return { element: 0, found: Number(found.data[0]), expected: Number(expected.data[0]), distance: Infinity };
  }
  const isExact = !isFloat(expected.dtype);
  const scale = isExact ? 1 : Math.max(least, largest(expected)) || 1;
  const distance = (tensor: HostTensor, element: number): number =>
    distanceOf(tensor.data[element] ?? Number.NaN, expected.data[element] ?? Number.NaN) / scale;
  const decided = new Set<number>();
  let spread = 0;
  for (const each of noisy) {
    for (let element = 0; element < expected.data.length; element++) {
      const apart = distance(each, element);
      if (apart === Infinity) decided.add(element);
      else spread = Math.max(spread, apart);
    }
  }
  const allowed = isExact && spread === 0 ? 0 : tolerance + factor * spread;
  let most: Apart | null = null;
  for (let element = 0; element < expected.data.length; element++) {
    const apart = distance(found, element);
    if (apart <= allowed || apart <= (most?.distance ?? 0) || decided.has(element)) continue;
    const [is, wanted] = [found.data[element] ?? Number.NaN, expected.data[element] ?? Number.NaN];
    most = { element, found: is, expected: wanted, distance: apart };
  }
  return most;
}

/** Puts the error of a rounding on every element. Zeros may change their sign, which rounding decides too. */
export function disturbing(random: Random): (value: HostTensor) => HostTensor {
  return (value) => {
    if (!isFloat(value.dtype)) return value;
    const data = Float64Array.from(value.data, (x) =>
      x === 0 ? (random() < 0.5 ? -0 : 0) : x * (1 + noise * (2 * random() - 1)),
    );
    return { ...value, data: data };
  };
}

function largest({ data }: HostTensor): number {
  let most = 0;
  for (const value of data) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most;
}
