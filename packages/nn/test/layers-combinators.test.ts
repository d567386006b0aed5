/** Layers of layers: residual, parallel, frozen, composed, and classes. */
import { constant, gradientsOf, type Tensor } from "@rensa/core";
import { abs, add, concat, matmul, mul, relu, sub, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import type { Layer } from "../src/layer.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { contextFor } from "../src/layers/child.ts";
import { compose } from "../src/layers/compose.ts";
import { dense } from "../src/layers/dense.ts";
import { dropout } from "../src/layers/dropout.ts";
import { frozen } from "../src/layers/frozen.ts";
import { named } from "../src/layers/named.ts";
import { parallel } from "../src/layers/parallel.ts";
import { parameter } from "../src/layers/parameter.ts";
import { layerOf } from "../src/layers/plain-function.ts";
import { residual } from "../src/layers/residual.ts";
import { sequential } from "../src/layers/sequential.ts";
import { contextOf, initialize, keyOf, parameterTypes, pattern, run, treeOf } from "./layers-harness.ts";
import { paths, applied, scopesOf, codeOf, refusal } from "./models-by-hand.ts";

describe("combinators", () => {
  it("residual adds the input, or a shortcut of it", async () => {
    const plain = await applied(residual(layerOf("twice", (x) => mul(x, 2))), false);
    expect(plain).toEqual(Array.from(pattern([4, 8], 0).data, (value) => 3 * value));
    expect(await paths(residual(sequential(dense(8, 4), relu), dense(8, 4, { bias: false })))).toEqual([
      "layer.dense_1.weights",
      "layer.dense_1.bias",
      "shortcut.weights",
    ]);
    expect(await paths(residual(relu))).toEqual([]);
    expect(refusal(residual(dense(8, 4)), 2, 8)).toBe(
      "SHAPE_MISMATCH: residual: the layer gives [2, 4] and the shortcut [2, 8]; give a shortcut that makes the same.",
    );
  });

  it("parallel gives every branch the input and combines by name", async () => {
    const model = parallel(
      { twice: (x) => mul(x, 2), half: layerOf("half", (x) => mul(x, 0.5)), dense: dense(8, 8) },
      (outputs) => concat([outputs.twice, outputs.half], -1),
    );
    const output = await applied(model, false);
    const inputs = pattern([4, 8], 0).data;
    expect(output.slice(0, 16)).toEqual(
      [...inputs.slice(0, 8)].flatMap((value) => [2 * value]).concat([...inputs.slice(0, 8)].map((value) => value / 2)),
    );
    expect(await paths(model)).toEqual(["dense.weights", "dense.bias"]);
    expect(codeOf(() => parallel({}, () => null as never))).toContain(
      "ARGUMENT_INVALID: parallel: there are no branches",
    );
  });

  it("frozen changes nothing but what is trained", async () => {
    const body = sequential(dense(8, 8), relu, named("head", dense(8, 2)));
    expect(await initialize(frozen(body), 1)).toEqual(await initialize(body, 1));
    expect(await applied(frozen(body), false)).toEqual(await applied(body, false));
    expect(await paths(sequential(frozen(named("a", dense(8, 8))), frozen(dense(8, 8))))).toEqual([
      "a.weights",
      "a.bias",
      "dense_1.weights",
      "dense_1.bias",
    ]);
    const part = frozen(body, (path) => path.startsWith("head."));
    expect(part.isTrainable?.("head.weights")).toBe(false);
    expect(part.isTrainable?.("dense_1.weights")).toBe(true);
    expect(frozen(batchNorm(8), () => false).isTrainable?.("runningMean")).toBe(false);
  });

  it("keeps layers that are instances of classes", async () => {
    class Gain implements Layer<{ readonly gain: Tensor<readonly [], "f32"> }> {
      readonly kind = "gain";
      readonly #initial: number;
      constructor(initial: number) {
        this.#initial = initial;
      }
      initialize() {
        return { gain: constant(this.#initial) as Tensor<readonly [], "f32"> };
      }
      apply(parameters: { readonly gain: Tensor<readonly [], "f32"> }, inputs: Tensor) {
        return mul(inputs, parameters.gain) as never;
      }
      isTrainable() {
        return this.#initial > 3;
      }
    }
    expect(await applied(sequential(frozen(named("gain", new Gain(3))), new Gain(3)), false)).toEqual(
      Array.from(pattern([4, 8], 0).data, (value) => 9 * value),
    );
    expect(sequential(new Gain(3)).isTrainable?.("gain_1.gain")).toBe(false);
  });

  it("contextFor is another key for another name, and the same assign", async () => {
    const results = await run({ key: keyOf(1) }, ({ key }) => {
      const context = contextOf(true, key as Tensor);
      const [a, b] = [contextFor(context, "a"), contextFor(context, "b")];
      a.assign(key as Tensor, a.key);
      return { a: a.key, again: contextFor(context, "a").key, b: b.key, assigned: context.assigned.get(key as Tensor) };
    });
    expect(results["a"]).toEqual(results["again"]);
    expect(results["a"]).toEqual(results["assigned"]);
    expect(results["a"]).not.toEqual(results["b"]);
  });
});

describe("compose", () => {
  it("shares weights: one set of parameters, whose gradient is the sum over its uses", async () => {
    const twice = compose({ step: dense(8, 8, { bias: false }) }, ({ step }, x) => step(relu(step(x))));
    expect(await paths(twice)).toEqual(["step.weights"]);
    const parameters = await initialize(twice, 1);
    const results = await run(
      { x: pattern([4, 8], 0), weights: parameters["step.weights"] as never },
      ({ x, weights }) => {
        const context = contextOf(true, constant(new Int32Array([1, 2])));
        const shared = sum(twice.apply({ step: { weights: weights as never } }, x as never, context));
        // The same with two matrices that happen to be equal.
        const [first, second] = [mul(weights as Tensor, 1), mul(weights as Tensor, 1)];
        const apart = sum(matmul(relu(matmul(x as Tensor, first)), second));
        const parts = gradientsOf(apart, { first, second });
        return {
          shared: gradientsOf(shared as Tensor, { weights: weights as Tensor }).weights,
          added: add(parts.first, parts.second),
        };
      },
    );
    const added = Array.from(results["added"]?.data ?? []);
    expect(added.length).toBe(64);
    added.forEach((value, at) => {
      expect(results["shared"]?.data[at]).toBeCloseTo(value, 5);
    });
  });

  it("gives each use of a layer another key", async () => {
    const model = compose({ drop: dropout(0.5) }, ({ drop }, x) => concat([drop(x), drop(x)], -1));
    const output = await applied(model, true);
    const halves = [output.slice(0, 8), output.slice(8, 16)];
    expect(halves[0]).not.toEqual(halves[1]);
    expect(await applied(model, true)).toEqual(output);
  });

  it("reads trees of tensors", async () => {
    const siamese = compose({ tower: dense(8, 4) }, ({ tower }, inputs: Readonly<{ left: Tensor; right: Tensor }>) => ({
      distance: abs(sub(tower(inputs.left as never), tower(inputs.right as never))),
    }));
    const parameters = await initialize(siamese, 1);
    const results = await run({ x: pattern([4, 8], 0), ...parameters }, ({ x, ...leaves }) =>
      siamese.apply(
        treeOf(parameterTypes(siamese), leaves) as never,
        { left: x as Tensor, right: x as Tensor },
        contextOf(false, constant(new Int32Array([1, 2]))),
      ),
    );
    expect(results["distance"]?.shape).toEqual([4, 4]);
    expect(new Set(results["distance"]?.data)).toEqual(new Set([0]));
  });

  it("has parameters that belong to no layer, and knows what is trained", async () => {
    const model = sequential(
      compose({ body: frozen(dense(8, 8)), scale: parameter([8]) }, ({ body, scale }, x) => mul(body(x), scale)),
      dense(8, 1),
    );
    expect(await paths(model)).toEqual([
      "composed_1.body.weights",
      "composed_1.body.bias",
      "composed_1.scale",
      "dense_1.weights",
      "dense_1.bias",
    ]);
    expect(model.isTrainable?.("composed_1.scale")).toBe(true);
    expect(model.isTrainable?.("composed_1.body.bias")).toBe(false);
    expect(scopesOf(model, [2, 8])).toContain("composed_1/body");
  });
});
