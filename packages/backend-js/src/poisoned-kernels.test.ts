/**
 * Kernels that hold code where numbers and words belong: the emitter itself lets none of it into what it emits, whatever
 * was checked before. Every place of a kernel's data is poisoned, one after the other.
 */
import { Index, indexScalar, RensaError, Scalar, select, type LoopIndex } from "@rensa/core";
import type { ContractionKernel, KernelBuffer, LoopKernel, RowKernel, ScatterKernel } from "@rensa/core/compiler";
import { describe, expect, test } from "vitest";
import { emitKernel } from "./compile-kernel.ts";

const loop = (name: string, extent: number): LoopIndex => ({ kind: "loop", name, extent });
const at = (index: LoopIndex): Index => Index.of(index);
const load = (buffer: string, offset: Index): Scalar => new Scalar({ kind: "load", buffer, offset }, "f32");

const rows = (): RowKernel => {
  const [i, k] = [loop("i", 6), loop("k", 3)];
  const bounds = [{ index: at(i).add(-1), lower: 0, upper: 5 }];
  const inside = load("x", at(i).add(-1));
  const guarded = new Scalar({ kind: "guard", bounds, value: inside, otherwise: inside.mul(0) }, "f32");
  const summed = load("x", at(i).div(2).mul(3).add(at(k)).mod(5));
  const total = new Scalar({ kind: "reduce", combine: "sum", indices: [k], value: summed }, "f32");
  const value = select(indexScalar(at(i)).lt(4), guarded.add(total).exp().mul(2.5), total.max(-1));
  const stages = [{ axes: [], stores: [{ buffer: "y", offset: at(i).mul(2).add(1), value }] }];
  return { kind: "rows", name: "rows", nodes: ["exp_0"], buffers: buffers(), rows: [i], stages };
};

const contraction = (): ContractionKernel => {
  const [m, n, k, batch] = [loop("m", 4), loop("n", 5), loop("k", 3), loop("b", 2)];
  const sum = new Scalar({ kind: "local", name: "sum" }, "f32");
  return {
    ...{ kind: "contraction", name: "product", nodes: [], buffers: buffers(), dtype: "f32" },
    ...{ batch: [batch], rows: [m], columns: [n], reduction: [k] },
    left: load("x", at(batch).mul(12).add(at(m).mul(3)).add(at(k))),
    right: load("x", at(k).mul(5).add(at(n))),
    stores: [{ buffer: "y", offset: at(batch).mul(20).add(at(m).mul(5)).add(at(n)), value: sum.mul(0.5) }],
  };
};

const scatter = (): ScatterKernel => {
  const [i, j] = [loop("i", 4), loop("j", 7)];
  return {
    ...{ kind: "scatter", name: "scatter", nodes: [], buffers: buffers(), combine: "add" },
    ...{ axes: [i], over: [j], bounds: [{ index: at(j), lower: 1, upper: 4 }] },
    initial: { buffer: "y", offset: at(i), value: load("x", at(i)) },
    addition: { buffer: "y", offset: at(j).add(-1), value: load("x", at(j)).add(1) },
  };
};

function buffers(): readonly KernelBuffer[] {
  return [
    { name: "x", dtype: "f32", length: 64, access: "read" },
    { name: "y", dtype: "f32", length: 64, access: "write" },
  ];
}

/** A number or a word in a kernel: the object that has it, and under which name. */
interface Place {
  readonly owner: object;
  readonly key: string;
  readonly path: string;
}

/** All places of a kernel's data. */
function placesIn(kernel: LoopKernel): readonly Place[] {
  const seen = new Set<object>();
  const found: Place[] = [];
  const visit = (owner: object, path: string): void => {
    if (seen.has(owner)) return;
    seen.add(owner);
    for (const [key, value] of Object.entries<unknown>(owner as Readonly<Record<string, unknown>>)) {
      if (typeof value === "object" && value !== null) visit(value, `${path}.${key}`);
      else if (value !== null && value !== undefined) found.push({ owner, key, path: `${path}.${key}` });
    }
  };
  visit(kernel, kernel.kind);
  return found;
}

const payloads: readonly unknown[] = [
  "(globalThis.rensaTrap = 1, 2)",
  "0]; globalThis.rensaTrap = 1; x[0",
  ["globalThis.rensaTrap = 1"],
  { toString: () => "globalThis.rensaTrap = 1", valueOf: () => 1 },
  "constructor",
];

describe.each([rows, contraction, scatter])("a poisoned kernel", (make) => {
  test("is refused, or nothing of it is emitted", () => {
    const count = placesIn(make()).length;
    expect(count).toBeGreaterThan(30);
    let refused = 0;
    for (let which = 0; which < count; which++) {
      for (const payload of payloads) {
        const kernel = make();
        const place = placesIn(kernel)[which];
        if (place === undefined) throw new Error("A kernel has another number of places than before.");
        Reflect.defineProperty(place.owner, place.key, { value: payload });
        const source = emitted(kernel);
        if (source === null) refused++;
        else expect(source, place.path).not.toMatch(/globalThis\.|function Object|undefined|object/);
      }
    }
    expect(refused).toBeGreaterThan(count);
  });
});

/** The source of a kernel; `null` where it is refused. */
function emitted(kernel: LoopKernel): string | null {
  try {
    return emitKernel(kernel);
  } catch (error) {
    // A kind that nothing knows can fail anywhere; that nothing is emitted is what counts.
    expect(error instanceof RensaError || error instanceof TypeError, String(error)).toBe(true);
    return null;
  }
}
