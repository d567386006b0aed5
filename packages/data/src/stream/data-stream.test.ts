import { f32, i32, RensaError } from "@rensa/core";
import fc from "fast-check";
import { Observable, of, Subject, from as observableFrom, lastValueFrom, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import { DataStream } from "./data-stream.ts";

const errorOf = async (action: () => Promise<unknown>): Promise<string> => {
  try {
    await action();
  } catch (error) {
    return error instanceof RensaError ? `${error.code} ${error.message}` : String(error);
  }
  return "nothing thrown";
};

/** A source that counts what is read of it and whether it was cleaned up. */
const watched = (size: number, failAt = Infinity) => {
  const seen = { read: 0, opened: 0, closed: 0 };
  const stream = DataStream.from(
    async function* () {
      seen.opened++;
      try {
        for (let value = 0; value < size; value++) {
          await Promise.resolve();
          if (value === failAt) throw new Error("the disk is gone");
          seen.read++;
          yield value;
        }
      } finally {
        seen.closed++;
      }
    },
    { name: "watched", size },
  );
  return { stream, seen };
};

describe("a stream", () => {
  it("reads arrays, generators, async generators, factories and Observables alike", async () => {
    const wanted = [1, 2, 3];
    const sync = function* () {
      yield* wanted;
    };
    const later = async function* () {
      await Promise.resolve();
      yield* wanted;
    };
    const sources = [
      DataStream.from(wanted),
      DataStream.from(new Set(wanted)),
      DataStream.from(sync()),
      DataStream.from(later()),
      DataStream.from(sync),
      DataStream.from(later),
      DataStream.from(of(...wanted)),
      DataStream.from(() => Promise.resolve(observableFrom(wanted))),
    ];
    for (const stream of sources) expect(await stream.collect()).toEqual(wanted);
    expect(await lastValueFrom(observableFrom(DataStream.from(wanted)).pipe(toArray()))).toEqual(wanted);
  });

  it("is read again where its source can be started anew, and says so where it cannot", async () => {
    const { stream, seen } = watched(3);
    expect(await stream.collect()).toEqual(await stream.collect());
    expect(seen).toEqual({ read: 6, opened: 2, closed: 2 });
    const once = DataStream.from([1].values());
    await once.collect();
    expect(await errorOf(() => once.collect())).toContain(
      "DATA_SOURCE_FAILED stream: the source can be read once only",
    );
  });

  it("reads nothing ahead of what is asked", async () => {
    const { stream, seen } = watched(100);
    const numbers = stream
      .map((value) => value)
      .filter((value) => value % 2 === 0)
      .elements();
    expect(seen.opened).toBe(0);
    await numbers.next();
    expect(seen.read).toBe(1);
    await numbers.next();
    expect(seen.read).toBe(3);
    await numbers.return(undefined);
    expect(seen).toEqual({ read: 3, opened: 1, closed: 1 });
  });

  it("stops reading after the last element that is taken", async () => {
    const { stream, seen } = watched(100);
    expect(await stream.skip(2).take(3).collect()).toEqual([2, 3, 4]);
    expect(seen).toEqual({ read: 5, opened: 1, closed: 1 });
  });

  it("names the row where the source, a map or a filter throws, and cleans up", async () => {
    const failing = watched(10, 4);
    expect(await errorOf(() => failing.stream.collect())).toBe("DATA_SOURCE_FAILED watched, row 4: the disk is gone");
    const { stream, seen } = watched(10);
    const refuse = (value: number): number => {
      if (value === 6) throw new TypeError("six");
      return value;
    };
    expect(await errorOf(() => stream.shuffle(3).map(refuse).collect())).toBe("DATA_SOURCE_FAILED map, row 6: six");
    expect(await errorOf(() => stream.filter((value) => refuse(value) > 0).collect())).toBe(
      "DATA_SOURCE_FAILED filter, row 6: six",
    );
    expect(seen.closed).toBe(2);
    const own = DataStream.from([1]).map(() => {
      throw new RensaError("LABEL_OUT_OF_RANGE", "mine");
    });
    expect(await errorOf(() => own.collect())).toBe("LABEL_OUT_OF_RANGE mine");
    expect(() => DataStream.from(7 as never)).toThrow(/the source is 7; give a list/);
    expect(await errorOf(() => DataStream.from(() => 7 as never).collect())).toContain(
      "DATA_INVALID stream: the source is neither",
    );
  });

  it("ends at once when its signal aborts, though the source never answers", async () => {
    const controller = new AbortController();
    const silent = DataStream.from(new Subject<number>()).map((value) => value);
    const first = silent.elements({ signal: controller.signal }).next();
    controller.abort(new Error("enough"));
    await expect(first).rejects.toThrow("enough");
    await expect(silent.collect({ signal: controller.signal })).rejects.toThrow("enough");
  });
});

describe("an Observable as a source", () => {
  it("is unsubscribed when the reader has enough", async () => {
    const seen = { unsubscribed: 0 };
    const ticking = new Observable<number>((subscriber) => {
      for (let value = 0; value < 5; value++) subscriber.next(value);
      return () => {
        seen.unsubscribed++;
      };
    });
    expect(await DataStream.from(ticking).take(2).collect()).toEqual([0, 1]);
    expect(seen.unsubscribed).toBe(1);
  });

  it("may be ahead by as many elements as the buffer holds, and not by one more", async () => {
    const subject = new Subject<number>();
    const pass = DataStream.from(subject, { name: "sensor", buffer: 2 }).elements();
    const first = pass.next();
    await new Promise(setImmediate);
    for (let value = 0; value < 3; value++) subject.next(value);
    expect((await first).value).toBe(0);
    subject.next(3);
    expect([(await pass.next()).value, (await pass.next()).value]).toEqual([1, 2]);
    expect(await errorOf(() => pass.next())).toContain(
      "DATA_SOURCE_FAILED sensor, row 3: the Observable gave more than the 2",
    );
    expect(subject.observed).toBe(false);
  });

  it("fails with the row when it errors", async () => {
    const broken = new Observable<number>((subscriber) => {
      subscriber.next(1);
      subscriber.error(new Error("unplugged"));
    });
    expect(await errorOf(() => DataStream.from(broken, { name: "sensor" }).collect())).toBe(
      "DATA_SOURCE_FAILED sensor, row 1: unplugged",
    );
  });
});

describe("stages", () => {
  const lists = fc.array(fc.integer(), { maxLength: 40 });
  const passes = fc.record({ epoch: fc.nat(20), seed: fc.integer(), start: fc.nat(50) });

  it("give the rest of a pass, bit for bit, where it starts later", async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 12 }), passes, async (list, buffer, pass) => {
        const stream = DataStream.from(list)
          .map((value, { random }) => value + random.uniform())
          .shuffle(buffer)
          .filter((value) => value > -1e9)
          .skip(2)
          .map((value, { random, row }) => [value, row, random.normal()])
          .take(30)
          .prefetch(3);
        const whole = await stream.collect({ ...pass, start: 0 });
        expect(await stream.collect(pass)).toEqual(whole.slice(pass.start));
      }),
      { numRuns: 30 },
    );
  });

  it("shuffle permutes, the same way for the same pass, and moves none earlier than the buffer allows", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 70 }), passes, async (size, buffer, { epoch, seed }) => {
        const numbers = Array.from({ length: size }, (_, value) => value);
        const mixed = await DataStream.from(numbers).shuffle(buffer).collect({ epoch, seed });
        expect(mixed.toSorted((a, b) => a - b)).toEqual(numbers);
        expect(await DataStream.from(numbers).shuffle(buffer).collect({ epoch, seed })).toEqual(mixed);
        mixed.forEach((value, position) => expect(value - position).toBeLessThan(buffer));
      }),
    );
    const numbers = DataStream.from(Array.from({ length: 50 }, (_, value) => value)).shuffle(50);
    expect(await numbers.collect({ epoch: 0 })).not.toEqual(await numbers.collect({ epoch: 1 }));
    expect(await numbers.collect({ shuffle: false })).toEqual(Array.from({ length: 50 }, (_, value) => value));
  });

  it("a full buffer gives every order equally often", async () => {
    const counts = new Map<string, number>();
    const stream = DataStream.from(["a", "b", "c"]).shuffle(3);
    for (let seed = 0; seed < 1200; seed++) {
      const key = (await stream.collect({ seed })).join("");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    expect(counts.size).toBe(6);
    expect(chiSquare).toBeLessThan(20.5); // 5 degrees of freedom: exceeded by chance in 1 of 1,000 runs.
  });

  it("random numbers of a map belong to the row, whatever the order, and differ between maps, rows and epochs", async () => {
    const numbers = DataStream.from([0, 1, 2, 3, 4, 5, 6, 7]);
    const draw = (stream: DataStream<number>) =>
      stream.map((value, { random }) => ({ value, drawn: random.uniform() }));
    const byValue = (items: { value: number; drawn: number }[]) =>
      items.toSorted((one, other) => one.value - other.value).map(({ drawn }) => drawn);
    const plain = byValue(await draw(numbers.shuffle(1)).collect({ seed: 5 }));
    expect(byValue(await draw(numbers.shuffle(8)).collect({ seed: 5 }))).toEqual(plain);
    expect(byValue(await draw(numbers.shuffle(1)).collect({ seed: 5, epoch: 1 }))).not.toEqual(plain);
    expect(new Set(plain).size).toBe(8);
    const twice = await numbers
      .map((value, { random }) => [value, random.uniform()] as const)
      .map(([value, first], { random }) => [value, first, random.uniform()] as const)
      .collect();
    for (const [, first, second] of twice) expect(first).not.toBe(second);
  });

  it("prefetch is never more than its count ahead, gives the same, and cleans up", async () => {
    const { stream, seen } = watched(20);
    const pass = stream.prefetch(3).elements();
    for (let value = 0; value < 5; value++) {
      expect((await pass.next()).value).toBe(value);
      await new Promise(setImmediate);
      expect(seen.read).toBe(value + 4);
    }
    await pass.return(undefined);
    expect(seen.closed).toBe(1);
    expect(await stream.prefetch(7).collect()).toEqual(await stream.collect());
    expect(await errorOf(() => watched(10, 4).stream.prefetch(3).collect())).toContain("watched, row 4");
    const silent = DataStream.from(
      observableFrom([1, 2]).pipe(
        (source) => new Observable<number>((to) => source.subscribe((value) => to.next(value))),
      ),
    );
    const waiting = silent.prefetch(4).elements();
    expect((await waiting.next()).value).toBe(1);
    await waiting.return(undefined);
  });

  it("withProgress reports rows and the total", async () => {
    const reports: unknown[] = [];
    await DataStream.from([1, 2, 3, 4, 5])
      .withProgress((progress) => reports.push(progress), { every: 2 })
      .collect();
    expect(reports).toEqual([2, 4, 5].map((rows) => ({ rows, bytes: 0, total: 5 })));
  });

  it("refuse counts that count nothing", () => {
    const stream = DataStream.from([1]);
    for (const bad of [0, -1, 1.5, NaN]) {
      for (const action of [
        () => stream.take(bad),
        () => stream.prefetch(bad),
        () => stream.shuffle(bad),
        () => DataStream.from([1], { buffer: bad }),
      ]) {
        expect(action).toThrow(expect.objectContaining({ code: "DATA_INVALID" }));
      }
    }
    expect(() => stream.skip(-1)).toThrow("skip: count is -1");
  });
});

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
