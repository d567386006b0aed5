/** One engine: what it is given counts in everything that is given the engine, and what is given none has the defaults. */
import { dense } from "@rensa/nn";
import { mean, meanSquaredError, square, sub } from "@rensa/ops";
import { lastValueFrom, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import {
  bestParametersOf,
  choice,
  createEngine,
  createTrainer,
  defaultBackend,
  defaultEngine,
  defaultPasses,
  defineOp,
  definePlugin,
  f32,
  gridSearch,
  hostTensor,
  jsBackend,
  multiStart,
  predictor,
  search,
  sgd,
  trace,
  train,
  type Engine,
  type SearchEvent,
  type TrainEvent,
  type Training,
} from "../src/index.ts";
import { type ProgramPlan } from "@rensa/core/compiler";
import { question, engine, type Weights, training } from "./engine-plugin.ts";

const plain = createEngine({ backend: jsBackend() });

const eventsOf = (config: Training<Weights> & { readonly engine?: Engine }): Promise<TrainEvent[]> =>
  lastValueFrom(train(config).pipe(toArray()));

/** Means of an epoch, over the training data and the validation data. */
function scoresOf(events: readonly TrainEvent[]): unknown {
  return events.flatMap((event) =>
    event.type === "epochCompleted" ? [event.loss, event.metrics["answer"], event.validation?.loss] : [],
  );
}

describe("a plugin of an engine has its rules and kernels used in", () => {
  it("compile", async () => {
    const traced = trace({ x: f32(3) }, ({ x }) => question(x));
    const inputs = { x: [1, 2, 3] };
    expect([...(await engine.compile(traced)).run(inputs).data]).toEqual([42, 42, 42]);
    expect([...(await plain.compile(traced)).run(inputs).data]).toEqual([2, 2, 2]);
  });

  it("train and a trainer, in steps and evaluations of every size", async () => {
    expect(scoresOf(await eventsOf({ ...training, engine }))).toEqual([42, 42, 42]);
    expect(scoresOf(await eventsOf({ ...training, engine: plain }))).toEqual([2, 2, 2]);
    const trainer = createTrainer({ ...training, engine });
    await trainer.start();
    expect(trainer.state).toMatchObject({ status: "finished", loss: 42 });
  });

  it("a predictor, for batches of any size", async () => {
    const parameters = new Map([["weights", hostTensor([0])]]);
    const parts = { model: training.model, parameters, example: f32() };
    for (const [on, wanted] of [
      [engine, 42],
      [plain, 2],
    ] as const) {
      const predict = predictor({ ...parts, engine: on });
      for (const size of [1, 3]) {
        const { data } = await predict(hostTensor(Array<number>(size).fill(7), [size]));
        expect([...data]).toEqual(Array<number>(size).fill(wanted));
      }
    }
  });

  it("search and multiStart, whose trials are trainings or trainers", async () => {
    const trials = { space: { rate: choice([0, 1]) }, strategy: gridSearch({ points: 2 }), monitor: "loss" } as const;
    const bestOf = (event: SearchEvent<unknown>) => (event.type === "completed" ? event.best.metric : event);
    const best = async (on: Engine): Promise<unknown> =>
      bestOf(
        await lastValueFrom(
          search({ ...trials, engine: on, trial: ({ rate }) => ({ ...training, optimizer: sgd(rate) }) }),
        ),
      );
    expect(await best(engine)).toBe(42);
    expect(await best(plain)).toBe(2);
    const made = search({ ...trials, engine, trial: () => createTrainer({ ...training, engine }) });
    expect(bestOf(await lastValueFrom(made))).toBe(42);
    const starts = multiStart({ engine, starts: 2, monitor: "loss", trial: () => training });
    expect(bestOf(await lastValueFrom(starts))).toBe(42);
  });
});

describe("a search", () => {
  const trials = { space: { rate: choice([0]) }, strategy: gridSearch({ points: 1 }), monitor: "loss" } as const;

  it("refuses a trainer on another engine than its own", async () => {
    for (const trial of [() => createTrainer(training), () => createTrainer({ ...training, engine: plain })]) {
      await expect(lastValueFrom(search({ ...trials, engine, trial }))).rejects.toMatchObject({
        cause: { code: "ARGUMENT_INVALID", message: expect.stringContaining("another engine") as string },
      });
    }
  });

  it("gives its trials their seeds, where they say none", async () => {
    const noisy = (): Training<Weights> => ({ ...training, model: dense(1, 1), data: line, validation: line });
    const line: Training["data"] = {
      ...training.data,
      inputs: f32(1, 1),
      targets: f32(1, 1),
      batchesPerEpoch: 1,
      batches: () => [{ inputs: hostTensor([[1]]), targets: hostTensor([[1]]) }],
    };
    const found = async (change: Partial<Training<Weights>>) => {
      const starts = multiStart({ starts: 3, seed: 5, monitor: "loss", trial: () => ({ ...noisy(), ...change }) });
      const weights = bestParametersOf(await lastValueFrom(starts))?.get("weights")?.data;
      return [...(weights ?? [])];
    };
    const loss: Training["loss"] = (outputs, targets) => meanSquaredError(outputs, targets);
    expect(await found({ loss })).not.toEqual(await found({ loss, seed: 1 }));
    expect(await found({ loss, seed: 1 })).toEqual(await found({ loss, seed: 1 }));
  });
});

describe("names of a plugin that are those of standard ops are refused in", () => {
  const shadow = definePlugin({
    name: "rensa-plugin-shadow",
    version: "1.0.0",
    ops: { relu: defineOp({ name: "relu", forward: { scalar: ([x]) => x } }) },
  });
  const shadowed = createEngine({ plugins: [shadow] });
  const refused = { code: "OP_DUPLICATE", op: "relu" };

  it("compile, train, predict and search", async () => {
    const traced = trace({ x: f32(3) }, ({ x }) => square(x));
    await expect(shadowed.compile(traced)).rejects.toMatchObject(refused);
    // Asked again, it says the same.
    await expect(shadowed.compile(traced)).rejects.toMatchObject(refused);
    await expect(eventsOf({ ...training, engine: shadowed })).rejects.toMatchObject(refused);
    const parameters = new Map([["weights", hostTensor([0])]]);
    const predict = predictor({ engine: shadowed, model: training.model, parameters, example: f32() });
    await expect(predict(hostTensor([1]))).rejects.toMatchObject(refused);
    const starts = multiStart({ engine: shadowed, starts: 1, monitor: "loss", trial: () => training });
    await expect(lastValueFrom(starts)).rejects.toMatchObject({ cause: refused });
  });
});

describe("without an engine", () => {
  it("there is one, the same each time, with all passes on the default backend", () => {
    expect(defaultEngine()).toBe(defaultEngine());
    expect(defaultEngine()).toMatchObject({ backend: defaultBackend(), passes: defaultPasses, plugins: [] });
  });

  it("a training has the standard passes: the kernels and the memory of an engine that names them", async () => {
    const plansOf = async (make: (backend: ReturnType<typeof jsBackend>) => Engine) => {
      const { plans, backend } = watched();
      const line: Training<Weights> = { ...training, loss: (outputs, targets) => mean(square(sub(outputs, targets))) };
      await eventsOf({ ...line, model: dense(1, 1), data: column, validation: column, engine: make(backend) });
      return plans.map(({ kernels, bytes }) => [kernels.length, bytes]);
    };
    const column: Training["data"] = {
      ...training.data,
      inputs: f32(2, 1),
      targets: f32(2, 1),
      batchesPerEpoch: 1,
      batches: () => [{ inputs: hostTensor([[1], [2]]), targets: hostTensor([[1], [3]]) }],
    };
    const usual = await plansOf((backend) => createEngine({ backend }));
    expect(usual).toEqual(await plansOf((backend) => createEngine({ backend, passes: defaultPasses })));
    expect(usual).toEqual(await plansOf((backend) => createEngine({ backend, passes: (standard) => standard })));
    expect(usual).not.toEqual(await plansOf((backend) => createEngine({ backend, passes: [] })));
  });
});

/** A backend that keeps what it prepares. */
function watched() {
  const backend = jsBackend();
  const plans: ProgramPlan[] = [];
  const prepare: typeof backend.prepare = (plan, options) => {
    plans.push(plan);
    return backend.prepare(plan, options);
  };
  return { plans, backend: { ...backend, prepare } };
}
