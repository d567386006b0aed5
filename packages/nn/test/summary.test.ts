/** Summaries of models whose costs are counted by hand. */
import { jsBackend } from "@rensa/backend-js";
import { checkpoint, compile, f32, full, i32, scan, scope, trace, type Tensor, type TensorTree } from "@rensa/core";
import { add, conv2d, dropout, expandDims, matmul, maxPool, mul, relu, reshape, softmax, take, tanh } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import type { Model } from "../src/model.ts";
import { formatSummary } from "../src/summary/format-summary.ts";
import { summary, type ModelSummary } from "../src/summary/summary.ts";

const zeros = (...shape: readonly number[]): Tensor => full(shape, 0);

/** A convolution, a pool and a dense layer in plain ops. */
const convolutional: Model<Record<"kernel" | "bias" | "weights" | "offset", Tensor>> = {
  initialize: () => ({ kernel: zeros(3, 3, 1, 4), bias: zeros(4), weights: zeros(36, 10), offset: zeros(10) }),
  apply: ({ kernel, bias, weights, offset }, images) => {
    const convolved = scope("conv", () => relu(add(conv2d(images, kernel), bias)));
    const pooled = scope("pool", () => maxPool(convolved, 2));
    return scope("dense", () => add(matmul(reshape(pooled, [2, 36]), weights), offset));
  },
  isTrainable: (path) => path !== "offset",
};

function byScope(found: ModelSummary) {
  return new Map(found.rows.map((row) => [row.scope, row]));
}

/** Two products with a function between them, for 8 rows. */
function twoProducts(
  between: (x: Tensor) => Tensor,
  isTrainable: (path: string) => boolean = () => true,
): Model<Record<"first" | "second", Tensor>> {
  return {
    initialize: () => ({ first: zeros(4, 3), second: zeros(3, 2) }),
    apply: ({ first, second }, x) => {
      const hidden = scope("first", () => matmul(x, first));
      return scope("second", () =>
        matmul(
          scope("between", () => between(hidden)),
          second,
        ),
      );
    },
    isTrainable,
  };
}

describe("a convolutional network", () => {
  it("has the parameters and operations that it has by hand", async () => {
    const found = await summary(convolutional, f32(2, 8, 8, 1));
    const rows = byScope(found);
    expect(found.rows.map(({ scope: name }) => name)).toEqual(["conv", "pool", "dense"]);
    const convolved = 2 * 6 * 6 * 4;
    // Nine products and sums, a bias, and relu's comparison and choice.
    expect(rows.get("conv")).toMatchObject({
      output: f32(2, 6, 6, 4),
      trained: 3 * 3 * 4 + 4,
      fixed: 0,
      flops: convolved * (2 * 9 + 1 + 2),
    });
    expect(rows.get("pool")).toMatchObject({ output: f32(2, 3, 3, 4), trained: 0, flops: convolved });
    expect(rows.get("dense")).toMatchObject({
      output: f32(2, 10),
      trained: 36 * 10,
      fixed: 10,
      flops: 2 * 10 * (2 * 36 + 1),
    });
    expect(found).toMatchObject({ trained: 400, fixed: 10, flops: convolved * 22 + 20 * 73 });
    expect(found.memory.parameters).toBe(4 * 410);
    expect(found.rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 14);
  });

  it("needs in training at least what it keeps, and its parameters", async () => {
    const { memory, rows } = await summary(convolutional, f32(2, 8, 8, 1));
    expect(rows.reduce((sum, { keptBytes }) => sum + keptBytes, 0)).toBe(memory.kept);
    // What the dense layer reads; at most also what relu reads, and what the pool does.
    expect(memory.kept).toBeGreaterThanOrEqual(4 * 2 * 36);
    expect(memory.kept).toBeLessThanOrEqual(4 * 2 * (36 + 144 + 144));
    expect(memory.training).toBeGreaterThanOrEqual(memory.kept + memory.parameters);
    expect(memory.inference).toBeLessThan(memory.training);
  });
});

describe("what is kept for the gradient", () => {
  it("is the value that a product reads", async () => {
    const found = await summary(
      twoProducts((x) => tanh(x)),
      f32(8, 4),
    );
    expect(byScope(found).get("second/between")?.keptBytes).toBe(8 * 3 * 4);
    expect(found.memory.kept).toBe(8 * 3 * 4);
  });

  it("is nothing where the weights beside it are frozen", async () => {
    const found = await summary(
      twoProducts(
        (x) => x,
        (path) => path === "first",
      ),
      f32(8, 4),
    );
    expect(found.memory.kept).toBe(0);
    expect(found).toMatchObject({ trained: 12, fixed: 6 });
  });

  it("is nothing for a model without parameters", async () => {
    const model: Model<Record<never, never>> = { initialize: () => ({}), apply: (_, x) => tanh(x) };
    const found = await summary(model, f32(3));
    expect(found.rows).toEqual([
      { scope: "", output: f32(3), parameters: [], trained: 0, fixed: 0, flops: 3, share: 1, keptBytes: 0 },
    ]);
  });

  it("is less with checkpoints", async () => {
    const chain = (x: Tensor): Tensor => [1, 2, 3, 4].reduce((y) => tanh(mul(y, y)), x);
    const plain = await summary(twoProducts(chain), f32(8, 4));
    const saving = await summary(
      twoProducts((x) => checkpoint(() => chain(x))),
      f32(8, 4),
    );
    expect(saving.memory.kept).toBeLessThan(plain.memory.kept);
    expect(saving.trainingFlops).toBeGreaterThan(plain.trainingFlops);
  });
});

describe("the memory of inference", () => {
  it("is that of the program as it is compiled", async () => {
    const model = twoProducts((x) => relu(x));
    const found = await summary(model, f32(8, 4), { passes: [] });
    const spec = { parameters: { first: f32(4, 3), second: f32(3, 2) }, x: f32(8, 4) };
    const traced = trace(spec, ({ parameters, x }) => {
      const given = parameters as Record<"first" | "second", Tensor>;
      return model.apply(given, x, { training: false, key: full([2], 0, "i32"), assign: () => undefined });
    });
    const program = await compile(traced, { backend: jsBackend() });
    // The model's key is a constant that nothing reads.
    expect(found.memory.inference - program.stages.memory.bytes).toBeGreaterThanOrEqual(0);
    expect(found.memory.inference - program.stages.memory.bytes).toBeLessThanOrEqual(64);
  });
});

describe("scopes", () => {
  it("are none in a model without any, and there is one row", async () => {
    const line: Model<{ readonly slope: Tensor }> = {
      initialize: () => ({ slope: zeros() }),
      apply: ({ slope }, x) => mul(x, slope),
    };
    const found = await summary(line, f32(7));
    expect(found.rows).toMatchObject([{ scope: "", trained: 1, flops: 7, output: f32(7) }]);
  });

  it("of ops that are made of others count to the scope around them", async () => {
    const model: Model<Record<never, never>> = {
      initialize: () => ({}),
      apply: (_, x) =>
        scope("expand_dims", () =>
          expandDims(
            scope("head", () => softmax(x)),
            0,
          ),
        ),
    };
    const { rows } = await summary(model, f32(2, 3));
    expect(rows.map(({ scope: name }) => name)).toEqual(["expand_dims/head", "expand_dims"]);
    expect(rows[0]?.share).toBe(1);
  });

  it("that only training has have a row, with no operations", async () => {
    const model: Model<{ readonly weights: Tensor }> = {
      initialize: () => ({ weights: zeros(3, 3) }),
      apply: ({ weights }, x, { training, key }) => {
        const kept = training ? scope("drop", () => dropout(x, key, 0.5)) : x;
        return scope("linear", () => matmul(kept, weights));
      },
    };
    const found = await summary(model, f32(2, 3));
    expect(found.rows.map(({ scope: name, flops }) => [name, flops])).toEqual([
      ["drop", 0],
      ["linear", 2 * 2 * 3 * 3],
    ]);
  });

  it("share a parameter, which the first one has", async () => {
    const model: Model<{ readonly weights: Tensor }> = {
      initialize: () => ({ weights: zeros(3, 3) }),
      apply: ({ weights }, x) => {
        const once = scope("a", () => matmul(x, weights));
        return scope("b", () => matmul(once, weights));
      },
    };
    const found = await summary(model, f32(2, 3));
    expect(found.rows.map(({ scope: name, trained }) => [name, trained])).toEqual([
      ["a", 9],
      ["b", 0],
    ]);
    expect(found.trained).toBe(9);
  });
});

describe("a loop", () => {
  it("costs its body as often as it runs", async () => {
    const model: Model<{ readonly weight: Tensor }> = {
      initialize: () => ({ weight: full([], 0.5) }),
      apply: ({ weight }, sequence) =>
        scope("loop", () => {
          const [, results] = scan(zeros(2), sequence, (before: Tensor, x: Tensor) => {
            const next = tanh(add(mul(before, weight), x));
            return [next, next];
          });
          return results;
        }),
    };
    const found = await summary(model, f32(5, 2));
    expect(byScope(found).get("loop")?.flops).toBe(5 * 2 * 3);
  });
});

describe("trees", () => {
  it("of inputs, parameters and outputs are listed by path, and all is JSON", async () => {
    type Inputs = { readonly words: Tensor<readonly [4], "i32">; readonly scale: Tensor<readonly [], "f32"> };
    const model: Model<{ readonly embedding: TensorTree }, Inputs, Record<string, Tensor>> = {
      initialize: () => ({ embedding: { table: zeros(10, 3) } }),
      apply: ({ embedding }, { words, scale }) => {
        const { table } = embedding as { readonly table: Tensor };
        const vectors = scope("embed", () => mul(take(table, words), scale));
        return { vectors, words: words };
      },
    };
    const found = await summary(model, { words: i32(4), scale: f32() });
    expect(found.inputs).toEqual([
      ["words", i32(4)],
      ["scale", f32()],
    ]);
    expect(found.outputs).toEqual([
      ["vectors", f32(4, 3)],
      ["words", i32(4)],
    ]);
    expect(found.rows[0]?.parameters).toEqual([{ name: "embedding.table", type: f32(10, 3), isTrained: true }]);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});

describe("formatSummary", () => {
  it("prints a line for each scope and the totals", async () => {
    const found = await summary(convolutional, f32(2, 8, 8, 1));
    const lines = formatSummary(found).split("\n");
    expect(lines[0]?.split(/ {2,}/)).toEqual(["scope", "output", "trained", "fixed", "FLOPs", "share", "kept"]);
    expect(lines[2]).toMatch(/^conv +f32\[2,6,6,4\] +40 +0 +6\.05 k +77\.6 % +\d/);
    expect(lines[4]).toMatch(/^dense +f32\[2,10\] +360 +10 +1\.46 k +18\.7 % +/);
    expect(lines.slice(5, 8)).toEqual([
      "",
      "parameters: 410 (400 trained), 1.60 KiB",
      expect.stringMatching(/^FLOPs: 7\.80 k forward, \d/),
    ]);
    const widths = new Set(lines.slice(0, 5).map(({ length }) => length));
    expect(widths.size).toBe(1);
  });

  it("counts deeper scopes to those around them", async () => {
    const found = await summary(
      twoProducts((x) => tanh(x)),
      f32(8, 4),
    );
    const names = (text: string) =>
      text
        .split("\n")
        .slice(2, -4)
        .map((line) => line.split(" ")[0]);
    expect(names(formatSummary(found))).toEqual(["first", "second/between", "second"]);
    expect(names(formatSummary(found, { depth: 1 }))).toEqual(["first", "second"]);
    expect(formatSummary(found, { depth: 1 })).toMatch(/second +f32\[8,2\] +6 +0 +120 /);
  });
});
