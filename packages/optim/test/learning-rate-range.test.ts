import { f32, full, hostTensor, RensaError, type Tensor } from "@rensa/core";
import type { Model } from "@rensa/nn";
import { meanSquaredError, mul } from "@rensa/ops";
import { createEngine } from "rensa";
import { describe, expect, it } from "vitest";
import {
  adam,
  chain,
  clipByGlobalNorm,
  createTrainer,
  learningRateRange,
  partition,
  sgd,
  type RatePoint,
  type RateRangeConfig,
  type Schedule,
  type TrainingData,
} from "../src/index.ts";
import { lineConfig, type LineParameters } from "./line.ts";
import { backendUnderTest } from "./backend-under-test.ts";

const { model, loss, data, engine } = lineConfig();
const config: RateRangeConfig<LineParameters> = { model, loss, data, engine, optimizer: sgd };

/** One parameter w and the loss (w - 1 ± 0.1)²: plain descent goes astray beyond the rate 1. */
const bowl = (values: (step: number) => number = () => 1): RateRangeConfig<{ readonly w: Tensor }> => ({
  model: { initialize: () => ({ w: full([], 3) }), apply: ({ w }, x) => mul(x, w) } satisfies Model<{
    readonly w: Tensor;
  }>,
  loss: meanSquaredError,
  optimizer: sgd,
  engine,
  data: {
    inputs: f32(1),
    targets: f32(1),
    batchesPerEpoch: 1000,
    *batches() {
      for (let step = 0; ; step++)
        yield { inputs: hostTensor([values(step)]), targets: hostTensor([step % 2 === 0 ? 0.9 : 1.1]) };
    },
  } satisfies TrainingData,
});

describe("learningRateRange", () => {
  it("tries rates that grow by one factor, over as many epochs as it takes", async () => {
    const told: RatePoint[] = [];
    const { points, hasDiverged } = await learningRateRange({
      ...config,
      from: 1e-5,
      to: 1e-2,
      steps: 31,
      onPoint: (point) => told.push(point),
    });
    expect(points).toHaveLength(31);
    expect(told).toEqual(points);
    expect(hasDiverged).toBe(false);
    points.forEach(({ rate }, at) => {
      expect(rate / (1e-5 * 10 ** (at / 10))).toBeCloseTo(1, 4);
    });
  });

  it("is a training of these rates, loss by loss", async () => {
    const rates: Schedule = (step, dtype) => sgdRate(step, dtype);
    let sgdRate: Schedule = () => full([], 0);
    const { points } = await learningRateRange({
      ...config,
      to: 0.1,
      steps: 12,
      seed: 5,
      optimizer: (rate) => {
        sgdRate = rate;
        return adam(rate);
      },
    });
    const trainer = createTrainer({ ...lineConfig({ optimizer: adam(rates), seed: 5 }), epochs: 4 });
    const losses: number[] = [];
    trainer.events$.subscribe((event) => {
      if (event.type === "step") losses.push(event.loss);
    });
    await trainer.start();
    expect(points.map((point) => point.loss)).toEqual(losses);
  });

  it("ends where plain descent goes astray, and suggests a rate below that", async () => {
    const { points, suggestion, lowest, hasDiverged } = await learningRateRange({ ...bowl(), from: 1e-4, to: 100 });
    expect(hasDiverged).toBe(true);
    expect(points.length).toBeLessThan(100);
    // The loss is over when the rate is 1; rates beyond make it grow.
    expect(points.at(-1)?.rate).toBeGreaterThan(1);
    expect(suggestion).toBeGreaterThan(0.005);
    expect(suggestion).toBeLessThan(1);
    expect(lowest).toBeGreaterThanOrEqual(suggestion ?? 0);
  });

  it("suggests nothing where the loss never falls", async () => {
    const { suggestion, points } = await learningRateRange({
      ...bowl(),
      optimizer: (rate) => sgd((step, dtype) => mul(rate(step, dtype), 1)),
      loss: (outputs) => mul(meanSquaredError(outputs, full([1], 1)), 0),
      steps: 20,
    });
    expect(suggestion).toBeNull();
    expect(points).toHaveLength(20);
  });

  it("ends at a loss that is lost, whether checkFinite finds it or not, and refuses one that begins so", async () => {
    const values = (step: number) => (step < 6 ? 1 : Number.NaN);
    const plain = await learningRateRange(bowl(values));
    const checked = await learningRateRange({
      ...bowl(values),
      engine: createEngine({ backend: backendUnderTest(), checkFinite: true }),
    });
    for (const { hasDiverged, points } of [plain, checked]) {
      expect(hasDiverged).toBe(true);
      expect(points).toHaveLength(6);
    }
    await expect(learningRateRange(bowl(() => Number.NaN))).rejects.toMatchObject({ code: "NON_FINITE" });
  });

  it("changes nothing that it was given", async () => {
    const given = new Map([
      ["weights", hostTensor([[1], [2]])],
      ["bias", hostTensor([3])],
    ]);
    const { points } = await learningRateRange({ ...config, parameters: given, steps: 10 });
    expect(points[0]?.loss).not.toBe((await learningRateRange({ ...config, steps: 2 })).points[0]?.loss);
    expect([...given].map(([path, { data: values }]) => [path, [...values]])).toEqual([
      ["weights", [1, 2]],
      ["bias", [3]],
    ]);
  });

  it("takes any optimizer of the rate, and refuses one that has another", async () => {
    const clipped = await learningRateRange({
      ...config,
      optimizer: (rate) => chain(clipByGlobalNorm(1), adam(rate)),
      steps: 5,
    });
    expect(clipped.points).toHaveLength(5);
    await expect(learningRateRange({ ...config, optimizer: () => adam(0.1) })).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
      sentence: expect.stringContaining("let its function use the rate that it is given") as string,
    });
    const none = learningRateRange({
      ...config,
      optimizer: () => partition({ all: clipByGlobalNorm(1) }, () => "all"),
    });
    await expect(none).rejects.toThrow(/rate is null/);
  });

  it("refuses what is out of range before it trains", async () => {
    for (const wrong of [
      { from: 0 },
      { from: 1, to: 0.1 },
      { to: Infinity },
      { steps: 1 },
      { steps: 2.5 },
      { smoothing: 1 },
      { divergence: 0 },
      { epochs: 3 },
    ]) {
      await expect(learningRateRange({ ...config, ...wrong }), JSON.stringify(wrong)).rejects.toBeInstanceOf(
        RensaError,
      );
    }
  });

  it("passes on what onPoint throws and why it was ended", async () => {
    const onPoint = () => {
      throw new Error("full");
    };
    await expect(learningRateRange({ ...config, onPoint })).rejects.toThrow("full");
    const ending = new AbortController();
    const { signal } = ending;
    const ended = learningRateRange({ ...config, signal, onPoint: () => ending.abort(new Error("enough")) });
    await expect(ended).rejects.toThrow("enough");
  });
});
