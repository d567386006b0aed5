/** The article's network: a weight with one path, one with two, and factors computed by hand. */
import { jsBackend } from "@rensa/backend-js";
import { compile, grad } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { explain, formatExplanation } from "../src/index.ts";
import { article, articleInputs, lossOf } from "./article.ts";

const [[x1 = 0, x2 = 0] = []] = articleInputs.x;
const [[w11 = 0, w12 = 0] = [], [w21 = 0, w22 = 0] = []] = articleInputs.w1;
const [[v11 = 0, v12 = 0] = [], [v21 = 0, v22 = 0] = []] = articleInputs.w2;
const [[u1 = 0] = [], [u2 = 0] = []] = articleInputs.w3;
const slope = (z: number): number => 1 - z * z;
const z1 = [Math.tanh(x1 * w11 + x2 * w21), Math.tanh(x1 * w12 + x2 * w22)] as const;
const z2 = [Math.tanh(z1[0] * v11 + z1[1] * v21), Math.tanh(z1[0] * v12 + z1[1] * v22)] as const;
const error = z2[0] * u1 + z2[1] * u2 - articleInputs.target;

const program = await compile(grad(lossOf, ["w1", "w2"]), { backend: jsBackend() });
const gradients = program.run(articleInputs);

describe("the article's network", () => {
  it("has one path from w11 of the second layer, with the factors of the chain rule", () => {
    const found = explain(article, { inputs: articleInputs, weight: "w2", index: [0, 0] });
    expect(found).toMatchObject({ level: "scalars", count: "1", rest: { count: "0", sum: 0 }, isLargest: true });
    const [path] = found.paths;
    expect(found.values.map(({ label }) => label)).toEqual([
      "w2[0,0]",
      "a2[0,0]",
      "z2[0,0]",
      "product[0,0]",
      "prediction",
      "error",
      "square_7",
      "loss",
    ]);
    const factors = [z1[0], slope(z2[0]), u1, 1, 1, 2 * error, 0.5];
    path?.steps.forEach(({ factor }, at) => {
      expect(Math.abs(factor - (factors[at] ?? 0))).toBeLessThan(1e-12);
    });
    expect(path?.steps.map(({ formula }) => formula)).toEqual([
      "z1[0,0]",
      "1 - tanh(a2[0,0])^2",
      "w3[0,0]",
      "1",
      "1",
      "2 · error",
      "0.5",
    ]);
    const byHand = factors.reduce((product, factor) => product * factor, 1);
    expect(Math.abs(found.gradient - byHand)).toBeLessThan(1e-12);
    expect(Math.abs(found.gradient - (gradients.w2.data[0] ?? 0))).toBeLessThan(1e-12);
    expect(Math.abs(found.sum - found.gradient)).toBeLessThan(1e-12);
  });

  it.each([
    [0, 0, x1],
    [0, 1, x1],
    [1, 0, x2],
    [1, 1, x2],
  ])("has two paths from the weight %i, %i of the first layer, over both neurons of the second", (row, neuron, x) => {
    const found = explain(article, { inputs: articleInputs, weight: "w1", index: [row, neuron] });
    const start = x * slope(z1[neuron] ?? 0);
    const [first, second]: readonly (readonly number[])[] = [
      [v11, v21],
      [v12, v22],
    ];
    const byHand = [
      start * (first?.[neuron] ?? 0) * slope(z2[0]) * u1 * error,
      start * (second?.[neuron] ?? 0) * slope(z2[1]) * u2 * error,
    ].sort((one, other) => Math.abs(other) - Math.abs(one));
    expect(found.count).toBe("2");
    found.paths.forEach(({ contribution, share }, at) => {
      expect(Math.abs(contribution - (byHand[at] ?? 0))).toBeLessThan(1e-12);
      expect(share).toBeCloseTo(contribution / found.sum, 12);
    });
    const ofGrad = gradients.w1.data[2 * row + neuron] ?? 0;
    expect(Math.abs(found.gradient - ofGrad)).toBeLessThan(1e-12);
    expect(Math.abs(found.sum - ofGrad)).toBeLessThan(1e-12);
  });

  it("is one path of tensors, whose last cotangent is the gradient", () => {
    const found = explain(article, { inputs: articleInputs, weight: "w1", index: [0, 0], level: "tensors" });
    expect(found).toMatchObject({ level: "tensors", count: "1", isLargest: true });
    expect(Math.abs(found.sum - (gradients.w1.data[0] ?? 0))).toBeLessThan(1e-12);
    expect(found.paths[0]?.steps.map(({ formula }) => formula).slice(0, 3)).toEqual([
      "xᵀ · gradient",
      "1 - tanh(a1)^2",
      "gradient · w2ᵀ",
    ]);
  });

  it("reads like a textbook", () => {
    const found = explain(article, { inputs: articleInputs, weight: "w1", index: [0, 0] });
    expect(formatExplanation(found)).toMatchInlineSnapshot(`
      "∂loss/∂w1[0,0] = -0.1328 over 2 paths
        -0.08515 (64 %)  w1[0,0] → a1[0,0] → z1[0,0] → a2[0,0] → z2[0,0] → product[0,0] → prediction → error → square_7 → loss
        -0.04765 (36 %)  w1[0,0] → a1[0,0] → z1[0,0] → a2[0,1] → z2[0,1] → product[0,0] → prediction → error → square_7 → loss"
    `);
    expect(formatExplanation(found, { steps: true, digits: 3 })).toMatchInlineSnapshot(`
      "∂loss/∂w1[0,0] = -0.133 over 2 paths
        -0.0852 (64 %)  w1[0,0] → a1[0,0] → z1[0,0] → a2[0,0] → z2[0,0] → product[0,0] → prediction → error → square_7 → loss
          ∂a1[0,0]/∂w1[0,0] = x[0,0] = 1
          ∂z1[0,0]/∂a1[0,0] = 1 - tanh(a1[0,0])^2 = 0.635
          ∂a2[0,0]/∂z1[0,0] = w2[0,0] = 0.7
          ∂z2[0,0]/∂a2[0,0] = 1 - tanh(a2[0,0])^2 = 0.803
          ∂product[0,0]/∂z2[0,0] = w3[0,0] = 0.6
          ∂prediction/∂product[0,0] = 1
          ∂error/∂prediction = 1
          ∂square_7/∂error = 2 · error = -0.795
          ∂loss/∂square_7 = 0.5
        -0.0476 (36 %)  w1[0,0] → a1[0,0] → z1[0,0] → a2[0,1] → z2[0,1] → product[0,0] → prediction → error → square_7 → loss
          ∂a1[0,0]/∂w1[0,0] = x[0,0] = 1
          ∂z1[0,0]/∂a1[0,0] = 1 - tanh(a1[0,0])^2 = 0.635
          ∂a2[0,1]/∂z1[0,0] = w2[0,1] = -0.4
          ∂z2[0,1]/∂a2[0,1] = 1 - tanh(a2[0,1])^2 = 0.944
          ∂product[0,0]/∂z2[0,1] = w3[1,0] = -0.5
          ∂prediction/∂product[0,0] = 1
          ∂error/∂prediction = 1
          ∂square_7/∂error = 2 · error = -0.795
          ∂loss/∂square_7 = 0.5"
    `);
  });

  it("takes the element with the largest derivative where none is named", () => {
    const { weight } = explain(article, { inputs: articleInputs, weight: "w1" });
    const largest = Math.max(...gradients.w1.data.map(Math.abs));
    expect(Math.abs(gradients.w1.data[2 * (weight.index[0] ?? 0) + (weight.index[1] ?? 0)] ?? 0)).toBe(largest);
  });

  it("is plain data", () => {
    const found = explain(article, { inputs: articleInputs, weight: "w1" });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});
