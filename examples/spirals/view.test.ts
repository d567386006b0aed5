import { idleState, stateAfter, type TrainEvent } from "@rensa/optim";
import { lastValueFrom, Subject, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import { mostPoints, viewsOf } from "./view.ts";

/** A training that tells what it is told to. */
function toldTraining() {
  const events$ = new Subject<TrainEvent>();
  const training = { events$, state: idleState };
  const tell = (event: TrainEvent): void => {
    training.state = stateAfter(training.state, event);
    events$.next(event);
  };
  return { training, tell, end: () => events$.complete() };
}

const base = { runId: "run", epoch: 1 };
const stepEvent = (step: number): TrainEvent => ({
  ...base,
  type: "step",
  step,
  // Far enough from each other that none is left out as too soon.
  time: 10 * step,
  loss: 1 / step,
  metrics: {},
  learningRate: 0.01,
  examples: 1,
});

describe("views of a training", () => {
  it("hold so many points at most, over the whole run, and end with the last event", async () => {
    const { training, tell, end } = toldTraining();
    const views = lastValueFrom(viewsOf(training).pipe(toArray()));
    for (let step = 1; step <= 5000; step++) tell(stepEvent(step));
    tell({ ...base, type: "completed", step: 5000, time: 50_001, seconds: 1 });
    end();
    const all = await views;
    // All of it took less than a frame.
    expect(all).toHaveLength(1);
    const [view] = all;
    expect(view?.state).toMatchObject({ status: "finished", step: 5000, loss: 1 / 5000 });
    const steps = view?.losses.map(([step]) => step) ?? [];
    expect(steps.length).toBeLessThanOrEqual(mostPoints);
    expect(steps.length).toBeGreaterThan(mostPoints / 4);
    expect([steps[0], steps.at(-1)]).toEqual([1, expect.toSatisfy((last: number) => last > 4900)]);
  });

  it("hold the rate that was set while no step is done", async () => {
    const { training, tell, end } = toldTraining();
    const last = lastValueFrom(viewsOf(training));
    tell(stepEvent(1));
    tell({ ...base, type: "learningRateChanged", step: 1, time: 20, learningRate: 0.5, previous: 0.01 });
    end();
    expect(await last).toMatchObject({ losses: [[1, 1]], learningRate: 0.5 });
  });

  it("begin anew for each who subscribes", async () => {
    const { training, tell, end } = toldTraining();
    const views$ = viewsOf(training);
    const first = lastValueFrom(views$);
    tell(stepEvent(1));
    const second = lastValueFrom(views$);
    tell(stepEvent(2));
    end();
    expect([(await first).losses.length, (await second).losses.length]).toEqual([2, 1]);
  });
});
