import { describe, expect, it } from "vitest";
import { Index, type LoopIndex } from "../expression/index-map.ts";
import { Scalar } from "../expression/scalar.ts";
import type { ContractionKernel, RowKernel, ScatterKernel, ElementStore } from "../kernel/kernel.ts";
import { mayReplace } from "./in-place.ts";
import { accessOf } from "./kernel-access.ts";

const row: LoopIndex = { kind: "loop", name: "i", extent: 4 };
const column: LoopIndex = { kind: "loop", name: "j", extent: 8 };
const inner: LoopIndex = { kind: "loop", name: "k", extent: 8 };
const [i, j, k] = [Index.of(row), Index.of(column), Index.of(inner)];
const here = i.mul(8).add(j);

function load(buffer: string, offset: Index = here): Scalar {
  return new Scalar({ kind: "load", buffer, offset }, "f32");
}

function total(value: Scalar): Scalar {
  return new Scalar({ kind: "reduce", combine: "sum", indices: [inner], value }, "f32");
}

function rows(...stores: readonly ElementStore[]): RowKernel {
  return { kind: "rows", name: "k", nodes: [], buffers: [], rows: [row, column], stages: [{ axes: [], stores }] };
}

function contraction(left: Scalar, right: Scalar, epilogue: Scalar): ContractionKernel {
  const stores = [{ buffer: "out", offset: here, value: epilogue }];
  const axes = { batch: [], rows: [row], columns: [column], reduction: [inner] };
  return { kind: "contraction", name: "k", nodes: [], buffers: [], ...axes, left, right, dtype: "f32", stores };
}

const sum = new Scalar({ kind: "local", name: "sum" }, "f32");

describe("an operand is replaced in place", () => {
  it("where every iteration reads it at the offset that it writes", () => {
    const access = accessOf(rows({ buffer: "out", offset: here, value: load("x").exp().add(load("x")) }));
    expect(mayReplace(access, "x", "out")).toBe(true);
  });

  it("where another store of the same iteration reads it too", () => {
    const stores = [
      { buffer: "out", offset: here, value: load("x").exp() },
      { buffer: "other", offset: here, value: load("x").add(1) },
    ];
    expect(mayReplace(accessOf(rows(...stores)), "x", "out")).toBe(true);
  });

  it("in the epilogue of a contraction", () => {
    const access = accessOf(contraction(load("a", i.mul(8).add(k)), load("b", k.mul(8).add(j)), sum.add(load("x"))));
    expect(mayReplace(access, "x", "out")).toBe(true);
  });

  it("by a scatter that starts from it", () => {
    const kernel: ScatterKernel = {
      ...{ kind: "scatter", name: "k", nodes: [], buffers: [], axes: [row, column], over: [inner], bounds: [] },
      initial: { buffer: "out", offset: here, value: load("x") },
      addition: { buffer: "out", offset: k, value: load("added", k) },
    };
    expect(mayReplace(accessOf(kernel), "x", "out")).toBe(true);
    expect(mayReplace(accessOf(kernel), "added", "out")).toBe(false);
  });

  it("where the kernel does not read it at all", () => {
    expect(mayReplace(accessOf(rows({ buffer: "out", offset: here, value: load("x", k) })), "y", "out")).toBe(true);
  });
});

describe("an operand of a kernel over rows", () => {
  const perRow = i;
  const sumOf = (buffer: string) => total(load(buffer, i.mul(8).add(k)));
  const over = (...stages: readonly (readonly [readonly LoopIndex[], ElementStore])[]): RowKernel => ({
    ...{ kind: "rows", name: "k", nodes: [], buffers: [], rows: [row] },
    stages: stages.map(([axes, store]) => ({ axes, stores: [store] })),
  });

  it("is replaced where reductions over the row and earlier stages have read it before", () => {
    const softmax = accessOf(
      over(
        [[column], { buffer: "e", offset: here, value: load("x").sub(sumOf("x")).exp() }],
        [[], { buffer: "s", offset: perRow, value: sumOf("e") }],
        [[column], { buffer: "out", offset: here, value: load("e").div(sumOf("e")) }],
      ),
    );
    expect(mayReplace(softmax, "x", "e")).toBe(true);
    expect(mayReplace(softmax, "x", "out")).toBe(true);
    // What the kernel itself makes on the way is replaced by what it makes of it.
    expect(mayReplace(softmax, "e", "out")).toBe(true);
    expect(mayReplace(softmax, "out", "e")).toBe(false);
  });

  it("is not replaced where a later stage reads it", () => {
    const access = accessOf(
      over(
        [[column], { buffer: "e", offset: here, value: load("x").exp() }],
        [[column], { buffer: "out", offset: here, value: load("x").sub(load("e")) }],
      ),
    );
    expect(mayReplace(access, "x", "e")).toBe(false);
    expect(mayReplace(access, "x", "out")).toBe(true);
  });

  it("is not replaced where a reduction runs again for every element of the row, or reads other rows", () => {
    const product = total(load("x", i.mul(8).add(k)).mul(load("w", k.mul(8).add(j))));
    const repeated = accessOf(over([[column], { buffer: "out", offset: here, value: product }]));
    expect(mayReplace(repeated, "x", "out")).toBe(false);
    const all: LoopIndex = { kind: "loop", name: "l", extent: 4 };
    const scalar = new Scalar(
      { kind: "reduce", combine: "sum", indices: [all], value: load("x", Index.of(all).mul(8)) },
      "f32",
    );
    const everywhere = accessOf(over([[column], { buffer: "out", offset: here, value: load("x").div(scalar) }]));
    expect(mayReplace(everywhere, "x", "out")).toBe(false);
    const next = accessOf(
      over([[column], { buffer: "out", offset: here, value: sumOf("x").add(load("x", i.mul(8).add(j).add(8))) }]),
    );
    expect(mayReplace(next, "x", "out")).toBe(false);
  });
});

describe("an operand is not replaced", () => {
  it("where it is read transposed, reversed or broadcast", () => {
    const reads = [j.mul(4).add(i), here.mul(-1).add(31), j, here.add(1)];
    for (const read of reads) {
      const access = accessOf(rows({ buffer: "out", offset: here, value: load("x").add(load("x", read)) }));
      expect(mayReplace(access, "x", "out")).toBe(false);
    }
  });

  it("where a reduction reads it", () => {
    const value = load("x").div(total(load("x", i.mul(8).add(k))));
    expect(mayReplace(accessOf(rows({ buffer: "out", offset: here, value })), "x", "out")).toBe(false);
  });

  it("where a contraction multiplies it, even if its epilogue reads it as well", () => {
    const access = accessOf(contraction(load("x", here), load("b", k.mul(8).add(j)), sum.add(load("x"))));
    expect(mayReplace(access, "x", "out")).toBe(false);
    expect(mayReplace(access, "b", "out")).toBe(false);
  });

  it("where it decides the offset of a store", () => {
    const place = Index.of({ kind: "computed", value: load("x").to("i32"), key: "0", minimum: 0, maximum: 31 });
    const stores = [
      { buffer: "out", offset: here, value: load("y") },
      { buffer: "other", offset: place, value: load("y") },
    ];
    expect(mayReplace(accessOf(rows(...stores)), "x", "out")).toBe(false);
    expect(mayReplace(accessOf(rows(...stores)), "y", "other")).toBe(false);
  });

  it("where iterations meet at one element", () => {
    const meeting = i.mul(4).add(j);
    const access = accessOf(rows({ buffer: "out", offset: meeting, value: load("x", meeting) }));
    expect(mayReplace(access, "x", "out")).toBe(false);
  });

  it("by a host op", () => {
    const buffer = (name: string, access: "read" | "write") => ({ name, dtype: "f32", length: 1, access }) as const;
    const buffers = [buffer("x", "read"), buffer("out", "write")];
    expect(mayReplace(accessOf({ kind: "host", name: "k", nodes: [], buffers }), "x", "out")).toBe(false);
  });
});
