/** Laws of compiling: what programs are made of does not change what they compute. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { add, concat, div, matmul, mul, pow, reshape, sin, sum, transpose } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growthOf, mostLinear } from "../../core/test/growth.ts";
import {
  cond,
  constant,
  createEngine,
  defineOp,
  f32,
  full,
  grad,
  i32,
  scan,
  trace,
  valueAndGrad,
  vmap,
  type EngineOptions,
  type HostTensor,
  type Tensor,
  type Traced,
} from "../src/index.ts";
import { flattenTree, isTyped } from "@rensa/core";

const js = jsBackend();
const backends = [js, wasmBackend({ threads: 1, numerics: "strict" })];

type Results = Readonly<Record<string, readonly number[]>>;
type Vector = Tensor<readonly [3], "f32">;

async function run(traced: Traced<never, never>, inputs: object, options: EngineOptions): Promise<Results> {
  const program = await createEngine(options).compile(traced);
  const isData = (value: unknown): value is HostTensor => isTyped(value);
  const found = flattenTree(program.run(inputs as never), isData);
  return Object.fromEntries(found.map(([path, { data }]) => [path, [...data]]));
}

describe("what is compiled together is what is compiled apart:", () => {
  const loop = fc.record({
    reverse: fc.boolean(),
    length: fc.constantFrom(2, 3),
    step: fc.constantFrom("sum", "product", "constant"),
    result: fc.constantFrom("carry", "element", "both"),
  });
  const part = fc.oneof(
    { weight: 4, arbitrary: loop.map((spec) => ({ kind: "loop" as const, ...spec })) },
    fc.constantFrom(0, -0, 1, NaN).map((value) => ({ kind: "number" as const, value })),
    fc.constantFrom(0, 1).map((axis) => ({ kind: "other" as const, axis })),
  );
  type Part = typeof part extends fc.Arbitrary<infer T> ? T : never;

  function value(each: Part, x: Vector, xs: Tensor<readonly [3, 3], "f32">): Tensor {
    if (each.kind === "number") return div(1, full([], each.value));
    if (each.kind === "other") return sum(mul(xs, x), each.axis);
    const { reverse, length, step, result } = each;
    const [last, results] = scan(
      x,
      xs,
      (carry, element) => {
        const next = step === "sum" ? add(mul(carry, 0.5), element) : step === "product" ? mul(carry, element) : carry;
        return [next, result === "carry" ? carry : result === "element" ? sin(element) : add(carry, element)];
      },
      length === 3 ? { reverse } : { reverse },
    );
    return add(last, sum(mul(results, constant([[1], [10], [100]])), 0));
  }

  it("loops in any direction, numbers and sums", async () => {
    const inputs = {
      x: [1, 2, -3],
      xs: [
        [1, 2, 3],
        [0.5, -1, 2],
        [3, 1, -2],
      ],
    };
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 2, maxLength: 4 }), async (parts) => {
        const traced = (chosen: readonly Part[]): Traced<never, never> =>
          trace({ x: f32(3), xs: f32(3, 3) }, ({ x, xs }) =>
            Object.fromEntries(chosen.map((each, at) => [`part_${String(at)}`, value(each, x, xs)])),
          ) as never;
        const together = await run(traced(parts), inputs, { backend: js, precision: "f64" });
        for (const [at, each] of parts.entries()) {
          const [alone] = Object.values(await run(traced([each]), inputs, { backend: js, precision: "f64" }));
          expect(together[`part_${String(at)}`]).toEqual(alone);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("passes change nothing of what is made by chance:", () => {
  let calls = 0;
  const chance = defineOp({
    name: "chance",
    forward: {
      host: {
        types: ([x]) => [x],
        run: (_, [y]) => {
          y?.data.fill(++calls);
        },
      },
    },
    traits: { impure: true },
    nonDifferentiable: "a test",
    call: (apply) => (x: Tensor) => apply([x]),
  });
  // Like it, and free of cost, so that nothing speaks against moving or repeating it but its trait.
  const draw = defineOp({ name: "draw", forward: { scalar: ([x]) => x.exp() }, traits: { impure: true } });

  const programs: Readonly<Record<string, (x: Vector) => Record<string, Tensor>>> = {
    "two alike": (x) => ({ a: chance(x), b: chance(x) }),
    "of constants": () => ({ a: chance(full([3], 2)), b: chance(full([3], 2)) }),
    "in a loop, of what does not change in it": (x) => ({
      a: scan(x, {}, (carry) => [add(carry, chance(x)) as Vector, {}], { length: 4 })[0],
    }),
    "in two loops alike": (x) => {
      const loop = (): Tensor => scan(x, {}, (carry) => [carry, chance(carry)], { length: 2 })[1];
      return { a: loop(), b: loop() };
    },
    "in a loop inside a loop": (x) => ({
      a: scan(
        x,
        {},
        (carry) => [add(carry, scan(x, {}, (inner) => [chance(inner) as Vector, {}], { length: 2 })[0]), {}],
        { length: 3 },
      )[0],
    }),
    "in a branch": (x) => ({
      a: cond(
        full([], 1, "bool"),
        () => add(chance(x), chance(x)),
        () => x,
      ),
    }),
  };

  for (const [name, make] of Object.entries(programs)) {
    it(`${name}: as many draws as were written`, async () => {
      const traced = trace({ x: f32(3) }, ({ x }) => make(x)) as never as Traced<never, never>;
      const counts: number[] = [];
      for (const settings of [{ passes: [], regionPasses: [] }, {}]) {
        calls = 0;
        const { a, b } = await run(traced, { x: [1, 2, 3] }, { backend: js, ...settings });
        counts.push(calls);
        if (b !== undefined) expect(a).not.toEqual(b);
      }
      expect(counts[1]).toBe(counts[0]);
    });
  }

  it("ops in the graph stay as many, outside and inside of loops", async () => {
    const traced = trace({ x: f32(3) }, ({ x }) => ({
      a: add(draw(x), draw(x)),
      b: scan(x, {}, (carry) => [add(carry, draw(x)), draw(carry)], { length: 2 }),
      c: scan(x, {}, (carry) => [add(carry, draw(x)), draw(carry)], { length: 2 }),
    }));
    const count = (graph: object): number => JSON.stringify(graph).split('"op":"draw"').length - 1;
    const { stages } = await createEngine({ backend: js }).compile(traced);
    expect(count(stages.graph)).toBe(count(traced.graph));
    expect(count(traced.graph)).toBe(6);
  });
});

describe("checkFinite", () => {
  it("refuses an infinity or NaN in any input before the run, and the state stays", async () => {
    const traced = trace({ count: f32(), x: f32(2, 2), deep: { y: f32(3) } }, ({ count, x, deep }) => ({
      count: add(count, 1),
      result: add(sum(x), sum(deep.y)),
    }));
    const program = await createEngine({ backend: js }).compile(traced, { state: ["count"], checkFinite: true });
    const bad = fc.constantFrom(Infinity, -Infinity, NaN);
    fc.assert(
      fc.property(bad, fc.nat(6), fc.boolean(), (value, at, isTypedArray) => {
        const numbers = Array.from({ length: 7 }, (_, each) => (each === at ? value : 1));
        const [x, y] = [numbers.slice(0, 4), numbers.slice(4)];
        const given = isTypedArray ? new Float32Array(x) : [x.slice(0, 2), x.slice(2)];
        expect(() => program.run({ x: given, deep: { y } })).toThrow(expect.objectContaining({ code: "NON_FINITE" }));
        expect(program.store.readNow("count").data[0]).toBe(0);
      }),
    );
  });
});

describe.each(backends)("on $name", (backend) => {
  const byNumber = defineOp({
    name: "by_number",
    inputs: ["x", "numbers"],
    forward: {
      loops: ([x, numbers]) => ({ shape: numbers.shape, element: (...at) => x.flat(numbers.at(...at)) }),
    },
    nonDifferentiable: "a test",
    call: (apply) => (x: Tensor, numbers: Tensor) => apply([x, numbers]),
  });
  const x = [
    [0, 1, 2, 3],
    [4, 5, 6, 7],
    [8, 9, 10, 11],
  ];
  const numbers = [
    [0, -1, 9, 3],
    [2, 2, 4, -100],
    [1e9, 3, 1, 0],
  ];
  const picked = (row: readonly number[], at: readonly number[]): readonly number[] =>
    at.map((each) => row[Math.min(3, Math.max(0, each))] ?? NaN);

  it("an index computed from data is held inside, and batching is one example after the other", async () => {
    const one = trace({ x: f32(4), numbers: i32(4) }, (inputs) => ({ y: byNumber(inputs.x, inputs.numbers) }));
    const cases: readonly (readonly [readonly string[], object, (row: number) => readonly number[]])[] = [
      [[], { x, numbers }, (row) => picked(x[row] ?? [], numbers[row] ?? [])],
      [["numbers"], { x, numbers: numbers[0] }, (row) => picked(x[row] ?? [], numbers[0] ?? [])],
      [["x"], { x: x[1], numbers }, (row) => picked(x[1] ?? [], numbers[row] ?? [])],
    ];
    for (const [shared, inputs, wanted] of cases) {
      const batched = vmap(one, 3, { shared: shared as never }) as never as Traced<never, never>;
      const { y } = await run(batched, inputs, { backend });
      expect(y).toEqual([0, 1, 2].flatMap(wanted));
    }
  });

  it("tensors without elements are computed and differentiated like others", async () => {
    const traced = trace({ x: f32(0, 3), y: f32(2, 0) }, ({ x, y }) => {
      const shaped = [reshape(x, [4, 0]), reshape(y, [0, 5, 2]), transpose(x), concat([x, x], 0), matmul(y, x)];
      return shaped.reduce<Tensor>((total, each) => add(total, sum(mul(each, each))), full([], 1)) as never;
    });
    const both = valueAndGrad(traced as never, ["x", "y"] as never) as never as Traced<never, never>;
    const found = await run(both, { x: new Float32Array(0), y: new Float32Array(0) }, { backend });
    expect(found).toEqual({ value: [1], "gradients.x": [], "gradients.y": [] });
  });

  it("memory that no engine has is refused by its size", async () => {
    const traced = trace({ x: f32(2 ** 20, 2 ** 20) }, ({ x }) => mul(x, 2));
    await expect(createEngine({ backend }).compile(traced)).rejects.toMatchObject({
      code: "BACKEND_UNSUPPORTED",
      message: expect.stringMatching(/8388608 MiB|8192.0 GiB/) as string,
    });
  });

  it("the slope of a power is 0 at exponent 0, at every base", async () => {
    const traced = trace({ a: f32(4), b: f32(4) }, ({ a, b }) => sum(pow(a, b)));
    const slopes = grad(traced, ["a", "b"]) as never as Traced<never, never>;
    const found = await run(slopes, { a: [0, 2, -3, 1e30], b: [0, 0, 0, 0] }, { backend });
    expect(found["a"]?.map(Math.abs)).toEqual([0, 0, 0, 0]);
    expect(found["b"]?.[0]).toBe(0);
    expect(found["b"]?.[1]).toBeCloseTo(Math.log(2), 6);
  });
});

it("tracing and compiling a chain take time that grows with its length", { timeout: 120_000 }, async () => {
  const growth = await growthOf(1_500, (length) => () => {
    const traced = trace({ x: f32(3) }, ({ x }) => {
      let total: Tensor = x;
      for (let step = 0; step < length; step++) total = add(total, x);
      return total;
    });
    return createEngine({ backend: js }).compile(traced);
  });
  expect(growth).toBeLessThan(mostLinear);
});
