/** Layers that would count the padding of sequences are refused. */
import { f32, i32, RensaError, trace, type Shape, type Tensor, type TensorType } from "@rensa/core";
import { mean } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import type { Layer } from "../src/layer.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { conv1d } from "../src/layers/conv1d.ts";
import { conv2d } from "../src/layers/conv2d.ts";
import { dense } from "../src/layers/dense.ts";
import { flatten } from "../src/layers/flatten.ts";
import { globalAveragePool } from "../src/layers/global-average-pool.ts";
import { groupNorm } from "../src/layers/group-norm.ts";
import { instanceNorm } from "../src/layers/instance-norm.ts";
import { layerNorm } from "../src/layers/layer-norm.ts";
import { maxPool1d } from "../src/layers/max-pool1d.ts";
import { reshape } from "../src/layers/reshape.ts";
import { sequential } from "../src/layers/sequential.ts";
import type { Lengths } from "../src/model.ts";
import { withLengths } from "../src/sequences/with-lengths.ts";
import { contextOf } from "./layers-harness.ts";

describe("what would count the padding is refused:", () => {
  const refusalOf = (model: Layer, shape: readonly number[] = [2, 4, 4], type: TensorType = i32(2)): string => {
    try {
      trace({ values: f32(...shape), lengths: type, key: i32(2) }, ({ values, lengths: of, key }) =>
        withLengths(model).apply(model.initialize(key), { values, lengths: of as Lengths }, contextOf(true, key)),
      );
    } catch (error) {
      if (error instanceof RensaError) return `${error.code}: ${error.sentence}`;
      throw error;
    }
    return "nothing";
  };

  const refusing: readonly (readonly [name: string, model: Layer, shape: Shape])[] = [
    ["batchNorm", batchNorm(4), [2, 4, 4]],
    ["instanceNorm", instanceNorm(4), [2, 4, 4]],
    ["groupNorm", groupNorm(2, 4), [2, 4, 4]],
    ["layerNorm", layerNorm([4, 4]), [2, 4, 4]],
    ["flatten", flatten(), [2, 4, 4]],
    ["reshape", reshape([16]), [2, 4, 4]],
    ["conv2d", conv2d(1, 2, 3), [2, 4, 4, 1]],
    ["conv1d", conv1d(4, 2, 2, { strides: 2, padding: "same" }), [2, 4, 4]],
    ["maxPool1d", maxPool1d(2, { padding: "same" }), [2, 4, 4]],
    ["globalAveragePool", globalAveragePool(), [2, 4, 4, 1]],
  ];
  it.each(refusing)("%s", (name, model, shape) => {
    expect(refusalOf(model, shape)).toMatch(new RegExp(`^ARGUMENT_INVALID: ${name}: would count the padding`));
    expect(refusalOf(sequential(model), shape)).toContain(`${name}: would count the padding`);
  });

  it("a function that takes the axis of time away", () => {
    const model = sequential(dense(4, 3), (x: Tensor) => mean(x, 1), dense(3, 1));
    expect(refusalOf(model)).toMatch(
      /^ARGUMENT_INVALID: sequential: layer 2 of 3, .*would count their padding; use a layer/,
    );
  });

  it("what are no lengths", () => {
    expect(refusalOf(dense(4, 3), [2, 4, 4], i32(3))).toMatch(
      /^SHAPE_MISMATCH: withLengths: the lengths are i32\[3\]; give i32\[2\]/,
    );
    expect(refusalOf(dense(4, 3), [2, 4, 4], i32(2, 1))).toMatch(/^SHAPE_MISMATCH/);
    expect(refusalOf(dense(4, 3), [2, 4, 4], f32(2))).toMatch(/^DTYPE_MISMATCH/);
  });
});
