/** Random graphs: WebAssembly against JavaScript, with passes and fusion on and off. */
import { jsBackend } from "@rensa/backend-js";
import { compile, f32, sampleTensor, traceTree, type HostTensor, type Tensor } from "@rensa/core";
import { difference } from "@rensa/core/compiler";
import {
  add,
  exp,
  matmul,
  max,
  maximum,
  mean,
  mul,
  relu,
  reshape,
  sin,
  softmax,
  sub,
  sum,
  tanh,
  transpose,
} from "@rensa/ops";
import fc from "fast-check";
import { defaultPasses } from "rensa";
import { afterAll, describe, expect, it } from "vitest";
import { wasmBackend } from "../src/index.ts";

const size = 12;
type Step = (x: Tensor, y: Tensor) => Tensor;

/** Functions of two square matrices whose values stay small. */
const steps: readonly Step[] = [
  (x, y) => add(x, y),
  (x, y) => sub(x, y),
  (x, y) => tanh(mul(x, y)),
  (x, y) => maximum(x, y),
  (x, y) => tanh(matmul(x, y as never)),
  (x, y) => tanh(matmul(x, y as never, { transposeA: true })),
  (x, y) => sin(matmul(x, relu(y) as never, { transposeB: true })),
  (x) => transpose(x),
  (x) => relu(x),
  (x) => tanh(exp(tanh(x))),
  (x) => softmax(x),
  (x, y) => sub(x, mean(y, 1, { keepDims: true })),
  (x, y) => add(x, tanh(sum(y, 0, { keepDims: true }))),
  (x, y) => mul(x, max(y, 1, { keepDims: true })),
  (x) => reshape(transpose(reshape(x, [4, 3, 12])), [size, size]),
];

const program = fc.array(fc.record({ step: fc.nat(steps.length - 1), left: fc.nat(1000), right: fc.nat(1000) }), {
  minLength: 1,
  maxLength: 14,
});

const backends = [wasmBackend({ threads: 1 }), wasmBackend({ threads: 2, grain: 0 })];
afterAll(async () => {
  await Promise.all(backends.map((backend) => backend.close()));
});

describe("a random graph", () => {
  it("has on WebAssembly the values that it has in JavaScript, however it is compiled", async () => {
    await fc.assert(
      fc.asyncProperty(program, async (lines) => {
        const spec = { a: f32(size, size), b: f32(size, size) };
        const traced = traceTree<typeof spec, readonly Tensor[]>(spec, ({ a, b }: { a: Tensor; b: Tensor }) => {
          const values: Tensor[] = [a, b];
          for (const { step, left, right } of lines) {
            const [x = a, y = b] = [values[left % values.length], values[right % values.length]];
            values.push(steps[step]?.(x, y) ?? x);
          }
          return values.slice(-3);
        });
        const inputs = { a: sampleTensor([size, size], -1, 1), b: sampleTensor([size, size], -0.9, 1.1) };
        const oracle = (await compile(traced, { backend: jsBackend(), precision: "f64" })).run(
          inputs,
        ) as readonly HostTensor[];
        for (const backend of backends) {
          for (const options of [{ passes: defaultPasses }, { passes: defaultPasses, fuse: false }, {}]) {
            const found = (await compile(traced, { backend, ...options })).run(inputs) as readonly HostTensor[];
            oracle.forEach(({ data }, at) => {
              expect(difference(found[at]?.data ?? [], data, 1e-4)).toBeNull();
            });
          }
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
