/** Kernels of one shape become one function: names of buffers do not matter for it, and all else does. */
import { constantScalar, Index, indexScalar, Scalar, type DType, type LoopIndex } from "@rensa/core";
import {
  Sharing,
  type Bound,
  type ContractionKernel,
  type LoopKernel,
  type RowKernel,
  type ScatterKernel,
} from "@rensa/core/compiler";
import { describe, expect, it } from "vitest";
import { expressionShape, kernelShape } from "./kernel-shape.ts";

interface Parts {
  readonly names: readonly [string, string];
  readonly dtype: DType;
  readonly length: number;
  readonly extent: number;
  readonly inner: number;
  readonly offset: number;
  readonly stride: number;
  readonly divisor: number;
  readonly constant: number;
  readonly call: "sin" | "cos";
  readonly reduction: "sum" | "max";
  readonly bound: readonly [number, number];
  readonly clamp: number;
  readonly combine: "add" | "max";
  readonly swapped: boolean;
}

const usual: Parts = {
  names: ["x", "y"],
  dtype: "f32",
  length: 24,
  extent: 6,
  inner: 4,
  offset: 0,
  stride: 1,
  divisor: 2,
  constant: 0,
  call: "sin",
  reduction: "sum",
  bound: [0, 3],
  clamp: 5,
  combine: "add",
  swapped: false,
};

/** One change of each kind. */
const changes: readonly Partial<Parts>[] = [
  { dtype: "f64" },
  { length: 25 },
  { extent: 7 },
  { inner: 5 },
  { offset: 1 },
  { stride: 2 },
  { divisor: 3 },
  { constant: -0 },
  { constant: 1 },
  { call: "cos" },
  { reduction: "max" },
  { bound: [1, 3] },
  { bound: [0, 4] },
  { clamp: 4 },
  { swapped: true },
];

/** Kernels of every kind with all that expressions can hold. */
function kernels(parts: Parts): Readonly<Record<"rows" | "contraction" | "scatter", LoopKernel>> {
  const { dtype, length, extent, inner, offset, stride, divisor, constant, call, reduction, bound, clamp } = parts;
  const [x, y] = parts.swapped ? [parts.names[1], parts.names[0]] : parts.names;
  const loop = (name: string, size: number): LoopIndex => ({ kind: "loop", name, extent: size });
  const [i, j, k] = [loop("i", extent), loop("j", 3), loop("k", inner)];
  const at = Index.of(i).mul(stride).add(offset);
  const load = (index: Index): Scalar => new Scalar({ kind: "load", buffer: x, offset: index }, dtype);
  const bounds: readonly Bound[] = [{ index: Index.of(i), lower: bound[0], upper: bound[1] }];
  const place = new Sharing().computed(indexScalar(at).mul(3), 0, clamp);
  const value = new Scalar({ kind: "call", name: call, inputs: [load(at)] }, dtype)
    .add(load(Index.of(i).div(divisor)))
    .add(load(Index.of(i).mod(divisor)))
    .add(load(place))
    .add(indexScalar(at).to(dtype))
    .add(new Scalar({ kind: "constant", value: constant }, dtype))
    .add(new Scalar({ kind: "guard", bounds, value: load(at), otherwise: constantScalar(7, dtype) }, dtype))
    .add(new Scalar({ kind: "reduce", combine: reduction, indices: [k], value: load(Index.of(k)) }, dtype));
  const base = {
    name: "kernel_0",
    nodes: [],
    buffers: parts.names.map((name) => ({ name, dtype, length, access: "update" }) as const),
  };
  const store = { buffer: y, offset: at, value };
  const row: RowKernel = { ...base, kind: "rows", rows: [i], stages: [{ axes: [k], stores: [store] }] };
  const contraction: ContractionKernel = {
    ...base,
    kind: "contraction",
    batch: [],
    rows: [i],
    columns: [j],
    reduction: [k],
    left: value,
    right: load(Index.of(k).add(Index.of(j))),
    dtype,
    stores: [{ ...store, value: new Scalar({ kind: "local", name: "sum" }, dtype) }],
  };
  const scatter: ScatterKernel = {
    ...base,
    kind: "scatter",
    axes: [j],
    initial: { buffer: y, offset: Index.of(j), value: constantScalar(0, dtype) },
    over: [i, k],
    bounds,
    addition: store,
    combine: parts.combine,
  };
  return { rows: row, contraction, scatter };
}

describe.each(["rows", "contraction", "scatter"] as const)("the shape of a kernel of the kind %s", (kind) => {
  const shape = (parts: Partial<Parts>): string => kernelShape(kernels({ ...usual, ...parts })[kind]);

  it("is the same for other names of buffers", () => {
    expect(shape({ names: ["a", "b"] })).toBe(shape({}));
  });

  it.each(changes)("is another one for %j", (change) => {
    expect(shape(change)).not.toBe(shape({}));
  });
});

it("a scatter's shape says how its values join, which is by adding where nothing is said", () => {
  const of = (combine: "add" | "max" | undefined): string => {
    const { combine: given, ...kernel } = kernels(usual).scatter as ScatterKernel;
    expect(given).toBe("add");
    return kernelShape(combine === undefined ? kernel : { ...kernel, combine });
  };
  expect(of("max")).not.toBe(of("add"));
  expect(of(undefined)).toBe(of("add"));
});

it("an expression's shape says its buffers and its loops", () => {
  const shape = (parts: Partial<Parts>): string => {
    const { left, rows } = kernels({ ...usual, ...parts }).contraction as ContractionKernel;
    return expressionShape(left, rows);
  };
  expect(shape({})).toBe(shape({}));
  for (const change of [{ names: ["a", "b"] as const }, { extent: 7 }, { constant: 1 }, { inner: 5 }]) {
    expect(shape(change)).not.toBe(shape({}));
  }
});
