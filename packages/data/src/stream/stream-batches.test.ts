/** Batches of a stream. */
import { f32, i32 } from "@rensa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataStream } from "./data-stream.ts";
import { watched } from "../../test/watched-stream.ts";
import { errorOf } from "../../test/refusal.ts";

describe("batches of a stream", () => {
  const examples = (size: number) =>
    DataStream.from(
      Array.from({ length: size }, (_, row) => ({ inputs: { x: [row, row + 0.5], id: row }, targets: row * 2 })),
    );
  const types = { inputs: { x: f32(2), id: i32() }, targets: f32() };
  const read = async (
    source: { batches(options: object): AsyncIterable<unknown> | Iterable<unknown> },
    options: object,
  ) => {
    const batches: unknown[] = [];
    for await (const batch of source.batches(options)) batches.push(batch);
    return batches;
  };

  it("have the declared types, trees too, and keep or drop the last one", async () => {
    const source = examples(7).batch(3, { ...types, remainder: "keep" });
    expect([source.batchesPerEpoch, source.examplesPerEpoch]).toEqual([3, 7]);
    const batches = await read(source, { epoch: 0, seed: 0 });
    expect(batches[2]).toEqual({
      inputs: {
        x: { shape: [1, 2], dtype: "f32", data: new Float32Array([6, 6.5]) },
        id: { shape: [1], dtype: "i32", data: new Int32Array([6]) },
      },
      targets: { shape: [1], dtype: "f32", data: new Float32Array([12]) },
    });
    const dropped = examples(7).batch(3, types);
    expect((await read(dropped, { epoch: 0, seed: 0 })).length).toBe(2);
    expect(dropped.inputs).toEqual({ x: { shape: [3, 2], dtype: "f32" }, id: { shape: [3], dtype: "i32" } });
  });

  it("starting later equals dropping batches, for any pass", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(9),
        fc.record({ epoch: fc.nat(9), seed: fc.integer(), shuffle: fc.boolean() }),
        async (size, buffer, start, pass) => {
          const source = examples(size)
            .shuffle(buffer)
            .batch(1 + (size % 4 === 0 ? 3 : 0), { ...types, remainder: "keep" });
          const first = Math.min(start, source.batchesPerEpoch);
          const whole = await read(source, pass);
          expect(whole.length).toBe(source.batchesPerEpoch);
          expect(await read(source, { ...pass, start: first })).toEqual(whole.slice(first));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("name the row and the column of an example of another type", async () => {
    const one = async (inputs: unknown) =>
      errorOf(() =>
        read(
          DataStream.from([{ inputs: { x: [1, 2], id: 1 }, targets: 1 }, { inputs, targets: 1 } as never]).batch(
            1,
            types,
          ),
          { epoch: 0, seed: 0 },
        ),
      );
    expect(await one({ x: [1, 2, 3], id: 1 })).toBe(
      "DATA_INVALID batch: row 1, inputs.x is numbers of the shape [3], but the batch is declared with f32[2]; correct one of the two.",
    );
    expect(await one({ x: [1, 2], id: 1.5 })).toContain("row 1, inputs.id is the number 1.5");
    expect(await one({ x: new Float64Array(2), id: 1 })).toContain("row 1, inputs.x is Float64Array of 2");
    expect(await one({ id: 1 })).toContain("row 1, inputs.x is undefined");
  });

  it("make an epoch of an endless stream, and refuse a stream that ends too early or does not know its length", async () => {
    const endless = DataStream.from(function* () {
      for (let row = 0; ; row++) yield { inputs: row, targets: row };
    });
    const scalars = { inputs: f32(), targets: f32() };
    expect((await read(endless.batch(4, { ...scalars, examples: 10 }), { epoch: 0, seed: 0 })).length).toBe(2);
    expect(() => endless.batch(4, scalars)).toThrow("give `examples`");
    const short = endless.take(6).batch(4, { ...scalars, examples: 8 });
    expect(await errorOf(() => read(short, { epoch: 0, seed: 0 }))).toContain(
      "DATA_SOURCE_FAILED batch: the stream ended after 6 of 8 examples",
    );
    expect(() => endless.batch(8, { ...scalars, examples: 6 })).toThrow(
      expect.objectContaining({ code: "DATA_EMPTY" }),
    );
  });

  it("close the source when the trainer stops in the middle", async () => {
    const { stream, seen } = watched(20);
    const source = stream
      .map((value) => ({ inputs: value, targets: value }))
      .batch(2, { inputs: f32(), targets: f32() });
    for await (const { inputs } of source.batches({ epoch: 0, seed: 0 })) if (inputs.data[0] === 4) break;
    expect(seen).toEqual({ read: 6, opened: 1, closed: 1 });
  });
});
