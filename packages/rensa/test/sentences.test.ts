/** What somebody reads who is new here, and gave the nearest wrong thing: the sentence says what to write instead. */
import { jsBackend } from "@rensa/backend-js";
import { standardize, Dataset } from "@rensa/data";
import { dense } from "@rensa/nn";
import { mul, softmaxCrossEntropy } from "@rensa/ops";
import * as optim from "@rensa/optim";
import { describe, expect, it } from "vitest";
import { createEngine, f32, hostTensor, i32, standardRegistry, trace, type Tensor } from "../src/index.ts";
import { caught } from "./caught.ts";

const engine = createEngine({ backend: jsBackend() });
const dataset = Dataset.fromArrays({ inputs: new Float32Array([0, 1, 2, 3]), targets: [0, 1], shape: [2], classes: 2 });
const config = {
  model: dense(2, 2),
  loss: softmaxCrossEntropy,
  optimizer: optim.sgd(0.1),
  data: dataset.batch(1),
  epochs: 1,
  engine,
};

/** The sentence of a training of another config, which plain JavaScript gives. */
async function trained(changed: object): Promise<string> {
  try {
    await optim.createTrainer({ ...config, ...changed } as never).start();
  } catch (error) {
    return String(error);
  }
  return "nothing";
}

/** The sentence of a trace. */
const traced = (body: (x: Tensor, key: Tensor) => unknown): string =>
  caught(() => trace({ x: f32(2, 2), key: i32(2) }, ({ x, key }) => body(x, key) as never)).sentence;

describe("a training", () => {
  it.each([
    ["epochs in quotes", { epochs: "3" }, 'train: "3" epochs; give an integer from 0.'],
    ["an optimizer that was not called", { optimizer: optim.adam }, "the optimizer is a function; give adam(...)."],
    ["a model that was not called", { model: dense }, "the model is a function; give dense(...)."],
  ])("with %s", async (_, changed, sentence) => {
    expect(await trained(changed)).toContain(sentence);
  });
});

describe("an optimizer", () => {
  const names = [
    "adagrad",
    "adam",
    "adamax",
    "adamw",
    "lamb",
    "lion",
    "muon",
    "nadam",
    "radam",
    "rmsprop",
    "sgd",
    "scaleByLearningRate",
  ] as const;
  it.each(names)("%s names itself where the learning rate is none", (name) => {
    const make = optim[name] as (rate?: unknown, inner?: unknown) => unknown;
    const inner = name === "muon" ? optim.sgd(0.1) : undefined;
    const wanted = "give a number such as 1e-3, or a schedule.";
    expect(caught(() => make(undefined, inner)).sentence).toBe(`${name}: the learning rate is missing; ${wanted}`);
    expect(caught(() => make("0.01", inner)).sentence).toBe(`${name}: the learning rate is "0.01"; ${wanted}`);
  });
});

describe("a graph", () => {
  it("says how labels become i32, and what takes probabilities", () => {
    const one = traced((x) => softmaxCrossEntropy(x as never, x as never));
    expect(one).toContain(
      'the labels are f32; make them i32: of a data set by `classes: n`, in a graph by cast(labels, "i32")',
    );
    expect(one).toContain("use softTargetCrossEntropy (of logits) or categoricalCrossEntropy.");
  });

  it.each([
    ["a list", [1, 2], "a list of 2"],
    ["a host tensor", hostTensor([1, 2]), "an object"],
    ["a text", "2", "a string"],
  ])("says how %s becomes a tensor", (_, given, words) => {
    expect(traced((x) => mul(x, given as never))).toBe(
      `mul: b is ${words}, not a tensor or a number; write constant([1, 2]).`,
    );
  });
});

describe("data", () => {
  it("of a scaling are tensors", () => {
    const scaling = standardize(dataset);
    for (const name of ["scale", "restore"] as const) {
      for (const given of [[[0.1, 0.2]], [0.1, 0.2], 0.1]) {
        expect(caught(() => scaling[name](given as never)).sentence).toMatch(
          new RegExp(
            `^${name}: what is scaled is .*; give a tensor, such as hostTensor\\(\\[\\[0.1, 0.2, 0\\]\\]\\)\\.$`,
          ),
        );
      }
    }
    // @ts-expect-error -- TypeScript says the same.
    expect(() => scaling.scale([[0.1, 0.2]])).toThrow(/scale/);
  });

  it("of a batch size are a number", () => {
    expect(caught(() => dataset.batch("8" as never)).sentence).toContain('batch: "8" is not a batch size');
  });

  it("of a model are its bytes", () => {
    expect(
      caught(() => optim.loadModel("model.safetensors" as never, { engine, registry: standardRegistry() })).sentence,
    ).toBe('loadModel: the file is "model.safetensors"; give its bytes, a Uint8Array.');
  });
});
