/** Where numbers end: the sign of zero, which no pass may change, and the largest number of a dtype. */
import { compile, f32, f64, full, trace, type Tensor } from "@rensa/core";
import { describe, expect, it } from "vitest";
// By its path: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import * as ops from "../src/index.ts";

const backend = jsBackend();
const zeros = [0, -0];
const pairs = zeros.flatMap((a) => zeros.map((b) => [a, b] as const));
const calls: readonly (readonly [string, (x: Tensor, b: number) => Tensor, (a: number, b: number) => number])[] = [
  ["x + c", (x, b) => ops.add(x, full([1], b, "f64")), (a, b) => a + b],
  ["c + x", (x, b) => ops.add(full([1], b, "f64"), x), (a, b) => b + a],
  ["x - c", (x, b) => ops.sub(x, full([1], b, "f64")), (a, b) => a - b],
  ["c - x", (x, b) => ops.sub(full([1], b, "f64"), x), (a, b) => b - a],
  ["x * c", (x, b) => ops.mul(x, full([1], b, "f64")), (a, b) => a * b],
  ["x + -x", (x) => ops.add(x, ops.neg(x)), (a) => a + -a],
  ["-(-x) * 1", (x) => ops.mul(ops.neg(ops.neg(x)), 1), (a) => a],
];

describe.each(pairs)("of %d and %d", (a, b) => {
  it.each(calls)("%s is zero of the sign of IEEE 754", async (_, call, right) => {
    const program = await compile(
      trace({ x: f64(1) }, ({ x }) => call(x, b)),
      { backend },
    );
    expect(program.run({ x: [a] }).data[0]).toBe(right(a, b));
  });
});

it("nanToNum puts the largest number of the dtype in place of infinities", async () => {
  for (const [type, largest] of [
    [f32, 3.4028234663852886e38],
    [f64, Number.MAX_VALUE],
  ] as const) {
    const program = await compile(
      trace({ x: type(2) }, ({ x }) => ops.nanToNum(x)),
      { backend },
    );
    expect([...program.run({ x: [Infinity, -Infinity] }).data]).toEqual([largest, -largest]);
  }
});
