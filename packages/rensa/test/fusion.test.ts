/** What is computed in one kernel, and why: by index spaces and costs. */
import { f32, gradientsOf, i32, trace, type Program, type Tensor } from "@rensa/core";
import type { Kernel, RowKernel } from "@rensa/core/compiler";
import { jsBackend } from "@rensa/backend-js";
import {
  add,
  exp,
  logSoftmax,
  matmul,
  max,
  mul,
  pad,
  relu,
  reshape,
  slice,
  softmax,
  softmaxCrossEntropy,
  sub,
  sum,
  tanh,
  transpose,
} from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEngine } from "../src/index.ts";
import { poisoningBackend } from "./poisoning-backend.ts";
import { layerNorm } from "./training-steps.ts";

interface Compiled {
  readonly stages: Program["stages"];
}

function kernelsOf({ stages }: Compiled): readonly Kernel[] {
  return stages.kernels;
}

function reasonsOf({ stages }: Compiled, op: string): readonly string[] {
  return [...stages.fusion.decisions.values()].flatMap(({ value, reason }) =>
    value.startsWith(`${op}_`) ? [reason] : [],
  );
}

function onlyRowKernel(program: Compiled): RowKernel {
  const [kernel, ...others] = kernelsOf(program);
  expect(others).toEqual([]);
  if (kernel?.kind !== "rows") throw new TypeError("The kernel does not run over rows.");
  return kernel;
}

const backend = jsBackend();
const engine = createEngine({ backend });

describe("one kernel over rows computes", () => {
  it("softmax: the exponentials once, and from these their sum and the quotients", async () => {
    const program = await engine.compile(trace({ x: f32(32, 10) }, ({ x }) => softmax(x)));
    const { rows, stages } = onlyRowKernel(program);
    expect(rows.map(({ extent }) => extent)).toEqual([32]);
    expect(stages.map(({ axes, stores }) => [axes.map(({ extent }) => extent), stores.length])).toEqual([
      [[10], 1],
      [[10], 1],
    ]);
    // The exponentials are overwritten by the quotients.
    expect(program.stages.memory.bytes).toBe(2 * 32 * 10 * 4);
  });

  it("log-softmax, and layer norm with its mean and variance", async () => {
    onlyRowKernel(await engine.compile(trace({ x: f32(32, 10) }, ({ x }) => logSoftmax(x))));
    const norm = trace({ x: f32(32, 16), scale: f32(16), shift: f32(16) }, ({ x, scale, shift }) => {
      return layerNorm(x, scale, shift);
    });
    expect(onlyRowKernel(await engine.compile(norm)).stages).toHaveLength(1);
  });

  it("the loss of each row with its gradient", async () => {
    const traced = trace({ logits: f32(32, 10), labels: i32(32) }, ({ logits, labels }) => {
      const loss = softmaxCrossEntropy(logits, labels);
      return { loss, gradient: gradientsOf(loss, logits) };
    });
    const kernels = kernelsOf(await engine.compile(traced));
    // The first looks at the labels, the second is all of the loss and its gradient, the third adds up the rows.
    expect(kernels.map(({ kind }) => kind)).toEqual(["rows", "rows", "rows"]);
    const written = kernels.map(({ buffers }) =>
      buffers.flatMap((each) => (each.access === "write" ? each.length : [])),
    );
    expect([written[0], written[2]]).toEqual([[32], [1]]);
  });

  it("the gradient of layer norm with respect to its input", async () => {
    const traced = trace({ x: f32(32, 16), y: f32(32, 16), scale: f32(16), shift: f32(16) }, (given) => {
      const loss = sum(mul(layerNorm(given.x, given.scale, given.shift), given.y));
      return gradientsOf(loss, given.x);
    });
    const writers = kernelsOf(await engine.compile(traced));
    expect(writers.length).toBeLessThanOrEqual(2);
  });

  it("nothing that reads other rows", async () => {
    const traced = trace({ x: f32(32, 10) }, ({ x }) => {
      const shared = exp(x);
      return { overRows: sum(shared, 0 as never), transposed: add(transpose(shared), 1), shared };
    });
    expect(kernelsOf(await engine.compile(traced))).toHaveLength(3);
  });
});

describe("a value gets a buffer", () => {
  it("where a contraction would test its padding at every read", async () => {
    const traced = trace({ x: f32(4, 8, 8), w: f32(16, 16) }, ({ x, w }) => {
      const padded = pad(x, [0, 1, 1], [0, 1, 1]);
      const window = slice(padded, [0, 1, 2], [4, 9, 10]);
      return matmul(reshape(window, [16, 16] as never) as Tensor, w);
    });
    const program = await engine.compile(traced);
    expect(reasonsOf(program, "pad")).toEqual(["a guard would be tested at every read of a contraction"]);
    expect(reasonsOf(program, "slice")).toEqual(["a view is an index map"]);
  });

  it("where it is too expensive to compute again, and not where it is cheap", async () => {
    const traced = trace({ x: f32(8, 16) }, ({ x }) => {
      const [cheap, expensive] = [add(x, 1), tanh(x)];
      const used = (value: Tensor) => [sum(value, 0 as never), transpose(value)];
      return { cheap: used(cheap), expensive: used(expensive) };
    });
    const program = await engine.compile(traced);
    expect(reasonsOf(program, "add")).toEqual(["cheaper to compute again than to store"]);
    expect(reasonsOf(program, "tanh")).toEqual(["too expensive to compute again"]);
  });

  it("instead of the contraction that only it reads", async () => {
    const traced = trace({ x: f32(8, 16), w: f32(16, 4), b: f32(4) }, ({ x, w, b }) => {
      const linear = add(matmul(x, w), b);
      return { active: relu(linear), gradient: gradientsOf(sum(relu(linear)), b) };
    });
    const program = await engine.compile(traced);
    expect(reasonsOf(program, "add")).toContain("stored instead of the contraction that only it reads");
    const written = kernelsOf(program).flatMap(({ buffers }) => buffers.filter(({ access }) => access === "write"));
    expect(written.some(({ name }) => name.startsWith("matmul"))).toBe(false);
  });
});

it("takes an optimizer's update into the contraction that makes the gradient, whatever the update's rate is made of", async () => {
  const types = { x: f32(8, 16), w: f32(16, 4), first: f32(16, 4), step: f32() };
  const traced = trace(types, ({ x, w, first, step }) => {
    const gradient = gradientsOf(sum(tanh(matmul(x, w))), w);
    const next = add(step, 1);
    const moment = add(mul(first, 0.9), mul(gradient, 0.1));
    const rate = mul(exp(mul(next, -0.1)), 0.01);
    return { w: sub(w, mul(moment, rate)), first: moment, step: next };
  });
  const program = await createEngine({ backend }).compile(traced, { state: ["w", "first", "step"] });
  const last = kernelsOf(program).at(-1);
  expect(last?.kind).toBe("contraction");
  expect(last?.buffers.filter(({ access }) => access === "write")).toHaveLength(2);
});

/** How one more value is made of the ones before it, which are picked by number. */
type Step = readonly [kind: number, first: number, second: number];

const rowsAndColumns = [4, 6] as const;

/** A graph of elementwise functions, reductions over rows or columns, and broadcasts: several values are outputs. */
function randomGraph(steps: readonly Step[]) {
  return trace({ x: f32(4, 6), row: f32(4, 1), column: f32(1, 6) }, ({ x, row, column }) => {
    const values: Tensor[] = [x, row, column];
    const pick = (at: number): Tensor => values[at % values.length] as Tensor;
    for (const [kind, first, second] of steps) {
      const [a, b] = [pick(first), pick(second)];
      const made = [
        () => add(a, b),
        () => mul(tanh(a), b),
        () => sub(a, mul(b, 0.5)),
        () => exp(mul(tanh(a), 0.5)),
        () => sum(a, 1 as never, { keepDims: true }),
        () => max(a, 1 as never, { keepDims: true }),
        () => sum(mul(a, b), 0 as never, { keepDims: true }),
        () => tanh(sum(exp(tanh(a)), 1 as never, { keepDims: true })),
      ][kind];
      if (made !== undefined) values.push(made());
    }
    const outputs = values.slice(3).filter((_, at, all) => at % 3 === 0 || at === all.length - 1);
    return Object.fromEntries(outputs.map((value, at) => [`y${String(at)}`, value]));
  });
}

it("any graph of rows and columns gives what it gives unfused, whatever is left in dead memory", async () => {
  const [rows, columns] = rowsAndColumns;
  const data = (length: number, seed: number) => Float32Array.from({ length }, (_, at) => Math.sin(seed + 1.3 * at));
  const inputs = { x: data(rows * columns, 1), row: data(rows, 2), column: data(columns, 3) };
  const step: fc.Arbitrary<Step> = fc.tuple(fc.nat(7), fc.nat(40), fc.nat(40));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      const traced = randomGraph(steps);
      const poisoning = poisoningBackend();
      const fused = await createEngine({ backend: poisoning }).compile(traced);
      poisoning.keepOutputsOf(fused.stages.graph);
      const [given, expected] = [
        fused.run(inputs),
        (await createEngine({ backend }).compile(traced, { fuse: false })).run(inputs),
      ] as Readonly<Record<string, { readonly data: ArrayLike<number> }>>[];
      for (const [name, { data: values }] of Object.entries(expected ?? {})) {
        const found = Array.from(given?.[name]?.data ?? []);
        Array.from(values).forEach((value, at) => {
          expect(Math.abs((found[at] ?? NaN) - value)).toBeLessThanOrEqual(1e-4 * (1 + Math.abs(value)));
        });
      }
    }),
    { seed: 21, numRuns: 100 },
  );
});
