/** Programs, stores and trainings where values stand elsewhere: the results of those that are here. */
import { jsBackend } from "@rensa/backend-js";
import { remoteBackend } from "@rensa/conformance";
import { hostTensor, type Backend, type Tensor } from "@rensa/core";
import { Dataset } from "@rensa/data";
import { batchNorm, dense, dropout, sequential } from "@rensa/nn";
import { add, div, log, meanSquaredError, mul, relu, sub, sum, take } from "@rensa/ops";
import { adam, averageWeights, type TrainingSnapshot } from "@rensa/optim";
import { describe, expect, it } from "vitest";
import { createEngine, createTrainer, defineOp, evaluate, f32, i32, predictor, scan, trace } from "../src/index.ts";

const codeOf = async (call: () => unknown): Promise<string> => {
  try {
    await call();
    return "none";
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
};

const remote = remoteBackend({ delay: 1 });
const here = () => createEngine({ backend: jsBackend() });
const elsewhere = () => createEngine({ backend: remote });

describe("a program whose values stand elsewhere", () => {
  it("has the results of one whose values are here, with state as it was and as it is", async () => {
    const traced = trace({ total: f32(3), x: f32(3) }, ({ total, x }) => ({
      total: add(total, x),
      before: total,
      deep: [mul(total, x), sum(x)] as const,
    }));
    const [near, far] = [
      await here().compile(traced, { state: ["total"] }),
      await elsewhere().compile(traced, { state: ["total"] }),
    ];
    expect([near.runsHere, far.runsHere]).toEqual([true, false]);
    expect(await codeOf(() => far.run({ x: [1, 2, 3] }))).toBe("BACKEND_UNSUPPORTED");
    expect(await codeOf(() => far.store.readNow())).toBe("BACKEND_UNSUPPORTED");
    const given = Float32Array.of(1, 2, 3);
    const results = [far.runAsync({ x: given }), far.runAsync({ x: given })];
    // Data is copied in at the call.
    given.fill(0);
    const wanted = [near.run({ x: [1, 2, 3] }), near.run({ x: [1, 2, 3] })];
    expect(await Promise.all(results)).toEqual(wanted);
    far.store.write({ total: [5, 5, 5] });
    near.store.write({ total: [5, 5, 5] });
    expect(await far.runAsync({ x: [1, 1, 1] })).toEqual(near.run({ x: [1, 1, 1] }));
    expect(await far.store.read()).toEqual(near.store.readNow());
  });

  it("queues several runs, whose results come in order", async () => {
    let [underWay, most] = [0, 0];
    const backend: Backend = {
      ...remote,
      prepare: async (plan, options) => {
        const prepared = await remote.prepare(plan, options);
        const runAsync = async (): Promise<void> => {
          most = Math.max(most, ++underWay);
          await prepared.runAsync?.();
          underWay--;
        };
        return { ...prepared, runAsync };
      },
    };
    const program = await createEngine({ backend }).compile(
      trace({ count: f32(), x: f32() }, ({ count, x }) => ({ count: add(count, 1), seen: add(mul(count, 10), x) })),
      { state: ["count"] },
    );
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3, 4].map(async (x) => {
        order.push((await program.runAsync({ x })).seen.data[0] ?? Number.NaN);
      }),
    );
    expect(order).toEqual([1, 12, 23, 34]);
    expect(most).toBe(4);
  });

  it("refuses what is wrong before anything changes, in loops and in state too", async () => {
    const traced = trace({ table: f32(4), at: i32(2) }, ({ table, at }) => ({
      table: add(table, 1),
      found: take(table, at, 0),
    }));
    const program = await elsewhere().compile(traced, { state: ["table"], checkIndices: true });
    expect(await codeOf(() => program.runAsync({ at: [0, 4] }))).toBe("INDEX_OUT_OF_RANGE");
    expect((await program.runAsync({ at: [0, 3] })).found.data).toEqual(Float32Array.of(0, 0));
    expect([...(await program.store.read("table")).data]).toEqual([1, 1, 1, 1]);

    const looped = trace({ total: f32(), xs: f32(3) }, ({ total, xs }) => {
      const [end] = scan(total, xs, (h, x) => [div(h, x), h]);
      return { total: end, logarithm: log(add(total, 1)) };
    });
    const [near, far] = [
      await here().compile(looped, { state: ["total"], checkFinite: true }),
      await elsewhere().compile(looped, { state: ["total"], checkFinite: true }),
    ];
    for (const program of [near, far]) program.store.write({ total: 8 });
    const message = async (call: () => unknown): Promise<string> => {
      try {
        await call();
        return "none";
      } catch (error) {
        return (error as Error).message;
      }
    };
    const refused = await message(() => far.runAsync({ xs: [1, 0, 1] }));
    expect(refused).toBe(await message(() => near.run({ xs: [1, 0, 1] })));
    expect(refused).toContain("in step 1 of");
    expect(await far.runAsync({ xs: [1, 2, 4] })).toEqual(near.run({ xs: [1, 2, 4] }));
    expect((await far.store.read("total")).data[0]).toBe(1);
  });

  it("whose values are looked at in between keeps its turn among all that is asked for", async () => {
    const engine = elsewhere();
    const store = await engine.createStore({ total: f32(2) });
    const count = trace({ ...store.types, x: f32(2) }, ({ total, x }) => ({ total: add(total, x), before: total }));
    const watched = await engine.compile(count, { state: store, checkFinite: true });
    const plain = await engine.compile(count, { state: store });
    const x = [1, 1];
    const given = Float32Array.of(7, 7);
    const first = watched.runAsync({ x });
    const second = plain.runAsync({ x });
    const third = watched.runAsync({ x: [Infinity, 1] }).catch((error: unknown) => error);
    const fourth = plain.runAsync({ x });
    const read = store.read("total");
    store.write({ total: given });
    given.fill(0);
    const fifth = watched.runAsync({ x });
    const last = store.readByPath(["total"]);
    expect((await first).before.data).toEqual(Float32Array.of(0, 0));
    expect((await second).before.data).toEqual(Float32Array.of(1, 1));
    expect(await third).toMatchObject({ code: "NON_FINITE" });
    expect((await fourth).before.data).toEqual(Float32Array.of(2, 2));
    expect((await read).data).toEqual(Float32Array.of(3, 3));
    expect((await fifth).before.data).toEqual(Float32Array.of(7, 7));
    expect((await last).get("total")?.data).toEqual(Float32Array.of(8, 8));
  });

  it("fails where its host op throws, and goes on afterwards", async () => {
    let throws = true;
    const moody = defineOp({
      name: "moody",
      inputs: ["x"],
      forward: {
        host: {
          types: ([x]) => [x],
          run: ([x], [out]) => {
            if (throws) throw new Error("not today");
            out?.data.set(x.data);
          },
        },
      },
      call:
        (apply) =>
        (x: Tensor): Tensor =>
          apply([x]),
    });
    const program = await elsewhere().compile(trace({ x: f32(2) }, ({ x }) => moody(x)));
    expect(await codeOf(() => program.runAsync({ x: [1, 2] }))).toBe("HOST_OP_FAILED");
    throws = false;
    expect((await program.runAsync({ x: [1, 2] })).data).toEqual(Float32Array.of(1, 2));
  });
});

describe("a training whose values stand elsewhere", () => {
  const rows = Array.from({ length: 22 }, (_, at) => [Math.sin(at), Math.cos(at)]);
  const data = Dataset.fromArrays({
    inputs: rows,
    targets: rows.map(([a = 0, b = 0]) => [2 * a - b]),
    shape: [2],
    targetShape: [1],
  });
  const config = (engine: ReturnType<typeof here>, epochs: number, resume: TrainingSnapshot | null = null) => ({
    engine,
    model: sequential(dense(2, 8), batchNorm(8), relu, dropout(0.2), dense(8, 1)),
    loss: meanSquaredError,
    metrics: { error: (outputs: Tensor, targets: Tensor) => sum(sub(outputs, targets)) },
    optimizer: averageWeights(adam(0.05), { decay: 0.9 }),
    data: data.batch(8, { remainder: "keep" }),
    validation: data.batch(5, { remainder: "keep" }),
    epochs,
    seed: 7,
    resume,
  });

  it("has the events, predictions, snapshots and bits of one here, and goes on from the other's", async () => {
    const found = [];
    for (const engine of [here(), elsewhere()]) {
      const trainer = createTrainer(config(engine, 4));
      trainer.watchGradients(3);
      const events: unknown[] = [];
      trainer.events$.subscribe((event) => {
        events.push(
          JSON.parse(
            JSON.stringify(event, (name, value: unknown) => (/^(time|runId)$|seconds/i.test(name) ? 0 : value)),
          ),
        );
        if (event.type === "epochCompleted" && event.epoch === 2) void trainer.setHyperparameter("learningRate", 0.01);
      });
      await trainer.start();
      const snapshot = await trainer.snapshot();
      found.push({
        events,
        snapshot,
        rates: await trainer.readHyperparameters(),
        predicted: await trainer.predict(rows.slice(0, 3)),
        parameters: await trainer.readParameters(),
      });
    }
    const [near, far] = found;
    expect(far?.events).toEqual(near?.events);
    expect(far?.rates).toEqual(near?.rates);
    expect(far?.predicted).toEqual(near?.predicted);
    expect(far?.parameters).toEqual(near?.parameters);
    expect(far?.snapshot.state).toEqual(near?.snapshot.state);
    const ends = [];
    for (const [engine, from] of [
      [elsewhere(), near?.snapshot],
      [here(), far?.snapshot],
    ] as const) {
      const trainer = createTrainer(config(engine, 6, from ?? null));
      await trainer.start();
      ends.push(await trainer.readParameters());
    }
    expect(ends[0]).toEqual(ends[1]);
  });

  it("is evaluated and predicts with the numbers of one here", async () => {
    const model = dense(2, 1);
    const parameters = new Map([
      ["weights", hostTensor([[2], [-1]])],
      ["bias", hostTensor([0.5])],
    ]);
    const results = [];
    for (const engine of [here(), elsewhere()]) {
      const predict = predictor({ engine, model, parameters, example: f32(2) });
      results.push({
        evaluated: await evaluate({
          engine,
          model,
          parameters,
          data: data.batch(5, { remainder: "keep" }),
          loss: meanSquaredError,
        }),
        predicted: [await predict(rows.slice(0, 1)), await predict(rows), await predict(rows.slice(0, 5))],
      });
    }
    expect(results[1]).toEqual(results[0]);
  });
});
