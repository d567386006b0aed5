/** A run that fails as a stream of RxJS: its last event, its error, and what operators make of that. */
import type { RensaError } from "@rensa/core";
import { catchError, lastValueFrom, of, retry, toArray, type Observable } from "rxjs";
import { describe, expect, it } from "vitest";
import { memoryStore, checkpointTo, train, type TrainEvent } from "../src/index.ts";
import { lineConfig, lineData } from "./line.ts";
import { fail } from "./users-error.ts";

describe("train follows RxJS", () => {
  const all = (stream: Observable<TrainEvent>) => lastValueFrom(stream.pipe(toArray()));

  it("the event failed, then the error, which catchError takes", async () => {
    const stream = train(lineConfig({ loss: fail }));
    const types: string[] = [];
    await expect(
      new Promise((resolve, reject) => {
        stream.subscribe({ next: ({ type }) => types.push(type), error: reject, complete: () => resolve(null) });
      }),
    ).rejects.toMatchObject({ code: "USER_CODE_FAILED" });
    expect(types).toEqual(["failed"]);
    const caught = await lastValueFrom(stream.pipe(catchError((error: RensaError) => of(error.code))));
    expect(caught).toBe("USER_CODE_FAILED");
  });

  it("retry begins a run of its own", async () => {
    let calls = 0;
    const data = lineData();
    const stream = train(
      lineConfig({
        data: {
          ...data,
          batches: (options) => {
            if (calls++ === 1) fail();
            return data.batches(options);
          },
        },
      }),
    );
    const types = (await all(stream.pipe(retry(1)))).map(({ type }) => type);
    expect(types.filter((type) => type === "started")).toHaveLength(2);
    expect(types.filter((type) => type === "failed")).toHaveLength(1);
    expect(types.at(-1)).toBe("completed");
  });

  it("what operators keep is written before the error", async () => {
    const store = memoryStore();
    const data = lineData();
    const stream = train(
      lineConfig({
        data: {
          ...data,
          batches: (options) => (options.epoch === 2 ? fail() : data.batches(options)),
        },
      }),
    );
    const types: string[] = [];
    await expect(
      new Promise((resolve, reject) => {
        stream.pipe(checkpointTo(store, { everyEpochs: 1 })).subscribe({
          next: ({ type }) => types.push(type),
          error: reject,
          complete: () => resolve(null),
        });
      }),
    ).rejects.toMatchObject({ code: "DATA_SOURCE_FAILED" });
    expect(types.filter((type) => type === "checkpointSaved").length).toBeGreaterThan(0);
    expect((await store.latest())?.snapshot.progress.epoch).toBe(2);
  });

  it("where nobody handles the error, RxJS is told, and only then", async () => {
    const { config } = await import("rxjs");
    const told: unknown[] = [];
    config.onUnhandledError = (error) => told.push(error);
    try {
      const reported: unknown[] = [];
      train(lineConfig({ loss: fail, onSubscriberError: (error) => reported.push(error) })).subscribe(() => undefined);
      await expect.poll(() => told.length).toBe(1);
      expect(told).toMatchObject([{ code: "USER_CODE_FAILED" }]);
      expect(reported).toEqual([]);
    } finally {
      config.onUnhandledError = null;
    }
  });
});
