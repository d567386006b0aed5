/** Scalar ops where floats end, against `extremes.json`, which `extremes.py` wrote: values and derivatives to the second order. */
import { readFileSync } from "node:fs";
import {
  allocate,
  compile,
  gradientsOf,
  sizeOf,
  traceTree,
  type Backend,
  type HostTensor,
  type Tensor,
} from "@rensa/core";
import { sum } from "../src/index.ts";

/** A number as JSON has it; null where there is none. */
type Written = number | "Infinity" | "-Infinity" | null;

/** Inputs, the value, the derivative by each input, and the second by each alone. */
export type ExtremeRow = readonly [
  inputs: readonly Written[],
  value: Written,
  first: readonly Written[],
  second: readonly Written[],
];

/** The rows of each op, by its name. */
export function readExtremes(): Readonly<Record<string, readonly ExtremeRow[]>> {
  const text = readFileSync(new URL("extremes.json", import.meta.url), "utf8");
  return JSON.parse(text) as Readonly<Record<string, readonly ExtremeRow[]>>;
}

/** Where and how to compute. */
export interface ExtremeSetting {
  readonly backend: Backend;
  readonly dtype: "f32" | "f64";
  /** Largest relative difference. */
  readonly tolerance: number;
  /** Largest difference where derivatives are small beside what they are made of. Default: 0. */
  readonly absolute?: number;
  /** Largest difference of values, likewise. Default: 0. */
  readonly absoluteValue?: number;
}

type Call = (...inputs: Tensor[]) => Tensor;

/** What differs from the table, as sentences. */
export async function extremeDifferences(
  call: Call,
  rows: readonly ExtremeRow[],
  { backend, dtype, tolerance, absolute = 0, absoluteValue = 0 }: ExtremeSetting,
): Promise<readonly string[]> {
  const count = rows[0]?.[0].length ?? 0;
  const shape = [rows.length];
  const names = Array.from({ length: count }, (_, at) => `x${String(at)}`);
  const spec = Object.fromEntries(names.map((name) => [name, { shape, dtype }]));
  const traced = traceTree(spec, (given: Readonly<Record<string, Tensor>>) => {
    const value = call(...names.map((name) => given[name] as Tensor));
    const first = gradientsOf(sum(value), given);
    const second = names.map(
      (name) => gradientsOf(sum(first[name] as Tensor) as Tensor, { x: given[name] as Tensor }).x,
    );
    return { value, first, second: Object.fromEntries(names.map((name, at) => [name, second[at]])) };
  });
  const program = await compile(traced, { backend });
  const data = names.map((name, at): readonly [string, HostTensor] => {
    const values = allocate(dtype, sizeOf(shape));
    rows.forEach((row, position) => (values[position] = Number(row[0][at])));
    return [name, { shape, dtype, data: values }];
  });
  const results: unknown = program.run(Object.fromEntries(data));
  const found = results as {
    readonly value: HostTensor;
    readonly first: Readonly<Record<string, HostTensor>>;
    readonly second: Readonly<Record<string, HostTensor>>;
  };
  const failures: string[] = [];
  // What the square or the inverse of an input is needed for leaves the range of numbers before the result does.
  const [least, most] = dtype === "f32" ? [1e-15, 1e15] : [1e-150, 1e150];
  const isFar = ([inputs]: ExtremeRow): boolean =>
    inputs.some((x) => x !== 0 && (Math.abs(Number(x)) < least || Math.abs(Number(x)) > most));
  const compare = (
    order: number,
    what: string,
    tensor: HostTensor | undefined,
    wanted: (row: ExtremeRow) => Written,
  ): void => {
    rows.forEach((row, position) => {
      const right = order === 2 && isFar(row) ? null : wanted(row);
      const value = tensor?.data[position] ?? Number.NaN;
      if (right === null || agrees(value, Number(right), dtype, tolerance, order === 0 ? absoluteValue : absolute))
        return;
      failures.push(`${what} at ${row[0].join(", ")} is ${String(value)} instead of ${String(right)}`);
    });
  };
  compare(0, "the value", found.value, (row) => row[1]);
  names.forEach((name, at) => {
    compare(1, `the derivative by ${name}`, found.first[name], (row) => row[2][at] ?? null);
    compare(2, `the second derivative by ${name}`, found.second[name], (row) => row[3][at] ?? null);
  });
  return failures;
}

/** Within the tolerance, or both below the normal numbers, or both beyond the largest. */
function agrees(found: number, wanted: number, dtype: "f32" | "f64", tolerance: number, absolute: number): boolean {
  const least = dtype === "f32" ? 2 ** -126 : 2 ** -1022;
  const most = dtype === "f32" ? 2 ** 128 : Number.MAX_VALUE;
  if (Math.abs(found - wanted) <= tolerance * Math.abs(wanted) + Math.max(absolute, least * 2 ** -20)) return true;
  if (Math.abs(wanted) < least) return Math.abs(found) <= least;
  return !Number.isFinite(found) && Math.abs(wanted) >= most * (1 - tolerance);
}
