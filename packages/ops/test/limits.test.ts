/** Gradients where a formula would divide 0 by 0: what they are there, on both backends. */
import { compile, f64, gradientsOf, hessian, trace, type Backend, type HostTensor, type Tensor } from "@rensa/core";
import { afterAll, describe, expect, it } from "vitest";
// By their paths: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import { wasmBackend } from "../../backend-wasm/src/index.ts";
import * as ops from "../src/index.ts";

const wasm = wasmBackend({ threads: 1 });
afterAll(() => wasm.close());
const backends: readonly (readonly [string, Backend])[] = [
  ["js", jsBackend()],
  ["wasm", wasm],
];
type Case = readonly [
  name: string,
  call: (x: Tensor) => Tensor,
  x: readonly [number, number, number],
  gradient: readonly number[],
];
const nothing = [-Infinity, -Infinity, -Infinity] as const;
const zeros = [0, 0, 0] as const;
const cases: readonly Case[] = [
  ["logsumexp of nothing but -Infinity", (x) => ops.logsumexp(x), nothing, zeros],
  ["logMeanExp of nothing but -Infinity", (x) => ops.logMeanExp(x), nothing, zeros],
  ["logCumsumExp of nothing but -Infinity", (x) => ops.logCumsumExp(x), nothing, zeros],
  ["logaddexp of two -Infinity", (x) => ops.logaddexp(x, x), nothing, zeros],
  ["logaddexp of -Infinity and a number", (x) => ops.logaddexp(x, 1), nothing, zeros],
  ["logsumexp of one number", (x) => ops.logsumexp(x), [-Infinity, 5, -Infinity], [0, 1, 0]],
  ["hypot at the origin", (x) => ops.hypot(x, 0), [0, 2, -0], [0, 1, 0]],
  ["norm at the origin", (x) => ops.norm(x), zeros, zeros],
  ["softsign far out", (x) => ops.softsign(x), [1e7, -1e7, Infinity], [1e-14, 1e-14, 0]],
  ["asinh far out", (x) => ops.asinh(x), [1e25, -1e25, 1e150], [1e-25, 1e-25, 1e-150]],
];

describe.each(backends)("on %s", (_, backend) => {
  it.each(cases)("%s has the gradient of its limit", async (_name, call, x, wanted) => {
    const traced = trace({ x: f64(3) }, ({ x: given }) => ({
      gradient: gradientsOf(ops.sum(call(given)), { given: given }).given,
    }));
    const { gradient } = (await compile(traced, { backend })).run({ x: [...x] }) as { gradient: HostTensor };
    wanted.forEach((each, at) => {
      expect(Math.abs((gradient.data[at] ?? Number.NaN) - each)).toBeLessThanOrEqual(1e-6 * Math.abs(each));
    });
  });

  it("the second derivative of the determinant of a singular matrix is that of its polynomial", async () => {
    const traced = hessian(
      trace({ a: f64(2, 2) }, ({ a }) => ops.determinant(a) as Tensor<readonly []>),
      ["a"],
    );
    const program = await compile(traced, { backend });
    // ad - bc.
    const right = [0, 0, 0, 1, 0, 0, -1, 0, 0, -1, 0, 0, 1, 0, 0, 0];
    for (const a of [
      [1, 2, 2, 4],
      [0, 0, 0, 0],
      [3, 1, 1, 2],
    ]) {
      const matrix = [a.slice(0, 2), a.slice(2)];
      const found = JSON.stringify(program.run({ a: matrix }), (key, value: unknown) =>
        key === "data" ? Array.from(value as Float64Array, (each) => Math.round(each * 1e9) / 1e9 + 0) : value,
      );
      expect(found).toContain(`"data":[${right.join(",")}]`);
    }
  });
});
