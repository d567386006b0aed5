/** What layers refuse, with the sentence. */
import { constant, type Tensor, type TensorTree } from "@rensa/core";
import { add, relu } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import type { Model } from "../src/model.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { conv1d } from "../src/layers/conv1d.ts";
import { conv2d } from "../src/layers/conv2d.ts";
import { defineLayer } from "../src/layers/define-layer.ts";
import { dense } from "../src/layers/dense.ts";
import { dropout } from "../src/layers/dropout.ts";
import { embedding } from "../src/layers/embedding.ts";
import { groupNorm } from "../src/layers/group-norm.ts";
import { instanceNorm } from "../src/layers/instance-norm.ts";
import { layerNorm } from "../src/layers/layer-norm.ts";
import { maxPool2d } from "../src/layers/max-pool2d.ts";
import { layerOf } from "../src/layers/plain-function.ts";
import { reshape } from "../src/layers/reshape.ts";
import { sequential } from "../src/layers/sequential.ts";
import { shaped } from "../src/layers/shaped.ts";
import { pattern } from "./layers-harness.ts";
import { applied, codeOf, refusal } from "./models-by-hand.ts";

describe("layers refuse", () => {
  it.each<[string, () => unknown, string]>([
    ["sizes", () => dense(0, 3), "ATTRIBUTE_INVALID: dense: the number of inputs is 0; give a whole number from 1."],
    ["fractions", () => dense(3, 1.5), "ATTRIBUTE_INVALID: dense: the number of outputs is 1.5;"],
    [
      "windows",
      () => conv2d(1, 2, [3, 0]),
      "ATTRIBUTE_INVALID: conv2d: the number of elements in a window's axis is 0;",
    ],
    [
      "windows of another rank",
      () => conv1d(1, 2, [3, 3] as never),
      "ATTRIBUTE_INVALID: conv1d: the window [3, 3] is not",
    ],
    [
      "groups",
      () => conv2d(4, 6, 3, { groups: 4 }),
      "ATTRIBUTE_INVALID: conv2d: 6 channels cannot be divided into 4 groups;",
    ],
    ["groups of a norm", () => groupNorm(4, 6), "ATTRIBUTE_INVALID: groupNorm: 6 channels cannot be divided"],
    ["rates", () => dropout(1), "ATTRIBUTE_INVALID: dropout: the rate is 1; give a number from 0 to below 1."],
    ["momenta", () => batchNorm(3, { momentum: 2 }), "ATTRIBUTE_INVALID: batchNorm: the momentum is 2;"],
    [
      "epsilons",
      () => layerNorm(3, { epsilon: -1 }),
      "ATTRIBUTE_INVALID: layerNorm: the epsilon is -1; give a number from 0.",
    ],
    ["no axes", () => layerNorm([]), "ATTRIBUTE_INVALID: layerNorm: normalizes over no axes;"],
    ["shapes", () => reshape([-1, -1, 2]), "ATTRIBUTE_INVALID: reshape: [-1, -1, 2] is no shape of an example;"],
    ["kinds", () => layerOf("two words", relu), 'ARGUMENT_INVALID: defineLayer: "two words" is no name;'],
  ])("%s when they are made", (_name, make, sentence) => {
    expect(codeOf(make)).toContain(sentence);
  });

  it.each<[string, Model, readonly number[], string]>([
    ["features", dense(8, 2), [4, 9], "SHAPE_MISMATCH: dense: takes 8 features and gets [4, 9], which has 9;"],
    ["vectors", dense(8, 2), [8], "RANK_MISMATCH: dense: [8] has 1 axes and needs at least 2;"],
    ["channels", conv2d(3, 2, 3), [1, 8, 8, 1], "SHAPE_MISMATCH: conv2d: takes 3 channels and gets [1, 8, 8, 1]"],
    [
      "images",
      conv2d(3, 2, 3),
      [8, 8, 3],
      "RANK_MISMATCH: conv2d: [8, 8, 3] has 3 axes and needs 4; reshape it to [batch, height, width, channels].",
    ],
    ["pools of other ranks", maxPool2d(2), [8, 8, 3], "RANK_MISMATCH: maxPool2d:"],
    ["spatial axes", instanceNorm(3), [8, 3], "RANK_MISMATCH: instanceNorm:"],
    ["last axes", layerNorm([2, 3]), [8, 3], "SHAPE_MISMATCH: layerNorm: takes [batch, ..., 2, 3] and gets [8, 3];"],
    [
      "sizes",
      reshape([2, 3]),
      [8, 5],
      "SHAPE_MISMATCH: reshape: an example of [8, 5] has 5 elements and does not fill [2, 3]",
    ],
    ["other shapes", shaped([2, 3]), [8, 5], "SHAPE_MISMATCH: shaped: takes [batch, 2, 3] and gets [8, 5];"],
    ["floats", embedding(5, 2), [8, 5], "DTYPE_MISMATCH: embedding: reads i32 and gets f32;"],
  ])("%s when they are applied", (_name, model, shape, sentence) => {
    expect(refusal(model, ...shape)).toContain(sentence);
  });

  it("nothing: layers of one's own are layers like any other", async () => {
    const own = defineLayer({
      kind: "shift",
      initialize: (): TensorTree => ({ by: constant(2) }),
      apply: (parameters, x) => add(x, (parameters as { by: Tensor }).by),
      isTrainable: () => false,
    });
    const model = sequential(own, own);
    expect(await applied(model, false)).toEqual(Array.from(pattern([4, 8], 0).data, (value) => value + 4));
    expect(model.isTrainable?.("shift_2.by")).toBe(false);
  });
});
