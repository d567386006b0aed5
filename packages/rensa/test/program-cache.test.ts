/** Plans that come from a backend's cache: only those of equal graphs, with the same bits, and nothing in common that changes. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { add, cos, matmul, mul, normal, sin, splitKey, sum, take } from "@rensa/ops";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  constant,
  createEngine,
  defaultPasses,
  defineOp,
  definePlugin,
  f32,
  grad,
  i32,
  rule,
  scan,
  scope,
  simplifyWith,
  trace,
  withoutPasses,
  type Backend,
  type EngineOptions,
  type Graph,
  type Pass,
  type Program,
  type Tensor,
  type Traced,
} from "../src/index.ts";
import { hostTensor, type AttributeValue } from "@rensa/core";
import { ProgramCache } from "@rensa/core/compiler";
import { makeTraced, type GraphNode } from "@rensa/core/graph";

const makers: Readonly<Record<string, () => Backend>> = {
  JavaScript: () => jsBackend(),
  interpreter: () => jsBackend({ mode: "interpret" }),
  WebAssembly: () => wasmBackend({ threads: 1 }),
};

type AnyTraced = Traced<never, never>;
type AnyProgram = Program<object, Tensor>;

interface Settings extends EngineOptions {
  readonly state?: readonly string[];
}

const compiled = async (traced: AnyTraced, { state = [], ...options }: Settings): Promise<AnyProgram> =>
  (await createEngine(options).compile(traced as never, { state: [...state] })) as never;

/** Programs of one plan show the same kernels. */
const isShared = (one: AnyProgram, other: AnyProgram): boolean => one.stages.kernels === other.stages.kernels;

/** The bits of a result of one tensor. */
const bitsOf = (program: AnyProgram, inputs: object): readonly number[] => {
  const { data } = program.run(inputs);
  return [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
};

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

  it("errors name the line of the graph that was compiled, not of an equal one", async () => {
    const backend = make();
    const failing = defineOp({
      name: "failing",
      forward: {
        host: {
          types: ([x]) => [x],
          run: () => {
            throw new Error("no");
          },
        },
      },
      nonDifferentiable: "it fails",
      call:
        (apply) =>
        (x: Tensor): Tensor =>
          apply([x]),
    });
    const one = await compiled(trace({ x: f32(2) }, ({ x }) => failing(x)) as never, { backend });
    const other = await compiled(trace({ x: f32(2) }, ({ x }) => failing(x)) as never, { backend });
    const lineOf = (program: AnyProgram): number => {
      try {
        bitsOf(program, { x: [1, 2] });
        return 0;
      } catch (error) {
        return (error as { origin?: { line: number } }).origin?.line ?? 0;
      }
    };
    expect(lineOf(one)).toBeGreaterThan(0);
    expect(lineOf(other)).toBe(lineOf(one) + 1);
  });

  it("a host op that reads what is around it goes on doing so in every program", async () => {
    const backend = make();
    let offset = 1;
    const around = defineOp({
      name: "around",
      forward: {
        host: {
          types: ([x]) => [x],
          run: ([x], [y]) => {
            x.data.forEach((value, at) => (y!.data[at] = value + offset));
          },
        },
      },
      nonDifferentiable: "a host op",
      call:
        (apply) =>
        (x: Tensor): Tensor =>
          apply([x]),
    });
    const traceOnce = (): AnyTraced => trace({ x: f32(1) }, ({ x }) => around(x)) as never;
    const [one, other] = [await compiled(traceOnce(), { backend }), await compiled(traceOnce(), { backend })];
    expect(isShared(one, other)).toBe(true);
    offset = 5;
    expect(bitsOf(one, { x: [1] })).toEqual(bitsOf(other, { x: [1] }));
    expect(new Float32Array(Uint8Array.from(bitsOf(other, { x: [1] })).buffer)[0]).toBe(6);
  });

  it("checks are made for every program", async () => {
    const backend = make();
    const wrong = rule("sin(x) -> cos(x)", { op: sin, inputs: ["x"] }, ({ x }) => cos(x));
    const passes = [simplifyWith([wrong])];
    const traceOnce = (): AnyTraced => trace({ x: f32(3) }, ({ x }) => sin(x)) as never;
    await compiled(traceOnce(), { backend, passes });
    await expect(compiled(traceOnce(), { backend, passes, checkPasses: true })).rejects.toMatchObject({
      code: "PASS_CHANGED_VALUES",
    });
    const picked = (): AnyTraced => trace({ x: f32(3), at: i32(1) }, ({ x, at }) => take(mul(x, 2), at)) as never;
    for (const checkIndices of [false, true, true]) {
      const program = await compiled(picked(), { backend, checkIndices });
      const call = (): unknown => bitsOf(program, { x: [1, 2, 3], at: Int32Array.of(7) });
      if (checkIndices) expect(call).toThrow(/7/);
      else call();
    }
  });

  it("what is compiled twice at once is compiled once, and fails twice", async () => {
    const modules = vi.spyOn(WebAssembly, "compile");
    const backend = make();
    const traceOnce = (): AnyTraced =>
      grad(
        trace({ x: f32(5, 5) }, ({ x }) => sum(matmul(x, sin(x)))),
        ["x"],
      ) as never;
    const programs = await Promise.all([1, 2, 3].map(() => compiled(traceOnce(), { backend })));
    expect(new Set(programs.map(({ stages }) => stages.kernels)).size).toBe(1);
    expect(modules.mock.calls.length).toBeLessThanOrEqual(1);
    let fails = true;
    const failing: Pass = {
      name: "fail at first",
      run: () => {
        if (fails) throw new Error("not yet");
        return {};
      },
    };
    const attempt = (): Promise<AnyProgram> => compiled(traceOnce(), { backend, passes: [failing] });
    const size = backend.cache?.size;
    expect((await Promise.allSettled([attempt(), attempt()])).map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
    ]);
    expect(backend.cache?.size).toBe(size);
    fails = false;
    await attempt();
  });

  it("what changes while it is compiled changes nothing", async () => {
    const backend = make();
    const passes = [...defaultPasses];
    const traceOnce = (): AnyTraced => trace({ x: f32(2) }, ({ x }) => add(x, 0)) as never;
    const compiling = compiled(traceOnce(), { backend, passes });
    passes.splice(0);
    expect(isShared(await compiling, await compiled(traceOnce(), { backend, passes: defaultPasses }))).toBe(true);
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

describe("a cache", () => {
  const tracedOf = (value: number): AnyTraced => trace({ x: f32(2) }, ({ x }) => add(x, value)) as never;

  it("keeps what was used last, up to a number", async () => {
    const backend = jsBackend({ cachedPrograms: 2 });
    const [one, two] = [await compiled(tracedOf(1), { backend }), await compiled(tracedOf(2), { backend })];
    expect(isShared(one, await compiled(tracedOf(1), { backend }))).toBe(true);
    await compiled(tracedOf(3), { backend });
    expect(backend.cache?.size).toBe(2);
    expect(isShared(one, await compiled(tracedOf(1), { backend }))).toBe(true);
    expect(isShared(two, await compiled(tracedOf(2), { backend }))).toBe(false);
  });

  it("keeps no more than so many bytes, constants among them", async () => {
    const backend: Backend = { ...jsBackend(), cache: new ProgramCache({ bytes: 200_000 }) };
    const large = (length: number): AnyTraced =>
      trace({ x: f32(length) }, ({ x }) =>
        mul(x, constant({ shape: [length], dtype: "f32", data: new Float32Array(length).fill(0.5) }) as typeof x),
      ) as never;
    for (const length of [10, 11, 12]) await compiled(large(length), { backend });
    const few = backend.cache?.size ?? 0;
    expect(few).toBeGreaterThan(1);
    await compiled(large(20_000), { backend });
    expect(backend.cache?.size).toBeLessThan(few + 1);
    await compiled(large(200_000), { backend });
    expect(backend.cache?.size).toBeLessThan(few + 1);
  });

  it("keeps nothing where nothing is to be kept, and forgets when its backend is closed", async () => {
    const none = jsBackend({ cachedPrograms: 0 });
    expect(
      isShared(await compiled(tracedOf(1), { backend: none }), await compiled(tracedOf(1), { backend: none })),
    ).toBe(false);
    const backend = wasmBackend({ threads: 1 });
    const program = await compiled(tracedOf(1), { backend });
    await backend.close();
    expect(backend.cache?.size).toBe(0);
    expect(bitsOf(program, { x: [1, 2] })).toEqual([...new Uint8Array(Float32Array.of(2, 3).buffer)]);
    expect(isShared(program, await compiled(tracedOf(1), { backend }))).toBe(false);
  });

  it("takes no value in an attribute for another, whatever it is", async () => {
    const backend = jsBackend();
    const base = trace({ x: f32(2) }, ({ x }) => sin(x));
    const node = Object.values(base.graph.nodes).find(({ op }) => op === "sin") as GraphNode;
    const withAttribute = (value: unknown): AnyTraced => {
      const attributes = { value: value as AttributeValue };
      const graph: Graph = { ...base.graph, nodes: { ...base.graph.nodes, [node.id]: { ...node, attributes } } };
      return makeTraced(graph, base.spec as never, base.result as never, base.definitions) as never;
    };
    const values: readonly unknown[] = [
      ...[0, -0, NaN, Infinity, "0", "-0", "NaN", "'0", "thing", "", null, true, "true", "null"],
      ...[[], {}, [0], { a: 0 }, { 0: 0 }, [[0]], undefined, () => 1, () => 1, Symbol("a"), new Float32Array(2)],
    ];
    const programs: AnyProgram[] = [];
    for (const value of [...values, ...values]) programs.push(await compiled(withAttribute(value), { backend }));
    const plans = programs.map(({ stages }) => stages.kernels);
    expect(new Set(plans).size).toBe(values.length);
    values.forEach((_, at) => {
      expect(plans[at]).toBe(plans[at + values.length]);
    });
  });

  it("of a thousand graphs holds a few", async () => {
    const backend = wasmBackend({ threads: 1 });
    for (let value = 0; value < 1000; value++) await compiled(tracedOf(value), { backend });
    expect(backend.cache?.size).toBe(32);
  });
});
