/** Stores: several programs on one memory, of every backend. */
import { jsBackend } from "@rensa/backend-js";
import { createStore, hostTensor, type HostTensor } from "@rensa/core";
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
import { backends, codeOf, run } from "./stores.ts";

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
    await run(count, { x: [1, 2, 3] });
    expect([...(await run(double, {})).before.data]).toEqual([1, 2, 3]);
    await run(count, { x: [1, 1, 1] });
    expect((await run(look, { y: 10 })).data[0]).toBe(150);
    expect(await store.read()).toEqual({ total: hostTensor([3, 5, 7]), steps: hostTensor(2, [], "i32") });
    if (count.runsHere) expect(store.readNow()).toEqual(await store.read());
    else expect(await codeOf(() => store.readNow())).toBe("BACKEND_UNSUPPORTED");
    store.write({ total: [1, 0, 0] });
    expect((await run(look, { y: 2 })).data[0]).toBe(2);
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
    expect(await run(first, { x })).toEqual(x);
    for (const rows of [3, 5000, 7, 20_000, 9]) {
      const program = await engine.compile(
        trace({ ...store.types, x: f32(rows, 8) }, ({ w, x: given }) => ({ w: mul(w, 1), y: matmul(given, w) })),
        { state: store },
      );
      const given = hostTensor(
        Array.from({ length: 8 * rows }, (_, at) => at % 251),
        [rows, 8],
      );
      expect((await run(program, { x: given })).y).toEqual(given);
      expect(await run(first, { x })).toEqual(x);
      program.release();
      expect(await codeOf(() => run(program, { x: given }))).toBe("PROGRAM_RELEASED");
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
      expect(await one.read()).toEqual(await same.read());
      expect(await one.read()).not.toEqual(await other.read());
      expect((await one.read("a")).data).toHaveLength(4);
    }
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
    const expectValues = async (program: Awaited<ReturnType<typeof of>>, by: number, rows: number): Promise<void> => {
      const x = hostTensor(new Array<number>(4 * rows).fill(1), [rows, 4]);
      expect([...(await run(program, { x })).data].slice(-4)).toEqual([1 + by, 2 + by, 3 + by, 4 + by]);
    };
    const programs = await Promise.all([of(1, 2), of(2, 400), of(3, 3)]);
    programs[1].release();
    const [again, larger, same] = await Promise.all([of(2, 400), of(5, 900), of(2, 400)]);
    await expectValues(programs[0], 1, 2);
    await expectValues(again, 2, 400);
    await expectValues(larger, 5, 900);
    await expectValues(same, 2, 400);
    await expectValues(programs[2], 3, 3);
    expect((await store.read("w")).data).toEqual(Float32Array.of(1, 2, 3, 4));
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
    const { padded } = await run(trade, {});
    expect([padded.data[299], padded.data[300], padded.data[303], padded.data[304]]).toEqual([0, 1, 4, 0]);
    expect([[...(await store.read("a")).data], [...(await store.read("b")).data]]).toEqual([
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
          ? await run(large, { x: rows(8, 4), y: rows(8, 2), key: [0, at] })
          : await run(small, { x: rows(3, 4), y: rows(3, 2), key: [0, at] });
      losses.push(loss.data[0] ?? Number.NaN);
    }
    expect(losses.at(-2)).toBeLessThan((losses[0] ?? 0) / 2);
    const before = await run(act, { x: rows(1, 4) });
    store.write({ parameters: await store.read("parameters") });
    expect(await run(act, { x: rows(1, 4) })).toEqual(before);
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
