/** Bad input: a typed error, a sentence that says what to do, and the user's line. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { add, matmul, mean, mul, relu, square, stopGradient, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import {
  compile,
  customVjp,
  defineOp,
  f32,
  grad,
  gradientsOf,
  printGraph,
  scope,
  standardRegistry,
  trace,
  valueAndGrad,
  type Tensor,
} from "../src/index.ts";
import { runPasses } from "@rensa/core/compiler";
import { loadGraph, parseGraph } from "@rensa/core/graph";
import { caught } from "./caught.ts";

const opaque = defineOp({
  name: "opaque",
  forward: { host: { types: ([x]) => [x], run: ([x], [y]) => y?.data.set(x.data) } },
  call:
    (apply) =>
    (x: Tensor): Tensor =>
      apply([x]),
});

function lineOf(text: string): number {
  const source = readFileSync(fileURLToPath(import.meta.url), "utf8").split("\n");
  return source.findIndex((line) => line.includes(text)) + 1;
}

describe("an error", () => {
  it("names the user's file and line, and the scope", () => {
    const error = caught(() =>
      trace({ x: f32(2, 3), w: f32(2, 3) }, ({ x, w }) => scope("encoder", () => matmul(x, w as never))),
    );
    expect(error.code).toBe("SHAPE_MISMATCH");
    expect(error.message).toMatch(/matmul: \[2, 3\] x \[2, 3\] inner dimensions differ/);
    expect(error.origin?.file).toMatch(/errors\.test\.ts$/);
    expect(error.origin?.scope).toBe("encoder");
  });

  it("names the user's line where it happens inside a composite that is kept whole", () => {
    const difference = customVjp({
      name: "kept_difference",
      inputs: ["a", "b"],
      forward: (a, b) => mul(a, b as never),
      vjp: ({ gradient }) => [() => gradient, null],
    });
    const error = caught(() => trace({ a: f32(2, 3), b: f32(4) }, ({ a, b }) => difference(a, b)));
    expect(error.code).toBe("SHAPE_MISMATCH");
    expect(error.origin?.line).toBe(lineOf("=> difference(a, b)"));
  });

  it("says which op has no vjp, and by which path it reaches the loss", () => {
    const traced = trace({ x: f32(3) }, ({ x }) => sum(square(opaque(x))));
    const error = caught(() => grad(traced, ["x"]));
    expect(error.code).toBe("VJP_MISSING");
    expect(error.message).toMatch(/opaque has no vjp.*opaque_0 -> square_1 -> sum_2/);
    expect(error.origin?.file).toMatch(/errors\.test\.ts$/);
    const kept = trace({ x: f32(3) }, ({ x }) => sum(mul(x, stopGradient(opaque(x)))));
    expect(() => grad(kept, ["x"])).not.toThrow();
  });

  it("says that a loss must be a scalar, and where it was made", () => {
    const traced = trace({ x: f32(3) }, ({ x }) => square(x));
    const error = caught(() => grad(traced as never, ["x"] as never));
    expect(error.code).toBe("LOSS_NOT_SCALAR");
    expect(error.message).toMatch(/f32\[3\].*mean or sum/);
  });

  it("says that ops work inside a trace, and that tensors of two traces do not mix", () => {
    let kept: Tensor<readonly [2], "f32"> | null = null;
    trace({ x: f32(2) }, ({ x }) => {
      kept = x;
      return x;
    });
    expect(caught(() => relu(kept!)).code).toBe("NOT_TRACING");
    expect(caught(() => trace({ x: f32(2) }, ({ x }) => mul(x, kept!))).code).toBe("TRACE_MIXED");
  });

  it("names the unknown op of a loaded graph, and the node whose type is wrong", () => {
    const unknown = parseGraph("graph(x: f32[2]) { y_0: f32[2] = mystery(x) return output = y_0 }");
    expect(caught(() => loadGraph(unknown, standardRegistry()))).toMatchObject({ code: "OP_UNKNOWN", node: "y_0" });
    const wrong = parseGraph("graph(x: f32[2]) { y_0: f32[3] = relu(x) return output = y_0 }");
    expect(caught(() => loadGraph(wrong, standardRegistry()))).toMatchObject({ code: "GRAPH_INVALID", node: "y_0" });
  });

  it("names the pass that breaks a graph", async () => {
    const { graph, definitions } = trace({ x: f32(2) }, ({ x }) => relu(x));
    const careless = { name: "careless", run: () => ({ removals: ["relu_0"] }) };
    await expect(runPasses(graph, definitions, [careless])).rejects.toThrow(/The pass "careless" broke the graph/);
  });

  it("refuses inputs that are missing, unknown or of another shape, and changes nothing", async () => {
    const next = trace({ state: f32(2), x: f32(2) }, ({ state, x }) => ({ state: mul(state, x), total: sum(state) }));
    const program = await compile(next, { state: ["state"] });
    program.store.write({ state: { ...f32(2), data: Float32Array.of(1, 2) } });
    for (const [inputs, code, sentence] of [
      [{}, "INPUT_MISSING", 'the input "x" (f32[2]) is missing'],
      [{ x: [1, 2], z: 1 }, "INPUT_MISMATCH", 'there is no input "z"; the inputs are x.'],
      [{ x: [1, 2], state: [3, 4] }, "INPUT_MISMATCH", '"state" is state, which the program keeps; set it with'],
      [{ x: [1, 2, 3] }, "INPUT_MISMATCH", "nested arrays of shape [3]"],
      [{ x: new Float32Array(3) }, "INPUT_MISMATCH", "3 elements"],
    ] as const) {
      const error = caught(() => program.run(inputs as never));
      expect(error.code).toBe(code);
      expect(error.message).toContain(sentence);
    }
    expect(Array.from(program.store.readNow("state").data)).toEqual([1, 2]);
  });

  it("names an input in a tree that is missing or unknown by its path", async () => {
    const program = await compile(
      trace({ batch: { x: f32(2), y: [f32(), f32()] } }, ({ batch: { x, y } }) => add(mul(x, y[0]), y[1])),
    );
    expect(program.run({ batch: { x: [1, 2], y: [3, 4] } }).data).toEqual(Float32Array.of(7, 10));
    for (const [inputs, sentence] of [
      [{ batch: { x: [1, 2], y: [3] } }, '"batch.y.1" (f32[]) is missing'],
      [{ batch: { x: [1, 2], y: [3, 4, 5] } }, 'no input "batch.y.2"; the inputs are batch.y.0, batch.y.1.'],
      [{ batch: { x: [1, 2], z: [3, 4] } }, 'no input "batch.z"; the inputs are batch.x, batch.y.'],
      [null, '"batch.x" (f32[2]) is missing'],
    ] as const) {
      expect(caught(() => program.run(inputs as never)).message).toContain(sentence);
    }
  });

  it("of a host op is typed, with its cause", async () => {
    const broken = defineOp({
      name: "broken",
      forward: {
        host: {
          types: ([x]) => [x],
          run: () => {
            throw new Error("no such file");
          },
        },
      },
      call:
        (apply) =>
        (x: Tensor): Tensor =>
          apply([x]),
    });
    const program = await compile(trace({ x: f32(2) }, ({ x }) => broken(x)));
    const error = caught(() => program.run({ x: [1, 2] }));
    expect(error).toMatchObject({ code: "HOST_OP_FAILED", op: "broken" });
    expect(error.cause).toBeInstanceOf(Error);
  });
});

describe("a program", () => {
  it("swaps state without losing it", async () => {
    const swap = trace({ a: f32(), b: f32() }, ({ a, b }) => ({ a: b, b: a }));
    const program = await compile(swap, { state: ["a", "b"] });
    program.store.write({ a: { ...f32(), data: Float32Array.of(1) }, b: { ...f32(), data: Float32Array.of(2) } });
    program.run({});
    expect([...(await program.store.readByPath())].map(([name, { data }]) => [name, data[0]])).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
  });

  it("comes back from its printed form, and computes the same", async () => {
    const traced = valueAndGrad(
      trace({ x: f32(2, 3), w: f32(3, 2) }, ({ x, w }) => mean(square(relu(matmul(x, w))))),
      ["w"],
    );
    const inputs = {
      x: [
        [1, -2, 3],
        [0.5, 1, -1],
      ],
      w: [
        [1, 2],
        [-1, 0.5],
        [0.25, 1],
      ],
    };
    const loaded = loadGraph(parseGraph(printGraph(traced.graph)), standardRegistry());
    const again = (await compile(loaded)).run(inputs);
    expect(again).toEqual((await compile(traced)).run(inputs));
  });

  it("differentiates to the third order", async () => {
    const cubic = trace({ x: f32() }, ({ x }) => {
      const first = gradientsOf(mul(mul(x, x), x), x);
      return gradientsOf(gradientsOf(first, x), x);
    });
    expect((await compile(cubic)).run({ x: 5 }).data[0]).toBe(6);
  });

  it("is interpreted where code may not be generated", () => {
    const script = `
      const { createEngine, f32, jsBackend, trace } = await import("rensa");
      const { relu } = await import("@rensa/ops");
      const program = await createEngine({ backend: jsBackend() }).compile(trace({ x: f32(2) }, ({ x }) => relu(x)));
      console.log(JSON.stringify([...program.run({ x: [-1, 2] }).data]), program.stages.sources.size);`;
    const options = [
      "--disallow-code-generation-from-strings",
      "--import",
      "tsx",
      "--input-type=module",
      "--eval",
      script,
    ];
    const { stdout, stderr } = spawnSync(process.execPath, options, {
      cwd: fileURLToPath(new URL("../../../examples/custom-op", import.meta.url)),
      encoding: "utf8",
    });
    expect(`${stdout}${stderr}`).toContain("[0,2] 0");
  });
});
