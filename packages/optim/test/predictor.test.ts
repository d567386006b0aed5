/** Predictors: what they take, answer and refuse. */
import { defineOp, definePlugin, f32, full, hostTensor, i32, type HostTensor, type Tensor } from "@rensa/core";
import { batchNorm, dense, dropout, sequential, type Model } from "@rensa/nn";
import { add, cast, mul, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { createTrainer, predictor } from "../src/index.ts";
import { lineConfig } from "./line.ts";
import { backendUnderTest } from "./backend-under-test.ts";
import { createEngine } from "rensa";

const model = sequential(dense(2, 8), batchNorm(8), dropout(0.5), dense(8, 1));

function examples(from: number, count: number): HostTensor<readonly [number, 2], "f32"> {
  const data = Float32Array.from({ length: 2 * count }, (_, at) => Math.sin(2 * from + at));
  return { ...f32(count, 2), data };
}

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
