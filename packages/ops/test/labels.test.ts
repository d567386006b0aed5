/** Labels and indices that lie outside: rows that are left out, labels that are refused, NaN where a label is computed. */
import {
  compile,
  constant,
  f32,
  full,
  gradientsOf,
  hostTensor,
  i32,
  scan,
  trace,
  traceTree,
  vmap,
  type Backend,
  type HostTensor,
  type Tensor,
} from "@rensa/core";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
// By their paths: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import { wasmBackend } from "../../backend-wasm/src/index.ts";
import * as ops from "../src/index.ts";

const wasm = wasmBackend({ threads: 1 });
afterAll(() => wasm.close());
const backends: readonly (readonly [string, Backend])[] = [
  ["js", jsBackend()],
  ["wasm", wasm],
];

type Rows = Tensor<readonly [number, number]>;
type Labels = Tensor<readonly [number], "i32">;
interface Options {
  readonly ignoreLabel?: number;
  readonly reduction?: "mean" | "sum" | "none";
}

const losses = {
  softmaxCrossEntropy: (x: Rows, labels: Labels, options: Options) => ops.softmaxCrossEntropy(x, labels, options),
  smoothedCrossEntropy: (x: Rows, labels: Labels, options: Options) => ops.smoothedCrossEntropy(x, labels, options),
  negativeLogLikelihood: (x: Rows, labels: Labels, options: Options) =>
    ops.negativeLogLikelihood(ops.logSoftmax(x), labels, options),
  sparseCategoricalCrossEntropy: (x: Rows, labels: Labels, options: Options) =>
    ops.sparseCategoricalCrossEntropy(ops.softmax(x), labels, options),
  focalLoss: (x: Rows, labels: Labels, options: Options) => ops.focalLoss(x, labels, options),
} satisfies Readonly<Record<string, (x: Rows, labels: Labels, options: Options) => Tensor>>;
const names = Object.keys(losses) as readonly (keyof typeof losses)[];

const classes = 4;

/** Rows, with the loss and its gradient by each of them. */
async function lossOf(
  name: keyof typeof losses,
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  options: Options,
  { backend = jsBackend(), shift = 0 } = {},
): Promise<{ loss: readonly number[]; gradient: readonly number[] }> {
  const traced = trace({ x: f32(rows.length, classes), labels: i32(rows.length) }, ({ x, labels: given }) => {
    // With a shift, the labels are computed.
    const places = shift === 0 ? given : ops.add(given, shift);
    const loss = losses[name](x, places, options);
    return { loss, gradient: gradientsOf(ops.sum(loss), { x }).x };
  });
  const program = await compile(traced, { backend });
  const data = hostTensor(rows.flat(), [rows.length, classes]);
  const places = hostTensor(
    [...labels].map((label) => label - shift),
    [labels.length],
    "i32",
  );
  const { loss, gradient } = program.run({ x: data, labels: places }) as Readonly<Record<string, HostTensor>>;
  return { loss: Array.from(loss?.data ?? []), gradient: Array.from(gradient?.data ?? []) };
}

const row = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: classes, maxLength: classes });
const batch = fc.array(fc.record({ row, label: fc.integer({ min: 0, max: classes - 1 }), left: fc.boolean() }), {
  minLength: 1,
  maxLength: 6,
});

describe.each(names)("%s", (name) => {
  it("with rows that are left out is that of the other rows, and 0 of none", async () => {
    const property = fc.asyncProperty(
      batch,
      fc.constantFrom("mean" as const, "sum" as const),
      fc.constantFrom(-100, -1, classes, 0),
      async (all, reduction, ignoreLabel) => {
        const labeled = all.map(({ row, label, left }) => ({ row, label: left ? ignoreLabel : label }));
        const kept = labeled.filter(({ label }) => label !== ignoreLabel);
        const found = await lossOf(
          name,
          labeled.map((each) => each.row),
          labeled.map(({ label }) => label),
          { reduction, ignoreLabel },
        );
        const wanted =
          kept.length === 0
            ? { loss: [0], gradient: [] }
            : await lossOf(
                name,
                kept.map((each) => each.row),
                kept.map(({ label }) => label),
                { reduction },
              );
        expect(found.loss[0]).toBeCloseTo(wanted.loss[0] ?? Number.NaN, 5);
        const rest = [...wanted.gradient];
        const gradient = labeled.flatMap(({ label }) =>
          label === ignoreLabel ? Array<number>(classes).fill(0) : rest.splice(0, classes),
        );
        found.gradient.forEach((value, at) => expect(value).toBeCloseTo(gradient[at] ?? Number.NaN, 5));
      },
    );
    await fc.assert(property, { numRuns: 12 });
  });

  it.each(backends)("refuses a label outside of data with its row, on %s", async (_, backend) => {
    const rows = [
      [0, 1, 2, 3],
      [1, 0, 0, 1],
      [2, 2, 2, 2],
    ];
    for (const label of [-1, classes, 255, -100]) {
      await expect(lossOf(name, rows, [0, 1, label], {}, { backend })).rejects.toMatchObject({
        code: "LABEL_OUT_OF_RANGE",
        message: expect.stringContaining("row 2") as string,
      });
    }
    await expect(lossOf(name, rows, [0, -1, -100], { ignoreLabel: -1 }, { backend })).rejects.toMatchObject({
      code: "LABEL_OUT_OF_RANGE",
    });
  });

  it.each(backends)("of a computed label outside is NaN, and its row's gradient, on %s", async (_, backend) => {
    const rows = [
      [0, 1, 2, 3],
      [1, 0, 0, 1],
    ];
    for (const label of [-1, classes, -100]) {
      const { loss, gradient } = await lossOf(name, rows, [1, label], { reduction: "none" }, { backend, shift: 7 });
      expect(loss.map(Number.isNaN)).toEqual([false, true]);
      expect(gradient.map(Number.isNaN)).toEqual([...Array<boolean>(4).fill(false), ...Array<boolean>(4).fill(true)]);
      const mean = await lossOf(name, rows, [1, label], { ignoreLabel: -7 }, { backend, shift: 7 });
      expect(mean.loss).toEqual([Number.NaN]);
    }
  });
});

describe("a program", () => {
  it("refuses labels that are reshaped, cast, batched or read step by step, each with its row", async () => {
    const refused = { code: "LABEL_OUT_OF_RANGE", message: expect.stringContaining("row 2") as string };
    const backend = jsBackend();
    const x = hostTensor(Array(12).fill(0) as number[], [3, 4]);
    const labels = hostTensor([0, 3, 4], [3], "i32");
    const column = trace({ x: f32(3, 4), labels: f32(3, 1) }, ({ x, labels }) =>
      ops.softmaxCrossEntropy(x, ops.cast(ops.squeeze(labels, 1), "i32")),
    );
    const program = await compile(column, { backend });
    expect(() => program.run({ x, labels: [[0], [3], [4]] })).toThrow(expect.objectContaining(refused) as Error);
    expect(() => program.run({ x, labels: [[0], [3], [2]] })).not.toThrow();

    const batched = vmap(
      trace({ x: f32(4), label: i32() }, ({ x, label }) => ops.pick(x, label)),
      3,
    );
    const each = await compile(batched, { backend });
    expect(() => each.run({ x, label: labels })).toThrow(expect.objectContaining(refused) as Error);

    const steps = traceTree(
      { x: f32(3, 4), labels: i32(3) },
      ({ x, labels }: Record<string, Tensor>) =>
        scan(full([], 0) as Tensor, { row: x as Tensor, label: labels as Tensor }, (total, { row, label }) => [
          ops.add(total, ops.pick(row as never, label as never)),
          {},
        ])[0],
    );
    const loop = await compile(steps, { backend });
    expect(() => loop.run({ x, labels })).toThrow(expect.objectContaining(refused) as Error);
  });

  it("refuses labels that are written into its graph when it is compiled", async () => {
    const traced = trace({ x: f32(2, 3) }, ({ x }) =>
      ops.softmaxCrossEntropy(x, constant(hostTensor([0, 3], [2], "i32")) as Tensor<readonly [2], "i32">),
    );
    await expect(compile(traced, { backend: jsBackend() })).rejects.toMatchObject({ code: "LABEL_OUT_OF_RANGE" });
  });
});
