/** Stores: several programs on one memory, of every backend. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { createStore, hostTensor, type Backend, type HostTensor } from "@rensa/core";
import { dense, sequential } from "@rensa/nn";
import { add, matmul, meanSquaredError, mul, normal, pad, relu, sum } from "@rensa/ops";
import { adam, trainStep } from "@rensa/optim";
import { describe, expect, it } from "vitest";
import {
  compile as compileOnDefault,
  createEngine,
  defineOp,
  f32,
  f64,
  i32,
  trace,
  type Tensor,
} from "../src/index.ts";

const backends: readonly (readonly [string, () => Backend])[] = [
  ["js", () => jsBackend()],
  ["js, interpreted", () => jsBackend({ mode: "interpret" })],
  ["wasm", () => wasmBackend({ threads: 1 })],
  ["wasm with threads", () => wasmBackend({ threads: 2, grain: 0 })],
];

const codeOf = async (call: () => unknown): Promise<string> => {
  try {
    await call();
    return "none";
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
};

describe.each(backends)("a store on %s", (_name, make) => {
  it("is shared by programs, each of which sees what the others wrote", async () => {
    const engine = createEngine({ backend: make() });
    const store = await engine.createStore({ total: f32(3), steps: i32() });
    const count = await engine.compile(
      trace({ ...store.types, x: f32(3) }, ({ total, steps, x }) => ({ total: add(total, x), steps: add(steps, 1) })),
      { state: store },
    );
    const double = await engine.compile(
      trace({ total: f32(3) }, ({ total }) => ({ total: mul(total, 2), before: total })),
      { state: store.pick("total") },
    );
    const look = await engine.compile(
      trace({ ...store.types, y: f32() }, ({ total, y }) => mul(sum(total), y)),
      { state: store },
    );
    count.run({ x: [1, 2, 3] });
    expect([...double.run({}).before.data]).toEqual([1, 2, 3]);
    count.run({ x: [1, 1, 1] });
    expect(look.run({ y: 10 }).data[0]).toBe(150);
    expect(store.readNow()).toEqual({ total: hostTensor([3, 5, 7]), steps: hostTensor(2, [], "i32") });
    store.write({ total: [1, 0, 0] });
    expect(look.run({ y: 2 }).data[0]).toBe(2);
    expect((await store.read("steps")).data[0]).toBe(2);
    expect([...(await store.readByPath(["total"])).keys()]).toEqual(["total"]);
  });

  it("goes on where further programs, large ones and forgotten ones, are compiled with it", async () => {
    const engine = createEngine({ backend: make() });
    const store = await engine.createStore({ w: f32(8, 8) });
    store.write({ w: Array.from({ length: 8 }, (_, row) => Array.from({ length: 8 }, (_, at) => Number(row === at))) });
    const hook = defineOp({
      name: "store_hook",
      inputs: ["x"],
      forward: { host: { types: ([x]) => [x], run: ([x], [out]) => out?.data.set(x.data) } },
      call:
        (apply) =>
        (x: Tensor): Tensor =>
          apply([x]),
    });
    const first = await engine.compile(
      trace({ ...store.types, x: f32(2, 8) }, ({ w, x }) => hook(matmul(x, w))),
      { state: store },
    );
    const x = hostTensor(
      Array.from({ length: 16 }, (_, at) => at),
      [2, 8],
    );
    expect(first.run({ x })).toEqual(x);
    for (const rows of [3, 5000, 7, 20_000, 9]) {
      const program = await engine.compile(
        trace({ ...store.types, x: f32(rows, 8) }, ({ w, x: given }) => ({ w: mul(w, 1), y: matmul(given, w) })),
        { state: store },
      );
      const given = hostTensor(
        Array.from({ length: 8 * rows }, (_, at) => at % 251),
        [rows, 8],
      );
      expect(program.run({ x: given }).y).toEqual(given);
      expect(first.run({ x })).toEqual(x);
      program.release();
      expect(await codeOf(() => program.run({ x: given }))).toBe("PROGRAM_RELEASED");
      program.release();
    }
  });

  it("begins as a traced function says, the same for the same seed, and in f64 too", async () => {
    for (const precision of ["f32", "f64"] as const) {
      const engine = createEngine({ backend: make(), precision });
      const start = (key: Tensor<readonly [2], "i32">) => ({ a: normal(key, [4]), deep: { b: [normal(key, [2])] } });
      const [one, same, other] = [
        await engine.createStore(start, { seed: 3 }),
        await engine.createStore(start, { seed: 3 }),
        await engine.createStore(start, { seed: 4 }),
      ];
      expect(one.readNow()).toEqual(same.readNow());
      expect(one.readNow()).not.toEqual(other.readNow());
      expect(one.readNow("a").data).toHaveLength(4);
    }
  });

  it("refuses what does not fit before anything changes", async () => {
    const engine = createEngine({ backend: make() });
    const store = await engine.createStore({ a: f32(2), b: { c: f32() } });
    store.write({ a: [1, 2], b: { c: 3 } });
    const before = store.readNow();
    const calls: readonly (readonly [string, () => unknown])[] = [
      ["INPUT_MISMATCH", () => store.write({ a: [5, 6], b: { c: [1, 2] } })],
      ["INPUT_MISMATCH", () => store.write({ a: [5, 6], z: 1 } as never)],
      ["INPUT_MISMATCH", () => store.write({ a: [5, 6], b: 7 } as never)],
      ["INPUT_MISMATCH", () => store.writeByPath(new Map([["b.d", hostTensor(1)]]))],
      ["INPUT_MISMATCH", () => store.readByPath(["b.d"])],
      ["ARGUMENT_INVALID", () => store.pick("z" as never)],
      ["ARGUMENT_INVALID", () => store.readNow("z" as never)],
      [
        "INPUT_MISMATCH",
        () =>
          engine.compile(
            trace({ a: f32(3) }, ({ a }) => sum(a)),
            { state: store },
          ),
      ],
      [
        "INPUT_MISMATCH",
        () =>
          engine.compile(
            trace({ b: { d: f32() } }, ({ b }) => b.d),
            { state: store },
          ),
      ],
      [
        "INPUT_MISMATCH",
        () =>
          engine.compile(
            trace({ x: f32(3) }, ({ x }) => ({ a: x })),
            { state: store },
          ),
      ],
      [
        "ARGUMENT_INVALID",
        () =>
          engine.compile(
            trace({ a: f32(2) }, ({ a }) => sum(a)),
            { precision: "f64", state: store },
          ),
      ],
      [
        "ARGUMENT_INVALID",
        () =>
          createEngine({ backend: jsBackend() }).compile(
            trace({ a: f32(2) }, ({ a }) => sum(a)),
            { state: store },
          ),
      ],
      [
        "ARGUMENT_INVALID",
        () =>
          engine.compile(
            trace({ a: f32(2) }, ({ a }) => sum(a)),
            { state: { names: ["a"] } as never },
          ),
      ],
      ["ARGUMENT_INVALID", () => engine.createStore(f32(2) as never)],
      ["ARGUMENT_INVALID", () => engine.createStore({})],
      ["ARGUMENT_INVALID", () => engine.createStore(3 as never)],
      ["ARGUMENT_INVALID", () => engine.createStore({ "a.b": f32(), a: { b: f32() } })],
      ["ARGUMENT_INVALID", () => engine.createStore(() => ({ a: f32() }) as never)],
      ["ARGUMENT_INVALID", () => engine.createStore((key) => ({ a: normal(key, [1]) }), { seed: 0.5 })],
    ];
    for (const [code, call] of calls) expect(await codeOf(call), String(call)).toBe(code);
    expect(store.readNow()).toEqual(before);
  });

  it("is not mistaken for a single input or output, whatever it calls its values, nor left out in silence", async () => {
    const engine = createEngine({ backend: make() });
    const store = await engine.createStore({ input: f32(2), output: f32(2), other: f32() });
    const single = trace(f32(2), (x) => mul(x, 2));
    expect(await codeOf(() => engine.compile(single, { state: store }))).toBe("ARGUMENT_INVALID");
    const half = await engine.compile(
      trace({ other: f32(), x: f32(2) }, ({ other, x }) => mul(x, add(other, 2))),
      { state: store },
    );
    expect(half.run({ x: [1, 2] }).data).toEqual(Float32Array.of(2, 4));
    expect(store.readNow("output").data).toEqual(Float32Array.of(0, 0));
    expect(
      await codeOf(() =>
        engine.compile(
          trace({ y: f32() }, ({ y }) => y),
          { state: store },
        ),
      ),
    ).toBe("ARGUMENT_INVALID");
    expect(
      await codeOf(() =>
        engine.compile(
          trace({ y: f32() }, ({ y }) => ({ y })),
          { state: ["z"] },
        ),
      ),
    ).toBe("ARGUMENT_INVALID");
  });

  it("gives places back and takes them again, whoever compiles at the same time", async () => {
    const engine = createEngine({ backend: make() });
    const store = await engine.createStore({ w: f32(4) });
    store.write({ w: [1, 2, 3, 4] });
    const of = (by: number, rows: number) =>
      engine.compile(
        trace({ ...store.types, x: f32(rows, 4) }, ({ w, x }) => add(mul(x, w), by)),
        { state: store },
      );
    const holds = (program: Awaited<ReturnType<typeof of>>, by: number, rows: number): void => {
      const x = hostTensor(new Array<number>(4 * rows).fill(1), [rows, 4]);
      expect([...program.run({ x }).data].slice(-4)).toEqual([1 + by, 2 + by, 3 + by, 4 + by]);
    };
    const programs = await Promise.all([of(1, 2), of(2, 400), of(3, 3)]);
    programs[1].release();
    const [again, larger, same] = await Promise.all([of(2, 400), of(5, 900), of(2, 400)]);
    holds(programs[0], 1, 2);
    holds(again, 2, 400);
    holds(larger, 5, 900);
    holds(same, 2, 400);
    holds(programs[2], 3, 3);
    expect(store.readNow("w").data).toEqual(Float32Array.of(1, 2, 3, 4));
  });

  it("keeps names that are words of JavaScript", async () => {
    const engine = createEngine({ backend: make() });
    const start = JSON.parse(
      '{ "__proto__": { "constructor": { "shape": [1], "dtype": "f32" } }, "names": { "shape": [], "dtype": "f64" } }',
    ) as never;
    const store = await engine.createStore(start);
    store.writeByPath(
      new Map<string, HostTensor>([
        ["__proto__.constructor", hostTensor([4])],
        ["names", hostTensor(2, [], "f64")],
      ]),
    );
    expect([...(await store.readByPath()).values()].map(({ data }) => data[0])).toEqual([4, 2]);
  });

  it("with a guarded read at its edge, and traded values, has the values of one without", async () => {
    const engine = createEngine({ backend: make() });
    const store = await engine.createStore({ a: f32(4), b: f32(4) });
    store.write({ a: [1, 2, 3, 4], b: [5, 6, 7, 8] });
    const trade = await engine.compile(
      trace({ ...store.types }, ({ a, b }) => ({ a: b, b: a, padded: pad(a, [300], [200]) })),
      { state: store },
    );
    const { padded } = trade.run({});
    expect([padded.data[299], padded.data[300], padded.data[303], padded.data[304]]).toEqual([0, 1, 4, 0]);
    expect([[...store.readNow("a").data], [...store.readNow("b").data]]).toEqual([
      [5, 6, 7, 8],
      [1, 2, 3, 4],
    ]);
  });

  it("trains and acts on the same parameters, with the bits of a trainer's step, and nothing is copied", async () => {
    const engine = createEngine({ backend: make() });
    const net = sequential(dense(4, 8), relu, dense(8, 2));
    const { initialize, step } = trainStep(net, meanSquaredError, adam(0.01));
    const store = await engine.createStore(initialize, { seed: 1 });
    const learn = (rows: number) =>
      engine.compile(
        trace({ ...store.types, x: f32(rows, 4), y: f32(rows, 2), key: i32(2) }, ({ x, y, key, ...before }) => {
          const { state, loss } = step(before, { inputs: x, targets: y, key });
          return { ...state, loss };
        }),
        { state: store },
      );
    const [large, small] = [await learn(8), await learn(3)];
    const act = await engine.compile(
      trace({ ...store.pick("parameters").types, x: f32(1, 4) }, ({ parameters, x }) =>
        net.apply(parameters, x, { training: false, key: undefined as never, assign: () => undefined }),
      ),
      { state: store },
    );
    const losses: number[] = [];
    const rows = (count: number, width: number) =>
      hostTensor(
        Array.from({ length: count * width }, (_, at) => Math.sin(at)),
        [count, width],
      );
    for (let at = 0; at < 60; at++) {
      const { loss } =
        at % 2 === 0
          ? large.run({ x: rows(8, 4), y: rows(8, 2), key: [0, at] })
          : small.run({ x: rows(3, 4), y: rows(3, 2), key: [0, at] });
      losses.push(loss.data[0] ?? Number.NaN);
    }
    expect(losses.at(-2)).toBeLessThan((losses[0] ?? 0) / 2);
    const before = act.run({ x: rows(1, 4) });
    store.write({ parameters: store.readNow("parameters") });
    expect(act.run({ x: rows(1, 4) })).toEqual(before);
  });
});

it("of the default engine, and of a bare backend, are made without one", async () => {
  const bare = await createStore({ a: f64(2) }, { backend: jsBackend() });
  expect(bare.readNow("a").dtype).toBe("f64");
  const program = await compileOnDefault(
    trace({ a: f32() }, ({ a }) => ({ a: add(a, 1) })),
    { state: ["a"] },
  );
  program.run({});
  expect(program.store.readNow("a").data[0]).toBe(1);
});
