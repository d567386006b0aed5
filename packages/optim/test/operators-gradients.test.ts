/** Vanishing and exploding gradients: thresholds and hysteresis on made-up gradients, layers on networks that train. */
import { f32, full, type Shape, type Tensor } from "@rensa/core";
import type { Model } from "@rensa/nn";
import { add, foldIn, matmul, meanSquaredError, relu, sigmoid, sigmoidCrossEntropy, uniform } from "@rensa/ops";
import { Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import { explodingGradients } from "../src/operators/exploding-gradients.ts";
import type { GradientFinding } from "../src/operators/gradient-findings.ts";
import { layerGradients } from "../src/operators/gradient-layers.ts";
import { vanishingGradients } from "../src/operators/vanishing-gradients.ts";
import { withControl } from "../src/train/control.ts";
import type { TrainEvent } from "../src/train/event.ts";
import { createTrainer } from "../src/train/trainer.ts";
import { sgd } from "../src/transforms/optimizers.ts";
import { FakeControl, gradientHealth, started, through } from "./operators-events.ts";
import { backendUnderTest, stepsInFlight } from "./backend-under-test.ts";
import { createEngine } from "rensa";

/** Gradients that become smaller by a factor with every layer that they pass. */
const falling = (factor: number, layers = 10) =>
  Array.from({ length: layers }, (_, layer) => factor ** (layers - 1 - layer));
const alike = falling(1);

async function vanishingIn(
  looks: readonly (readonly number[])[],
  options: Parameters<typeof vanishingGradients>[0] = {},
): Promise<GradientFinding[]> {
  const events = looks.map((look, at) => gradientHealth(10 * (at + 1), look));
  return (await through(vanishingGradients(options), events)) as GradientFinding[];
}

describe("layerGradients", () => {
  it("puts the parameters of a layer together, and compares by element", () => {
    const gradients = [
      { name: "block.dense_1.weights", count: 12, norm: 3, parameterNorm: 6 },
      { name: "block.dense_1.bias", count: 4, norm: 4, parameterNorm: 8 },
      { name: "temperature", count: 1, norm: 0.5, parameterNorm: 2 },
    ];
    expect(layerGradients({ ...gradientHealth(1, []), gradients })).toEqual([
      { layer: "block.dense_1", count: 16, norm: 5, rootMeanSquare: 1.25, parameterRootMeanSquare: 2.5 },
      { layer: "temperature", count: 1, norm: 0.5, rootMeanSquare: 0.5, parameterRootMeanSquare: 2 },
    ]);
  });
});

describe("vanishingGradients", () => {
  it("names the layer farthest from the loss and all that the gradient has vanished in, and says why and what helps", async () => {
    const [finding, ...others] = await vanishingIn([falling(0.25), falling(0.25), falling(0.25)]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      finding: "vanishing",
      runId: "run-0",
      step: 30,
      layer: "dense_1",
      layers: ["dense_1", "dense_2", "dense_3", "dense_4"],
    });
    expect(finding!.ratio).toBeCloseTo(0.25 ** 8, 12);
    expect(finding!.norm).toBeCloseTo(10 * 0.25 ** 9, 12);
    expect(finding!.explanation).toMatch(
      /dense_1 is 1\.5e-5 of that of the last layers \(dense_8 to dense_10\).*dense_1 to dense_4.*8 layers.* 0\.25 on average/,
    );
    expect(finding!.remedies.join(" ")).toMatch(/relu.*He.*residual.*batch norm/is);
    expect(JSON.parse(JSON.stringify(finding))).toEqual(finding);
  });

  it("names exactly the layers below the threshold", async () => {
    for (const factor of [0.05, 0.25, 0.4]) {
      const look = falling(factor);
      const expected = look.flatMap((value, at) => (value / look[8]! < 1e-3 ? [`dense_${String(at + 1)}`] : []));
      expect((await vanishingIn([look, look, look]))[0]?.layers ?? []).toEqual(expected);
    }
  });

  it("does not depend on the sizes of layers", async () => {
    const events = [1, 2, 3].map((at) => {
      const { gradients, ...event } = gradientHealth(10 * at, alike);
      // As many times the length as the root of the number of elements.
      return {
        ...event,
        gradients: gradients.map((gradient, layer) => ({
          ...gradient,
          count: 100 * 10 ** layer,
          norm: gradient.norm * 10 ** (layer / 2),
        })),
      };
    });
    expect(await through(vanishingGradients(), events)).toEqual([]);
  });

  it("does not speak of a layer with a small gradient behind one that has a large one", async () => {
    const look = [...alike];
    look[4] = 1e-9;
    look[5] = 0;
    expect(await vanishingIn([look, look, look, look])).toEqual([]);
  });

  it("does not chatter: it speaks after three looks in a row, and again only after all was well for three", async () => {
    const [bad, between, good] = [falling(0.25), falling(0.5), alike];
    expect(await vanishingIn([bad, bad, good, bad, bad, between, bad, bad])).toEqual([]);
    const flicker = Array.from({ length: 30 }, (_, at) => (at % 2 === 0 ? bad : between));
    expect(await vanishingIn([bad, bad, bad, ...flicker, good, good, bad, bad, bad])).toHaveLength(1);
    const again = await vanishingIn([bad, bad, bad, good, good, good, bad, bad, bad]);
    expect(again.map(({ step }) => step)).toEqual([30, 90]);
    expect(await vanishingIn([bad, bad], { patience: 1 })).toHaveLength(1);
  });

  it("has a threshold, and speaks of activations that are all off where the gradient is zero", async () => {
    expect(await vanishingIn([falling(0.6)], { patience: 1 })).toEqual([]);
    expect(await vanishingIn([falling(0.6)], { patience: 1, threshold: 0.1 })).toHaveLength(1);
    const dead = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    const [finding] = await vanishingIn([dead], { patience: 1 });
    expect(finding).toMatchObject({ layer: "dense_1", ratio: 0, norm: 0 });
    expect(finding!.explanation).toContain("No gradient at all comes to dense_1 to dense_9");
    expect(finding!.remedies[0]).toContain("activations that are all off");
    // A loss at its minimum is nobody's fault.
    expect(await vanishingIn([alike.map(() => 0)], { patience: 1 })).toEqual([]);
    expect(await vanishingIn([alike.map(() => Number.NaN)], { patience: 1 })).toEqual([]);
  });

  it("asks for gradients while somebody listens, once, and looks at its own steps alone", () => {
    const control = new FakeControl();
    const events = new Subject<TrainEvent>();
    const findings: GradientFinding[] = [];
    const subscription = events
      .pipe(vanishingGradients({ every: 20, patience: 1 }))
      .subscribe((finding) => findings.push(finding));
    expect(control.watching).toEqual([]);
    events.next(withControl(started(), control));
    events.next(withControl(gradientHealth(10, falling(0.25)), control));
    expect(control.watching).toEqual([20]);
    expect(findings).toEqual([]);
    events.next(withControl(gradientHealth(20, falling(0.25)), control));
    expect(findings).toHaveLength(1);
    subscription.unsubscribe();
    expect(control.watching).toEqual([]);
  });

  it("refuses options that make no sense", () => {
    for (const options of [{ every: 0 }, { threshold: 0 }, { threshold: 1 }, { recovery: 0.5 }, { patience: 0 }]) {
      expect(() => vanishingGradients(options)).toThrow(expect.objectContaining({ code: "ARGUMENT_INVALID" }));
    }
  });
});

describe("explodingGradients", () => {
  async function explodingIn(looks: readonly (readonly number[])[], parameters = 1): Promise<GradientFinding[]> {
    const events = looks.map((look, at) => gradientHealth(10 * (at + 1), look, { parameters }));
    return (await through(explodingGradients(), events)) as GradientFinding[];
  }

  it("names the layer whose gradient is largest beside its parameters, and says what helps", async () => {
    const [finding, ...others] = await explodingIn([
      [1, 2, 50, 5000, 300],
      [1, 2, 50, 5000, 300],
    ]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ finding: "exploding", layer: "dense_4", layers: ["dense_4", "dense_5"], step: 10 });
    expect(finding!.ratio).toBeCloseTo(5000, 6);
    expect(finding!.norm).toBeCloseTo(50_000, 6);
    expect(finding!.remedies.join(" ")).toMatch(/clipByGlobalNorm.*smaller learning rate/is);
    expect(await explodingIn([[1, 2, 50, 5000, 300]], 1000)).toEqual([]);
  });

  it("speaks of a gradient that is not finite, JSON-safe", async () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const [finding] = await explodingIn([[1, value, 1]]);
      expect(finding).toMatchObject({ layer: "dense_2", ratio: null, norm: null });
      expect(finding!.explanation).toContain("not finite");
      expect(JSON.parse(JSON.stringify(finding))).toEqual(finding);
    }
  });

  it("does not chatter, and says nothing where parameters begin at zero", async () => {
    const [bad, between, good] = [[500], [50], [1]];
    expect((await explodingIn([bad, between, bad, between, bad, good, bad])).map(({ step }) => step)).toEqual([10, 70]);
    expect(await explodingIn([[1, 1, 1]], 0)).toEqual([]);
  });

  it("refuses options that make no sense", () => {
    for (const options of [{ every: 1.5 }, { threshold: 0 }, { recovery: 0 }, { patience: 0 }]) {
      expect(() => explodingGradients(options)).toThrow(expect.objectContaining({ code: "ARGUMENT_INVALID" }));
    }
  });
});

interface Dense {
  readonly weights: Tensor;
  readonly bias: Tensor;
  readonly [name: string]: Tensor;
}

/** Ten layers of 12 units, with uniform weights of variance gain^2 / fan-in. */
function tenLayers(activation: (x: Tensor) => Tensor, gain: number): Model<Readonly<Record<string, Dense>>> {
  const names = Array.from({ length: 10 }, (_, at) => `dense_${String(at + 1)}`);
  const widths = [2, ...names.slice(1).map(() => 12), 1];
  return {
    initialize: (key) =>
      Object.fromEntries(
        names.map((name, at) => {
          const bound = gain * Math.sqrt(3 / widths[at]!);
          const weights: Tensor = uniform(foldIn(key, at), [widths[at]!, widths[at + 1]!] as Shape, -bound, bound);
          return [name, { weights, bias: full([widths[at + 1]!], 0) }];
        }),
      ),
    apply: (parameters, x) =>
      names.reduce((features: Tensor, name, at) => {
        const { weights, bias } = parameters[name]!;
        const linear = add(matmul(features, weights), bias);
        return at === names.length - 1 ? linear : activation(linear);
      }, x),
  };
}

const points = Array.from({ length: 32 }, (_, at) => [Math.sin(5 * at), Math.cos(3 * at)] as const);
const batch = {
  inputs: { ...f32(32, 2), data: Float32Array.from(points.flat()) },
  targets: { ...f32(32, 1), data: Float32Array.from(points, ([a, b]) => (a * b > 0 ? 1 : 0)) },
};

/** What the operators find in 40 steps of a network. */
async function findingsIn(
  model: ReturnType<typeof tenLayers>,
  rate: number,
  loss = sigmoidCrossEntropy as never,
): Promise<GradientFinding[]> {
  const trainer = createTrainer({
    model,
    loss,
    optimizer: sgd(rate),
    data: {
      inputs: f32(32, 2),
      targets: f32(32, 1),
      batchesPerEpoch: 40,
      batches: () => Array.from({ length: 40 }, () => batch),
    },
    epochs: 1,
    engine: createEngine({ backend: backendUnderTest() }),
    stepsInFlight,
  });
  const findings: GradientFinding[] = [];
  trainer.events$.pipe(vanishingGradients({ every: 10 })).subscribe((finding) => findings.push(finding));
  trainer.events$.pipe(explodingGradients({ every: 2 })).subscribe((finding) => findings.push(finding));
  await trainer.start();
  expect(trainer.state.status).toBe("finished");
  return findings;
}

describe("a network of ten layers that trains", () => {
  it("has gradients that vanish with sigmoids, in its first layers", async () => {
    const findings = await findingsIn(tenLayers(sigmoid, 1), 0.1);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ finding: "vanishing", step: 30 });
    expect(findings[0]!.layer).toBe("dense_1");
    expect(findings[0]!.layers.slice(0, 3)).toEqual(["dense_1", "dense_2", "dense_3"]);
  });

  it("has none to speak of with relu and He initialization", async () => {
    expect(await findingsIn(tenLayers(relu as never, Math.SQRT2), 0.05)).toEqual([]);
  });

  it("has gradients that explode with weights that are too large", async () => {
    const findings = await findingsIn(tenLayers(relu, 4), 1e-9, meanSquaredError as never);
    expect(findings).toMatchObject([{ finding: "exploding", step: 2 }]);
    expect(findings[0]!.ratio).toBeGreaterThan(1000);
  });
});
