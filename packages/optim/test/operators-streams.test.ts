/** Operators that derive streams from events: means, and fewer steps. */
import { lastValueFrom, Subject, take, toArray } from "rxjs";
import { describe, expect, it, vi } from "vitest";
import { derive, watch } from "../src/operators/operate.ts";
import { movingAverage, type SmoothedScores } from "../src/operators/moving-average.ts";
import { sampleSteps } from "../src/operators/sample-steps.ts";
import { EventStream } from "../src/train/run/event-stream.ts";
import type { TrainEvent } from "../src/train/event.ts";
import { train } from "../src/train/train.ts";
import { lineConfig } from "./line.ts";
import { ended, epochCompleted, started, step, through } from "./operators-events.ts";

const losses = [4, 2, Number.NaN, 6, 1, Number.POSITIVE_INFINITY, 3];
const steps = losses.map((loss, at) => step({ loss, step: at + 1, metrics: { accuracy: loss / 2 } }));

async function smoothed(
  options: Parameters<typeof movingAverage>[0],
  events: readonly TrainEvent[],
): Promise<SmoothedScores[]> {
  return (await through(movingAverage(options), events)) as SmoothedScores[];
}

describe("movingAverage", () => {
  it("is the mean of the last steps, leaving out what is not finite", async () => {
    const scores = await smoothed({ window: 3 }, [started(), ...steps, epochCompleted(), ended()]);
    expect(scores.map(({ loss }) => loss)).toEqual([4, 3, 3, 4, 3, 3, 10 / 3]);
    expect(scores.map(({ metrics }) => metrics["accuracy"])).toEqual([2, 1.5, 1.5, 2, 1.5, 1.5, 5 / 3]);
    expect(scores.at(-1)).toMatchObject({ runId: "run-0", epoch: 1, step: 7 });
  });

  it("is an exponential mean that is one from the first step on", async () => {
    const scores = await smoothed({ decay: 0.5 }, steps);
    const expected = [4, 8 / 3, 8 / 3, 32 / 7, 40 / 15, 40 / 15, 88 / 31];
    scores.forEach(({ loss }, at) => expect(loss).toBeCloseTo(expected[at]!, 12));
  });

  it("is NaN before the first finite number", async () => {
    expect((await smoothed({}, [steps[2]!])).map(({ loss }) => loss)).toEqual([Number.NaN]);
  });

  it("keeps a state for every subscription", () => {
    const events = new Subject<TrainEvent>();
    const means = events.pipe(movingAverage({ window: 2 }));
    const [first, second]: number[][] = [[], []];
    means.subscribe(({ loss }) => first!.push(loss));
    events.next(steps[0]!);
    means.subscribe(({ loss }) => second!.push(loss));
    events.next(steps[1]!);
    expect([first, second]).toEqual([[4, 3], [2]]);
  });

  it("follows a real run", async () => {
    const scores = await lastValueFrom(train(lineConfig()).pipe(movingAverage({ window: 4 }), toArray()));
    expect(scores).toHaveLength(12);
    expect(scores.at(-1)!.loss).toBeLessThan(scores[3]!.loss);
  });

  it("refuses options that make no sense", () => {
    for (const options of [{ window: 0 }, { decay: 1 }, { decay: -0.1 }, { window: 3, decay: 0.5 }]) {
      expect(() => movingAverage(options)).toThrow(expect.objectContaining({ code: "ARGUMENT_INVALID" }));
    }
  });
});

describe("sampleSteps", () => {
  it("passes a step in so many milliseconds, the last one before another event, and everything else in order", async () => {
    const at = (time: number, number: number) => step({ time, step: number });
    const events = [
      started({ time: 0 }),
      at(0, 1),
      at(40, 2),
      at(99, 3),
      at(100, 4),
      at(150, 5),
      epochCompleted({ time: 160 }),
      at(170, 6),
      at(260, 7),
      at(300, 8),
    ];
    const passed = await through(sampleSteps(), events);
    expect(passed.map((event) => (event.type === "step" ? event.step : event.type))).toEqual([
      "started",
      1,
      4,
      5,
      "epochCompleted",
      7,
      8,
    ]);
    expect(await through(sampleSteps({ milliseconds: 0 }), events)).toEqual(events);
  });

  it("refuses a time below zero", () => {
    expect(() => sampleSteps({ milliseconds: -1 })).toThrow(expect.objectContaining({ code: "ARGUMENT_INVALID" }));
  });
});

describe("an operator of events", () => {
  it("reports what it throws, passes the event on, and lets go when it is left", () => {
    const events = new Subject<TrainEvent>();
    const [errors, passed]: [unknown[], TrainEvent[]] = [[], []];
    const release = vi.fn();
    const next = (): void => {
      throw new Error("operator");
    };
    const subscription = events
      .pipe(watch(() => ({ next, release }), { onError: (error) => errors.push(error) }))
      .subscribe((event) => passed.push(event));
    events.next(started());
    events.next(step());
    expect(passed).toHaveLength(2);
    expect(errors.map(String)).toEqual(["Error: operator", "Error: operator"]);
    expect(release).not.toHaveBeenCalled();
    subscription.unsubscribe();
    expect(release).toHaveBeenCalledOnce();
  });

  it("completes once what it waits for is done, and releases after take and after completion, once", async () => {
    const log: string[] = [];
    const operator = derive<TrainEvent>(
      (emit) => ({
        next: emit,
        complete: async () => {
          await new Promise(setImmediate);
          log.push("flushed");
        },
        release: () => log.push("released"),
      }),
      {},
    );
    expect(await through(operator, [started(), step()])).toHaveLength(2);
    expect(log).toEqual(["flushed", "released"]);
    const events = new Subject<TrainEvent>();
    const first = lastValueFrom(events.pipe(operator, take(1)));
    events.next(started());
    await first;
    expect(log).toEqual(["flushed", "released", "released"]);
  });

  it("keeps the stream one whose subscribers cannot harm the run", () => {
    const reported: unknown[] = [];
    const source = new EventStream<TrainEvent>(
      (error) => reported.push(error),
      (subscriber) => {
        subscriber.next(started());
        subscriber.next(ended());
      },
    );
    const seen: string[] = [];
    source
      .pipe(
        sampleSteps(),
        watch(() => ({ next: () => undefined }), {}),
      )
      .subscribe((event) => {
        seen.push(event.type);
        throw new Error("subscriber");
      });
    expect(seen).toEqual(["started", "completed"]);
    expect(reported.map(String)).toEqual(["Error: subscriber", "Error: subscriber"]);
  });
});
