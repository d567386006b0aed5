import { describe, expect, test } from "vitest";
import { Index, type LoopIndex } from "../../expression/index-map.ts";
import { constantScalar, Scalar } from "../../expression/scalar.ts";
import type { Kernel } from "../kernel.ts";
import { printKernel } from "./print-kernel.ts";
import { Sharing } from "../sharing.ts";

const loop = (name: string, extent: number): LoopIndex => ({ kind: "loop", name, extent });
const [m, n, k] = [loop("m", 32), loop("n", 128), loop("k", 784)];
const at = (index: LoopIndex): Index => Index.of(index);
const load = (buffer: string, offset: Index): Scalar => new Scalar({ kind: "load", buffer, offset }, "f32");

describe("printKernel", () => {
  test("shows a contraction's axes, nodes, buffers and epilogue, what is shared once", () => {
    const place = at(m).mul(128).add(at(n));
    const active = new Scalar({ kind: "local", name: "sum" }, "f32").add(load("bias", at(n)));
    const kernel: Kernel = {
      kind: "contraction",
      name: "kernel_2",
      nodes: ["matmul_0", "add_1", "relu_2"],
      buffers: [{ name: "y", dtype: "f32", length: 4096, access: "write" }],
      batch: [],
      rows: [m],
      columns: [n],
      reduction: [k],
      left: load("x", at(m).mul(784).add(at(k))),
      right: load("w", at(k).mul(128).add(at(n))),
      dtype: "f32",
      stores: [
        { buffer: "y", offset: place, value: active.max(0) },
        { buffer: "mask", offset: place, value: active.gt(0) },
      ],
    };
    expect(printKernel(kernel)).toMatchInlineSnapshot(`
      "kernel_2 contraction [m: 32] x [n: 128], sum over [k: 784] (matmul_0, add_1, relu_2)
        write y: f32[4096]
        sum = sum of x[k+784*m] * w[128*k+n]
        let t0 = sum + bias[n]
        y[128*m+n] = max(t0, 0)
        mask[128*m+n] = 0 < t0"
    `);
  });

  test("shows reductions, guards and computed indices", () => {
    const row = new Sharing().computed(new Scalar({ kind: "load", buffer: "ids", offset: at(m) }, "i32"), 0, 9);
    const total = new Scalar({ kind: "reduce", combine: "sum", indices: [k], value: load("x", at(k)) }, "f32");
    const bounds = [{ index: at(m).sub(1), lower: 0, upper: 30 }];
    const otherwise = constantScalar(0, "f32");
    const value = new Scalar({ kind: "guard", bounds, value: load("x", row.mul(4)), otherwise }, "f32").add(total);
    const stages = [{ axes: [n], stores: [{ buffer: "y", offset: at(m).div(5), value }] }];
    const kernel: Kernel = { kind: "rows", name: "kernel_0", nodes: [], buffers: [], rows: [m], stages };
    expect(printKernel(kernel)).toMatchInlineSnapshot(`
      "kernel_0 rows [m: 32]
        over [n: 128]
          y[floor((m)/5)] = (0 <= m-1 < 30 ? x[4*ids[m]] : 0) + sum[k: 784](x[k])"
    `);
  });
});

describe("Sharing", () => {
  test("makes equal expressions one, and tells -0, 0 and NaN apart", () => {
    const sharing = new Sharing();
    const build = (): Scalar => load("x", at(m).add(1)).mul(2).exp();
    expect(sharing.intern(build())).toBe(sharing.intern(build()));
    const ids = [0, -0, Number.NaN].map((value) => sharing.idOf(sharing.intern(constantScalar(value, "f32"))));
    expect(new Set(ids).size).toBe(3);
    expect(sharing.intern(constantScalar(Number.NaN, "f32"))).toBe(sharing.intern(constantScalar(Number.NaN, "f32")));
  });

  test("numbers an expression after what it is made of, and keys computed indices by it", () => {
    const sharing = new Sharing();
    const root = sharing.intern(load("x", at(m)).add(load("y", at(n))));
    const [left] = root.expression.kind === "call" ? root.expression.inputs : [];
    expect(left && sharing.idOf(left)).toBeLessThan(sharing.idOf(root));
    const computed = (): Index => new Sharing().computed(load("ids", at(m)), 0, 3);
    const [one, two] = [load("x", computed()), load("x", computed())];
    expect(sharing.intern(one)).toBe(sharing.intern(two));
  });

  test("finds free indices, which a reduction binds", () => {
    const sharing = new Sharing();
    const product = load("x", at(m).mul(784).add(at(k))).mul(2);
    const total = new Scalar({ kind: "reduce", combine: "sum", indices: [k], value: product }, "f32");
    expect([...sharing.freeIndices(product)].sort()).toEqual(["k", "m"]);
    expect([...sharing.freeIndices(total)]).toEqual(["m"]);
  });

  test("is linear on a DAG that has 2^5000 paths", () => {
    const build = (): Scalar => {
      let value = load("x", at(m));
      for (let step = 0; step < 5000; step++) value = value.add(value);
      return value;
    };
    const sharing = new Sharing();
    expect(sharing.intern(build())).toBe(sharing.intern(build()));
    expect([...sharing.freeIndices(build())]).toEqual(["m"]);
  });
});
