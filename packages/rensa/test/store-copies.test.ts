/** A step copies no parameters: neither within a store, nor into it, nor out of it; and a copy would be seen. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { Dataset } from "@rensa/data";
import { batchNorm, dense, dropout, inference, sequential } from "@rensa/nn";
import { add, argmax, huberLoss, meanSquaredError, mul, pick, relu, sub } from "@rensa/ops";
import { adam, chain, clipByGlobalNorm, mapTensors, sgd, trainStep, type Transform } from "@rensa/optim";
import { createEngine, createTrainer, f32, i32, ofType, trace, type Backend, type Tensor } from "rensa";
import { describe, expect, it } from "vitest";
import { countingBackend, type CountingBackend } from "./counting-backend.ts";

const backends: readonly (readonly [name: string, make: () => Backend])[] = [
  ["js", () => jsBackend()],
  ["wasm", () => wasmBackend({ threads: 1 })],
  ["wasm with threads", () => wasmBackend({ threads: 2, grain: 0 })],
];

const none = { writes: 0, writtenBytes: 0, reads: 0, copiedBytes: 0 };

/** The smallest parameters of the networks below have 32 elements; keys, counters and reports have fewer. */
const fromBytes = 32 * 4;

/** What goes through the state meanwhile. */
async function trafficDuring({ traffic }: CountingBackend, action: () => unknown): Promise<typeof none> {
  const before = { ...traffic };
  await action();
  return {
    writes: traffic.writes - before.writes,
    writtenBytes: traffic.writtenBytes - before.writtenBytes,
    reads: traffic.reads - before.reads,
    copiedBytes: traffic.copiedBytes - before.copiedBytes,
  };
}

const values = (count: number): Float32Array => Float32Array.from({ length: count }, (_, at) => Math.sin(at));
const body = () => sequential(dense(4, 32), batchNorm(32), relu, dropout(0.1), dense(32, 32), relu, dense(32, 32));
const optimizers: readonly (readonly [name: string, make: () => Transform])[] = [
  ["sgd", () => sgd(0.1)],
  ["sgd with momentum", () => sgd(0.1, { momentum: 0.9 })],
  ["adam with clipping", () => chain(clipByGlobalNorm(1), adam(1e-3))],
];

describe.each(backends)("on %s, no parameters are copied by a step of", (_name, make) => {
  it.each(optimizers)("a trainer with %s, whole and smaller batches in turn", async (_optimizer, optimizer) => {
    const backend = countingBackend(make(), fromBytes);
    const data = Dataset.fromArrays({ inputs: values(40), targets: values(320), shape: [4], targetShape: [32] });
    const trainer = createTrainer({
      engine: createEngine({ backend }),
      model: body(),
      loss: meanSquaredError,
      optimizer: optimizer(),
      data: data.batch(4, { remainder: "keep" }),
      epochs: 3,
    });
    const seen: (typeof none)[] = [];
    trainer.events$.pipe(ofType("step")).subscribe(() => seen.push({ ...backend.traffic }));
    await trainer.start();
    expect(seen).toHaveLength(9);
    // What the start writes is there before the first step; from then on nothing is, whatever the size of a batch.
    for (const each of seen) expect(each).toEqual(seen[0]);
    expect(seen[0]).toMatchObject({ reads: 0, writes: 0 });
    expect(await trafficDuring(backend, () => trainer.readParameters())).not.toEqual(none);
  });

  it.each(optimizers)("a loop of one's own around trainStep with %s", async (_optimizer, optimizer) => {
    const backend = countingBackend(make(), fromBytes);
    const engine = createEngine({ backend });
    const { initialize, step } = trainStep(body(), meanSquaredError, optimizer());
    const store = await engine.createStore(initialize, { seed: 1 });
    const given = { x: f32(8, 4), y: f32(8, 32), key: i32(2) };
    const learn = await engine.compile(
      trace({ ...store.types, ...given }, ({ x, y, key, ...before }) => {
        const { state, loss } = step(before, { inputs: x, targets: y, key });
        return { ...state, loss };
      }),
      { state: store },
    );
    const [x, y] = [values(32), values(256)];
    const traffic = await trafficDuring(backend, async () => {
      for (let count = 0; count < 5; count++) learn.run({ x, y, key: Int32Array.of(count, 1) });
      await learn.runAsync({ x, y, key: Int32Array.of(5, 1) });
    });
    expect(traffic).toEqual(none);
  });

  it("a learner and an actor on one store, and acting holds no parameters of its own", async () => {
    const backend = countingBackend(make(), fromBytes);
    const { act, learn, store } = await game(backend);
    const { bytes: held = Infinity } = backend.plans.at(-1) ?? {};
    const { bytes: shared = 0 } = backend.plans.at(-1)?.store ?? {};
    expect(held).toBeLessThan(shared / 10);
    const traffic = await trafficDuring(backend, async () => {
      for (let count = 0; count < 5; count++) {
        learn(count);
        await act();
      }
    });
    expect(traffic).toEqual(none);
    expect((await store.read("parameters")).dense_1.weights.data.some((value) => value !== 0)).toBe(true);
  });
});

/** Q-learning with a slow second network: a program that learns, and, compiled last, one that acts. */
async function game(backend: Backend) {
  const engine = createEngine({ backend });
  interface Played {
    readonly actions: Tensor<readonly [number], "i32">;
    readonly returns: Tensor<readonly [number], "f32">;
  }
  const network = sequential(dense(4, 64), relu, dense(64, 64), relu, dense(64, 2));
  const { initialize, step } = trainStep(
    network,
    (outputs, { actions, returns }: Played) => huberLoss(pick(outputs, actions), returns),
    adam(1e-3),
  );
  const store = await engine.createStore((key) => {
    const begun = initialize(key);
    return { ...begun, target: begun.parameters };
  });
  const given = { states: f32(8, 4), actions: i32(8), next: f32(8, 4), key: i32(2) };
  const learning = await engine.compile(
    trace({ ...store.types, ...given }, ({ target, states, actions, next, key, ...before }) => {
      const chosen = argmax(network.apply(before.parameters, next, inference), 1);
      const returns = pick(network.apply(target, next, inference), chosen);
      const { state } = step(before, { inputs: states, targets: { actions, returns }, key });
      const moved = mapTensors(target, [state.parameters], (old, now) => add(old, mul(sub(now, old), 0.02)));
      return { ...state, target: moved };
    }),
    { state: store },
  );
  const { parameters } = store.types;
  const acting = await engine.compile(
    trace({ parameters, state: f32(1, 4) }, ({ parameters: own, state }) =>
      argmax(network.apply(own, state, inference), 1),
    ),
    { state: store.pick("parameters") },
  );
  const data = { states: values(32), actions: new Int32Array(8), next: values(32) };
  return {
    store,
    learn: (count: number) => learning.run({ ...data, key: Int32Array.of(count, 1) }),
    act: () => acting.runAsync({ state: values(4) }),
  };
}

describe.each(backends)("on %s, a copy of parameters would be seen:", (_name, make) => {
  it("within the store, where a step keeps what it replaces", async () => {
    const backend = countingBackend(make(), fromBytes);
    const engine = createEngine({ backend });
    const store = await engine.createStore({ weights: f32(8, 8), before: f32(8, 8) });
    const step = await engine.compile(
      trace({ ...store.types, x: f32() }, ({ weights, x }) => ({ weights: add(weights, x), before: weights })),
      { state: store },
    );
    const traffic = await trafficDuring(backend, () => step.run({ x: 1 }));
    expect(traffic).toMatchObject({ reads: 0, writes: 0 });
    expect(traffic.copiedBytes).toBeGreaterThanOrEqual(256);
  });

  it("out of the store and into it, where a loop carries parameters from program to program", async () => {
    const backend = countingBackend(make(), fromBytes);
    const engine = createEngine({ backend });
    const [one, other] = [
      await engine.createStore({ weights: f32(8, 8) }),
      await engine.createStore({ weights: f32(8, 8) }),
    ];
    const traffic = await trafficDuring(backend, async () => {
      other.write({ weights: (await one.read("weights")).data });
    });
    expect(traffic).toMatchObject({ reads: 1, writes: 1, writtenBytes: 256 });
  });
});
