/** Streams: what they read, when, and how they end. */
import { RensaError } from "@rensa/core";
import { Observable, of, Subject, from as observableFrom, lastValueFrom, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import { DataStream } from "./data-stream.ts";
import { watched } from "../../test/watched-stream.ts";
import { errorOf } from "../../test/refusal.ts";

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
