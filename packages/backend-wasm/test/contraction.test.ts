/** Contractions of all shapes: what is left at every edge, every transpose, packed or read in place, cut or whole. */
import { add, cast, conv2d, einsum, exp, flip, matmul, mul, relu, sum } from "@rensa/ops";
import {
  compile,
  constant,
  gradientsOf,
  sampleTensor,
  traceTree,
  type Backend,
  type HostTensor,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { difference } from "@rensa/core/compiler";
import { jsBackend } from "@rensa/backend-js";
import { afterAll, describe, expect, it } from "vitest";
import { wasmBackend } from "../src/index.ts";

type Tensors = Readonly<Record<string, Tensor>>;
type Data = Readonly<Record<string, HostTensor>>;

const backends = [1, 2, 3].map((threads) => wasmBackend({ threads, grain: 0 }));
afterAll(async () => {
  await Promise.all(backends.map((backend) => backend.close()));
});

async function run(backend: Backend, precision: "f32" | "f64", inputs: Data, body: (given: Tensors) => Tensors) {
  const spec = Object.fromEntries(Object.entries(inputs).map(([name, { shape, dtype }]) => [name, { shape, dtype }]));
  const traced = traceTree<typeof spec, Tensors>(spec, body);
  const program = await compile(traced, { backend, precision });
  // The second run finds what the first left behind in scratch memory.
  program.run(inputs);
  return program.run(inputs) as Data;
}

/** Values as in float64, and the same bits for every number of threads. */
async function expectAgreement(inputs: Data, body: (given: Tensors) => Tensors, tolerance = 2e-5): Promise<void> {
  const oracle = await run(jsBackend(), "f64", inputs, body);
  const found = await Promise.all(backends.map((backend) => run(backend, "f32", inputs, body)));
  const [first, ...others] = found;
  for (const [name, { data }] of Object.entries(oracle)) {
    expect(difference(first?.[name]?.data ?? [], data, tolerance), name).toBeNull();
    for (const other of others) expect(other[name]?.data, name).toEqual(first?.[name]?.data);
  }
}

const sizes = [
  [1, 5, 4],
  [3, 7, 9],
  [5, 16, 17],
  [33, 70, 31],
  [64, 64, 64],
  [100, 600, 40],
  [130, 1030, 10],
  [7, 2000, 64],
] as const;
const transposes = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

describe("a matrix product", () => {
  for (const [rows, depth, columns] of sizes) {
    it(`of ${String(rows)} x ${String(depth)} x ${String(columns)} is exact in all transposes, plain and fused`, async () => {
      for (const [transposeA, transposeB] of transposes) {
        const a = sampleTensor((transposeA ? [depth, rows] : [rows, depth]) as Shape, -1, 1);
        const b = sampleTensor((transposeB ? [columns, depth] : [depth, columns]) as Shape, -1, 1);
        const bias = sampleTensor([columns] as Shape);
        await expectAgreement({ a, b, bias }, (given) => {
          const [left, right, c] = [given["a"] as Tensor, given["b"] as Tensor, given["bias"] as Tensor];
          const plain = matmul(left, right as never, { transposeA, transposeB });
          const evaluated = matmul(exp(left), mul(right, right) as never, { transposeA, transposeB });
          return { plain, fused: relu(add(evaluated, c)) };
        });
      }
    });
  }

  it("between f32 and f64 is exact, whichever of them it is computed in", async () => {
    const inputs = {
      a: sampleTensor([20, 30] as Shape),
      b: sampleTensor([30, 24] as Shape),
      c: sampleTensor([20, 24] as Shape, -1, 1, "f64"),
      d: sampleTensor([20, 30] as Shape, -1, 1, "f64"),
    };
    await expectAgreement(inputs, ({ a, b, c, d }) => ({
      widened: add(cast(matmul(a as Tensor, b as never), "f64"), c as Tensor),
      narrowed: matmul(cast(mul(d as Tensor, d as Tensor), "f32"), b as never),
      throughout: cast(add(matmul(d as Tensor, cast(b as Tensor, "f64") as never), c as Tensor), "f32"),
    }));
  });

  it("of a flipped operand is exact", async () => {
    const inputs = { a: sampleTensor([24, 40] as Shape), b: sampleTensor([40, 18] as Shape) };
    await expectAgreement(inputs, ({ a, b }) => ({
      rows: matmul(flip(a as Tensor, [0]), b as never),
      depth: matmul(flip(a as Tensor, [1]), flip(b as Tensor, [1]) as never),
    }));
  });

  it.each([
    [1, 3, 600],
    [9, 3, 600],
    [9, 700, 2],
    [5, 40, 30],
    [130, 2, 1030],
  ])("of %i rows over two axes of %i and %i that are not one is exact", async (rows, outer, inner) => {
    const a = sampleTensor([rows, outer, inner] as Shape, -1, 1);
    const b = sampleTensor([inner, outer, 20] as Shape, -1, 1);
    await expectAgreement({ a, b }, (given) => ({
      product: einsum("iak,kaj->ij", given["a"] as Tensor, given["b"] as Tensor),
    }));
  });

  it("of a batch is exact", async () => {
    const inputs = { a: sampleTensor([5, 9, 7] as Shape), b: sampleTensor([5, 33, 7] as Shape) };
    await expectAgreement(inputs, ({ a, b }) => ({
      product: matmul(a as Tensor, b as never, { transposeB: true }),
    }));
  });
});

describe("a convolution", () => {
  const cases = [
    { padding: "same", strides: 1, dilations: 1, groups: 1 },
    { padding: "valid", strides: 2, dilations: 1, groups: 1 },
    { padding: "same", strides: 1, dilations: 2, groups: 2 },
  ] as const;
  it.each(cases)("with %o and both its gradients are exact", async (options) => {
    const inputs = {
      x: sampleTensor([3, 14, 11, 8] as Shape),
      w: sampleTensor([3, 3, 8 / options.groups, 12] as Shape),
    };
    await expectAgreement(
      inputs,
      ({ x, w }) => {
        const result = conv2d(x as never, w as never, options) as Tensor;
        return { result, ...gradientsOf(weightedSum(result), { x, w } as Tensors) };
      },
      1e-4,
    );
  });
});

/** A loss whose gradient differs from element to element. */
function weightedSum(x: Tensor): Tensor {
  return sum(mul(x, constant(sampleTensor(x.shape))));
}
