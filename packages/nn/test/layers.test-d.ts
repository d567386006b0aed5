/** The shapes and parameters of layers, and of mistakes, in the type system. Checked by the compiler. */
import { full, type Shape, type ShapeError, type Tensor } from "@rensa/core";
import { abs, leakyRelu, matmul, relu, softmax, sub } from "@rensa/ops";
import { expectTypeOf } from "vitest";
import { averagePool2d } from "../src/layers/average-pool2d.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { compose } from "../src/layers/compose.ts";
import { conv1d } from "../src/layers/conv1d.ts";
import { conv2dTranspose } from "../src/layers/conv2d-transpose.ts";
import { conv2d } from "../src/layers/conv2d.ts";
import { defineLayer } from "../src/layers/define-layer.ts";
import { dense } from "../src/layers/dense.ts";
import { depthwiseConv2d } from "../src/layers/depthwise-conv2d.ts";
import { dropout } from "../src/layers/dropout.ts";
import { embedding } from "../src/layers/embedding.ts";
import { flatten } from "../src/layers/flatten.ts";
import { frozen } from "../src/layers/frozen.ts";
import { globalAveragePool } from "../src/layers/global-average-pool.ts";
import { groupNorm } from "../src/layers/group-norm.ts";
import { instanceNorm } from "../src/layers/instance-norm.ts";
import { layerNorm } from "../src/layers/layer-norm.ts";
import { maxPool1d } from "../src/layers/max-pool1d.ts";
import { maxPool2d } from "../src/layers/max-pool2d.ts";
import { named } from "../src/layers/named.ts";
import { parallel } from "../src/layers/parallel.ts";
import { parameter } from "../src/layers/parameter.ts";
import { layerOf } from "../src/layers/plain-function.ts";
import { reshape } from "../src/layers/reshape.ts";
import { residual } from "../src/layers/residual.ts";
import { rmsNorm } from "../src/layers/rms-norm.ts";
import { separableConv2d } from "../src/layers/separable-conv2d.ts";
import { sequential } from "../src/layers/sequential.ts";
import { shaped } from "../src/layers/shaped.ts";
import type { Layer, SameShape, ShapeCheck, ShapeFunction } from "../src/layer.ts";
import type { ApplyContext, Key, Model } from "../src/model.ts";

declare const key: Key;
declare const context: ApplyContext;
declare const rows: Tensor<readonly [32, 784], "f32">;
declare const images: Tensor<readonly [32, 28, 28, 1], "f32">;
declare const anyBatch: Tensor<readonly [number, 784], "f32">;
declare const unknownRank: Tensor<Shape, "f32">;
declare const words: Tensor<readonly [8, 20], "i32">;
declare const sound: Tensor<readonly [4, 100, 8], "f32">;

// A layer is a model.
const classifier = sequential(
  conv2d(1, 16, 3, { padding: "same" }),
  relu,
  maxPool2d(2),
  conv2d(16, 32, 3, { padding: "same" }),
  batchNorm(32),
  relu,
  maxPool2d(2),
  dropout(0.25),
  flatten(),
  dense(1568, 10),
);
expectTypeOf(classifier).toExtend<Model>();
expectTypeOf(classifier).toExtend<Layer>();
expectTypeOf(embedding(10, 4)).toExtend<Model>();
expectTypeOf(dense(2, 3)).toExtend<Model>();
export const plain: Model = dense(2, 3);

// Parameters have literal keys, counted for each kind; layers without parameters have none.
const parameters = classifier.initialize(key);
expectTypeOf<keyof typeof parameters>().toEqualTypeOf<"conv2d_1" | "conv2d_2" | "batchNorm_1" | "dense_1">();
expectTypeOf(parameters.conv2d_2.weights).toEqualTypeOf<Tensor<readonly [3, 3, 16, 32], "f32">>();
expectTypeOf(parameters.batchNorm_1.runningMean).toEqualTypeOf<Tensor<readonly [32], "f32">>();
expectTypeOf(parameters.dense_1).toEqualTypeOf<{
  readonly weights: Tensor<readonly [1568, 10], "f32">;
  readonly bias: Tensor<readonly [10], "f32">;
}>();
expectTypeOf(dense(3, 4, { bias: false }).initialize(key)).toEqualTypeOf<{
  readonly weights: Tensor<readonly [3, 4], "f32">;
}>();
expectTypeOf(dense(3, 4, { bias: false }).initialize(key)).not.toHaveProperty("bias");
expectTypeOf(parameters).not.toHaveProperty("dense_2");

// Shapes go through.
expectTypeOf(classifier.apply(parameters, images, context)).toEqualTypeOf<Tensor<readonly [32, 10], "f32">>();
expectTypeOf(dense(784, 10).apply(dense(784, 10).initialize(key), anyBatch, context)).toEqualTypeOf<
  Tensor<readonly [number, 10], "f32">
>();
expectTypeOf(dense(784, 10).apply(dense(784, 10).initialize(key), unknownRank, context)).toEqualTypeOf<
  Tensor<readonly [...number[], 10], "f32">
>();
expectTypeOf(flatten().apply({}, images, context)).toEqualTypeOf<Tensor<readonly [32, 784], "f32">>();
expectTypeOf(maxPool2d([2, 4]).apply({}, images, context)).toEqualTypeOf<Tensor<readonly [32, 14, 7, 1], "f32">>();
expectTypeOf(averagePool2d(3, { strides: 2, padding: "same" }).apply({}, images, context)).toEqualTypeOf<
  Tensor<readonly [32, 14, 14, 1], "f32">
>();
expectTypeOf(maxPool1d(5).apply({}, sound, context)).toEqualTypeOf<Tensor<readonly [4, 20, 8], "f32">>();
expectTypeOf(globalAveragePool().apply({}, images, context)).toEqualTypeOf<Tensor<readonly [32, 1], "f32">>();
expectTypeOf(reshape([28, -1]).apply({}, rows, context)).toEqualTypeOf<Tensor<readonly [32, 28, number], "f32">>();
expectTypeOf(shaped([784]).apply({}, unknownRank, context)).toEqualTypeOf<Tensor<readonly [number, 784], "f32">>();
const lookup = embedding(1000, 16);
expectTypeOf(lookup.apply(lookup.initialize(key), words, context)).toEqualTypeOf<Tensor<readonly [8, 20, 16], "f32">>();
const causal = conv1d(8, 16, 5, { padding: [[4, 0]], strides: 2 });
expectTypeOf(causal.apply(causal.initialize(key), sound, context)).toEqualTypeOf<Tensor<readonly [4, 50, 16], "f32">>();
const depthwise = depthwiseConv2d(1, [3, 5], { multiplier: 4 });
expectTypeOf(depthwise.apply(depthwise.initialize(key), images, context)).toEqualTypeOf<
  Tensor<readonly [32, 26, 24, 4], "f32">
>();
expectTypeOf(depthwise.initialize(key).bias).toEqualTypeOf<Tensor<readonly [4], "f32">>();
const separable = separableConv2d(1, 8, 3, { padding: "same" });
expectTypeOf(separable.apply(separable.initialize(key), images, context)).toEqualTypeOf<
  Tensor<readonly [32, 28, 28, 8], "f32">
>();
const larger = conv2dTranspose(1, 8, 4, { strides: 2, padding: "same" });
expectTypeOf(larger.apply(larger.initialize(key), images, context)).toEqualTypeOf<
  Tensor<readonly [32, 56, 56, 8], "f32">
>();
expectTypeOf(larger.initialize(key).weights).toEqualTypeOf<Tensor<readonly [4, 4, 8, 1], "f32">>();
const grouped = conv2d(8, 16, 3, { groups: 4 });
expectTypeOf(grouped.initialize(key).weights).toEqualTypeOf<Tensor<readonly [3, 3, 2, 16], "f32">>();
const norm = layerNorm([28, 1], { bias: false });
expectTypeOf(norm.initialize(key)).toEqualTypeOf<{ readonly scale: Tensor<readonly [28, 1], "f32"> }>();
expectTypeOf(norm.apply(norm.initialize(key), images, context)).toEqualTypeOf<typeof images>();
const group = groupNorm(2, 8);
expectTypeOf(group.apply(group.initialize(key), sound, context)).toEqualTypeOf<typeof sound>();

// Functions: what keeps shapes is known to.
const mixed = sequential(dense(784, 128), relu, (x) => leakyRelu(x, { slope: 0.2 }), dense(128, 10), softmax);
expectTypeOf(mixed.apply(mixed.initialize(key), rows, context)).toEqualTypeOf<
  Tensor<readonly [...number[], 10], "f32">
>();
const activated = sequential(dense(784, 128), relu, layerOf("soft", softmax), dense(128, 10));
expectTypeOf(activated.apply(activated.initialize(key), rows, context)).toEqualTypeOf<
  Tensor<readonly [32, 10], "f32">
>();

// Combinators.
const nested = sequential(sequential(dense(784, 64), relu), named("head", dense(64, 10)));
expectTypeOf(nested.initialize(key).sequential_1.dense_1.weights).toEqualTypeOf<Tensor<readonly [784, 64], "f32">>();
expectTypeOf(nested.initialize(key).head.bias).toEqualTypeOf<Tensor<readonly [10], "f32">>();
expectTypeOf(nested.apply(nested.initialize(key), rows, context)).toEqualTypeOf<Tensor<readonly [32, 10], "f32">>();
const around = residual(sequential(dense(784, 64), relu), dense(784, 64));
expectTypeOf(around.initialize(key).layer.dense_1.bias).toEqualTypeOf<Tensor<readonly [64], "f32">>();
expectTypeOf(around.initialize(key).shortcut.bias).toEqualTypeOf<Tensor<readonly [64], "f32">>();
expectTypeOf(around.apply(around.initialize(key), rows, context)).toEqualTypeOf<Tensor<readonly [32, 64], "f32">>();
expectTypeOf(frozen(named("body", dense(2, 3))).name).toEqualTypeOf<"body">();
expectTypeOf(sequential(frozen(dense(2, 3))).initialize(key).dense_1.bias).toEqualTypeOf<Tensor<readonly [3], "f32">>();
const sides = parallel({ left: dense(784, 8), right: relu }, ({ left, right }) => sub(left, right));
expectTypeOf<keyof ReturnType<typeof sides.initialize>>().toEqualTypeOf<"left">();
const tied = compose({ encoder: dense(784, 64), bias: parameter([784]) }, ({ encoder, bias }, x) => {
  expectTypeOf(encoder(rows)).toEqualTypeOf<Tensor<readonly [32, 64], "f32">>();
  expectTypeOf(bias).toEqualTypeOf<Tensor<readonly [784], "f32">>();
  expectTypeOf(x).toEqualTypeOf<Tensor<Shape, "f32">>();
  // @ts-expect-error the encoder takes 784 features
  encoder(images);
  return matmul(encoder(x), encoder.parameters.weights, { transposeB: true });
});
expectTypeOf(tied).toExtend<Layer>();
const pair = compose({ tower: dense(784, 32) }, ({ tower }, inputs: readonly [typeof rows, typeof rows]) =>
  abs(sub(tower(inputs[0]), tower(inputs[1]))),
);
expectTypeOf(pair.apply(pair.initialize(key), [rows, rows], context)).toEqualTypeOf<Tensor<readonly [32, 32], "f32">>();

// Any number of layers, of which nothing is known.
declare const blocks: readonly Layer[];
const deep = sequential(dense(784, 16), ...blocks);
expectTypeOf(deep.apply(deep.initialize(key), rows, context)).toEqualTypeOf<Tensor<Shape, "f32">>();

// A layer of one's own.
const own: Layer<{ readonly gain: Tensor<readonly [], "f32"> }, SameShape, "f32", "gain"> = defineLayer({
  kind: "gain",
  initialize: () => ({ gain: full([], 1) }),
  apply: (_parameters, x) => x,
});
expectTypeOf(sequential(own, own).initialize(key).gain_2.gain).toEqualTypeOf<Tensor<readonly [], "f32">>();

// Mistakes are red lines with a sentence.
// @ts-expect-error dense: takes 100 features and gets 128
sequential(dense(784, 128), relu, dense(100, 10));
// @ts-expect-error conv2d: takes 8 channels and gets 16
sequential(conv2d(1, 16, 3), relu, conv2d(8, 32, 3));
// @ts-expect-error dense: takes 1000 features and gets 2704
sequential(shaped([28, 28, 1]), conv2d(1, 16, 3), relu, maxPool2d(2), flatten(), dense(1000, 10));
// @ts-expect-error the window does not fit
sequential(shaped([2, 2, 1]), conv2d(1, 16, 3));
// @ts-expect-error batchNorm: takes 8 channels and gets 16
sequential(conv2d(1, 16, 3), batchNorm(8));
// @ts-expect-error rmsNorm: takes 8 channels and gets 16
sequential(dense(4, 16), rmsNorm(8));
// @ts-expect-error instanceNorm: takes 8 channels and gets 16
sequential(conv2d(4, 16, 3), instanceNorm(8));
// @ts-expect-error embedding: reads i32 and the layer before gives f32
sequential(dense(4, 16), embedding(10, 4));
// @ts-expect-error residual: the layer gives 64 features and the shortcut 32
sequential(dense(4, 32), residual(dense(32, 64)));
// @ts-expect-error maxPool2d: takes [batch, height, width, channels] and gets 3 axes
maxPool2d(2).apply({}, sound, context);
// @ts-expect-error reshape: [784] has 784 elements and [28, 27] has 756
reshape([28, 27]).apply({}, rows, context);
// @ts-expect-error dense: takes 784 features and gets 1
activated.apply(activated.initialize(key), images, context);
// @ts-expect-error an embedding reads i32
lookup.apply(lookup.initialize(key), rows, context);
// @ts-expect-error the left branch takes 784 features
sides.apply(sides.initialize(key), images, context);

/** The sentence that the line shows. */
type Sentence<L, S extends Shape> = L extends { readonly shape?: infer F extends ShapeFunction }
  ? ShapeCheck<F, S>
  : never;
expectTypeOf<Sentence<typeof classifier, readonly [32, 27, 28, 3]>>().toEqualTypeOf<
  ShapeError<"conv2d: [32, 27, 28, 3] has 3 channels and the weights [3, 3, 1, 16] take 1">
>();
expectTypeOf<Sentence<typeof activated, readonly [32, 10]>>().toEqualTypeOf<
  ShapeError<"dense: takes 784 features and gets 10">
>();
