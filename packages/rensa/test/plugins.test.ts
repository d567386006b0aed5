import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { add, exp, log, mul, sum } from "@rensa/ops";
import type { KernelOverride, Program, VjpThunks } from "@rensa/core";
import { graphFromJson, graphToJson, loadGraph, parseGraph } from "@rensa/core/graph";
import {
  compile,
  createEngine,
  defineOp,
  definePlugin,
  f32,
  gradientsOf,
  hostTensor,
  passesWith,
  printGraph,
  rule,
  scan,
  standardRegistry,
  trace,
  withoutPasses,
  type Tensor,
} from "rensa";
import { afterAll, describe, expect, it } from "vitest";

const cube = defineOp({
  name: "cube",
  forward: { scalar: ([x]) => x.mul(x).mul(x) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(gradient, mul(3, mul(x, x)))],
});
const softExp = defineOp({
  name: "soft_exp",
  attributes: { rate: 1 },
  forward: { scalar: ([x], { rate }) => x.mul(rate).exp() },
});
const rowSum = defineOp({
  name: "row_sum",
  forward: {
    loops: ([x], _attributes, { sumOver }) => ({
      shape: x.shape.slice(0, -1),
      element: (...indices) => sumOver([x.shape.at(-1) ?? 1], (k) => x.at(...indices, k)),
    }),
  },
  nonDifferentiable: "it is for tests of forwards",
  call: (apply) => (x: Tensor) => apply([x]),
});

const calls: string[] = [];
const kernel =
  (where: string, run: (value: number) => number): KernelOverride =>
  ([x], [y]) => {
    calls.push(where);
    x.data.forEach((value, at) => {
      y.data.set([run(value)], at);
    });
  };
const plugin = definePlugin({
  name: "rensa-plugin-cube",
  version: "1.0.0",
  requires: { rensa: "^0.x" },
  ops: { cube, softExp, rowSum },
  rewrites: [rule("log(soft_exp(x)) -> x", { op: log, inputs: [{ op: softExp, inputs: ["x"] }] }, ({ x }) => x)],
  backends: {
    js: { cube: kernel("js", (x) => x ** 3) },
    wasm: {
      cube: kernel("wasm", (x) => x ** 3),
      rowSum: ([x], [y]) => {
        calls.push("rowSum");
        y.data.fill(0);
        x.data.forEach((value, at) => {
          const row = Math.floor(at / (x.shape.at(-1) ?? 1));
          y.data.set([value + (y.data[row] ?? 0)], row);
        });
      },
    },
  },
});

const wasm = [wasmBackend({ threads: 1 }), wasmBackend({ threads: 2, grain: 0 })];
afterAll(async () => {
  for (const backend of wasm) await backend.close();
});
const backends = [jsBackend(), jsBackend({ mode: "interpret" }), ...wasm];

describe("a plugin's kernel", () => {
  const x = hostTensor([1, -2, 3, 0.5]);
  const loss = trace({ x: f32(4) }, ({ x: input }) => {
    const value = sum(cube(add(input, 1)));
    return { value, gradient: gradientsOf(value, input) };
  });

  it.each(backends.map((backend) => [`${backend.name} with ${backend.threads}`, backend] as const))(
    "runs in place of what is generated, between fused kernels: %s",
    async (_name, backend) => {
      const generated = await createEngine({ backend }).compile(loss);
      calls.length = 0;
      const program = await createEngine({ backend, plugins: [plugin] }).compile(loss);
      const [found, wanted] = [program.run({ x }), generated.run({ x })];
      expect(calls).toEqual([backend.name]);
      expect(found.value.data[0]).toBeCloseTo(wanted.value.data[0]!, 4);
      expect(found.gradient).toEqual(wanted.gradient);
      const kinds = (stages: typeof program.stages) => stages.kernels.filter(({ kind }) => kind === "host").length;
      expect([kinds(program.stages), kinds(generated.stages)]).toEqual([1, 0]);
    },
  );

  it("is for its backend alone", async () => {
    const rows = trace({ x: f32(2, 3) }, ({ x: input }) => rowSum(input));
    const data = hostTensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    for (const [backend, wanted] of [
      [jsBackend(), []],
      [wasm[0]!, ["rowSum"]],
    ] as const) {
      calls.length = 0;
      const program = await createEngine({ backend, plugins: [plugin] }).compile(rows);
      expect(Array.from(program.run({ x: data }).data)).toEqual([6, 15]);
      expect(calls).toEqual(wanted);
    }
  });

  it.each([jsBackend(), wasm[0]!])("runs in the steps of a loop too: $name", async (backend) => {
    const powers = trace({ x: f32(2), steps: f32(3) }, ({ x: start, steps }) => {
      const [last] = scan(start, steps, (value, step) => [mul(cube(value), step), value]);
      return last;
    });
    const inputs = { x: [1, 1.1], steps: [1, 0.5, 2] };
    calls.length = 0;
    const program = await createEngine({ backend, plugins: [plugin] }).compile(powers);
    const found = program.run(inputs);
    expect(calls).toEqual([backend.name, backend.name, backend.name]);
    const wanted = (await createEngine({ backend }).compile(powers)).run(inputs);
    wanted.data.forEach((value, at) => expect(found.data[at]! / value).toBeCloseTo(1, 5));
  });

  it("is left out of the float64 oracle", async () => {
    calls.length = 0;
    const oracle = await createEngine({ backend: jsBackend(), plugins: [plugin] }).compile(loss, { precision: "f64" });
    oracle.run({ x });
    expect(calls).toEqual([]);
  });

  it("that throws is HOST_OP_FAILED with the line of the call", async () => {
    const failing = definePlugin({
      name: "failing",
      version: "1.0.0",
      ops: { cube },
      backends: {
        js: {
          cube: () => {
            throw new Error("out of luck");
          },
        },
      },
    });
    const program = await createEngine({ backend: jsBackend(), plugins: [failing] }).compile(loss);
    expect(() => program.run({ x })).toThrow(
      expect.objectContaining({
        code: "HOST_OP_FAILED",
        op: "cube",
        message: expect.stringContaining("plugins.test.ts"),
      }),
    );
  });

  it("is refused where another plugin has one for the same op, or the graph another op of its name", async () => {
    const settings = { name: "other", version: "1.0.0" };
    const rival = definePlugin({ ...settings, ops: { cube }, backends: { js: { cube: kernel("rival", (x) => x) } } });
    await expect(createEngine({ backend: jsBackend(), plugins: [plugin, rival] }).compile(loss)).rejects.toThrow(
      expect.objectContaining({ code: "PLUGIN_INVALID" }),
    );
    const namesake = defineOp({ name: "cube", forward: { scalar: ([x]) => x } });
    const foreign = definePlugin({
      ...settings,
      ops: { namesake },
      backends: { js: { namesake: kernel("namesake", (x) => x) } },
    });
    await expect(createEngine({ backend: jsBackend(), plugins: [foreign] }).compile(loss)).rejects.toThrow(
      expect.objectContaining({ code: "OP_DUPLICATE" }),
    );
    expect(() => createEngine({ plugins: [plugin, foreign] })).toThrow(
      /"rensa-plugin-cube" and "other" both define an op "cube"/,
    );
  });

  it("runs once where a plugin is given twice", async () => {
    calls.length = 0;
    (await createEngine({ backend: jsBackend(), plugins: [plugin, plugin] }).compile(loss)).run({ x });
    expect(calls).toEqual(["js"]);
  });
});

describe("a plugin's rules", () => {
  const traced = trace({ x: f32(3) }, ({ x }) => mul(log(softExp(x)), exp(x)));

  it("are part of the pass simplify, and of no program without the plugin", async () => {
    const opsOf = (program: Pick<Program, "stages">) => Object.values(program.stages.graph.nodes).map(({ op }) => op);
    expect(opsOf(await createEngine({ plugins: [plugin] }).compile(traced))).toEqual(["input", "exp", "mul"]);
    expect(opsOf(await compile(traced))).toContain("soft_exp");
    expect(opsOf(await createEngine({ plugins: [plugin] }).compile(traced, { passes: [] }))).toContain("soft_exp");
  });

  it("go with the pass, which can be left out by its name", async () => {
    const passes = withoutPasses(["simplify"], passesWith([plugin]));
    const program = await createEngine({ plugins: [plugin] }).compile(traced, { passes });
    expect(program.stages.graph.nodes).toHaveProperty("soft_exp_0");
  });
});

describe("a plugin's op", () => {
  const mine = (version: string, name = "rensa-plugin-mine") =>
    definePlugin({
      name,
      version,
      ops: { mine: defineOp({ name: "mine", forward: { scalar: ([x]) => x.mul(2) } }) },
    });
  const saved = (plugin: ReturnType<typeof mine>): string =>
    graphToJson(trace({ x: f32(2) }, ({ x }) => plugin.ops.mine(plugin.ops.mine(x))).graph);

  it("is saved with its plugin, and loads with a compatible version of it alone", () => {
    const json = saved(mine("1.2.0"));
    const load = (plugin: ReturnType<typeof mine>): unknown => loadGraph(graphFromJson(json), standardRegistry(plugin));
    expect(graphFromJson(json).plugins).toEqual({ mine: "rensa-plugin-mine 1.2.0" });
    expect(graphToJson(graphFromJson(json))).toBe(json);
    for (const version of ["1.2.0", "1.2.1", "1.9.0"]) expect(load(mine(version))).toBeDefined();
    for (const other of [mine("1.1.0"), mine("2.0.0"), mine("1.2.0", "rensa-plugin-yours")]) {
      expect(() => load(other)).toThrow(
        expect.objectContaining({
          code: "PLUGIN_MISMATCH",
          message: expect.stringMatching(`"rensa-plugin-mine 1.2.0".*"${other.name} ${other.version}"`) as string,
        }) as Error,
      );
    }
  });

  it("is not loaded for one of no plugin that has its name", () => {
    const loose = defineOp({ name: "mine", forward: { scalar: ([x]) => x.mul(3) } });
    const { graph } = trace({ x: f32(2) }, ({ x }) => loose(x));
    expect(() => loadGraph(parseGraph(printGraph(graph)), standardRegistry(mine("1.0.0")))).toThrow(
      /saved with an op "mine" of no plugin/,
    );
  });

  it("is saved with its plugin where a rule put it into the graph, in a loop too", async () => {
    const halfOf = defineOp({ name: "half_of", forward: { scalar: ([x]) => x.mul(0.5) } });
    const plugin = definePlugin({
      name: "rensa-plugin-half",
      version: "1.0.0",
      ops: { halfOf },
      rewrites: [rule("exp(x) -> half_of(x)", { op: exp, inputs: ["x"] }, ({ x }) => halfOf(x))],
    });
    const traced = trace({ x: f32(3), start: f32() }, ({ x, start }) => ({
      last: scan(start, x, (carry, element) => [add(carry, exp(element)), element])[0],
      whole: exp(x),
    }));
    const { graph } = (await createEngine({ plugins: [plugin] }).compile(traced)).stages;
    expect(printGraph(graph)).toMatch(/half_of[^]*half_of/);
    expect(loadGraph(graphFromJson(graphToJson(graph)), standardRegistry(plugin)).graph).toEqual(graph);
  });

  it("of the name of a standard one does not load as that, nor is its plugin compiled with", async () => {
    const shadow = definePlugin({
      name: "rensa-plugin-shadow",
      version: "1.0.0",
      ops: { relu: defineOp({ name: "relu", forward: { scalar: ([x]) => x.mul(2) } }) },
    });
    const traced = trace({ x: f32(2) }, ({ x }) => shadow.ops.relu(x));
    expect(() => loadGraph(parseGraph(printGraph(traced.graph)), standardRegistry())).toThrow(
      /"relu" of "rensa-plugin-shadow 1.0.0", and the registry has it of "@rensa\/ops"/,
    );
    const refused = {
      code: "OP_DUPLICATE",
      message: expect.stringMatching(/"@rensa\/ops" and "rensa-plugin-shadow"/) as string,
    };
    await expect(createEngine({ plugins: [shadow] }).compile(traced)).rejects.toMatchObject(refused);
    // The name is taken even where the graph has no such op.
    await expect(
      createEngine({ plugins: [shadow] }).compile(trace({ x: f32(2) }, ({ x }) => add(x, 1))),
    ).rejects.toMatchObject(refused);
  });
});
