/** Every workload, at a reduced size, on the JavaScript backend. */
import { jsBackend } from "@rensa/backend-js";
import { describe, expect, it } from "vitest";
import { buildOurs } from "../src/ours/engine.ts";
import { profileTable } from "rensa/profile";
import { profile } from "../src/profile/profile.ts";
import type { TrainingDescription } from "../src/workloads/description.ts";
import { convolution, gemm } from "../src/workloads/layers.ts";
import { selectWorkloads, workload, workloadNames } from "../src/workloads/list.ts";
import { cnn, gru, mlp, transformer } from "../src/workloads/trainings.ts";

const base = { title: "", batch: 3 };
const trainings: readonly TrainingDescription[] = [
  mlp({ ...base, name: "mlp", widths: [6, 5, 4], activation: "relu", loss: "cross-entropy" }),
  mlp({ ...base, name: "tiny mlp", widths: [2, 4, 1], activation: "tanh", loss: "squared-error" }),
  cnn({ ...base, name: "cnn", side: 8, channels: [1, 2, 3], classes: 4 }),
  transformer({ ...base, name: "transformer", blocks: 1, width: 8, heads: 2, context: 4, vocabulary: 5 }),
  gru({ ...base, name: "gru", hidden: 4, steps: 3, vocabulary: 5 }),
];

describe("trainings", () => {
  it.each(trainings)("$name: losses are finite and sink on the same batch", async (description) => {
    const single = { ...description, batches: description.batches.slice(0, 1) };
    const built = await buildOurs(single, jsBackend());
    const { milliseconds, values } = await built.run(3);
    expect(milliseconds).toBeGreaterThan(0);
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values[2]).toBeLessThan(values[0]!);
  });

  it("are the same each time that they are built", () => {
    const again = gru({ ...base, name: "gru", hidden: 4, steps: 3, vocabulary: 5 });
    expect(again).toEqual(trainings[4]);
  });
});

describe("layers", () => {
  it.each([
    { name: "plain", options: {} },
    { name: "the first transposed", options: { transposeA: true } },
    { name: "the second transposed", options: { transposeB: true } },
  ])("a product, $name, is the product", async ({ options }) => {
    const { a, b, ...rest } = gemm("G", [2, 3, 4], options);
    const description = { ...rest, a: a.slice(0, 1), b };
    const { values } = await (await buildOurs(description, jsBackend())).run(1);
    const read = (
      data: ArrayLike<number>,
      row: number,
      column: number,
      width: number,
      height: number,
      flip: boolean,
    ) => (flip ? data[column * height + row]! : data[row * width + column]!);
    const expected = Array.from({ length: 8 }, (_, at) => {
      const [row, column] = [Math.floor(at / 4), at % 4];
      return [0, 1, 2].reduce(
        (sum, inner) =>
          sum +
          read(a[0]!.data, row, inner, 3, 2, description.transposeA) *
            read(b.data, inner, column, 4, 3, description.transposeB),
        0,
      );
    });
    expect(values).toHaveLength(8);
    values.forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 5));
  });

  it.each([{ outputs: 4 }, {}])("a convolution gives its output and both gradients %o", async (outputs) => {
    const description = convolution("C", { kernel: 3, inputs: 2, side: 4, batch: 1, ...outputs });
    const { values } = await (await buildOurs(description, jsBackend())).run(2);
    const sizes = [description.gradient, description.x, description.filters].map(({ data }) => data.length);
    expect(values).toHaveLength(sizes.reduce((sum, size) => sum + size));
    expect(values.every(Number.isFinite)).toBe(true);
  });
});

describe("the list", () => {
  it("builds everything that it names", () => {
    const names = workloadNames.filter((name) => !name.startsWith("C"));
    expect(names.map((name) => workload(name).name)).toEqual(names);
  });

  it("takes names and letters for families, in its own order", () => {
    expect(selectWorkloads(["C", "W6", "W1"])).toEqual(["W1", "W6", "C3x3x64", "C1x1x128", "C5x5x24", "C3x3depthwise"]);
    expect(selectWorkloads(["G"])).toHaveLength(9);
    expect(() => selectWorkloads(["X"])).toThrow('There is no workload "X"');
  });
});

it("a profile has a time, FLOPs and bytes for each kernel, and the training goes on as without it", async () => {
  const description = trainings[0]!;
  const machine = { peak: 50 } as Parameters<typeof profile>[2];
  const { kernels, runs } = await profile(description, jsBackend(), machine, 10);
  expect(runs).toHaveLength(kernels.length);
  const product = kernels.find(({ kind }) => kind === "contraction");
  expect(product?.flops).toBeGreaterThanOrEqual(2 * 3 * 6 * 5);
  expect(product?.bytes).toBeGreaterThanOrEqual(4 * (3 * 6 + 6 * 5 + 3 * 5));
  expect(profileTable(kernels)).toContain(product?.name);
});
