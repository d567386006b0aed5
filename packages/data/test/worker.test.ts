import { Dataset, prefetchInWorker, serveBatches, type WorkerBatchSource } from "@rensa/data";
import fc from "fast-check";
import { Worker } from "node:worker_threads";
import { afterAll, describe, expect, it } from "vitest";
import { errorOf } from "./refusal.ts";

const module = new URL("./worker-data.mjs", import.meta.url);
const plainModule = new URL("./plain-data.mjs", import.meta.url);
const open: { close(): void }[] = [];

interface Numbered {
  readonly size: number;
  readonly batch: number;
  readonly remainder: "keep" | "drop";
}

/** What the module's factory of this name makes, on this side. */
const numbered = ({ size, batch, remainder }: Numbered) =>
  Dataset.fromArrays({
    inputs: Float32Array.from({ length: 3 * size }, (_, index) => index),
    targets: Int32Array.from({ length: size }, (_, row) => row),
    shape: [3],
  })
    .map(({ inputs, targets }, { random }) => ({ inputs: { features: inputs, noise: random.normal() }, targets }))
    .batch(batch, { remainder });

const start = async (options: object, from = plainModule): Promise<WorkerBatchSource> => {
  const source = await prefetchInWorker(from, options);
  open.push(source);
  return source;
};

const counts = () => new Int32Array(new SharedArrayBuffer(8));

const all = async <B>(batches: AsyncIterable<B>): Promise<B[]> => {
  const collected: B[] = [];
  for await (const batch of batches) collected.push(batch);
  return collected;
};

/** Waits until a count in shared memory is no longer 0; the test's limit of time ends it otherwise. */
const changed = async (seen: Int32Array, index: number) => {
  while (Atomics.load(seen, index) === 0) await new Promise(setImmediate);
};

describe("a source in a worker", () => {
  afterAll(() => {
    for (const source of open) source.close();
  });

  it("gives the batches of the plain source, in order, from any start, for any number ahead, in passes at the same time", async () => {
    const argument: Numbered = { size: 23, batch: 4, remainder: "keep" };
    const plain = numbered(argument);
    for (const ahead of [1, 3]) {
      const source = await prefetchInWorker<typeof numbered>(module, { ahead, argument });
      open.push(source);
      expect([source.inputs, source.targets]).toEqual([plain.inputs, plain.targets]);
      expect([source.batchesPerEpoch, source.examplesPerEpoch]).toEqual([6, 23]);
      await fc.assert(
        fc.asyncProperty(
          fc.record({ epoch: fc.nat(5), seed: fc.integer(), shuffle: fc.boolean(), start: fc.nat(6) }),
          async (options) => {
            expect(await all(source.batches(options))).toEqual([...plain.batches(options)]);
          },
        ),
        { numRuns: 15 },
      );
      // Passes at the same time do not mix.
      const passes = [0, 1, 2].map((epoch) => ({ epoch, seed: 1 }));
      expect(await Promise.all(passes.map((pass) => all(source.batches(pass))))).toEqual(
        passes.map((pass) => [...plain.batches(pass)]),
      );
    }
  });

  it("never makes more than `ahead` batches that were not used, and copies what it sends", async () => {
    const seen = counts();
    const source = await start({ ahead: 3, exported: "counted", argument: { counts: seen.buffer } });
    let used = 0;
    const kept: number[] = [];
    for await (const { inputs } of source.batches({ epoch: 0, seed: 0 })) {
      kept.push(inputs.data[0]!);
      // The worker makes one more before it waits for leave to send it.
      expect(Atomics.load(seen, 0)).toBeLessThanOrEqual(used + 4);
      used++;
      if (used === 20) break;
    }
    expect(kept).toEqual(Array.from({ length: 20 }, (_, at) => at));
    await changed(seen, 1);
    expect(Atomics.load(seen, 1)).toBe(1);
    expect(Atomics.load(seen, 0)).toBeLessThanOrEqual(24);
  });

  it("passes errors on with their codes, and goes on serving", async () => {
    const failing = await start({ exported: "counted", argument: { counts: counts().buffer, failAt: 2 } });
    expect(await errorOf(() => all(failing.batches({ epoch: 0, seed: 0 })))).toBe(
      "DATA_SOURCE_FAILED prefetchInWorker, in the worker: the disk is gone",
    );
    const [first] = await all(failing.batches({ epoch: 0, seed: 0, start: 999 }));
    expect(first?.inputs.data[0]).toBe(999);
    const typed = await start({ exported: "streamed" }, module);
    expect(await errorOf(() => all(typed.batches({ epoch: 0, seed: 0 })))).toContain(
      "DATA_INVALID batch: row 1, inputs is numbers of the shape [2]",
    );
  });

  it("refuses a module, a factory or a start that is none", async () => {
    expect(await errorOf(() => start({ exported: "absent" }))).toContain("exports no function absent");
    expect(await errorOf(() => start({ exported: "refusing" }))).toContain(
      "DATA_SOURCE_FAILED prefetchInWorker, in the worker: no such folder",
    );
    expect(await errorOf(() => start({ exported: "nothing" }))).toContain("returned no source of batches");
    expect(await errorOf(() => prefetchInWorker(new URL("./absent.mjs", import.meta.url)))).toContain(
      "DATA_SOURCE_FAILED",
    );
    expect(await errorOf(() => start({ ahead: 0 }))).toContain("DATA_INVALID prefetchInWorker: ahead is 0");
    const source = await start({ exported: "counted", argument: { counts: counts().buffer } });
    expect(() => source.batches({ epoch: 0, seed: 0, start: 1001 })).toThrow(
      "start is 1001, but a pass has 1000 batches",
    );
    expect(() => source.batches({ epoch: 0, seed: 0.5 })).toThrow("seed is 0.5");
  });

  it("says when the worker is lost or closed, and ends with the reason of its signal", async () => {
    const dying = await start({ exported: "dying" });
    expect(await errorOf(() => all(dying.batches({ epoch: 0, seed: 0 })))).toContain(
      "DATA_SOURCE_FAILED prefetchInWorker: the worker was lost",
    );
    const closed = await start({ exported: "counted", argument: { counts: counts().buffer } });
    const pass = closed.batches({ epoch: 0, seed: 0 })[Symbol.asyncIterator]();
    await pass.next();
    closed.close();
    expect(
      await errorOf(async () => {
        for (;;) if ((await pass.next()).done === true) return;
      }),
    ).toContain("the worker was closed");
    const controller = new AbortController();
    const aborted = await start({
      exported: "counted",
      argument: { counts: counts().buffer },
      signal: controller.signal,
    });
    const reading = all(aborted.batches({ epoch: 0, seed: 0 }));
    controller.abort(new Error("enough"));
    await expect(reading).rejects.toThrow("enough");
    await expect(prefetchInWorker(plainModule, { signal: controller.signal })).rejects.toThrow("enough");
  });

  it("is served by a worker of the user's", async () => {
    const argument: Numbered = { size: 6, batch: 2, remainder: "drop" };
    const make = () => new Worker(new URL("./serving-worker.mjs", import.meta.url));
    const source = await prefetchInWorker<typeof numbered>(make, { argument });
    open.push(source);
    expect(await all(source.batches({ epoch: 3, seed: 4 }))).toEqual([
      ...numbered(argument).batches({ epoch: 3, seed: 4 }),
    ]);
    expect(() => serveBatches(() => numbered(argument))).toThrow(expect.objectContaining({ code: "ARGUMENT_INVALID" }));
    expect(await errorOf(() => prefetchInWorker(() => 7))).toContain(
      "ARGUMENT_INVALID prefetchInWorker: the function returned no worker",
    );
  });
});
