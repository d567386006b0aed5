/** The numbers of the chapters, beside those that are derived by hand and the laws that they obey. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { digits } from "@rensa/digits";
import { describe, expect, it } from "vitest";
import { chapters } from "./chapters.ts";
import { chainRule } from "./chain-rule.ts";
import { compareGradients, countCost, measureCost } from "./cost-of-all-weights.ts";
import { learnDigits } from "./digits.ts";
import { descend } from "./gradient-descent.ts";
import { derivativeOf, differentiateGraph, pathsFrom, sumOfPaths } from "./scalar-graph.ts";
import { convolutionGradient } from "./shared-weights.ts";
import { descendFrom, learnXor } from "./starting-points.ts";
import { chapterNetwork, twoHiddenLayers } from "./two-hidden-layers.ts";
import { chainOfNeurons, gradientByDepth } from "./vanishing.ts";

const here = new URL("./", import.meta.url);

function run(...parameters: readonly string[]) {
  const main = fileURLToPath(new URL("main.ts", here));
  return spawnSync(process.execPath, ["--import", "tsx", main, ...parameters], {
    cwd: fileURLToPath(here),
    encoding: "utf8",
  });
}

describe("gradient descent", () => {
  it.each([
    [0, 1, "standing"],
    [0.25, 0.5, "approaching"],
    [0.5, 0, "one step"],
    [0.75, -0.5, "oscillating"],
    [1, -1, "swinging"],
    [1.5, -2, "diverging"],
  ] as const)("with rho %f multiplies the distance by %f where E'' is 2: %s", async (rho, factor, behavior) => {
    const found = await descend({ rho, steps: 4, start: 5, curvature: 2, minimum: 1 });
    expect(found).toMatchObject({ factor, behavior, best: 0.5, limit: 1 });
    expect(found.trajectory.map(({ w }) => w)).toEqual([0, 1, 2, 3, 4].map((step) => 1 + 4 * factor ** step));
    for (const { w, error, slope } of found.trajectory) {
      expect(error).toBeCloseTo((w - 1) ** 2, 12);
      expect(slope).toBeCloseTo(2 * (w - 1), 12);
    }
  });

  it("knows its borders where rho times the curvature is rounded", async () => {
    const curvature = 1 / 0.7;
    expect((await descend({ rho: 0.7, steps: 1, start: 1, curvature })).behavior).toBe("one step");
    expect((await descend({ rho: 1.4, steps: 1, start: 1, curvature })).behavior).toBe("swinging");
    expect((await descend({ rho: 1.4001, steps: 1, start: 1, curvature })).behavior).toBe("diverging");
  });

  it("stays where it is without a step, and on the minimum", async () => {
    expect((await descend({ rho: 0.1, steps: 0, start: 2 })).trajectory).toHaveLength(1);
    expect((await descend({ rho: 0.1, steps: 3, start: 0 })).trajectory.map(({ w }) => w)).toEqual([0, 0, 0, 0]);
  });
});

describe("the chain rule", () => {
  it("gives 9 and -13.5 at s = 4.5, each along one path", async () => {
    const graph = await chainRule({ w1: 1.5, w2: -2, x1: 1, x2: -1.5 });
    expect(graph.nodes.find(({ name }) => name === "s")?.value).toBe(4.5);
    expect([derivativeOf(graph, "w1"), derivativeOf(graph, "w2")]).toEqual([9, -13.5]);
    expect(pathsFrom(graph, "w2")).toEqual([{ nodes: ["w2", "p2", "s", "y"], factors: [-1.5, 1, 9], product: -13.5 }]);
  });

  it("adds up what comes along several paths, and along none it is 0", async () => {
    const { add, mul } = await import("@rensa/ops");
    // y = x (x + x c) with every use an edge: dy/dx = 2 x (1 + c).
    const graph = await differentiateGraph({ x: 3, c: 0.5, unused: 1 }, [
      { name: "scaled", of: ["x", "c"], compute: (x, c) => mul(x, c) },
      { name: "sum", of: ["x", "scaled"], compute: (x, scaled) => add(x, scaled) },
      { name: "y", of: ["x", "sum"], compute: (x, sum) => mul(x, sum) },
    ]);
    expect(pathsFrom(graph, "x")).toHaveLength(3);
    expect(sumOfPaths(pathsFrom(graph, "x"))).toBe(9);
    expect(derivativeOf(graph, "x")).toBe(9);
    expect(pathsFrom(graph, "unused")).toEqual([]);
    expect(derivativeOf(graph, "unused")).toBe(0);
  });

  it("refuses a number that is used before it is there", async () => {
    const wrong = differentiateGraph({ x: 1 }, [{ name: "y", of: ["z"], compute: (z) => z }]);
    await expect(wrong).rejects.toThrow("There is no z before it is used");
  });
});

describe("two hidden layers", () => {
  it.each(["sigmoid", "tanh", "relu"] as const)(
    "sum over paths is the gradient of every weight, with %s",
    async (activation) => {
      const { weights } = await twoHiddenLayers({ ...chapterNetwork, activation });
      expect(weights.map(({ weight, paths }) => [weight, paths.length])).toEqual([
        ...["w0_11", "w0_12", "w0_21", "w0_22"].map((weight) => [weight, 2]),
        ...["w1_11", "w1_12", "w1_21", "w1_22", "w2_1", "w2_2"].map((weight) => [weight, 1]),
      ]);
      for (const { sum, gradient } of weights) expect(Math.abs(sum - gradient)).toBeLessThan(1e-12);
    },
  );

  it("has the values of the formulas, written out", async () => {
    const { x, target, w0, w1, w2 } = chapterNetwork;
    const f = (a: number): number => 1 / (1 + Math.exp(-a));
    const z1 = [0, 1].map((j) => f(w0[0][j]! * x[0] + w0[1][j]! * x[1]));
    const z2 = [0, 1].map((j) => f(w1[0][j]! * z1[0]! + w1[1][j]! * z1[1]!));
    const y = w2[0] * z2[0]! + w2[1] * z2[1]!;
    const { graph, asPrinted } = await twoHiddenLayers(chapterNetwork);
    expect(graph.nodes.find(({ name }) => name === "y")?.value).toBeCloseTo(y, 12);
    const slope = (z: number): number => z * (1 - z);
    expect(derivativeOf(graph, "w1_11")).toBeCloseTo((y - target) * w2[0] * slope(z2[0]!) * z1[0]!, 12);
    // The formula as it is printed adds a second term with the first neuron's factors, where 0 belongs.
    expect(asPrinted).toBeCloseTo((y - target) * (w2[0] + w2[1]) * slope(z2[0]!) * z1[0]!, 12);
    const error = (y - target) * slope(z1[0]!) * x[0];
    const throughBoth = w2[0] * slope(z2[0]!) * w1[0][0] + w2[1] * slope(z2[1]!) * w1[0][1];
    expect(derivativeOf(graph, "w0_11")).toBeCloseTo(error * throughBoth, 12);
  });
});

describe("the cost of all weights", () => {
  it("is below 4 forward passes for any size, while that of the others grows with the number of weights", async () => {
    for (const size of [
      { width: 4, depth: 2, batch: 8 },
      { width: 64, depth: 3, batch: 16 },
    ]) {
      const { weights, backpropagation, differences, forwardMode } = await countCost(size);
      const { width, depth } = size;
      expect(weights).toBe(depth * (width * width + width) + width + 1);
      expect(backpropagation.passes).toBeGreaterThan(2);
      expect(backpropagation.passes).toBeLessThan(4);
      expect(differences.passes).toBe(weights + 1);
      expect(forwardMode.passes).toBeGreaterThan(weights);
      expect(forwardMode.passes).toBeLessThan(4 * weights);
    }
  });

  it("is measured as a ratio, and all three ways agree", async () => {
    const { ratio, rounds } = await measureCost({ width: 8, depth: 1, batch: 4 }, 3);
    expect(ratio).toBeGreaterThan(0);
    expect(rounds).toBe(3);
    const { weights, differences, forwardMode } = await compareGradients({ width: 3, depth: 1, batch: 4 });
    expect(weights).toBe(16);
    expect(differences).toBeLessThan(1e-8);
    expect(forwardMode).toBeLessThan(1e-13);
  });
});

describe("vanishing gradients", () => {
  it("are products of slopes, of which a sigmoid's is at most 1/4", async () => {
    const chain = await chainOfNeurons(6, "sigmoid");
    expect(chain[0]?.slope).toBe(0.25);
    const product = chain.reduce((so, { slope }) => so * slope, 1);
    expect(chain[0]?.derivative).toBeCloseTo(product, 15);
    expect(product).toBeLessThan(0.25 ** 6 + 1e-15);
    for (const { derivative } of await chainOfNeurons(6, "relu", 1)) expect(derivative).toBe(1);
  });

  it("are there in a deep sigmoid network, and not with any cure", async () => {
    const sigmoid = { depth: 20, activation: "sigmoid", initialization: "glorot" } as const;
    const plain = await gradientByDepth(sigmoid);
    expect(plain.layers).toHaveLength(20);
    expect(plain.ratio).toBeLessThan(1e-10);
    const cures = [
      { ...sigmoid, residual: true },
      { ...sigmoid, normalization: true },
      { ...sigmoid, activation: "tanh" },
      { ...sigmoid, activation: "relu", initialization: "he" },
    ] as const;
    for (const cure of cures) {
      const { ratio, layers } = await gradientByDepth(cure);
      expect(ratio).toBeGreaterThan(0.05);
      expect(ratio).toBeLessThan(20);
      for (const { norm } of layers) expect(norm).toBeGreaterThan(0.01);
    }
  });

  it("are in all layers where the weights are too small, and explode where they are too large", async () => {
    const small = await gradientByDepth({ depth: 20, activation: "tanh", initialization: "small" });
    for (const { norm } of small.layers) expect(norm).toBeLessThan(1e-20);
    const large = await gradientByDepth({ depth: 20, activation: "relu", initialization: "unit" });
    for (const { norm } of large.layers) expect(norm).toBeGreaterThan(1e20);
    expect((await gradientByDepth({ depth: 1, activation: "tanh", initialization: "glorot" })).ratio).toBe(1);
  });
});

describe("starting points", () => {
  it("decide which minimum is reached: left of 0 the lowest, right of it the other one, on it none", async () => {
    const { basins, descents } = await descendFrom([-3, 2, -0.1, 0.1, 0]);
    expect(basins.map(({ end, starts }) => [end, starts])).toEqual([
      [-2, [-3, -0.1]],
      [1, [2, 0.1]],
      [0, [0]],
    ]);
    expect(basins[0]?.error).toBeCloseTo(-8 / 3, 12);
    expect(basins[1]?.error).toBeCloseTo(-5 / 12, 12);
    for (const { errors } of descents) {
      for (const [at, error] of errors.entries()) expect(error).toBeLessThanOrEqual((errors[at - 1] ?? error) + 1e-15);
    }
  });

  it("may be so steep that the step is too large: such a start has no basin, nor has none at all", async () => {
    const { basins, descents } = await descendFrom([100, -3]);
    expect(descents[0]?.end).toBeNaN();
    expect(basins.map(({ starts }) => starts)).toEqual([[-3]]);
    expect(await descendFrom([])).toEqual({ descents: [], basins: [] });
  });

  it("decide whether a small network learns XOR; equal neurons stay equal", async () => {
    const [two, eight] = [await learnXor({ steps: 1000 }), await learnXor({ hidden: 8, steps: 1000 })];
    expect(two.errors).toHaveLength(100);
    expect(two.solved).toBeGreaterThan(50);
    expect(two.solved).toBeLessThan(95);
    expect(eight.solved).toBeGreaterThan(95);
    expect(await learnXor({ spread: 0, starts: 2, steps: 50 })).toEqual({ errors: [0.5, 0.5], solved: 0 });
  });
});

describe("a convolution", () => {
  it("has a gradient that is the sum over places, each delta times its window", async () => {
    const image = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const found = await convolutionGradient({
      image,
      weights: [[2, -1]],
      target: [
        [1, 0],
        [0, 0],
      ],
    });
    // Outputs 2 a - b: 0, 1; 3, 4. Deltas -1, 1; 3, 4.
    expect(found.places.map(({ row, column, output, delta }) => [row, column, output, delta])).toEqual([
      [0, 0, 0, -1],
      [0, 1, 1, 1],
      [1, 0, 3, 3],
      [1, 1, 4, 4],
    ]);
    expect(found.places.map(({ gradient }) => gradient)).toEqual([[[-1, -2]], [[2, 3]], [[12, 15]], [[20, 24]]]);
    expect(found.sum).toEqual([[33, 40]]);
    expect(found.gradient).toEqual(found.sum);
    expect(found.error).toBe(0.5 * (1 + 1 + 9 + 16));
  });

  it("of one place is a dense layer, and of a window that does not fit is refused", async () => {
    const one = await convolutionGradient({ image: [[3]], weights: [[2]] });
    expect(one.places).toHaveLength(1);
    expect(one.gradient).toEqual([[18]]);
    await expect(convolutionGradient({ image: [[1]], weights: [[1, 2]] })).rejects.toThrow();
  });
});

describe("the example", () => {
  it("computes everywhere: what it computes with knows neither Node nor a page", () => {
    const modules = readdirSync(here).filter((name) => name.endsWith(".ts") && !/^main/.test(name));
    expect(modules.length).toBeGreaterThan(7);
    for (const name of modules) {
      const source = readFileSync(new URL(name, here), "utf8");
      expect(source, name).not.toMatch(/from "(node:|commander)|\b(process|document|globalThis)\./);
    }
  });

  it("prints chapters in their order, as text and as JSON, and explains itself", async () => {
    const { stdout, stderr } = run("chain-rule", "gradient-descent", "--json");
    expect(stderr).toBe("");
    const printed = stdout
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(printed).toMatchObject([{ chapter: "gradient-descent" }, { chapter: "chain-rule" }]);
    expect(run("--help").stdout).toContain("vanishing-gradients");
    const { lines } = await chapters["two-hidden-layers"].compute();
    expect(lines.join("\n")).toContain("w1_11 > a2_1 > z2_1 > y > E: 0.512497");
  });

  it("trains digits, and gives back the windows that the convolution learned", async () => {
    const { train, test } = await digits();
    const steps: number[] = [];
    const { losses, accuracies, windows } = await learnDigits({
      train: train.take(800),
      test: test.take(400),
      epochs: 2,
      onStep: (step) => steps.push(step),
    });
    expect(steps).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    expect(losses).toHaveLength(40);
    expect(accuracies).toHaveLength(2);
    // A guess is right once in ten.
    expect(accuracies[1]).toBeGreaterThan(0.6);
    expect(windows.map((window) => window.map((row) => row.length))).toEqual(
      Array.from({ length: 8 }, () => [5, 5, 5, 5, 5]),
    );
    for (const value of windows.flat(2)) expect(value).not.toBeNaN();
  });
});
