/** Whoever watches a number treats numbers of any sign alike: to seek the least of x is to seek the most of -x. */
import fc from "fast-check";
import { Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import { Monitor } from "../src/checkpoint/monitor.ts";
import { earlyStopping } from "../src/operators/early-stopping.ts";
import { afterEpoch, noEpoch, type PlateauRule } from "../src/operators/plateau.ts";
import { withControl } from "../src/train/control.ts";
import type { TrainEvent } from "../src/train/event.ts";
import { epochCompleted, FakeControl, started } from "./operators-events.ts";

const rule: PlateauRule = {
  mode: "min",
  factor: 0.1,
  patience: 1,
  threshold: 1e-4,
  thresholdMode: "relative",
  cooldown: 0,
  minimum: 0,
  epsilon: 0,
};

const finite = fc.double({ min: -10, max: 10, noNaN: true });
const values = fc.array(
  fc.oneof(
    { arbitrary: finite, weight: 8 },
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  ),
  { maxLength: 20 },
);
const rules = fc.record({
  patience: fc.nat({ max: 3 }),
  threshold: fc.constantFrom(0, 1e-4, 0.1),
  thresholdMode: fc.constantFrom("relative" as const, "absolute" as const),
  cooldown: fc.nat({ max: 2 }),
});

/** The epochs after which a rate is reduced. */
function reductions(all: readonly number[], given: PlateauRule): number[] {
  let state = noEpoch;
  return all.flatMap((value, epoch) => {
    const after = afterEpoch(state, value, given);
    state = after.state;
    return after.reduces ? [epoch] : [];
  });
}

describe("the rule of a plateau", () => {
  it("is the same for x with mode min and for -x with mode max", () => {
    fc.assert(
      fc.property(values, rules, (all, change) => {
        const mirrored = all.map((value) => -value);
        expect(reductions(mirrored, { ...rule, ...change, mode: "max" })).toEqual(
          reductions(all, { ...rule, ...change }),
        );
      }),
    );
  });

  it("fires for any number that stays where it is, once in so many epochs", () => {
    fc.assert(
      fc.property(finite, rules, fc.constantFrom("min" as const, "max" as const), (value, change, mode) => {
        const { patience, cooldown } = change;
        const length = patience + 2;
        const still = Array.from({ length: 3 * length + 2 * cooldown }, () => value);
        const found = reductions(still, { ...rule, ...change, mode });
        expect(found.slice(0, 3)).toEqual([0, 1, 2].map((round) => patience + 1 + round * (patience + 1 + cooldown)));
      }),
    );
  });

  it("is not stuck for ever after an infinity", () => {
    const { state } = afterEpoch(noEpoch, Number.NEGATIVE_INFINITY, rule);
    expect(afterEpoch(state, 1, rule).state.best).toBe(1);
  });
});

/** The epoch after which it stops; `null` where it does not. */
async function stopAfter(all: readonly number[], mode: "min" | "max", minimumDelta: number): Promise<number | null> {
  const control = new FakeControl();
  const events = new Subject<TrainEvent>();
  events.pipe(earlyStopping({ monitor: "loss", mode, patience: 2, minimumDelta, restoreBest: false })).subscribe();
  events.next(withControl(started({ epochs: 100 }), control));
  for (const [at, loss] of all.entries()) {
    events.next(withControl(epochCompleted({ epoch: at + 1, step: at + 1, loss }), control));
    await Promise.resolve().then(() => undefined);
    if (control.calls.some((call) => call.startsWith("stop"))) return at + 1;
  }
  return null;
}

describe("earlyStopping", () => {
  it("is the same for x with mode min and for -x with mode max", async () => {
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom(0, 0.5), async (all, delta) => {
        const mirrored = all.map((value) => -value);
        expect(await stopAfter(mirrored, "max", delta)).toBe(await stopAfter(all, "min", delta));
      }),
    );
  });
});

/** The epochs whose checkpoints are the best so far. */
function bests(all: readonly number[], mode: "min" | "max"): number[] {
  const control = new FakeControl();
  const monitor = new Monitor({ monitor: "loss", mode });
  return all.flatMap((loss, epoch) => (monitor.judge(epochCompleted({ loss }), control).isBest ? [epoch] : []));
}

describe("the best checkpoint", () => {
  it("is the same for x with mode min and for -x with mode max, and never one of an infinity or NaN", () => {
    fc.assert(
      fc.property(values, (all) => {
        const found = bests(all, "min");
        expect(
          bests(
            all.map((value) => -value),
            "max",
          ),
        ).toEqual(found);
        const records = all.flatMap((value, epoch) => {
          const before = all.slice(0, epoch).filter(Number.isFinite);
          return Number.isFinite(value) && before.every((each) => value < each) ? [epoch] : [];
        });
        expect(found).toEqual(records);
      }),
    );
  });
});
