/** Transformer blocks: what rows see, dropout, options, and what is refused. */
import { jsBackend } from "@rensa/backend-js";
import {
  f32,
  flattenTree,
  hostTensor,
  i32,
  isTensor,
  RensaError,
  sampleTensor,
  trace,
  type HostTensor,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { foldIn } from "@rensa/ops";
import { afterAll, describe, expect, it } from "vitest";
import { crossAttentionDecoderBlock } from "../src/attention/cross-attention-decoder-block.ts";
import { transformerDecoderBlock } from "../src/attention/transformer-decoder-block.ts";
import { transformerEncoderBlock } from "../src/attention/transformer-encoder-block.ts";
import type { ApplyContext, Lengths } from "../src/model.ts";
import { evaluate, fixedLike, prepare, training } from "./evaluate-layer.ts";
import { inference, settings } from "./recurrent-reference.ts";

const x = sampleTensor([2, 6, 8], -1, 1, "f32");
const memory = sampleTensor([2, 5, 8], -1, 1, "f32");
const wasm = settings.wasm.options;
afterAll(() => wasm.backend.close());

type Rows = Tensor<readonly [2, 6, 8], "f32">;

/** The tensor with all rows from a position on replaced. */
function changedFrom(position: number, { shape, dtype, data }: HostTensor = x): HostTensor {
  const time = shape[1] ?? 1;
  return {
    shape,
    dtype,
    data: Float32Array.from(data, (value, at) => (Math.floor(at / 8) % time >= position ? 3 - 5 * value : value)),
  };
}

/** The rows of the output before a position, of all examples. */
function rowsBefore(position: number, output: HostTensor | undefined): readonly number[] {
  return Array.from(output?.data ?? []).filter((_, at) => Math.floor(at / 8) % 6 < position);
}

describe.each([
  ["JavaScript", { backend: jsBackend() }],
  ["WebAssembly", wasm],
])("decoder blocks, on %s", (_name, options) => {
  const alone = transformerDecoderBlock(8, 2, { hidden: 12, rotary: true });
  const crossed = crossAttentionDecoderBlock(8, 2, { hidden: 12, norm: "after" });

  it("hide the future: other rows there leave the bits of the past as they are", async () => {
    const run = await prepare(
      { x, memory },
      ({ x: rows, memory: seen }, key) => ({
        alone: alone.apply(fixedLike(alone.initialize(key)), rows as Rows, inference),
        crossed: crossed.apply(
          fixedLike(crossed.initialize(key)),
          { inputs: rows as Rows, memory: seen as Rows },
          inference,
        ),
      }),
      options,
    );
    const [first, second] = [run({ x, memory }), run({ x: changedFrom(4), memory })];
    for (const name of ["alone", "crossed"]) {
      expect(rowsBefore(4, second[name])).toEqual(rowsBefore(4, first[name]));
      expect(second[name]?.data).not.toEqual(first[name]?.data);
      expect(rowsBefore(4, first[name]).every(Number.isFinite)).toBe(true);
    }
  });
});

describe("masks of padding", () => {
  const mask = hostTensor(
    Uint8Array.from({ length: 12 }, (_, at) => Number(at % 6 < 4)),
    [2, 1, 1, 6],
    "bool",
  );

  it("hide it from an encoder block", async () => {
    const block = transformerEncoderBlock(8, 2, { hidden: 12 });
    const run = await prepare({ x, mask }, ({ x: rows, mask: seen }, key) => {
      const parameters = fixedLike(block.initialize(key));
      return {
        y: block.applyMasked(parameters, rows as Rows, seen as Tensor<Shape, "bool">, inference),
        all: block.apply(parameters, rows as Rows, inference),
      };
    });
    const [first, second] = [run({ x, mask }), run({ x: changedFrom(4), mask })];
    expect(rowsBefore(4, second["y"])).toEqual(rowsBefore(4, first["y"]));
    expect(rowsBefore(4, second["all"])).not.toEqual(rowsBefore(4, first["all"]));
  });

  it("are made of a memory's lengths for a decoder block, beside a mask of one's own", async () => {
    const block = crossAttentionDecoderBlock(8, 2, { hidden: 12 });
    const lengths = hostTensor(Int32Array.of(4, 6), [2]);
    const run = await prepare(
      { x, memory: x, mask, lengths },
      ({ x: rows, memory: seen, mask: which, lengths: of }, key) => {
        const parameters = fixedLike(block.initialize(key));
        const inputs = { inputs: rows as Rows, memory: seen as Rows, memoryLengths: of as Lengths };
        return {
          told: block.apply(parameters, inputs, inference),
          both: block.applyMasked(parameters, inputs, which as Tensor<Shape, "bool">, inference),
        };
      },
    );
    const seeing = (rows: HostTensor) => run({ x, memory: rows, mask, lengths });
    const [clean, behind] = [seeing(x), seeing(changedFrom(4))];
    const firstOf = (found: HostTensor | undefined) => found?.data.slice(0, found.data.length / 2);
    expect(firstOf(behind["told"])).toEqual(firstOf(clean["told"]));
    expect(behind["told"]?.data).not.toEqual(clean["told"]?.data);
    expect(behind["both"]?.data).toEqual(clean["both"]?.data);
  });

  it("of the memory hide it from a decoder block", async () => {
    const block = crossAttentionDecoderBlock(8, 2, { hidden: 12 });
    const run = await prepare({ x, memory: x, mask }, ({ x: rows, memory: seen, mask: which }, key) => ({
      y: block.applyMasked(
        fixedLike(block.initialize(key)),
        { inputs: rows as Rows, memory: seen as Rows },
        which as Tensor<Shape, "bool">,
        inference,
      ),
    }));
    const seeing = (rows: HostTensor) => run({ x, memory: rows, mask })["y"]?.data;
    expect(seeing(changedFrom(4))).toEqual(seeing(x));
    expect(seeing(changedFrom(3))).not.toEqual(seeing(x));
  });
});

describe("dropout in a block", () => {
  it("is on in a training alone, by the key, and in every part", async () => {
    const block = transformerEncoderBlock(8, 2, { hidden: 12, dropout: 0.5 });
    const plain = transformerEncoderBlock(8, 2, { hidden: 12 });
    const results = await evaluate({ x }, ({ x: rows }, key) => {
      const parameters = fixedLike(block.initialize(key));
      const apply = (context: ApplyContext): Tensor => block.apply(parameters, rows as Rows, context);
      return {
        outside: apply(inference),
        without: plain.apply(parameters, rows as Rows, training(key)),
        first: apply(training(key)),
        again: apply(training(key)),
        other: apply(training(foldIn(key, 1))),
      };
    });
    expect(results["outside"]?.data).toEqual(results["without"]?.data);
    expect(results["first"]?.data).not.toEqual(results["outside"]?.data);
    expect(results["again"]?.data).toEqual(results["first"]?.data);
    expect(results["other"]?.data).not.toEqual(results["first"]?.data);
  });

  it("leaves out what a part adds where all of it is dropped", async () => {
    // At this rate nothing of either part is kept by this key: then rows are what they were.
    const block = transformerEncoderBlock(2, 1, { hidden: 2, dropout: 0.97 });
    const row = sampleTensor([1, 1, 2], -1, 1, "f32");
    const { y } = await evaluate({ row }, ({ row: rows }, key) => ({
      y: block.apply(fixedLike(block.initialize(key)), rows as Tensor<readonly [1, 1, 2], "f32">, training(key)),
    }));
    expect(Array.from(y?.data ?? [])).toEqual(Array.from(row.data));
  });
});

describe("a block's parameters", () => {
  const initial = (block: { initialize(key: never): unknown }): Readonly<Record<string, Shape>> => {
    let shapes: Readonly<Record<string, Shape>> = {};
    trace({ key: i32(2) }, ({ key }) => {
      const leaves = flattenTree(block.initialize(key as never), isTensor);
      shapes = Object.fromEntries(leaves.map(([path, { shape }]) => [path, shape]));
      return key;
    });
    return shapes;
  };

  it("are four times as wide in the feed-forward part unless told otherwise", () => {
    expect(initial(transformerEncoderBlock(8, 2))["feedForward.expand.weights"]).toEqual([8, 32]);
    expect(initial(transformerDecoderBlock(8, 2, { hidden: 5 }))["feedForward.contract.weights"]).toEqual([5, 8]);
  });

  it("differ from projection to projection", async () => {
    const block = crossAttentionDecoderBlock(8, 2);
    const parameters = await evaluate({}, (_given, key) => block.initialize(key));
    const names = ["query", "key", "value", "output"].flatMap((name) => [
      `attention.${name}.weights`,
      `crossAttention.${name}.weights`,
    ]);
    expect(new Set(names.map((name) => parameters[name]?.data[0])).size).toBe(8);
  });
});

describe("a block", () => {
  it("refuses what cannot be", () => {
    expect(() => transformerEncoderBlock(10, 3)).toThrow(RensaError);
    expect(() => transformerEncoderBlock(10, 3)).toThrow("a width of 10 cannot be divided into 3 heads");
    expect(() => transformerDecoderBlock(8, 2, { hidden: 0 })).toThrow(
      "transformerDecoderBlock: the number of hidden features is 0",
    );
    expect(() => crossAttentionDecoderBlock(8, 2, { dropout: -1 })).toThrow("the dropout is -1");
    expect(() => transformerEncoderBlock(8, 2, { norm: "pre" as "before" })).toThrow(`the norm's place is "pre"`);
    const block = transformerEncoderBlock(8, 2);
    const applied = (): unknown =>
      trace({ key: i32(2), x: f32(...([2, 6, 7] as Shape)) }, ({ key, x: rows }) =>
        block.apply(block.initialize(key), rows, inference),
      );
    expect(applied).toThrow("transformerEncoderBlock: takes 8 features");
  });
});
