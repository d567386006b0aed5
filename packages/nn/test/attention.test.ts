/** Attention layers: what rows see, positions, dropout, and what is refused. */
import { jsBackend } from "@rensa/backend-js";
import {
  constant,
  f32,
  full,
  gradientsOf,
  hostTensor,
  i32,
  RensaError,
  sampleTensor,
  trace,
  type HostTensor,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { difference } from "@rensa/core/compiler";
import {
  add,
  foldIn,
  matmul,
  reshape,
  rotaryEmbedding,
  scaledDotProductAttention,
  slice,
  sum,
  transpose,
} from "@rensa/ops";
import { afterAll, describe, expect, it } from "vitest";
import { learnedPositions } from "../src/attention/learned-positions.ts";
import { attendHeads, type Heads } from "../src/attention/attend.ts";
import { multiHeadAttention, type AttentionParameters } from "../src/attention/multi-head-attention.ts";
import { sinusoidalPositions } from "../src/attention/sinusoidal-positions.ts";
import type { ApplyContext } from "../src/model.ts";
import { evaluate, fixedLike, prepare, training } from "./evaluate-layer.ts";
import { inference, settings } from "./recurrent-reference.ts";

const x = sampleTensor([2, 6, 8], -1, 1, "f32");
const wasm = settings.wasm.options;
afterAll(() => wasm.backend.close());

type Rows = Tensor<readonly [2, 6, 8], "f32">;
type Operand = "queries" | "keys" | "values";

/** `x` with all rows from a position on replaced. */
function changedFrom(position: number): HostTensor {
  const data = Float32Array.from(x.data, (value, at) => (Math.floor(at / 8) % 6 >= position ? 3 - 5 * value : value));
  return { ...x, data };
}

/** The rows of the output before a position, of all examples. */
function rowsBefore(position: number, output: HostTensor | undefined): readonly number[] {
  return Array.from(output?.data ?? []).filter((_, at) => Math.floor(at / 8) % 6 < position);
}

describe.each([
  ["JavaScript", { backend: jsBackend() }],
  ["WebAssembly", wasm],
])("causal attention, on %s", (_name, options) => {
  it("hides the future: other rows there leave the bits of the past as they are", async () => {
    const layer = multiHeadAttention(8, 2, { causal: true, rotary: true });
    const run = await prepare(
      { x },
      ({ x: rows }, key) => ({ y: layer.apply(fixedLike(layer.initialize(key)), rows as Rows, inference) }),
      options,
    );
    const [first, second] = [run({ x })["y"], run({ x: changedFrom(4) })["y"]];
    expect(rowsBefore(4, second)).toEqual(rowsBefore(4, first));
    expect(second?.data).not.toEqual(first?.data);
    expect(rowsBefore(4, first).every(Number.isFinite)).toBe(true);
  });
});

describe("multiHeadAttention", () => {
  it("without a causal mask sees the future", async () => {
    const layer = multiHeadAttention(8, 2);
    const run = await prepare({ x }, ({ x: rows }, key) => ({
      y: layer.apply(fixedLike(layer.initialize(key)), rows as Rows, inference),
    }));
    expect(rowsBefore(4, run({ x: changedFrom(4) })["y"])).not.toEqual(rowsBefore(4, run({ x })["y"]));
  });

  it("is projections, rotations and scaledDotProductAttention", async () => {
    const layer = multiHeadAttention(8, 2, { causal: true, rotary: { base: 100, pairing: "neighbors" } });
    const heads = (rows: Tensor, { weights, bias }: AttentionParameters["query"]): Tensor =>
      transpose(reshape(add(matmul(rows, weights), bias), [2, 6, 2, 4]), [0, 2, 1, 3]);
    const { found, wanted } = await evaluate({ x }, ({ x: rows = constant(0) }, key) => {
      const parameters = fixedLike(layer.initialize(key));
      const turned = (part: AttentionParameters["query"]): Tensor =>
        rotaryEmbedding(heads(rows, part), { base: 100, pairing: "neighbors" });
      const attended = scaledDotProductAttention(
        turned(parameters.query),
        turned(parameters.key),
        heads(rows, parameters.value),
        { causal: true },
      );
      const joined = reshape(transpose(attended, [0, 2, 1, 3]), [2, 6, 8]);
      return {
        found: layer.apply(parameters, rows as Rows, inference),
        wanted: add(matmul(joined, parameters.output.weights), parameters.output.bias),
      };
    });
    expect(difference(found?.data ?? [], wanted?.data ?? [], 1e-12)).toBeNull();
  });

  it("does not see what a mask hides, and gives the output's bias where it sees nothing", async () => {
    const layer = multiHeadAttention(8, 2);
    // The first example has 4 rows and padding, the second nothing.
    const lengths = [4, 0];
    const mask = hostTensor(
      Uint8Array.from({ length: 12 }, (_, at) => Number(at % 6 < (lengths[Math.floor(at / 6)] ?? 0))),
      [2, 1, 1, 6],
      "bool",
    );
    const run = await prepare({ x, memory: x, mask }, ({ x: rows, memory, mask: seen }, key) => {
      const { output, ...projections } = fixedLike(layer.initialize(key));
      const parameters = { ...projections, output: { ...output, bias: full([8], 0.25) } };
      return {
        y: layer.attend(parameters, rows as Rows, memory as Rows, inference, { mask: seen as Tensor<Shape, "bool"> }),
      };
    });
    const seeing = (memory: HostTensor) => run({ x, memory, mask })["y"];
    const [first, second] = [seeing(x), seeing(changedFrom(4))];
    expect(first?.data.slice(0, 48)).toEqual(second?.data.slice(0, 48));
    expect(first?.data.slice(0, 48)).not.toEqual(seeing(changedFrom(3))?.data.slice(0, 48));
    expect(Array.from(first?.data.slice(48) ?? [])).toEqual(Array.from({ length: 48 }, () => 0.25));
  });

  it("drops attention weights in a training, and divides the others by what is kept", async () => {
    const heads = sampleTensor([1, 2, 24, 4], -1, 1, "f32");
    const values = hostTensor(
      Float32Array.from({ length: 24 * 24 }, (_, at) => Number(at % 25 === 0)),
      [1, 1, 24, 24],
    );
    const { all, dropped } = await evaluate({ heads, values }, (given, key) => {
      // Values of ones on the diagonal show the weights themselves.
      const rows = { queries: given["heads"], keys: given["heads"], values: given["values"] } as Record<Operand, Heads>;
      const visibility = { causal: true, mask: undefined };
      return {
        all: attendHeads(rows, visibility, null),
        dropped: attendHeads(rows, visibility, { rate: 0.25, key }),
      };
    });
    const weights = Array.from(all?.data ?? []);
    const kept = Array.from(dropped?.data ?? [], (value) => value !== 0);
    const visible = weights.filter((weight) => weight !== 0).length;
    expect(visible).toBe(24 * 25);
    const wanted = weights.map((weight, at) => (kept[at] === true ? weight / 0.75 : 0));
    expect(difference(dropped?.data ?? [], wanted, 1e-12)).toBeNull();
    expect(kept.filter(Boolean).length / visible).toBeCloseTo(0.75, 1);
  });

  it("drops nothing outside of a training, and the same for the same key", async () => {
    const layer = multiHeadAttention(8, 2, { dropout: 0.5 });
    const results = await evaluate({ x }, ({ x: rows }, key) => {
      const parameters = fixedLike(layer.initialize(key));
      const apply = (context: ApplyContext): Tensor => layer.apply(parameters, rows as Rows, context);
      return {
        outside: apply(inference),
        without: multiHeadAttention(8, 2).apply(parameters, rows as Rows, training(key)),
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

  it("refuses what cannot be", () => {
    expect(() => multiHeadAttention(10, 3)).toThrow(RensaError);
    expect(() => multiHeadAttention(10, 3)).toThrow("a width of 10 cannot be divided into 3 heads");
    expect(() => multiHeadAttention(6, 2, { rotary: true })).toThrow("heads of width 3 cannot be rotated");
    expect(() => multiHeadAttention(8, 2, { dropout: 1 })).toThrow("the dropout is 1");
    expect(() => multiHeadAttention(8, 0)).toThrow("the number of heads is 0");
    const layer = multiHeadAttention(8, 2);
    const attended =
      (inputs: Shape, memory: Shape): (() => unknown) =>
      () =>
        trace({ key: i32(2), x: f32(...inputs), other: f32(...memory) }, ({ key, x: rows, other }): Tensor =>
          layer.attend(layer.initialize(key), rows, other, inference),
        );
    expect(attended([2, 6, 7], [2, 6, 8])).toThrow("multiHeadAttention: takes 8 features");
    expect(attended([6, 8], [2, 6, 8])).toThrow("[batch, time, features]");
    expect(attended([2, 6, 8], [3, 6, 8])).toThrow("2 examples of inputs and 3 of the memory");
  });
});

describe("learnedPositions", () => {
  it("adds the first rows, to which alone gradients flow", async () => {
    const layer = learnedPositions(10, 8);
    const { y, wanted, gradient } = await evaluate({ x }, ({ x: rows }, key) => {
      const parameters = layer.initialize(key);
      const made = layer.apply(parameters, rows as Rows, inference);
      return {
        y: made,
        wanted: add(rows as Rows, slice(parameters.positions, [0, 0], [6, 8])),
        gradient: gradientsOf(sum(made), parameters).positions,
      };
    });
    expect(y?.data).toEqual(wanted?.data);
    expect(y?.data).not.toEqual(Float64Array.from(x.data));
    expect(Array.from(gradient?.data ?? [])).toEqual(Array.from({ length: 80 }, (_, at) => (at < 48 ? 2 : 0)));
  });

  it("refuses a sequence longer than its positions", () => {
    const layer = learnedPositions(5, 8);
    const applied = (): unknown =>
      trace({ key: i32(2), x: f32(2, 6, 8) }, ({ key, x: rows }) =>
        layer.apply(layer.initialize(key), rows, inference),
      );
    expect(applied).toThrow("a sequence has 6 rows and there are 5 positions");
    expect(() => learnedPositions(0, 8)).toThrow("the number of positions is 0");
  });
});

describe("sinusoidalPositions", () => {
  it("adds sines and cosines of the position", async () => {
    const layer = sinusoidalPositions({ base: 100 });
    const { y } = await evaluate({ x }, ({ x: rows }) => ({ y: layer.apply({}, rows as Rows, inference) }));
    const wanted = Array.from(x.data, (value, at) => {
      const [feature, position] = [at % 8, Math.floor(at / 8) % 6];
      const angle = position * 100 ** ((-2 * Math.floor(feature / 2)) / 8);
      return value + (feature % 2 === 0 ? Math.sin(angle) : Math.cos(angle));
    });
    expect(difference(y?.data ?? [], wanted, 1e-12)).toBeNull();
    expect(() => sinusoidalPositions({ base: 0 })).toThrow("the base is 0");
  });
});
