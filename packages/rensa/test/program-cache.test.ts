/** Equal graphs are compiled once: what they share, what they do not, and when a plan is another. */
import { add, cos, matmul, mul, normal, sin, splitKey, sum } from "@rensa/ops";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  constant,
  createEngine,
  defaultPasses,
  defineOp,
  definePlugin,
  f32,
  i32,
  rule,
  scan,
  scope,
  simplifyWith,
  trace,
  withoutPasses,
  type Backend,
  type Pass,
  type Tensor,
} from "../src/index.ts";
import { hostTensor } from "@rensa/core";
import {
  makers,
  type AnyTraced,
  type AnyProgram,
  type Settings,
  compiled,
  isShared,
  bitsOf,
} from "./program-cache-traces.ts";

/** What a test may say of the function below, each field of which matters. */
const recipe = fc.record({
  columns: fc.constantFrom(2, 3),
  literal: fc.constantFrom(0, -0, 1, NaN, Infinity, 0.1),
  element: fc.constantFrom(0, -0, 1),
  payload: fc.constantFrom(0x7fc00000, 0x7fc00001),
  turns: fc.integer({ min: 1, max: 3 }),
  ops: fc.constantFrom("sin", "cos"),
  name: fc.constantFrom("x", "y"),
  scoped: fc.boolean(),
});

type Recipe = typeof recipe extends fc.Arbitrary<infer T> ? T : never;

function makeTrace({ columns, literal, element, payload, turns, ops, name, scoped }: Recipe): AnyTraced {
  const held = new Float32Array(new Uint32Array(columns).fill(payload).buffer);
  held[0] = element;
  return trace({ [name]: f32(columns) }, (given) => {
    const x = (given as Record<string, Tensor>)[name] as Tensor<readonly [2], "f32">;
    const weights = constant({ shape: [columns], dtype: "f32", data: held }) as typeof x;
    const body = (): Tensor => {
      const [last] = scan(x, weights, (carry, each) => [
        add(mul(carry, each), literal),
        (ops === "sin" ? sin : cos)(carry) as never,
      ]);
      let result: Tensor = last;
      for (let turn = 0; turn < turns; turn++) result = add(result, weights);
      return result;
    };
    return scoped ? scope("inside", body) : body();
  }) as never;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(Object.entries(makers))("with the cache of %s", (_name, make) => {
  it("equal graphs have one plan, others their own, and all have the bits of what is compiled afresh", async () => {
    const backend = make();
    await fc.assert(
      fc.asyncProperty(recipe, recipe, fc.constantFrom(...Object.keys(recipeFields)), async (one, other, field) => {
        const near = { ...one, [field]: other[field as keyof Recipe] };
        const first = await compiled(makeTrace(one), { backend });
        for (const [spec, shares] of [
          [one, true],
          [near, sameRecipe(one, near)],
        ] as const) {
          const second = await compiled(makeTrace(spec), { backend });
          expect(isShared(first, second)).toBe(shares);
          const inputs = { [spec.name]: [0.5, -2, 3].slice(0, spec.columns) };
          const afresh = await compiled(makeTrace(spec), { backend: make() });
          expect(bitsOf(second, inputs)).toEqual(bitsOf(afresh, inputs));
        }
      }),
    );
  });

  it("an equal graph is compiled without a pass, and nothing is emitted", async () => {
    const modules = vi.spyOn(WebAssembly, "compile");
    let runs = 0;
    const counting: Pass = {
      name: "count",
      run: () => {
        runs++;
        return {};
      },
    };
    const backend = make();
    const traceOnce = (): AnyTraced => trace({ x: f32(4, 4) }, ({ x }) => sum(sin(matmul(x, x)))) as never;
    const first = await compiled(traceOnce(), { backend, passes: [counting, ...defaultPasses] });
    const [ran, emitted] = [runs, modules.mock.calls.length];
    const second = await compiled(traceOnce(), { backend, passes: [counting, ...defaultPasses] });
    expect(ran).toBe(1);
    expect([runs, modules.mock.calls.length]).toEqual([ran, emitted]);
    expect(isShared(first, second)).toBe(true);
    expect(second.stages.sources).toEqual(first.stages.sources);
  });

  it("programs of one plan share no state, no inputs and no random numbers", async () => {
    const backend = make();
    const traceOnce = () =>
      trace({ key: i32(2), total: f32(3), x: f32(3) }, ({ key, total, x }) => {
        const [next, own] = splitKey(key, 2) as never as [typeof key, typeof key];
        return { key: next, total: add(total, add(x, normal(own, [3]))), seen: total };
      });
    const state = ["key", "total"] as const;
    const start = new Map([["key", hostTensor([1, 2], [2], "i32")]]);
    const makeOne = async (where: Backend) => {
      const program = await createEngine({ backend: where }).compile(traceOnce(), { state });
      program.store.writeByPath(start);
      return program;
    };
    const [one, other, alone] = [await makeOne(backend), await makeOne(backend), await makeOne(make())];
    expect(one.stages.kernels).toBe(other.stages.kernels);
    const wanted = [1, 2, 3].map((x) => [...alone.run({ x: [x, x, x] }).seen.data]);
    const found = [1, 2, 3].map((x) => {
      // What the other does is none of its business.
      other.run({ x: [9, 9, 9] });
      return [...one.run({ x: [x, x, x] }).seen.data];
    });
    expect(found).toEqual(wanted);
    const before = one.store.readNow();
    other.store.write({ total: { shape: [3], dtype: "f32", data: Float32Array.of(7, 7, 7) } });
    expect(one.store.readNow()).toEqual(before);
  });

  it("what a program shows cannot be changed for the next", async () => {
    const backend = make();
    const traceOnce = (): AnyTraced => trace({ x: f32(2) }, ({ x }) => add(sin(x), 1)) as never;
    const first = await compiled(traceOnce(), { backend });
    const wanted = bitsOf(first, { x: [1, 2] });
    const { kernels, diffs, sources } = first.stages as never as {
      kernels: { name: string; buffers: { name: string }[] }[];
      diffs: unknown[];
      sources: Map<string, string>;
    };
    for (const change of [
      () => kernels.splice(0),
      () => diffs.splice(0),
      () => (kernels[0]!.name = "other"),
      () => kernels[0]!.buffers.reverse(),
      () => (kernels[0]!.buffers[0]!.name = "other"),
    ]) {
      expect(change).toThrow(TypeError);
    }
    sources.clear();
    const second = await compiled(traceOnce(), { backend });
    expect(isShared(first, second)).toBe(true);
    expect(bitsOf(second, { x: [1, 2] })).toEqual(wanted);
    expect(second.stages.kernels.length).toBeGreaterThan(0);
  });

  it("an op of the same name is another op, and so is a plugin with another kernel", async () => {
    const backend = make();
    const scaleBy = (factor: number) => defineOp({ name: "scaled", forward: { scalar: ([x]) => x.mul(factor) } });
    // A plugin writes its name into its ops, by which they would differ.
    const [double, triple, ofPlugin] = [scaleBy(2), scaleBy(3), scaleBy(2)];
    const traceWith = (op: typeof double): AnyTraced => trace({ x: f32(2) }, ({ x }) => op(x)) as never;
    const floats = (program: AnyProgram): readonly number[] => [
      ...new Float32Array(Uint8Array.from(bitsOf(program, { x: [1, 2] })).buffer),
    ];
    const pluginOf = (op: typeof double, factor: number) =>
      definePlugin({
        name: "rensa-plugin-scaled",
        version: "1.0.0",
        ops: { scaled: op },
        backends: {
          [backend.name]: {
            scaled: ([x], [y]) => {
              x.data.forEach((value, at) => (y.data[at] = value * factor));
            },
          },
        },
      });
    const [ten, hundred] = [pluginOf(ofPlugin, 10), pluginOf(ofPlugin, 100)];
    const found: (readonly number[])[] = [];
    for (let round = 0; round < 2; round++) {
      for (const [op, plugins] of [
        [double, []],
        [triple, []],
        [ofPlugin, [ten]],
        [ofPlugin, [hundred]],
      ] as const) {
        found.push(floats(await compiled(traceWith(op), { backend, plugins: plugins as never })));
      }
    }
    const wanted = [
      [2, 4],
      [3, 6],
      [10, 20],
      [100, 200],
    ];
    expect(found).toEqual([...wanted, ...wanted]);
    expect(backend.cache?.size).toBe(4);
  });

  it("every option that a plan depends on makes another one", async () => {
    const backend = make();
    const identity = defineOp({ name: "unchanged", forward: { scalar: ([x]) => x } });
    const dropped = rule("unchanged(x) -> x", { op: identity, inputs: ["x"] }, ({ x }) => x);
    const plugin = definePlugin({
      name: "rensa-plugin-unchanged",
      version: "1.0.0",
      ops: { identity },
      rewrites: [dropped],
    });
    const traceOnce = (): AnyTraced =>
      trace({ x: f32(3) }, ({ x }) => ({ x: add(identity(x), 0), y: sin(x) })) as never;
    // Made anew each time, as by a caller who keeps nothing.
    const makeOptions = (): readonly Settings[] => [
      {},
      { fuse: false },
      { precision: "f64" },
      { state: ["x"] as never },
      { passes: [] },
      { passes: withoutPasses(["simplify"]) },
      { regionPasses: [] },
      { passes: [simplifyWith([dropped])] },
      { passes: [simplifyWith([])] },
      { plugins: [plugin] },
    ];
    const programs: AnyProgram[] = [];
    const options = makeOptions();
    for (const each of [...options, ...makeOptions()]) programs.push(await compiled(traceOnce(), { ...each, backend }));
    const plans = programs.map(({ stages }) => stages.kernels);
    expect(new Set(plans).size).toBe(options.length);
    expect(plans.slice(options.length)).toEqual(plans.slice(0, options.length));
    options.forEach((_, at) => {
      expect(plans[at]).toBe(plans[at + options.length]);
    });
  });
});

const recipeFields = Object.fromEntries(
  ["columns", "literal", "element", "payload", "turns", "ops", "name", "scoped"].map((name) => [name, true]),
);

function sameRecipe(one: Recipe, other: Recipe): boolean {
  return Object.keys(recipeFields).every((field) =>
    Object.is(one[field as keyof Recipe], other[field as keyof Recipe]),
  );
}
