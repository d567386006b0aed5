/** Threads: what happens when one is lost, and how programs share them. */
import { Worker } from "node:worker_threads";
import { compile, defineOp, f32, sampleTensor, trace, type RensaError, type Tensor } from "@rensa/core";
import { add, exp, matmul } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { wasmBackend } from "../src/index.ts";

const x = sampleTensor([64, 64]);
const square = trace({ x: f32(64, 64) }, ({ x: given }) => matmul(exp(given), given));

function codeOf(call: () => unknown): string | undefined {
  try {
    call();
  } catch (error) {
    return (error as RensaError).code;
  }
  return undefined;
}

/** Lets a function make backends whose workers can be got at. */
async function withWorkers<T>(body: (workers: readonly Worker[]) => Promise<T>): Promise<T> {
  const threads = process.getBuiltinModule("node:worker_threads");
  const workers: Worker[] = [];
  const patched = threads as { Worker: typeof Worker };
  patched.Worker = class extends Worker {
    constructor(...parameters: ConstructorParameters<typeof Worker>) {
      super(...parameters);
      workers.push(this);
    }
  };
  try {
    return await body(workers);
  } finally {
    patched.Worker = Worker;
  }
}

describe("threads", () => {
  it("are shared by programs that are compiled at the same time, and give each its results", async () => {
    const backend = wasmBackend({ threads: 3, grain: 0 });
    const programs = await Promise.all([1, 2, 3].map(() => compile(square, { backend })));
    const alone = await compile(square, { backend: wasmBackend({ threads: 1 }) });
    const wanted = alone.run({ x }).data;
    for (const program of [...programs, ...programs]) expect(program.run({ x }).data).toEqual(wanted);
    await backend.close();
  });

  it.each([2, 3])(
    "of %i that die in the middle of a run end it with a typed error at once, and every later run",
    async (threads) => {
      await withWorkers(async (workers) => {
        // Whoever waits for a thread in vain waits longer than any test.
        const backend = wasmBackend({ threads, grain: 0, patience: 1e6 });
        const program = await compile(square, { backend });
        program.run({ x });
        // The worker is gone before it reaches its first barrier; this thread waits for it there, and hears no events.
        const ended = workers.at(-1)?.terminate();
        const codes = [codeOf(() => program.run({ x })), codeOf(() => program.run({ x }))];
        await ended;
        expect(codes).toContain("THREAD_LOST");
        expect(codeOf(() => program.run({ x }))).toBe("THREAD_LOST");
        // What is compiled from then on has threads of its own.
        const again = await compile(square, { backend });
        expect(again.run({ x }).data.every(Number.isFinite)).toBe(true);
        await backend.close();
      });
    },
  );

  it("that were closed refuse to run", async () => {
    const backend = wasmBackend({ threads: 2, grain: 0 });
    const program = await compile(square, { backend });
    await backend.close();
    expect(codeOf(() => program.run({ x }))).toBe("THREAD_LOST");
  });

  it("must be a number from 1", () => {
    expect(codeOf(() => wasmBackend({ threads: 0 }))).toBe("ARGUMENT_INVALID");
  });
});

describe("a host op", () => {
  it("runs between the segments of a program, on views of its memory", async () => {
    const reverse = defineOp({
      name: "reverse",
      forward: {
        host: {
          types: ([type]) => [type],
          run: ([input], [output]) => {
            output?.data.set([...input.data].reverse());
          },
        },
      },
      nonDifferentiable: "this is a test",
      call:
        (apply) =>
        (given: Tensor): Tensor =>
          apply([given]),
    });
    const traced = trace({ x: f32(64, 64) }, ({ x: given }) => add(exp(reverse(exp(given))), 1));
    const backend = wasmBackend({ threads: 2, grain: 0 });
    const program = await compile(traced, { backend });
    const found = program.run({ x }).data;
    const wanted = [...x.data].reverse().map((value) => Math.exp(Math.exp(value)) + 1);
    found.forEach((value, at) => {
      expect(value / (wanted[at] ?? 0)).toBeCloseTo(1, 5);
    });
    await backend.close();
  });
});
