import { defineOp, definePlugin, f32, full, hostTensor, i32, trace, type HostTensor, type Tensor } from "@rensa/core";
import { batchNorm, dense, dropout, sequential, type Model } from "@rensa/nn";
import {
  add,
  argsort,
  cast,
  cumsum,
  div,
  flip,
  greater,
  matmul,
  max,
  mean,
  meanSquaredError,
  mul,
  relu,
  reshape,
  roll,
  sub,
  sum,
  take,
} from "@rensa/ops";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { adam, averageWeights, createTrainer, predictor } from "../src/index.ts";
import { lineConfig, lineData } from "./line.ts";
import { backendUnderTest, isElsewhere } from "./backend-under-test.ts";
import { createEngine } from "rensa";

const model = sequential(dense(2, 8), batchNorm(8), dropout(0.5), dense(8, 1));

function examples(from: number, count: number): HostTensor<readonly [number, 2], "f32"> {
  const data = Float32Array.from({ length: 2 * count }, (_, at) => Math.sin(2 * from + at));
  return { ...f32(count, 2), data };
}

it("predicts what a training evaluates, for batches of any size", async () => {
  const { data, epochs } = lineConfig();
  const trainer = createTrainer({
    model,
    loss: meanSquaredError,
    optimizer: adam(0.01),
    data,
    validation: lineData(),
    epochs,
    engine: createEngine({ backend: backendUnderTest() }),
  });
  let loss = Number.NaN;
  trainer.events$.subscribe((event) => {
    if (event.type === "validated") loss = event.loss;
  });
  await trainer.start();
  const parameters = await trainer.readParameters();
  const predict = predictor({
    model,
    parameters,
    example: f32(2),
    engine: createEngine({ backend: backendUnderTest() }),
  });
  let [squares, count] = [0, 0];
  for (const { inputs, targets } of lineData().batches({ epoch: 0, seed: 0, shuffle: false }) as Iterable<{
    inputs: HostTensor<readonly [number, 2], "f32">;
    targets: HostTensor;
  }>) {
    const outputs = await predict(inputs);
    outputs.data.forEach((output, at) => (squares += (output - (targets.data[at] ?? 0)) ** 2));
    count += outputs.data.length;
  }
  expect(count).toBe(10);
  expect(squares / count).toBeCloseTo(loss, 5);
  const whole = await predict(examples(0, 5));
  const part = await predict(examples(1, 2));
  expect([...whole.data.slice(1, 3)]).toEqual([...part.data]);
});

it("refuses parameters of another model by name", () => {
  const parameters = new Map([["dense_1.weights", { ...f32(2, 8), data: new Float32Array(16) }]]);
  expect(() =>
    predictor({ model, parameters, example: f32(2), engine: createEngine({ backend: backendUnderTest() }) }),
  ).toThrow(/missing/);
});

it("is refused, as a training is, with a plugin that has an op of the name of a standard one", async () => {
  const shadow = definePlugin({
    name: "rensa-plugin-shadow",
    version: "1.0.0",
    ops: { relu: defineOp({ name: "relu", forward: { scalar: ([x]) => x.mul(2) } }) },
  });
  const parameters = new Map([
    ["weights", { ...f32(2, 1), data: new Float32Array(2) }],
    ["bias", { ...f32(1), data: new Float32Array(1) }],
  ]);
  const engine = createEngine({ backend: backendUnderTest(), plugins: [shadow] });
  const predict = predictor({ engine, model: dense(2, 1), parameters, example: f32(2) });
  const refused = { code: "OP_DUPLICATE", op: "relu" };
  await expect(predict(examples(0, 2))).rejects.toMatchObject(refused);
  const trainer = createTrainer({ ...lineConfig(), engine });
  await expect(trainer.start()).rejects.toMatchObject(refused);
});

const js = createEngine({ backend: backendUnderTest() });

describe("a predictor", () => {
  const weights = hostTensor([[1], [2], [3]]);
  const line = {
    model: dense(3, 1),
    parameters: new Map([
      ["weights", weights],
      ["bias", hostTensor([10])],
    ]),
  };
  const predict = predictor({ engine: js, ...line, example: f32(3) });
  const wanted = (rows: readonly (readonly number[])[]) =>
    rows.map(([a = 0, b = 0, c = 0]) => Math.fround(a + 2 * b + 3 * c + 10));
  const rows = (count: number) => Array.from({ length: count }, (_, row) => [row, row % 5, -row / 2]);

  it("takes nested arrays, typed arrays and tensors, of any number of examples", async () => {
    for (const count of [1, 2, 3, 7, 8, 9, 16, 63, 64, 65, 130, 700, 1, 5, 64, 0]) {
      const given = rows(count);
      const outputs = await predict(given);
      expect(outputs.shape).toEqual([count, 1]);
      expect([...outputs.data]).toEqual(wanted(given));
      expect([...(await predict(Float32Array.from(given.flat()))).data]).toEqual(wanted(given));
      expect([...(await predict({ ...f32(count, 3), data: Float32Array.from(given.flat()) })).data]).toEqual(
        wanted(given),
      );
    }
  });

  it("answers in order where it is asked at once, with the parameters of the moment", async () => {
    const own = predictor({ engine: js, ...line, example: f32(3) });
    const first = [1, 64, 3, 200].map((count) => own(rows(count)));
    own.setParameters(new Map([["bias", hostTensor([0])]]));
    const second = own(rows(2));
    for (const [at, outputs] of (await Promise.all(first)).entries()) {
      expect([...outputs.data]).toEqual(wanted(rows([1, 64, 3, 200][at] ?? 0)));
    }
    expect([...(await second).data]).toEqual(wanted(rows(2)).map((value) => value - 10));
    // What was left out stays, through programs of other sizes too.
    expect([...(await own(rows(600))).data]).toEqual(wanted(rows(600)).map((value) => value - 10));
    expect(() => own.setParameters(new Map([["biass", hostTensor([0])]]))).toThrow(/the model has no "biass"/);
    expect(() => own.setParameters(new Map([["bias", hostTensor([0, 1])]]))).toThrow(/"bias" is f32\[2\]/);
    expect(() => own.setParameters({ bias: hostTensor([0]) } as never)).toThrow(/the parameters is .*; give a map/);
    expect([...(await own(rows(1))).data]).toEqual([0]);
  });

  it("goes on after a batch that does not fit", async () => {
    const own = predictor({ engine: js, ...line, example: f32(3) });
    await expect(own([[1, 2]])).rejects.toMatchObject({ code: "INPUT_MISMATCH" });
    expect([...(await own([[0, 0, 0]])).data]).toEqual([10]);
  });

  it.each([
    ["one example as a list", [1, 2, 3], "one example is f32[3]; give f32[n, 3]."],
    ["one example as a tensor", hostTensor([1, 2, 3]), "one example is f32[3]; give f32[n, 3]."],
    ["examples of another size", [[1, 2]], "the input is f32[1,2]; give f32[n, 3]."],
    ["another dtype", hostTensor([[1, 2, 3]], [1, 3], "i32"), "the input is i32[1,3]; give f32[n, 3]."],
    ["too many elements", new Float32Array(4), "the input has 4 elements, 3 an example; give f32[n, 3]."],
    ["nothing", undefined, "the input is missing; give f32[n, 3]."],
    ["a number", 1, "the input is of type number; give f32[n, 3]."],
    ["a text", "1", "the input is of type string; give f32[n, 3]."],
    ["a tree", { x: [[1, 2, 3]] }, "the input is of type object; give f32[n, 3]."],
  ])("refuses %s", async (_, given, message) => {
    await expect(predict(given as never)).rejects.toThrow(`predict: ${message}`);
  });

  it("takes trees, and numbers as examples", async () => {
    const parameters = new Map([["w", hostTensor(2)]]);
    type Inputs = Readonly<Record<"a" | "b", Tensor>>;
    const model: Model<{ readonly w: Tensor }, Inputs, { readonly sum: Tensor }> = {
      initialize: () => ({ w: full([], 0) }),
      apply: ({ w }, { a, b }) => ({ sum: add(mul(a, w), cast(sum(b, 1 as never), "f32")) }),
    };
    const own = predictor({ engine: js, model, parameters, example: { a: f32(), b: i32(2) } });
    const ask = (given: object) => own(given as never);
    const { sum: found } = await ask({
      a: [1, 2, 3],
      b: [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
    });
    expect([...found.data]).toEqual([4, 8, 12]);
    await expect(ask({ a: [1, 2], b: [[1, 1]] })).rejects.toThrow(/"b" has 1 examples and the input "a" 2/);
    await expect(ask({ a: [1] })).rejects.toThrow(/"b" is missing; give i32\[n, 2\]/);
    await expect(ask({ a: [1], c: [1] })).rejects.toThrow(/there is no input "c"; the inputs are a, b/);
    await expect(ask({ a: 1, b: [1, 1] })).rejects.toThrow(/one example is f32\[\]; give f32\[n\]/);
  });
});

describe("a model that does not compute each example by itself", () => {
  const parameters = new Map([["w", hostTensor(2)]]);
  const of = (apply: (x: Tensor, w: Tensor) => Tensor) => {
    const model: Model<{ readonly w: Tensor }> = {
      initialize: () => ({ w: full([], 0) }),
      apply: ({ w }, x) => apply(x, w),
    };
    return predictor({ engine: js, model, parameters, example: f32(2) });
  };
  const rows = (count: number) => Array.from({ length: count }, (_, row) => [row, 2 * row]);

  it("sees the batch as it is", async () => {
    const centered = of((x, w) => mul(sub(x, mean(x)), w));
    for (const count of [1, 3, 20, 5, 64, 2]) {
      const given = rows(count);
      const middle = given.flat().reduce((total, value) => total + value, 0) / (2 * count);
      const { data } = await centered(given);
      [...data].forEach((value, at) => expect(value).toBeCloseTo(2 * ((given.flat()[at] ?? 0) - middle), 3));
    }
  });

  const zeros = (count: number) => Array.from({ length: count }, () => [0, 0]);

  it.each<readonly [string, (x: Tensor) => Tensor]>([
    ["by the largest", (x) => div(x, add(max(x, 0), 1))],
    ["by a mean of what is above 0", (x) => sub(x, mean(relu(x), 0))],
    ["by sums of those before", (x) => cumsum(x, 0)],
    ["by sums of those behind", (x) => flip(cumsum(flip(x, [0]), 0), [0])],
    ["by the one before", (x) => roll(x, 1, 0)],
    ["by their order", (x) => cast(argsort(x, 0), "f32")],
    ["by products", (x) => matmul(matmul(x, x, { transposeB: true }), x)],
    ["by which is above the mean", (x) => cast(greater(x, mean(x, 0)), "f32")],
  ])("is seen to mix %s, whatever comes first", async (_, mix) => {
    for (const first of [zeros(3), rows(3), rows(8), rows(2)]) {
      const mixing = of((x, w) => mul(mix(x), w));
      for (const given of [first, rows(20), rows(70), rows(1), rows(5)]) {
        const exact = await js.compile(trace({ x: f32(given.length, 2) }, ({ x }) => mul(mix(x), 2)));
        const { data } = await exact.runAsync({ x: Float32Array.from(given.flat()) });
        expect([...(await mixing(given)).data]).toEqual([...data]);
      }
    }
  });

  it("is seen to mix integers, whatever comes first", async () => {
    const table = hostTensor([[1], [20], [300], [4000]]);
    const model: Model<{ readonly table: Tensor<readonly [4, 1], "f32"> }, Tensor<readonly number[], "i32">> = {
      initialize: () => ({ table: full([4, 1], 0) }),
      apply: ({ table }, x) => {
        const read = take(table, x);
        return sub(read, mean(read, 0));
      },
    };
    const ids = (count: number, most: number) => Array.from({ length: count }, (_, row) => row % most);
    for (const most of [1, 2, 4]) {
      const mixing = predictor({ engine: js, model, parameters: new Map([["table", table]]), example: i32() });
      for (const [count, below] of [
        [3, most],
        [8, most],
        [20, 4],
        [5, 3],
      ] as const) {
        const given = ids(count, below);
        const values = given.map((id) => table.data[id] ?? 0);
        const middle = values.reduce((total, value) => total + value, 0) / count;
        const { data } = await mixing(given);
        data.forEach((value, at) => expect(value).toBeCloseTo((values[at] ?? 0) - middle, 2));
      }
    }
  });

  it("may have outputs without examples", async () => {
    const total = of((x, w) => mul(sum(x), w));
    for (const count of [1, 3, 20, 1]) {
      const { data, shape } = await total(rows(count));
      expect(shape).toEqual([]);
      expect(data[0]).toBe(
        2 *
          rows(count)
            .flat()
            .reduce((sum, value) => sum + value, 0),
      );
    }
  });

  it("may be for batches of one size", async () => {
    const fixed = of((x, w) => reshape(mul(x, w), [3, 2]));
    expect([...(await fixed(rows(3))).data]).toEqual([0, 0, 2, 4, 4, 8]);
    await expect(fixed(rows(2))).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
    expect([...(await fixed(rows(3))).data]).toEqual([0, 0, 2, 4, 4, 8]);
  });
});

// What a thread holds is counted by itself alone.
it.skipIf(isElsewhere)(
  "holds the parameters once in the memory of this thread, for batches of 1 to 64 examples",
  async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const width = 1024;
    const bytes = 4 * width * width;
    const model: Model<{ readonly weights: Tensor }> = {
      initialize: () => ({ weights: full([width, width], 0) }),
      apply: ({ weights }, x) => matmul(x, weights),
    };
    const given = (): ReadonlyMap<string, HostTensor> =>
      new Map([["weights", { ...f32(width, width), data: new Float32Array(width * width).fill(1) }]]);
    // What is let go of is gone some collections later; what is held never is.
    const held = async (): Promise<number> => {
      let least = Number.POSITIVE_INFINITY;
      for (let turn = 0; turn < 20; turn++) {
        collect();
        await new Promise((resolve) => setTimeout(resolve, 10));
        least = Math.min(least, process.memoryUsage().arrayBuffers);
      }
      return least;
    };
    let programs = 0;
    const backend = backendUnderTest();
    const prepare: typeof backend.prepare = (...parts) => {
      programs++;
      return backend.prepare(...parts);
    };
    const engine = createEngine({ backend: { ...backend, prepare } });
    const before = await held();
    const predict = predictor({ engine, model, parameters: given(), example: f32(width) });
    for (const count of [...Array.from({ length: 64 }, (_, at) => at + 1), 1, 64, 7]) {
      await predict(new Float32Array(count * width));
    }
    expect((await held()) - before).toBeLessThan(1.5 * bytes);
    // One for single examples, and one for all others.
    expect(programs).toBe(2);
    await predict(new Float32Array(width));
  },
  120_000,
);

describe("a trainer", () => {
  const parts = { ...lineConfig(), engine: js };

  it("predicts with the parameters of now, which a predictor gets too", async () => {
    const trainer = createTrainer(parts);
    await expect(trainer.predict([[1, 2]])).rejects.toMatchObject({ code: "TRAINER_STATE" });
    const during: Promise<HostTensor>[] = [];
    trainer.events$.subscribe((event) => {
      if (event.type === "step" && event.step === 2) during.push(trainer.predict([[1, 2]]));
    });
    await trainer.start();
    const own = predictor({
      engine: js,
      model: parts.model,
      parameters: await trainer.readParameters(),
      example: f32(2),
    });
    const rows = Array.from({ length: 20 }, (_, row) => [row, -row]);
    const outputs = await trainer.predict(rows);
    expect(outputs.shape).toEqual([20, 1]);
    expect(outputs.data).toEqual((await own(rows)).data);
    const [early] = await Promise.all(during);
    expect(early?.data).not.toEqual((await own([[1, 2]])).data);
    await trainer.writeParameters(new Map([["bias", hostTensor([100])]]));
    expect((await trainer.predict([[0, 0]])).data[0]).toBe(100);
    await expect(trainer.predict([1, 2] as never)).rejects.toThrow("one example is f32[2]; give f32[n, 2]");
  });

  it("predicts with what is evaluated in place of the parameters", async () => {
    const trainer = createTrainer({ ...parts, optimizer: averageWeights(adam(0.1)) });
    await trainer.start();
    const { state } = await trainer.snapshot();
    const weights = [...state].find(
      ([path]) => path.endsWith("average.weights") || /average.*weights$/.test(path),
    )?.[1];
    const { data } = await trainer.predict([
      [0, 0],
      [1, 0],
    ]);
    expect((data[1] ?? 0) - (data[0] ?? 0)).toBeCloseTo(weights?.data[0] ?? Number.NaN, 5);
    const [own] = (await trainer.readParameters()).get("weights")?.data ?? [];
    expect(weights?.data[0]).not.toBeCloseTo(own ?? 0, 3);
  });
});
