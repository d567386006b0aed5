/**
 * Whether two graphs have the same values but for rounding. What rounding may do is found by experiment: the first graph runs
 * again with errors of a rounding's size on every value, and what differs no more than that is no difference.
 */
import { isFloat } from "../graph/dtype.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { sameShape } from "../graph/shape.ts";
import type { Random } from "./random.ts";

/** Two values of one tensor that are not the same. */
export interface Difference {
  /** The flat position of the element that differs most. */
  readonly element: number;
  readonly before: number;
  readonly after: number;
  /** How far they are apart, relative to the tensor's largest element. */
  readonly distance: number;
}

/** Of doubles, relative to the largest element of a tensor. */
export const tolerance = 1e-9;
/** The relative error that is put on every value. */
const noise = 1e-13;
/** How often, and how much more than those errors is allowed. */
export const trials = 4;
const factor = 50;

/** Where two tensors differ most; `null` where they differ nowhere by more than `allowed`. */
export function differenceOf(before: HostTensor, after: HostTensor, allowed = tolerance): Difference | null {
  if (before.dtype !== after.dtype || !sameShape(before.shape, after.shape)) {
    return { element: 0, before: Number(before.data[0]), after: Number(after.data[0]), distance: Infinity };
  }
  const scale = isFloat(before.dtype) ? largest(before) : 1;
  // What is counted is exact.
  const most = isFloat(before.dtype) ? allowed : allowed <= tolerance ? 0 : allowed;
  let found: Difference | null = null;
  for (let element = 0; element < before.data.length; element++) {
    const [x, y] = [before.data[element] ?? 0, after.data[element] ?? 0];
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue;
    const apart = Math.abs(x - y) / scale;
    const distance = Number.isFinite(apart) ? apart : Infinity;
    if (distance > most && distance > (found?.distance ?? 0)) found = { element, before: x, after: y, distance };
  }
  return found;
}

/** What is allowed, where runs with noise gave these values. */
export function allowedBy(value: HostTensor, disturbed: readonly HostTensor[]): number {
  const spreads = disturbed.map((other) => differenceOf(value, other, 0)?.distance ?? 0);
  const spread = Math.max(0, ...spreads);
  return spread === 0 ? tolerance : tolerance + factor * spread;
}

/** Puts the error of a rounding on every element. Zeros may change their sign, which rounding decides too. */
export function disturbing(random: Random): (value: HostTensor) => HostTensor {
  return (value) => {
    if (!isFloat(value.dtype)) return value;
    const data = Float64Array.from(value.data, (x) =>
      x === 0 ? (random() < 0.5 ? -0 : 0) : x * (1 + noise * (2 * random() - 1)),
    );
    return { ...value, data: data as never };
  };
}

function largest({ data }: HostTensor): number {
  let most = 0;
  for (const value of data) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most === 0 ? 1 : most;
}
