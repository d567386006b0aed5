/** One engine: what it is given counts in everything that is given the engine, and what is given none has the defaults. */
import { dense } from "@rensa/nn";
import { add, mean, meanSquaredError, mul, square, sub } from "@rensa/ops";
import { lastValueFrom, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import {
  bestParametersOf,
  choice,
  compile,
  createEngine,
  createTrainer,
  defaultBackend,
  defaultEngine,
  defaultPasses,
  defineOp,
  definePlugin,
  f32,
  full,
  gridSearch,
  hostTensor,
  jsBackend,
  multiStart,
  predictor,
  rule,
  search,
  sgd,
  simplifyWith,
  trace,
  train,
  withoutPasses,
  type Engine,
  type SearchEvent,
  type Tensor,
  type TrainEvent,
  type Training,
} from "../src/index.ts";
import { shareCommon, type ProgramPlan } from "@rensa/core/compiler";

/** What an op computes without a plugin is 1; its kernel writes 42, and a rule turns another op into it. */
const answer = defineOp({
  name: "answer",
  forward: { scalar: ([x]) => x.mul(0).add(1) },
  nonDifferentiable: "it is constant",
});
const question = defineOp({
  name: "question",
  forward: { scalar: ([x]) => x.mul(0).add(2) },
  nonDifferentiable: "it is constant",
});
const plugin = definePlugin({
  name: "rensa-plugin-answer",
  version: "1.0.0",
  ops: { answer, question },
  rewrites: [rule("question(x) -> answer(x)", { op: question, inputs: ["x"] }, ({ x }) => answer(x))],
  backends: {
    js: {
      answer: (_, [y]) => {
        y.data.fill(42);
      },
    },
  },
});
const engine = createEngine({ backend: jsBackend(), plugins: [plugin] });
const plain = createEngine({ backend: jsBackend() });

type Weights = Readonly<Record<"weights", Tensor>>;

/** The mean of what `question` says, which is 42 with the plugin's rule and kernel, and 2 without. */
const training: Training<Weights> = {
  model: {
    initialize: () => ({ weights: full([1], 0) }),
    apply: ({ weights }, x) => add(question(x), mul(weights, 0)),
  },
  loss: (outputs, targets) => mean(add(outputs, mul(targets, 0))),
  metrics: { answer: (outputs) => mean(outputs) },
  optimizer: sgd(0),
  data: dataOf([2, 2, 1]),
  validation: dataOf([2, 1]),
  epochs: 1,
};

function dataOf(sizes: readonly number[]): Training["data"] {
  const batch = (size: number) => ({
    inputs: hostTensor(Array<number>(size).fill(0), [size]),
    targets: hostTensor(Array<number>(size).fill(0), [size]),
  });
  return { inputs: f32(2), targets: f32(2), batchesPerEpoch: sizes.length, batches: () => sizes.map(batch) };
}

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

describe("the passes of an engine", () => {
  const traced = trace({ x: f32(3) }, ({ x }) => mul(question(x), 1));
  const opsOn = async (made: Engine) =>
    Object.values((await made.compile(traced)).stages.graph.nodes).map(({ op }) => op);

  it("are taken away by name, the plugins' rules among the others", async () => {
    const backend = jsBackend();
    const without = (names: readonly string[]) =>
      createEngine({ backend, plugins: [plugin], passes: (standard) => withoutPasses(names, standard) });
    expect(await opsOn(without([]))).toEqual(["input", "answer"]);
    expect(await opsOn(without(["share common subexpressions"]))).toEqual(["input", "answer"]);
    expect(await opsOn(without(["simplify"]))).toContain("question");
    expect(() => without(["simplifie"])).toThrow(/no pass is named "simplifie"/);
  });

  it("are added to", async () => {
    const back = rule("answer(x) -> question(x)", { op: answer, inputs: ["x"] }, ({ x }) => question(x));
    const made = createEngine({ plugins: [plugin], passes: (standard) => [...standard, simplifyWith([back])] });
    expect(await opsOn(made)).toEqual(["input", "question"]);
  });

  it("are those of a list, and of one program where it says so", async () => {
    const made = createEngine({ plugins: [plugin], passes: [shareCommon] });
    expect(await opsOn(made)).toContain("question");
    const program = await engine.compile(traced, { passes: [] });
    expect(Object.values(program.stages.graph.nodes).map(({ op }) => op)).toContain("mul");
  });

  it("must be a list, or a function that gives one", () => {
    for (const passes of [1, "simplify", () => 1, () => undefined, [1], { simplify: false }]) {
      expect(() => createEngine({ passes: passes as never })).toThrow(
        expect.objectContaining({ code: "ARGUMENT_INVALID" }),
      );
    }
  });
});

describe("an option", () => {
  const traced = trace({ x: f32(2) }, ({ x }) => mul(x, x));

  it("of an engine counts for each of its programs, unless one says otherwise", async () => {
    const strict = createEngine({ backend: jsBackend(), checkFinite: true });
    const infinite = { x: [Number.POSITIVE_INFINITY, 1] };
    const program = await strict.compile(traced);
    expect(() => program.run(infinite)).toThrow(expect.objectContaining({ code: "NON_FINITE" }));
    const lenient = await strict.compile(traced, { checkFinite: false });
    expect([...lenient.run(infinite).data]).toEqual([Number.POSITIVE_INFINITY, 1]);
    const oracle = createEngine({ backend: jsBackend(), precision: "f64" });
    expect((await oracle.compile(traced)).run({ x: [0.1, 1] }).data[0]).toBe(0.1 * 0.1);
  });

  it("that is undefined is one left out", async () => {
    const program = await engine.compile(traced, { passes: undefined, precision: undefined } as never);
    expect(program.stages.diffs.length).toBeGreaterThan(2);
    const made = createEngine({ backend: undefined, plugins: undefined, passes: undefined } as never);
    expect(made).toMatchObject({ backend: defaultBackend(), passes: defaultPasses });
  });

  it("of what the engine says for all programs is refused for one", async () => {
    for (const options of [{ backend: jsBackend() }, { plugins: [plugin] }, { engine }]) {
      await expect(compile(traced, options as never)).rejects.toMatchObject({ code: "ARGUMENT_INVALID" });
      await expect(engine.compile(traced, options as never)).rejects.toMatchObject({ code: "ARGUMENT_INVALID" });
    }
    for (const option of ["backend", "passes", "plugins", "checkFinite"]) {
      expect(() => train({ ...training, [option]: undefined as never })).not.toThrow();
      expect(() => train({ ...training, [option]: [] as never })).toThrow(`has no option "${option}"`);
    }
  });

  it("that is no engine is refused by a sentence", () => {
    for (const wrong of [1, "js", jsBackend(), {}, null]) {
      const given = { ...training, engine: wrong as never };
      const parameters = new Map([["weights", hostTensor([0])]]);
      const calls = [
        () => train(given),
        () => createTrainer(given),
        () => predictor({ model: training.model, parameters, example: f32(), engine: wrong as never }),
        () => search({ space: {}, strategy: gridSearch({ points: 1 }), trial: () => training, engine: wrong as never }),
      ];
      // Nobody is an engine: null is as good as none.
      if (wrong === null) continue;
      for (const call of calls) expect(call).toThrow(/the engine is .*; give what has backend, compile/);
    }
  });
});
