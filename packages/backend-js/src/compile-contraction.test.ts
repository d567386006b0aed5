/** Emitted contractions against the interpreter, bit for bit. */
import type { Index } from "@rensa/core";
import { Scalar } from "@rensa/core";
import { type ContractionKernel } from "@rensa/core/compiler";
import { describe, expect, test } from "vitest";
import {
  loop,
  at,
  load,
  guard,
  store,
  base,
  type Inputs,
  buffersOf,
  expectSameBits,
  numbers,
} from "../test/kernels.ts";

describe("contractions", () => {
  interface Case {
    readonly batch?: number;
    readonly transposeLeft?: boolean;
    readonly transposeRight?: boolean;
    readonly left?: (value: Scalar) => Scalar;
    readonly right?: (value: Scalar) => Scalar;
  }

  function contraction(m: number, n: number, k: number, options: Case = {}): readonly [ContractionKernel, Inputs] {
    const { batch = 1, left = (value) => value, right = (value) => value } = options;
    const [b, row, column, depth] = [loop("b", batch), loop("m", m), loop("n", n), loop("k", k)];
    const [aStrides, bStrides] = [options.transposeLeft ? [1, m] : [k, 1], options.transposeRight ? [1, k] : [n, 1]];
    const a = at(row)
      .mul(aStrides[0] ?? 1)
      .add(at(depth).mul(aStrides[1] ?? 1))
      .add(at(b).mul(m * k));
    const c = at(depth)
      .mul(bStrides[0] ?? 1)
      .add(at(column).mul(bStrides[1] ?? 1))
      .add(at(b).mul(k * n));
    const place = at(b)
      .mul(m * n)
      .add(at(row).mul(n))
      .add(at(column));
    const sum = new Scalar({ kind: "local", name: "sum" }, "f32");
    const inputs = {
      a: numbers(batch * m * k),
      b: numbers(batch * k * n, 2),
      bias: numbers(n, 3),
      y: new Float32Array(batch * m * n),
      mask: new Uint8Array(batch * m * n),
    };
    const active = sum.add(load("bias", at(column)));
    const kernel: ContractionKernel = {
      ...base,
      kind: "contraction",
      buffers: buffersOf(inputs),
      batch: [b],
      rows: [row],
      columns: [column],
      reduction: [depth],
      left: left(load("a", a)),
      right: right(load("b", c)),
      dtype: "f32",
      stores: [store("y", place, active.max(0)), store("mask", place, active.gt(0))],
    };
    return [kernel, inputs];
  }

  test("of all small and odd sizes", () => {
    const sizes = [1, 3, 4, 5, 7, 33];
    for (const m of sizes)
      for (const n of sizes) for (const depth of [1, 5, 8]) expectSameBits(...contraction(m, n, depth));
  });

  test("is the sum of products", () => {
    const [kernel, inputs] = contraction(5, 7, 3);
    const y = expectSameBits(kernel, inputs).get("y");
    let expected = inputs["bias"]?.[6] ?? 0;
    for (let d = 0; d < 3; d++) expected += (inputs["a"]?.[4 * 3 + d] ?? 0) * (inputs["b"]?.[d * 7 + 6] ?? 0);
    expect(y?.[34]).toBeCloseTo(Math.max(0, expected), 5);
  });

  test("of transposes, batches, and operands that are expressions", () => {
    const relu = (value: Scalar): Scalar => value.max(0);
    const swish = (value: Scalar): Scalar => value.mul(value.neg().exp().add(1));
    for (const [m, n, depth] of [
      [6, 9, 5],
      [33, 3, 7],
      [2, 2, 2],
    ] as const) {
      for (const transposeLeft of [false, true]) {
        for (const transposeRight of [false, true])
          expectSameBits(...contraction(m, n, depth, { transposeLeft, transposeRight }));
      }
      expectSameBits(...contraction(m, n, depth, { batch: 3 }));
      expectSameBits(...contraction(m, n, depth, { left: relu, batch: 2 }));
      expectSameBits(...contraction(m, n, depth, { right: relu, transposeRight: true }));
      expectSameBits(...contraction(m, n, depth, { left: relu, right: swish }));
      expectSameBits(...contraction(m, n, depth, { left: swish, right: relu }));
    }
    expectSameBits(...contraction(3, 4, 0));
  });

  test("of a padded convolution, its weight gradient included", () => {
    const [b, y, x, o] = [loop("b", 2), loop("y", 5), loop("x", 5), loop("o", 6)];
    const [c, ky, kx] = [loop("c", 3), loop("ky", 3), loop("kx", 3)];
    const inside = (index: Index): readonly [Index, number, number] => [index, 0, 5];
    const [row, column] = [at(y).add(at(ky)).sub(1), at(x).add(at(kx)).sub(1)];
    const image = guard(
      [inside(row), inside(column)],
      load("image", at(b).mul(75).add(at(c).mul(25)).add(row.mul(5)).add(column)),
    );
    const weightPlace = at(o).mul(27).add(at(c).mul(9)).add(at(ky).mul(3)).add(at(kx));
    const outputPlace = at(b).mul(150).add(at(o).mul(25)).add(at(y).mul(5)).add(at(x));
    const sum = new Scalar({ kind: "local", name: "sum" }, "f32");
    const inputs = { image: numbers(150), weight: numbers(162, 2), output: numbers(300, 3) };
    const kernel = { ...base, kind: "contraction", buffers: buffersOf(inputs), batch: [], dtype: "f32" } as const;
    expectSameBits(
      {
        ...kernel,
        rows: [b, y, x],
        columns: [o],
        reduction: [c, ky, kx],
        left: image,
        right: load("weight", weightPlace),
        stores: [store("output", outputPlace, sum)],
      },
      inputs,
    );
    expectSameBits(
      {
        ...kernel,
        rows: [o],
        columns: [c, ky, kx],
        reduction: [b, y, x],
        left: load("output", outputPlace),
        right: image,
        stores: [store("weight", weightPlace, sum)],
      },
      inputs,
    );
  });
});
