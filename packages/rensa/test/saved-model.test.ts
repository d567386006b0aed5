/** Models in files: what another process predicts with them. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { flattenTree, isTyped, type HostTensor, type TensorTree, type TensorType } from "@rensa/core";
import { Categories, Dataset, standardize } from "@rensa/data";
import {
  batchNorm,
  compose,
  conv1d,
  dense,
  dropout,
  embedding,
  frozen,
  globalAveragePool,
  lstm,
  multiHeadAttention,
  sequential,
  withLengths,
} from "@rensa/nn";
import { add, concat, max, mul, softmaxCrossEntropy, sub } from "@rensa/ops";
import { saveModel } from "@rensa/optim/node";
import { afterAll, describe, expect, it } from "vitest";
import {
  adam,
  createEngine,
  createTrainer,
  defineOp,
  definePlugin,
  encodeModel,
  f32,
  hostTensor,
  i32,
  jsBackend,
  loadModel,
  predictor,
  RensaError,
  sampleTensor,
  type Model,
  type Tensor,
  type TypeTree,
} from "../src/index.ts";
import { engine, parametersOf, plain } from "./saved-models.ts";

const folder = mkdtempSync(join(tmpdir(), "rensa-models-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const bits = (tree: unknown) =>
  flattenTree(tree, (value): value is HostTensor => isTyped(value)).map(([path, { shape, data }]) => [
    path,
    shape,
    [...new Uint8Array(data.slice().buffer)],
  ]);

interface Pair {
  readonly words: Tensor<readonly [number, 4], "i32">;
  readonly numbers: Tensor<readonly [number, 2], "f32">;
}

/** TypeScript gives up on what a predictor of trees of any kind gives. */
async function call(predict: unknown, inputs: unknown): Promise<unknown> {
  return typeof predict === "function" ? ((await Reflect.apply(predict, undefined, [inputs])) as unknown) : undefined;
}

/** A model that was saved and loaded predicts as it does itself. */
async function expectSameBits<O extends TensorTree, I extends TypeTree, Q extends TypeTree = TensorType>(
  { outputs, ...given }: { readonly model: Model<TensorTree, never, O>; readonly example: I; readonly outputs?: Q },
  inputs: unknown,
): Promise<void> {
  const parameters = parametersOf(given.model);
  const direct = predictor({ engine, parameters, ...given });
  const reading = { engine, example: given.example, ...(outputs === undefined ? {} : { outputs }) };
  const loaded = loadModel(encodeModel({ parameters, ...given }), reading);
  expect(bits(await call(loaded.predict, inputs))).toEqual(bits(await call(direct, inputs)));
  expect([...loaded.parameters.keys()].sort()).toEqual([...parameters.keys()].sort());
}

const batch = (size: number) => sampleTensor([size, 2], -1, 1);

describe("a saved model", () => {
  it("predicts in another process, with what was fitted beside it", async () => {
    const species = new Categories(["setosa", "versicolor", "virginica"]);
    const rows = Array.from({ length: 90 }, (_, at) => [
      100 + 3 * (at % 3) + Math.sin(at),
      -50 * (at % 3) + Math.cos(at),
    ]);
    const data = Dataset.fromArrays({ inputs: rows, targets: rows.map((_, at) => at % 3), shape: [2], classes: 3 });
    const scaling = standardize(data);
    const trainer = createTrainer({
      model: plain,
      loss: softmaxCrossEntropy,
      optimizer: adam(0.02),
      data: scaling.apply(data).batch(30),
      epochs: 40,
      engine,
    });
    await trainer.start();
    const path = join(folder, "deeper", "flowers.safetensors");
    const parameters = await trainer.readParameters();
    await saveModel(path, { model: plain, parameters, example: f32(2), notes: { scaling, classes: species } });

    const given = rows.slice(0, 11);
    const reader = fileURLToPath(new URL("saved-model-reader.ts", import.meta.url));
    const text = execFileSync(process.execPath, ["--import", "tsx", reader, path, JSON.stringify(given)], {
      encoding: "utf8",
    });
    const answer = JSON.parse(text) as { readonly scores: readonly number[]; readonly names: readonly string[] };
    expect(answer.names).toEqual(given.map((_, at) => species.values[at % 3]));
    const { data: scores } = await trainer.predict(scaling.scale(hostTensor(given, [11, 2])));
    expect(answer.scores).toEqual([...scores]);
    expect(readdirSync(join(folder, "deeper"))).toEqual(["flowers.safetensors"]);
  });

  const steps: HostTensor = sampleTensor([5, 6, 2], -1, 1);
  const words = hostTensor(
    Array.from({ length: 20 }, (_, at) => at % 9),
    [5, 4],
    "i32",
  );
  it.each<readonly [name: string, check: () => Promise<void>]>([
    ["dense layers", () => expectSameBits({ model: plain, example: f32(2) }, batch(5))],
    [
      "running means and dropout",
      () => {
        const model = sequential(dense(2, 4), batchNorm(4), dropout(0.5), dense(4, 1));
        return expectSameBits({ model, example: f32(2) }, batch(5));
      },
    ],
    [
      "a frozen layer",
      () => expectSameBits({ model: sequential(frozen(dense(2, 4)), dense(4, 2)), example: f32(2) }, batch(5)),
    ],
    [
      "a loop over time",
      () => {
        const model = sequential(lstm(2, 4, { output: "last" }), dense(4, 1));
        return expectSameBits({ model, example: f32(6, 2) }, steps);
      },
    ],
    [
      "attention",
      () => {
        const model = sequential(dense(2, 4), multiHeadAttention(4, 2, { causal: true }));
        return expectSameBits({ model, example: f32(6, 2) }, steps);
      },
    ],
    [
      "sequences of several lengths",
      () => {
        const model = withLengths(sequential(embedding(9, 4), conv1d(4, 3, 2), globalAveragePool(), dense(3, 2)));
        const example = { values: i32(4), lengths: i32() };
        return expectSameBits({ model, example }, { values: words, lengths: hostTensor([1, 4, 2, 3, 4], [5], "i32") });
      },
    ],
    [
      "two inputs and two outputs",
      () => {
        const model = compose(
          { embed: embedding(9, 3), body: dense(5, 4) },
          ({ embed, body }, { words: w, numbers }: Pair) => {
            const features = body(concat([max(embed(w), 1), numbers], -1));
            return { sum: add(features, 1), "a b": mul(features, 2) };
          },
        );
        const outputs = { sum: f32(4), "a b": f32(4) };
        return expectSameBits(
          { model, example: { words: i32(4), numbers: f32(2) }, outputs },
          { words, numbers: batch(5) },
        );
      },
    ],
    [
      "a list of inputs",
      () => {
        const model: Model<Record<never, never>, readonly [Tensor, Tensor], readonly Tensor[]> = {
          initialize: () => ({}),
          apply: (_, [a, b]) => [sub(a, b)],
        };
        const example = [f32(2), f32(2)] as const;
        return expectSameBits({ model, example, outputs: [f32(2)] }, [batch(5), batch(5)]);
      },
    ],
  ])("has the bits of its predictor: %s", async (_, check) => {
    await check();
  });

  it("takes batches of any size, and other parameters", async () => {
    const parameters = parametersOf(plain);
    const direct = predictor({ engine, model: plain, parameters, example: f32(2) });
    const { predict } = loadModel(encodeModel({ model: plain, parameters, example: f32(2), sizes: [3, 5, 3] }), {
      engine,
    });
    for (const size of [1, 2, 3, 4, 5, 6, 40]) {
      expect(bits(await predict(batch(size)))).toEqual(bits(await direct(batch(size))));
    }
    const other = new Map([["dense_2.bias", hostTensor([5, 6, 7])]]);
    predict.setParameters(other);
    direct.setParameters(other);
    expect(bits(await predict(batch(2)))).toEqual(bits(await direct(batch(2))));
    expect(() => {
      predict.setParameters(new Map([["dense_3.bias", hostTensor([5])]]));
    }).toThrow(RensaError);
    await expect(predict([])).rejects.toMatchObject({ code: "INPUT_MISMATCH" });
    await expect(predict([[1]])).rejects.toMatchObject({ code: "INPUT_MISMATCH" });
  });

  it("that mixes the examples of a batch takes the sizes that it was saved for", async () => {
    const mixing: Model<Record<never, never>> = { initialize: () => ({}), apply: (_, x) => sub(x, max(x, 0)) };
    const file = encodeModel({ model: mixing, parameters: new Map(), example: f32(2), sizes: [2, 4] });
    const { predict } = loadModel(file, { engine });
    expect([
      ...(
        await predict([
          [1, 5],
          [3, 2],
        ])
      ).data,
    ]).toEqual([-2, 0, 0, -3]);
    await expect(predict(batch(3))).rejects.toThrow(/was saved for batches of 2, 4/);
  });

  it("says nothing of where its code stands", () => {
    const file = encodeModel({ model: plain, parameters: parametersOf(plain), example: f32(2) });
    const text = Buffer.from(file).toString("latin1");
    expect(text).not.toContain("test.ts");
    expect(text).not.toContain(process.cwd());
  });

  it("needs the plugins whose ops it uses", async () => {
    const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.mul(2) } });
    const plugin = definePlugin({ name: "rensa-plugin-twice", version: "1.0.0", ops: { twice } });
    const model: Model<Record<never, never>> = { initialize: () => ({}), apply: (_, x) => twice(x) };
    const file = encodeModel({ model, parameters: new Map(), example: f32(2) });
    expect(() => loadModel(file, { engine })).toThrow(/twice/);
    const { predict } = loadModel(file, { engine: createEngine({ backend: jsBackend(), plugins: [plugin] }) });
    expect([...(await predict([[1, 2]])).data]).toEqual([2, 4]);
  });

  it("keeps notes as JSON has them, whatever their names", () => {
    const notes = JSON.parse('{"__proto__": {"polluted": true}, "a": [1, null, {"b": "c"}], "": "empty"}') as Record<
      string,
      unknown
    >;
    const file = encodeModel({
      model: plain,
      parameters: parametersOf(plain),
      example: f32(2),
      notes: { ...notes, nan: Number.NaN },
    });
    const loaded = loadModel(file, { engine });
    expect(loaded.notes.get("a")).toEqual([1, null, { b: "c" }]);
    expect(loaded.notes.get("")).toBe("empty");
    expect(loaded.notes.get("nan")).toBeNaN();
    expect(loaded.notes.get("toString")).toBeUndefined();
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});
