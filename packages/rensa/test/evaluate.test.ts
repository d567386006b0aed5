/** evaluate: over all examples, exactly, whatever the batches; and what a training begins with. */
import { accuracy, batchNorm, confusionMatrix, dense, dropout, sequential, type Model } from "@rensa/nn";
import { meanSquaredError, mul, relu, softmaxCrossEntropy } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import {
  adam,
  averageWeights,
  createEngine,
  createTrainer,
  defineOp,
  definePlugin,
  evaluate,
  f32,
  full,
  hostTensor,
  i32,
  jsBackend,
  rule,
  sgd,
  type HostTensor,
  type Training,
} from "../src/index.ts";
import type { TrainingBatch } from "@rensa/optim";

const engine = createEngine({ backend: jsBackend() });

/** Points with a class each, in batches of given sizes. */
function points(sizes: readonly number[], most = Math.max(...sizes)) {
  let row = 0;
  const all = sizes.map((size) => {
    const rows = Array.from({ length: size }, () => row++);
    return {
      inputs: hostTensor(
        rows.flatMap((at) => [Math.sin(at), Math.cos(3 * at)]),
        [size, 2],
      ),
      targets: hostTensor(
        rows.map((at) => at % 3),
        [size],
        "i32",
      ),
    };
  });
  return { inputs: f32(most, 2), targets: i32(most), batchesPerEpoch: all.length, batches: () => all };
}

const model = sequential(dense(2, 8), relu, batchNorm(8), dropout(0.5), dense(8, 3));
const metrics = { accuracy: accuracy(), confusion: confusionMatrix(3) };

async function trained(change: Partial<Training> = {}) {
  const trainer = createTrainer({
    engine,
    model,
    loss: softmaxCrossEntropy,
    optimizer: adam(0.01),
    data: points([8, 8, 5]),
    validation: points([8, 8, 5]),
    metrics,
    epochs: 2,
    ...(change as object),
  });
  const validations: unknown[] = [];
  trainer.events$.subscribe((event) => {
    if (event.type === "epochCompleted") validations.push(event.validation);
    if (event.type === "failed") throw new Error(event.error.message);
  });
  await trainer.start();
  return { parameters: await trainer.readParameters(), validation: validations.at(-1) };
}

describe("evaluate", () => {
  it("says what a training's validation says", async () => {
    const { parameters, validation } = await trained();
    const found = await evaluate({
      engine,
      model,
      parameters,
      data: points([8, 8, 5]),
      loss: softmaxCrossEntropy,
      metrics,
    });
    expect(found.examples).toBe(21);
    expect(found).toMatchObject(validation as object);
    expect(found.tables["confusion"]?.flat().reduce((sum, count) => sum + count, 0)).toBe(21);
  });

  it("does not depend on the sizes of batches", async () => {
    const { parameters } = await trained();
    const of = (sizes: readonly number[]) =>
      evaluate({ engine, model, parameters, data: points(sizes), loss: softmaxCrossEntropy, metrics });
    const whole = await of([21]);
    for (const sizes of [[20, 1], [1, 20], [7, 7, 7], Array<number>(21).fill(1), [10, 9, 2]]) {
      const found = await of(sizes);
      expect(found.loss).toBeCloseTo(whole.loss ?? Number.NaN, 6);
      expect({ ...found, loss: 0 }).toEqual({ ...whole, loss: 0 });
    }
  });

  it("has no loss where none is given, and no metrics", async () => {
    const { parameters } = await trained();
    const found = await evaluate({ engine, model, parameters, data: points([8, 1]) });
    expect(found).toEqual({ loss: null, metrics: {}, tables: {}, examples: 9 });
  });

  it("tells how far it is, and can be ended", async () => {
    const { parameters } = await trained();
    const seen: unknown[] = [];
    const data = points([8, 8, 5]);
    await evaluate({ engine, model, parameters, data, onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([
      { batches: 1, of: 3, examples: 8 },
      { batches: 2, of: 3, examples: 16 },
      { batches: 3, of: 3, examples: 21 },
    ]);
    const controller = new AbortController();
    const ended = evaluate({
      engine,
      model,
      parameters,
      data,
      signal: controller.signal,
      onProgress: ({ batches }) => {
        if (batches === 2) controller.abort(new Error("enough"));
      },
    });
    await expect(ended).rejects.toThrow("enough");
  });

  it("rejects with its signal's reason where the data ends with the signal too", async () => {
    const { parameters } = await trained();
    const controller = new AbortController();
    const { signal } = controller;
    const data = {
      ...points([8]),
      batches: async function* () {
        yield* [];
        controller.abort(new Error("enough"));
        await Promise.reject(signal.reason as Error);
      },
    };
    const error: unknown = await evaluate({ engine, model, parameters, data, signal }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBe(signal.reason);
  });

  it("refuses what does not fit, with a sentence", async () => {
    const { parameters } = await trained();
    const of = (change: object) => evaluate({ engine, model, parameters, data: points([8]), ...change });
    const cut = new Map(parameters);
    cut.delete("dense_1.weights");
    await expect(of({ parameters: cut })).rejects.toThrow(/"dense_1.weights" is missing/);
    await expect(of({ parameters: {} })).rejects.toMatchObject({ code: "ARGUMENT_INVALID" });
    await expect(of({ data: points([8, 9], 8) })).rejects.toMatchObject({ code: "INPUT_MISMATCH" });
    await expect(of({ data: { ...points([8]), batchesPerEpoch: 2 } })).rejects.toMatchObject({
      code: "DATA_SOURCE_FAILED",
    });
    await expect(of({ data: { ...points([8]), batchesPerEpoch: 0 } })).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
    });
    await expect(of({ metrics: { wide: (outputs: unknown) => outputs } })).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
    });
    await expect(of({ los: 1 })).rejects.toThrow(/did you mean loss/);
  });

  it("uses the rules and kernels of its engine's plugin", async () => {
    const config = { nonDifferentiable: "it is constant" } as const;
    const answer = defineOp({ name: "answer", forward: { scalar: ([x]) => x.mul(0).add(1) }, ...config });
    const question = defineOp({ name: "question", forward: { scalar: ([x]) => x.mul(0).add(2) }, ...config });
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
    const asking = {
      model: { initialize: () => ({ w: full([], 0) }), apply: (_: unknown, x: never) => question(x) },
      parameters: new Map([["w", hostTensor(0)]]),
      data: points([4, 3]),
      metrics: { mean: (outputs: never) => meanSquaredError(outputs, mul(outputs, 0 as never) as never) },
    } as never;
    const on = async (options: Parameters<typeof createEngine>[0]) =>
      (await evaluate({ ...(asking as object), engine: createEngine({ backend: jsBackend(), ...options }) } as never))
        .metrics["mean"];
    expect(await on({ plugins: [plugin] })).toBe(42 ** 2);
    expect(await on({})).toBe(4);
  });
});

const line: Model<{ readonly slope: ReturnType<typeof full> }> = {
  initialize: () => ({ slope: full([2], 7) }),
  apply: ({ slope }, x) => mul(slope, x),
};

describe("a training with given parameters", () => {
  const batch: TrainingBatch = { inputs: hostTensor([[1, 1]]), targets: hostTensor([[0, 0]]) };
  const base = {
    engine,
    model: line,
    loss: meanSquaredError,
    optimizer: sgd(0),
    data: { inputs: f32(1, 2), targets: f32(1, 2), batchesPerEpoch: 1, batches: () => [batch] },
    epochs: 1,
  };
  const run = async (change: object) => {
    const trainer = createTrainer({ ...base, ...change });
    await trainer.start();
    const parameters: ReadonlyMap<string, HostTensor> = await trainer.readParameters();
    return { slope: [...(parameters.get("slope")?.data ?? [])], snapshot: await trainer.snapshot() };
  };
  const slope = hostTensor([1, -2]);

  it("begins with them, and without with its own", async () => {
    expect((await run({})).slope).toEqual([7, 7]);
    expect((await run({ parameters: new Map([["slope", slope]]) })).slope).toEqual([1, -2]);
    expect((await run({ parameters: { values: new Map([["slope", slope]]) } })).slope).toEqual([1, -2]);
    const renamed = {
      values: new Map([["gradient", slope]]),
      rename: (name: string) => (name === "gradient" ? "slope" : name),
    };
    expect((await run({ parameters: renamed })).slope).toEqual([1, -2]);
  });

  it("begins an optimizer's own copies of them with them too", async () => {
    const { snapshot } = await run({ parameters: new Map([["slope", slope]]), optimizer: averageWeights(sgd(0)) });
    const copies = [...snapshot.state].filter(([path]) => path.includes("slope"));
    expect(copies.length).toBeGreaterThan(1);
    for (const [, { data }] of copies) expect([...data]).toEqual([1, -2]);
  });

  it("takes some of them where it says so, and has the others by its seed", async () => {
    const network = { model: sequential(dense(2, 3), dense(3, 2)), seed: 5 };
    const first = async (parameters?: Training["parameters"]) => {
      const trainer = createTrainer({ ...base, ...network, ...(parameters && { parameters }) });
      await trainer.start();
      return new Map([...(await trainer.readParameters())].map(([name, { data }]) => [name, [...data]]));
    };
    const own = await first();
    const bias = hostTensor([1, 2, 3]);
    const given = await first({ values: new Map([["dense_1.bias", bias]]), partial: true });
    expect(given).toEqual(new Map([...own, ["dense_1.bias", [1, 2, 3]]]));
  });

  it("refuses what is missing, too many, or of another type, before the first step", async () => {
    const cases: readonly (readonly [object, RegExp])[] = [
      [new Map(), /"slope" is missing/],
      [
        new Map([
          ["slope", slope],
          ["bias", slope],
        ]),
        /the model has no "bias"/,
      ],
      [new Map([["slope", hostTensor([1, 2, 3])]]), /"slope" is f32\[3\], and the model wants f32\[2\]/],
      [new Map([["slope", hostTensor([1, 2], [2], "f64")]]), /"slope" is f64\[2\]/],
      [{ values: new Map([["other", slope]]), partial: true }, /none of "other"/],
    ];
    for (const [parameters, message] of cases) {
      await expect(run({ parameters })).rejects.toMatchObject({
        code: "CHECKPOINT_MISMATCH",
        message: expect.stringMatching(message),
      });
    }
    for (const wrong of [1, [], {}, "slope", { values: {} }]) {
      expect(() => createTrainer({ ...base, parameters: wrong as never })).toThrow(
        /the parameters is|the parameters are/,
      );
    }
  });

  it("goes on with those of its snapshot where it is resumed", async () => {
    const config = { optimizer: sgd(0.1), parameters: new Map([["slope", slope]]) };
    const { snapshot, slope: after } = await run(config);
    const resumed = await run({ ...config, resume: snapshot });
    expect(resumed.slope).toEqual(after);
    expect(after).not.toEqual([1, -2]);
  });
});
