/** A training whose parameters are float64 is computed in float64 throughout, with no float32 anywhere on the way. */
import { jsBackend } from "@rensa/backend-js";
import { compile, f64, full, trace, type HostTensor, type Tensor } from "@rensa/core";
import type { Graph } from "@rensa/core/graph";
import { mean, meanAbsoluteError, meanSquaredError, mul, square } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import {
  addGradientNoise,
  averageWeights,
  chain,
  clipByGlobalNorm,
  controlOf,
  cosine,
  createTrainer,
  inverseTime,
  lbfgs,
  oneCycle,
  reduceOnPlateau,
  sampleSchedule,
  sgd,
  type Schedule,
  type TrainEvent,
  type Transform,
} from "../src/index.ts";
import { descent, type Problem } from "./descent.ts";
import { optimizers, problem, schedules } from "./pytorch.ts";
import { backendUnderTest } from "./backend-under-test.ts";
import { createEngine } from "rensa";

const problem64: Problem = Object.fromEntries(
  Object.entries(problem).map(([name, { shape, data }]): [string, HostTensor] => [
    name,
    { shape, dtype: "f64", data: Float64Array.from(data) },
  ]),
);

const more: Readonly<Record<string, Transform>> = {
  "a mean of weights": averageWeights(sgd(0.1), { decay: 0.9 }),
  "a schedule of three phases": sgd(oneCycle({ peak: 0.3, steps: 50, threePhases: true })),
  "a line search": lbfgs(0.7, { lineSearch: "backtracking" }),
};

describe("an optimizer of float64 parameters", () => {
  it.each(Object.entries({ ...optimizers, ...more }))(
    "keeps float64 and moves as in float64: %s",
    async (_name, optimizer) => {
      const own = await descent(optimizer, problem64, { precision: "f32" });
      const reference = await descent(optimizer, problem, { precision: "f64" });
      const kept = [...own.state()].filter(([, { dtype }]) => dtype === "f32");
      expect(kept).toEqual([]);
      own.run(60);
      reference.run(60);
      const expected = reference.parameters();
      const scale = Math.max(...expected.map(Math.abs));
      const distance = Math.max(...own.parameters().map((value, at) => Math.abs(value - expected[at]!) / scale));
      expect(distance).toBeLessThan(1e-12);
      expect(Math.abs(own.loss() / reference.loss() - 1)).toBeLessThan(1e-12);
    },
  );

  it("has noise of the scale that is computed in float64", async () => {
    const noisy = await descent(chain(addGradientNoise(0.1), sgd(0.1)), problem64, { precision: "f32" });
    expect([...noisy.state()].filter(([, { dtype }]) => dtype === "f32")).toEqual([]);
  });
});

/** The dtypes of a graph's values. */
function dtypesOf(graph: Graph): Set<string> {
  return new Set(Object.values(graph.nodes).flatMap(({ outputs }) => outputs.map(({ dtype }) => dtype)));
}

describe("a schedule that is asked for float64", () => {
  const all: Readonly<Record<string, Schedule>> = {
    ...schedules,
    "inverse time": inverseTime({ start: 1, decay: 0.1 }),
  };

  it.each(Object.entries(all))("computes nothing in float32: %s", async (_name, schedule) => {
    const traced = trace({ step: { shape: [], dtype: "i32" } as const }, ({ step }) => schedule(step, "f64"));
    expect(dtypesOf(traced.graph)).not.toContain("f32");
    const program = await compile(traced, { backend: jsBackend() });
    const expected = await sampleSchedule(schedule, 40);
    expected.forEach((rate, step) => {
      const { data } = program.run({ step: { shape: [], dtype: "i32", data: Int32Array.of(step) } });
      expect(Math.abs((data[0] ?? Number.NaN) - rate)).toBeLessThan(1e-12);
    });
  });
});

/** y = 0.3 x on two examples: the training, and the same by hand. */
const [xs, ys] = [
  [0.7, -1.3],
  [0.21, -0.39],
];
const [epochs, peak, floor, momentum, bound, decay] = [30, 0.4, 0.01, 0.9, 0.3, 0.8];

const loss = (slope: number): number => xs.reduce((sum, x, at) => sum + (slope * x - ys[at]!) ** 2 / 2, 0);

function byHand() {
  let [slope, velocity, average] = [0.1, 0, 0.1];
  return Array.from({ length: epochs }, (_, step) => {
    const before = loss(slope);
    const gradient = xs.reduce((sum, x, at) => sum + x * (slope * x - ys[at]!), 0);
    const clipped = gradient * (bound / Math.max(Math.abs(gradient), bound));
    velocity = momentum * velocity + clipped;
    const rate = ((1 + Math.cos((Math.PI * step) / epochs)) * (peak - floor)) / 2 + floor;
    slope -= rate * velocity;
    average = decay * average + (1 - decay) * slope;
    return { loss: before, rate, norm: Math.abs(gradient), validation: loss(average), slope };
  });
}

const batch = {
  inputs: { ...f64(2), data: Float64Array.from(xs) },
  targets: { ...f64(2), data: Float64Array.from(ys) },
};

function config(optimizer: Transform) {
  const data = { inputs: f64(2), targets: f64(2), batchesPerEpoch: 1, batches: () => [batch] };
  return {
    model: {
      initialize: () => ({ slope: full([], 0.1, "f64") }),
      apply: ({ slope }: { readonly slope: Tensor }, x: Tensor) => mul(x, slope),
    },
    loss: meanSquaredError,
    metrics: { squares: (outputs: Tensor) => mean(square(outputs)), error: meanAbsoluteError },
    optimizer,
    data,
    validation: data,
    epochs,
    engine: createEngine({ backend: backendUnderTest() }),
  };
}

describe("a training in float64", () => {
  it("has losses, rates, scores and parameters to 1e-12", async () => {
    const optimizer = averageWeights(
      chain(clipByGlobalNorm(bound), sgd(cosine({ peak, steps: epochs, floor }), { momentum })),
      { decay },
    );
    const trainer = createTrainer(config(optimizer));
    const events: TrainEvent[] = [];
    trainer.events$.subscribe((event) => events.push(event));
    await trainer.start();
    const expected = byHand();
    const close = (found: number | null | undefined, wanted: number) => {
      expect(Math.abs((found ?? Number.NaN) / wanted - 1)).toBeLessThan(1e-12);
    };
    const steps = events.filter((event) => event.type === "step");
    const validated = events.filter((event) => event.type === "validated");
    expect(steps).toHaveLength(epochs);
    expected.forEach((wanted, at) => {
      close(steps[at]?.loss, wanted.loss);
      close(steps[at]?.learningRate, wanted.rate);
      close(validated[at]?.loss, wanted.validation);
    });
    close((await trainer.readParameters()).get("slope")?.data[0], expected.at(-1)!.slope);
    const { state } = await trainer.snapshot();
    expect([...state.values()].filter(({ dtype }) => dtype === "f32")).toEqual([]);
  });

  it("sets hyperparameters in float64, and reduces them there", async () => {
    const trainer = createTrainer(config(sgd(0.3)));
    const rates: (number | null)[] = [];
    trainer.events$
      .pipe(reduceOnPlateau({ monitor: "loss", factor: 0.7, patience: 0, threshold: 1e9, thresholdMode: "absolute" }))
      .subscribe((event) => {
        if (event.type === "step") rates.push(event.learningRate);
        if (event.type === "step" && event.step === 5) void controlOf(event)?.setHyperparameter("learningRate", 0.1);
      });
    await trainer.start();
    const expected = [0.3, 0.3];
    for (let step = 3; step <= epochs; step++) expected.push(step === 6 ? 0.1 * 0.7 : expected.at(-1)! * 0.7);
    expect(rates).toEqual(expected);
    expect((await trainer.readHyperparameters())["learningRate"]).toBeCloseTo(expected.at(-1)! * 0.7, 15);
  });
});
