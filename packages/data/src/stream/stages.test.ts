/** The stages of a stream: maps, filters, shuffles, prefetching and progress, from any start. */
import fc from "fast-check";
import { Observable, from as observableFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { DataStream } from "./data-stream.ts";
import { watched } from "../../test/watched-stream.ts";
import { errorOf } from "../../test/refusal.ts";

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
