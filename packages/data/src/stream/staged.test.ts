import { f32, RensaError } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { DataStream } from "./data-stream.ts";

const many = 300_000;

/** The same numbers, at once and later: a stage must not tell them apart. */
const numbers = {
  "at once": () =>
    DataStream.from(function* () {
      for (let number = 0; number < many; number++) yield number;
    }),
  later: () =>
    DataStream.from(async function* () {
      for (let number = 0; number < many; number++) {
        if (number % 1000 === 0) await Promise.resolve();
        yield number;
      }
    }),
};

describe.each(Object.entries(numbers))("elements that are there %s", (_, make) => {
  it("may be left out in any number, one after another", async () => {
    expect(
      await make()
        .filter((number) => number === many - 1)
        .collect(),
    ).toEqual([many - 1]);
    const later = make().filter((number) => Promise.resolve(number === many - 1));
    expect(await later.collect()).toEqual([many - 1]);
    expect(await make().collect({ start: many - 1 })).toEqual([many - 1]);
    expect(await make().shuffle(many).take(1).collect()).toHaveLength(1);
  });

  it("go through maps that answer at once, later, or by a promise of another make", async () => {
    const foreign = <V>(value: V): Promise<V> => {
      const thenable: PromiseLike<V> = { then: (resolve, reject) => Promise.resolve(value).then(resolve, reject) };
      return thenable as Promise<V>;
    };
    const mixed = make()
      .take(6)
      .map((number) => (number % 3 === 0 ? number : number % 3 === 1 ? Promise.resolve(number) : foreign(number)))
      .map((number) => number * 10);
    expect(await mixed.collect()).toEqual([0, 10, 20, 30, 40, 50]);
    expect(await mixed.prefetch(2).collect()).toEqual([0, 10, 20, 30, 40, 50]);
  });

  it("are not asked for after an error, also not ahead", async () => {
    const asked: number[] = [];
    const failing = make()
      .map((number) => {
        asked.push(number);
        if (number === 2) throw new Error("two");
        return number;
      })
      .prefetch(5);
    await expect(failing.collect()).rejects.toThrow("map, row 2: two");
    expect(asked).toEqual([0, 1, 2]);
  });
});

describe("a pass", () => {
  it("closes a source that was opened though its signal had aborted meanwhile", async () => {
    const controller = new AbortController();
    const seen = { asked: 0, closed: 0 };
    const stream = DataStream.from((): Iterable<number> => {
      controller.abort(new Error("enough"));
      const next = (): IteratorResult<number> => ({ done: false, value: seen.asked++ });
      const close = (): IteratorResult<number> => ({ done: true, value: seen.closed++ });
      return { [Symbol.iterator]: () => ({ next, return: close }) };
    });
    await expect(stream.collect({ signal: controller.signal })).rejects.toThrow("enough");
    expect(seen).toEqual({ asked: 0, closed: 1 });
  });

  it("refuses tensors whose elements are not as many as their shape says", async () => {
    const short = DataStream.from([0, 1]).map(() => ({
      inputs: { shape: [3], dtype: "f32" as const, data: new Float32Array(2) },
      targets: 1,
    }));
    const source = short.batch(2, { inputs: f32(3), targets: f32() });
    const read = async (): Promise<void> => {
      for await (const batch of source.batches({ epoch: 0, seed: 0 })) expect(batch).toBeUndefined();
    };
    await expect(read()).rejects.toThrow(RensaError);
    await expect(read()).rejects.toThrow("batch: row 0, inputs is f32[3] of 2 elements");
  });
});
