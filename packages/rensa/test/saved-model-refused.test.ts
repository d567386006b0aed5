/** Models that cannot be saved, and files that are no models. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeSafetensors, encodeSafetensors } from "@rensa/io";
import { add, max } from "@rensa/ops";
import { loadModel as loadModelOn } from "@rensa/optim";
import { saveModel } from "@rensa/optim/node";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import {
  encodeModel,
  f32,
  hostTensor,
  i32,
  loadModel,
  RensaError,
  standardRegistry,
  type Model,
  type Tensor,
  type TypeTree,
} from "../src/index.ts";
import { engine, parametersOf, plain } from "./saved-models.ts";

const folder = mkdtempSync(join(tmpdir(), "rensa-models-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("what is refused", () => {
  const parameters = parametersOf(plain);
  const right = { model: plain, parameters, example: f32(2) };
  const circular: Record<string, unknown> = {};
  circular["self"] = circular;

  it.each([
    ["parameters of another model", { ...right, parameters: new Map([["weights", hostTensor([1])]]) }],
    ["no sizes", { ...right, sizes: [] }],
    ["a size that is none", { ...right, sizes: [0.5] }],
    ["many sizes", { ...right, sizes: Array.from({ length: 17 }, (_, at) => at + 1) }],
    ["a note that is a function", { ...right, notes: { run: () => 1 } }],
    ["a note that is not there", { ...right, notes: { scaling: undefined } }],
    ["a note that is an instance", { ...right, notes: { at: { map: new Map() } } }],
    ["a note that holds itself", { ...right, notes: { circular } }],
    ["an option that there is not", { ...right, name: "mine" }],
  ])("when it is written: %s", (_, given) => {
    expect(() => encodeModel(given)).toThrow(RensaError);
  });

  it("a model that gives no row for each example, and one that throws", () => {
    const total: Model<Record<never, never>> = { initialize: () => ({}), apply: (_, x) => max(x) };
    expect(() => encodeModel({ model: total, parameters: new Map(), example: f32(2) })).toThrow(/first axis/);
    const broken: Model<Record<never, never>> = {
      initialize: () => ({}),
      apply: () => {
        throw new Error("not yet");
      },
    };
    expect(() => encodeModel({ model: broken, parameters: new Map(), example: f32(2) })).toThrow(/not yet/);
  });

  it("a file in the place of which nothing could be written stays as it was", async () => {
    const path = join(folder, "kept.safetensors");
    writeFileSync(path, "before");
    await expect(saveModel(path, { ...right, sizes: [] })).rejects.toBeInstanceOf(RensaError);
    expect(readFileSync(path, "utf8")).toBe("before");
    for (const wrong of [undefined, null, 7, NaN, [], {}, () => path, Promise.resolve(path)]) {
      for (const given of [
        [wrong, right],
        [path, wrong],
      ] as const) {
        const saved: Promise<unknown> = Reflect.apply(saveModel, undefined, given);
        await expect(saved).rejects.toBeInstanceOf(RensaError);
      }
    }
    expect(readFileSync(path, "utf8")).toBe("before");
    await expect(saveModel(join(path, "below"), right)).rejects.toMatchObject({ code: "STORAGE_FAILED" });
  });

  it("another example or outputs than the file's, and none where there are several", () => {
    const file = encodeModel(right);
    const others: readonly { readonly example?: TypeTree; readonly outputs?: TypeTree }[] = [
      { example: f32(3) },
      { example: i32(2) },
      { outputs: f32(2) },
      { example: { x: f32(2) } },
    ];
    for (const said of others) {
      expect(() => loadModel(file, { engine, ...said })).toThrow(expect.objectContaining({ code: "INPUT_MISMATCH" }));
    }
    const pair: Model<Record<never, never>, { readonly a: Tensor; readonly b: Tensor }> = {
      initialize: () => ({}),
      apply: (_, { a, b }) => add(a, b),
    };
    const two = encodeModel({ model: pair, parameters: new Map(), example: { a: f32(1), b: f32(1) } });
    expect(() => loadModel(two, { engine })).toThrow(/\{ a: f32\[1\], b: f32\[1\] \}; say so by `example`/);
  });

  const file = encodeModel({ ...right, sizes: [1, 2], notes: { a: 1 } });
  const { tensors, metadata } = decodeSafetensors(file);
  const description = metadata["rensa.model"] ?? "";
  const graph = metadata["rensa.model.graph.2"] ?? "";
  const withTexts = (texts: Readonly<Record<string, string>>) => encodeSafetensors(tensors, { ...metadata, ...texts });
  const told = (change: Readonly<Record<string, unknown>>) =>
    withTexts({ "rensa.model": JSON.stringify({ ...(JSON.parse(description) as object), ...change }) });

  it.each([
    ["no safetensors file", new Uint8Array(100)],
    ["a file of parameters alone", encodeSafetensors(tensors)],
    ["another format", told({ format: 2 })],
    ["a description that is no JSON", withTexts({ "rensa.model": "{" })],
    ["a description that is a list", withTexts({ "rensa.model": "[]" })],
    ["no sizes", told({ sizes: [] })],
    ["sizes in another order", told({ sizes: [2, 1] })],
    ["a size of 0", told({ sizes: [0, 1] })],
    ["a size without a graph", told({ sizes: [1, 2, 3] })],
    ["notes that are a record", told({ notes: { a: "1" } })],
    ["a note without a text", told({ notes: [["a"]] })],
    ["a note that is no JSON", told({ notes: [["a", "{"]] })],
    ["a graph for other sizes", withTexts({ "rensa.model.graph.1": graph })],
    ["a graph that is none", withTexts({ "rensa.model.graph.2": "graph(" })],
    ["an op that there is not", withTexts({ "rensa.model.graph.2": graph.replaceAll("relu", "fetch") })],
    ["a graph of other types", withTexts({ "rensa.model.graph.2": graph.replaceAll("f32[2,8]", "f32[2,9]") })],
    [
      "a graph with another output",
      withTexts({ "rensa.model.graph.2": graph.replace("return outputs", "return others") }),
    ],
    ["a parameter too many", encodeSafetensors(new Map([...tensors, ["more", hostTensor([1])]]), metadata)],
    ["a parameter too few", encodeSafetensors(new Map([...tensors].slice(1)), metadata)],
  ])("when it is read: %s", (_, bytes) => {
    let thrown: unknown;
    try {
      loadModel(bytes, { engine });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(RensaError);
    expect(["FILE_INVALID", "GRAPH_INVALID", "PARSE_FAILED", "OP_UNKNOWN", "GRAPH_REFERENCE"]).toContain(
      (thrown as RensaError).code,
    );
  });

  it("a file damaged anywhere is read as one of a model, or refused with a sentence", () => {
    const text = fc.nat(file.length - 1);
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, change, isCut) => {
        const damaged = isCut ? file.slice(0, at) : Uint8Array.from(file);
        if (!isCut) damaged[at] = (damaged[at] ?? 0) ^ change;
        try {
          loadModelOn(damaged, { engine, registry: standardRegistry() });
        } catch (error) {
          expect(error).toBeInstanceOf(RensaError);
          expect((error as RensaError).code).not.toBe("INTERNAL");
        }
      }),
    );
  });

  it("texts that are longer than a reader allows", () => {
    expect(() => loadModel(file, { engine, maximumHeaderBytes: 100 })).toThrow(RensaError);
  });
});
