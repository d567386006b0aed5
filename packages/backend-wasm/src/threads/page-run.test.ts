/** What a page's main thread gets, which must not wait: the backend takes a thread with a document for one. */
import { Worker } from "node:worker_threads";
import { compile, f32, sampleTensor, trace, type RensaError } from "@rensa/core";
import { add, exp, matmul, mul } from "@rensa/ops";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wasmBackend } from "../index.ts";

const x = sampleTensor([64, 64]);
const traced = trace({ x: f32(64, 64), sum: f32(64, 64) }, ({ x: given, sum }) => {
  const product = matmul(exp(given), given);
  return { product, sum: add(sum, mul(product, 0.5)) };
});
const make = (threads: number) => {
  const backend = wasmBackend({ threads, grain: 0 });
  return { backend, compiled: () => compile(traced, { backend, state: ["sum"] }) };
};

async function codeOf(call: () => unknown): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return (error as RensaError).code;
  }
}

describe("on a page", () => {
  beforeAll(() => {
    Object.assign(globalThis, { document: {} });
  });

  afterAll(() => {
    Reflect.deleteProperty(globalThis, "document");
  });

  for (const threads of [1, 3]) {
    it(`runAsync gives the bits of run and keeps state, with ${String(threads)} threads`, async () => {
      const { backend, compiled } = make(threads);
      const [one, other] = [await compiled(), await compiled()];
      const results = await Promise.all([1, 2, 3].map(() => one.runAsync({ x })));
      expect(results).toEqual([1, 2, 3].map(() => other.run({ x })));
      expect(await one.store.read()).toEqual(await other.store.read());
      expect(one.run({ x })).toEqual(await other.runAsync({ x }));
      await backend.close();
    });
  }

  it("runAsync copies data in at the call, and keeps run and the state from interfering", async () => {
    const { backend, compiled } = make(2);
    const program = await compiled();
    const wanted = program.run({ x });
    const given = { ...x, data: x.data.slice() };
    const runs = [program.runAsync({ x: given }), program.runAsync({ x: given })];
    given.data.fill(0);
    for (const call of [() => program.run({ x }), () => program.store.readNow(), () => program.store.write({})]) {
      expect(await codeOf(call)).toBe("PROGRAM_BUSY");
    }
    for (const { product } of await Promise.all(runs)) expect(product).toEqual(wanted.product);
    expect(program.run({ x })).toEqual(wanted);
    await backend.close();
  });

  it("a worker that ends rejects the run, refuses the program from then on, and others are compiled again", async () => {
    const threads = process.getBuiltinModule("node:worker_threads") as { Worker: typeof Worker };
    const workers: Worker[] = [];
    threads.Worker = class extends Worker {
      constructor(...parameters: ConstructorParameters<typeof Worker>) {
        super(...parameters);
        workers.push(this);
      }
    };
    try {
      const { backend, compiled } = make(2);
      const program = await compiled();
      const run = program.runAsync({ x });
      void workers[0]?.terminate();
      await run.catch(() => undefined);
      await workers[0]?.terminate();
      expect(await codeOf(() => program.runAsync({ x }))).toBe("THREAD_LOST");
      expect(await codeOf(() => program.run({ x }))).toBe("THREAD_LOST");
      const again = await compiled();
      const { product } = await again.runAsync({ x });
      expect(product).toEqual((await compiled()).run({ x }).product);
      await backend.close();
      expect(await codeOf(() => again.runAsync({ x }))).toBe("THREAD_LOST");
    } finally {
      threads.Worker = Worker;
    }
  });
});
