/** Scalar ops where floats end: values and derivatives to the second order against 500 digits, in f32 and f64, on both backends. */
import type { OpValue, Tensor } from "@rensa/core";
import { afterAll, describe, expect, it } from "vitest";
// By their paths: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import { wasmBackend } from "../../backend-wasm/src/index.ts";
import { extremeDifferences, readExtremes, type ExtremeRow } from "../reference/extremes.ts";
import * as ops from "../src/index.ts";

const js = jsBackend();
const wasm = wasmBackend({ threads: 1 });
afterAll(() => wasm.close());

/** An error in units of the last place of 1 (2^-24 and 2^-53), where a result is the difference of numbers of that size. */
interface Looseness {
  /** Of derivatives. */
  readonly derivatives?: number;
  readonly values?: number;
  /** How many times the relative error of the others. */
  readonly relative?: number;
  /** Rows that are left out, and why. */
  readonly except?: readonly [why: string, isLeftOut: (row: ExtremeRow) => boolean];
}

const isInfinite = ([inputs]: ExtremeRow): boolean => inputs.some((x) => typeof x === "string");
const beyond =
  (limit: number) =>
  ([inputs]: ExtremeRow): boolean =>
    inputs.some((x) => Math.abs(Number(x)) > limit);
const below =
  (limit: number) =>
  ([inputs]: ExtremeRow): boolean =>
    inputs.some((x) => x !== 0 && Math.abs(Number(x)) < limit);
const saturates: Looseness = { derivatives: 4 };
const gated: Looseness = {
  derivatives: 64,
  values: 4,
  except: ["infinity times 0, as in PyTorch", beyond(1e38)],
};
const periodic: Looseness = { derivatives: 16, values: 4 };

/** All other ops have a relative error of at most 1e-5 in f32 and 1e-9 in f64 everywhere. */
const looser: Readonly<Record<string, Looseness>> = {
  sigmoid: saturates,
  tanh: saturates,
  softplus: saturates,
  log_sigmoid: saturates,
  logaddexp: saturates,
  gelu: gated,
  mish: gated,
  quick_gelu: gated,
  silu: gated,
  swiglu: { ...gated, except: ["the product leaves the range", (row) => beyond(1e6)(row) || below(1e-30)(row)] },
  squareplus: { derivatives: 4, except: ["a quotient of two infinities", isInfinite] },
  tanh_shrink: { derivatives: 4, values: 1 },
  digamma: { values: 16 },
  ndtri: { relative: 2 },
  atanh: { relative: 2 },
  pow: { except: ["a quotient of denormal numbers", below(1e-30)] },
  xlogy: { except: ["a quotient of denormal numbers", below(1e-30)] },
  i1: { derivatives: 8 },
  i0e: { derivatives: 8 },
  i1e: { derivatives: 8 },
  sinc: { derivatives: 8, values: 1 },
  sin: periodic,
  cos: periodic,
  tan: periodic,
  hypot: { derivatives: 8 },
};

type Call = (...inputs: Tensor[]) => Tensor;
const isOp = (value: unknown): value is OpValue & Call => typeof value === "function" && "definition" in value;
const values: readonly unknown[] = Object.values(ops);
const calls = new Map(values.filter(isOp).map((op): readonly [string, Call] => [op.definition.name, op]));
const settings = [
  ["JavaScript, f32", { backend: js, dtype: "f32", tolerance: 1e-5 }],
  ["WebAssembly, f32", { backend: wasm, dtype: "f32", tolerance: 1e-5 }],
  ["JavaScript, f64", { backend: js, dtype: "f64", tolerance: 1e-9 }],
  ["WebAssembly, f64", { backend: wasm, dtype: "f64", tolerance: 1e-9 }],
] as const;

describe.each(Object.entries(readExtremes()))("%s", (name, rows) => {
  it.each(settings)("has its values and derivatives at extremes (%s)", async (_, setting) => {
    const call = calls.get(name);
    if (call === undefined) throw new TypeError(`There is no op ${name}.`);
    const { derivatives = 0, values = 0, relative = 1, except } = looser[name] ?? {};
    const unit = setting.dtype === "f32" ? 2 ** -24 : 2 ** -53;
    const kept = rows.filter((row) => except?.[1](row) !== true);
    const tolerance = setting.tolerance * relative;
    const given = { ...setting, tolerance, absolute: derivatives * unit, absoluteValue: values * unit };
    expect(await extremeDifferences((...inputs) => call(...inputs), kept, given)).toEqual([]);
  });
});

it("is asked of every function of one float that the table of scalar functions has", () => {
  const known = new Set(Object.keys(readExtremes()));
  expect(Object.keys(looser).filter((name) => !known.has(name))).toEqual([]);
  expect(known.size).toBeGreaterThanOrEqual(56);
});
