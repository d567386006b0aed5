/**
 * Long sums keep their digits: the error is bounded by a constant times the sum of the magnitudes, however many there are.
 * Summands are made from few stored numbers, so that many of them take little memory.
 */
import { broadcastTo, compile, f32, type HostTensor, type Tensor } from "@rensa/core";
import { dot, matmul, mean, mul, norm, standardize, sum, variance } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { any, plus, threaded, times, traced, type Spec, type Tensors } from "./everywhere.ts";

/** What the documentation of `sum` promises for float32, and that of `matmul`. */
const sumBound = 200 * 2 ** -24;
const productBound = 520 * 2 ** -24;
/** The relative error of PyTorch's sum of 1e7 times 0.1. */
const reference = 6e-7;

/** Runs a function for every number of threads, expects the same bits, and returns them. */
async function everyThreads(
  spec: Spec,
  inputs: Readonly<Record<string, Float32Array>>,
  body: (inputs: Tensors) => Tensor,
  backends = threaded,
): Promise<readonly number[]> {
  const program = traced(spec, (given) => [body(given)]);
  const results: HostTensor[] = [];
  for (const backend of backends) {
    const compiled = await compile(program, { backend });
    results.push(...(compiled.run(inputs) as readonly HostTensor[]));
  }
  for (const { data } of results) expect(data).toEqual(results[0]?.data);
  return Array.from(results[0]?.data ?? []);
}

/** The error of a value in units of the sum of the magnitudes. */
function errorOf(value: number | undefined, wanted: number, magnitudes = Math.abs(wanted)): number {
  return Math.abs((value ?? Number.NaN) - wanted) / magnitudes;
}

const tenth = Math.fround(0.1);
const oneTenth = { x: Float32Array.of(0.1) };
const spread = (x: Tensor | undefined, shape: readonly number[]): Tensor => any(broadcastTo(any(x), shape));

describe("a sum of float32", () => {
  it.each([
    { name: "all axes", shape: [1e4, 1e4], axes: [0, 1] },
    { name: "the first axis", shape: [5e7, 2], axes: [0] },
    { name: "the last axis", shape: [2, 5e7], axes: [1] },
    { name: "an axis between", shape: [2, 1e7, 5], axes: [1] },
    { name: "the axes around one", shape: [1e5, 2, 500], axes: [0, 2] },
  ])("over $name of 1e8 elements is as exact as PyTorch's", async ({ shape, axes }) => {
    const count = axes.reduce((product, axis) => product * (shape[axis] ?? 1), 1);
    const spec = { x: f32(...shape.map(() => 1)) };
    const body = ({ x }: Tensors): Tensor => any(sum(spread(x, shape), axes));
    const found = await everyThreads(spec, oneTenth, body, threaded.slice(1, 2));
    expect(found).toHaveLength(1e8 / count);
    for (const value of found) expect(errorOf(value, count * tenth)).toBeLessThanOrEqual(4 * reference);
  });

  it("is exact for whole numbers, over any axes", async () => {
    const shapes = fc.tuple(
      fc.integer({ min: 1, max: 900 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 900 }),
    );
    const axes = fc.subarray([0, 1, 2], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(shapes, axes, fc.integer({ min: 1, max: 999 }), async (shape, over, factor) => {
        const [p, q, r] = shape;
        // What is added in float32 alone, 192 numbers in each of 16 partial sums at most, is exact; the sum of all is not.
        const a = Float32Array.from({ length: p }, (_, at) => 4_000 + ((at * factor) % 600));
        const b = Float32Array.from({ length: q * r }, (_, at) => (at * factor) % 777);
        const found = await everyThreads({ a: f32(p, 1, 1), b: f32(1, q, r) }, { a, b }, (given) =>
          any(sum(plus(any(given["a"]), any(given["b"])), over)),
        );
        const wanted = new Float64Array(found.length);
        const place = (...indices: readonly number[]): number =>
          indices.reduce((at, index, axis) => (over.includes(axis) ? at : at * (shape[axis] ?? 1) + index), 0);
        for (let i = 0; i < p; i++) {
          for (let j = 0; j < q; j++) {
            for (let k = 0; k < r; k++) {
              const at = place(i, j, k);
              wanted[at] = (wanted[at] ?? 0) + (a[i] ?? 0) + (b[j * r + k] ?? 0);
            }
          }
        }
        expect(found).toEqual(Array.from(wanted, Math.fround));
      }),
      { numRuns: 20 },
    );
  });

  it("has an error below its bound for numbers of any sign, over any axes", async () => {
    const shapes = fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 3000 }));
    const axes = fc.subarray([0, 1], { minLength: 1 });
    const numbers = fc.array(
      fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((value) => value / 1000),
      { minLength: 1, maxLength: 9 },
    );
    await fc.assert(
      fc.asyncProperty(shapes, axes, numbers, async ([rows, columns], over, few) => {
        const a = Float32Array.from({ length: rows }, (_, at) => few[at % few.length] ?? 0);
        const b = Float32Array.from({ length: columns }, (_, at) => few[(at * at) % few.length] ?? 0);
        const spec = { a: f32(rows, 1), b: f32(1, columns) };
        const found = await everyThreads(spec, { a, b }, (given) =>
          any(sum(times(any(given["a"]), any(given["b"])), over)),
        );
        const wanted = new Float64Array(found.length);
        const magnitudes = new Float64Array(found.length);
        const at = (row: number, column: number): number => (over.length === 2 ? 0 : over[0] === 0 ? column : row);
        a.forEach((x, row) => {
          b.forEach((y, column) => {
            const place = at(row, column);
            wanted[place] = (wanted[place] ?? 0) + x * y;
            magnitudes[place] = (magnitudes[place] ?? 0) + Math.abs(x * y);
          });
        });
        found.forEach((value, place) => {
          const error = Math.abs(value - (wanted[place] ?? 0));
          expect(error).toBeLessThanOrEqual(sumBound * (magnitudes[place] ?? 0));
        });
      }),
      { numRuns: 15 },
    );
  });
});

describe("what is made of sums of 1e7 float32", () => {
  const count = 1e7;

  it.each([
    { name: "a mean", body: (x: Tensor) => mean(x), wanted: tenth },
    { name: "a dot product", body: (x: Tensor) => dot(x as never, x as never), wanted: count * tenth * tenth },
    { name: "a norm", body: (x: Tensor) => norm(x), wanted: Math.sqrt(count) * tenth },
  ])("$name has few roundings", async ({ body, wanted }) => {
    const [found] = await everyThreads({ x: f32(1) }, oneTenth, ({ x }) => any(body(spread(x, [count]))));
    expect(errorOf(found, wanted)).toBeLessThanOrEqual(4 * reference);
  });

  it.each([
    [count / 4, 4],
    [4, count / 4],
  ])("variances of %i by %i along the long axis are right", async (rows, columns) => {
    // Half of the numbers are 999, half 1001.
    const axis = rows > columns ? 0 : 1;
    const shape = axis === 0 ? [rows / 2, 2, columns] : [rows, columns / 2, 2];
    const pair = axis === 0 ? f32(1, 2, 1) : f32(1, 1, 2);
    const inputs = { x: Float32Array.of(999, 1001) };
    const axes = axis === 0 ? [0, 1] : [1, 2];
    const found = await everyThreads({ x: pair }, inputs, ({ x }) => any(variance(spread(x, shape), axes)));
    expect(found).toHaveLength(4);
    for (const value of found) expect(errorOf(value, 1)).toBeLessThanOrEqual(reference);
  });

  it("standardized numbers are those of doubles", async () => {
    const inputs = { x: Float32Array.of(999, 1001), signs: Float32Array.of(-1, 1) };
    const found = await everyThreads({ x: f32(1, 2), signs: f32(1, 2) }, inputs, ({ x, signs }) =>
      any(sum(any(mul(any(standardize(spread(x, [count / 2, 2]), { axes: [0, 1], epsilon: 0 })), any(signs))))),
    );
    expect(errorOf(found[0], count)).toBeLessThanOrEqual(4 * reference);
  });
});

describe("a matrix product of float32", () => {
  it.each([
    { name: "blocks", rows: 4, columns: 8 },
    { name: "plain loops", rows: 2, columns: 2 },
    { name: "a vector", rows: 1, columns: 1 },
    { name: "more rows than a block has", rows: 65, columns: 4 },
  ])("by $name with an inner extent of 1e6 has an error below its bound", async ({ rows, columns }) => {
    const inner = 1e6;
    const spec = { a: f32(1, 1), b: f32(1, 1) };
    const inputs = { a: Float32Array.of(0.1), b: Float32Array.of(0.7) };
    const found = await everyThreads(spec, inputs, ({ a, b }) =>
      any(matmul(any(spread(a, [rows, inner])) as never, any(spread(b, [inner, columns])) as never)),
    );
    const wanted = inner * tenth * Math.fround(0.7);
    expect(found).toHaveLength(rows * columns);
    for (const value of found) expect(errorOf(value, wanted)).toBeLessThanOrEqual(productBound / 4);
  });
});
