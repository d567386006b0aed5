/** The shapes of convolutions and pools in the type system. Checked by the compiler: `npm run check:types`. */
import type { Shape, ShapeError, Tensor } from "@rensa/core";
import { expectTypeOf } from "vitest";
import {
  averagePool,
  conv1d,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  globalAveragePool,
  maxPool,
  relu,
  reshape,
} from "../src/index.ts";
import type { ConvolveCheck, Divide, PoolCheck, Subtract, TransposeCheck } from "../src/index.ts";

declare const images: Tensor<readonly [8, 28, 28, 1], "f32">;
declare const batch: Tensor<readonly [number, 28, 28, 1], "f32">;
declare const first: Tensor<readonly [5, 5, 1, 32], "f32">;
declare const features: Tensor<readonly [8, 15, 14, 6], "f32">;
declare const second: Tensor<readonly [3, 4, 6, 10], "f32">;
declare const grouped: Tensor<readonly [3, 3, 2, 9], "f32">;
declare const signal: Tensor<readonly [8, 100, 6], "f32">;
declare const line: Tensor<readonly [5, 6, 7], "f32">;
declare const unknown: Tensor<Shape, "f32">;
declare const options: { readonly strides?: number; readonly padding?: "valid" | "same" };

// Arithmetic.
expectTypeOf<Subtract<1000, 1>>().toEqualTypeOf<999>();
expectTypeOf<Subtract<224, 224>>().toEqualTypeOf<0>();
expectTypeOf<Subtract<99, 100>>().toEqualTypeOf<never>();
expectTypeOf<Subtract<number, 3>>().toEqualTypeOf<number>();
expectTypeOf<Divide<224, 16>>().toEqualTypeOf<14>();
expectTypeOf<Divide<1007, 9>>().toEqualTypeOf<111>();
expectTypeOf<Divide<2, 3>>().toEqualTypeOf<0>();

// Convolutions.
expectTypeOf(conv2d(images, first)).toEqualTypeOf<Tensor<readonly [8, 24, 24, 32], "f32">>();
expectTypeOf(conv2d(images, first, { padding: "same" })).toEqualTypeOf<Tensor<readonly [8, 28, 28, 32], "f32">>();
expectTypeOf(conv2d(images, first, { padding: "same", strides: 3 })).toEqualTypeOf<
  Tensor<readonly [8, 10, 10, 32], "f32">
>();
expectTypeOf(conv2d(images, first, { padding: 2, strides: [2, 1] })).toEqualTypeOf<
  Tensor<readonly [8, 14, 28, 32], "f32">
>();
expectTypeOf(
  conv2d(images, first, {
    padding: [
      [0, 4],
      [1, 0],
    ],
    dilations: [1, 2],
  }),
).toEqualTypeOf<Tensor<readonly [8, 28, 21, 32], "f32">>();
expectTypeOf(conv2d(features, grouped, { groups: 3 })).toEqualTypeOf<Tensor<readonly [8, 13, 12, 9], "f32">>();
expectTypeOf(conv1d(signal, line, { strides: 2, padding: [[4, 0]] })).toEqualTypeOf<
  Tensor<readonly [8, 50, 7], "f32">
>();
expectTypeOf(depthwiseConv2d(features, second)).toEqualTypeOf<Tensor<readonly [8, 13, 11, 60], "f32">>();

declare const code: Tensor<readonly [8, 7, 7, 10], "f32">;
expectTypeOf(conv2dTranspose(code, second)).toEqualTypeOf<Tensor<readonly [8, 9, 10, 6], "f32">>();
expectTypeOf(conv2dTranspose(code, second, { strides: 2, padding: "same" })).toEqualTypeOf<
  Tensor<readonly [8, 14, 14, 6], "f32">
>();
expectTypeOf(conv2dTranspose(code, second, { strides: [2, 3], padding: 1, groups: 2 })).toEqualTypeOf<
  Tensor<readonly [8, 13, 20, 12], "f32">
>();

// Pools, of any number of spatial axes.
expectTypeOf(maxPool(images, 2)).toEqualTypeOf<Tensor<readonly [8, 14, 14, 1], "f32">>();
expectTypeOf(maxPool(features, [3, 2], { strides: 2, padding: "same" })).toEqualTypeOf<
  Tensor<readonly [8, 8, 7, 6], "f32">
>();
expectTypeOf(averagePool(features, [3, 2])).toEqualTypeOf<Tensor<readonly [8, 5, 7, 6], "f32">>();
expectTypeOf(averagePool(signal, 3, { strides: 1, padding: [[2, 0]] })).toEqualTypeOf<
  Tensor<readonly [8, 100, 6], "f32">
>();
expectTypeOf(globalAveragePool(features)).toEqualTypeOf<Tensor<readonly [8, 6], "f32">>();
expectTypeOf(globalAveragePool(signal)).toEqualTypeOf<Tensor<readonly [8, 6], "f32">>();

// What is not known is `number`, and flows through.
expectTypeOf(maxPool(relu(conv2d(batch, first)), 2)).toEqualTypeOf<Tensor<readonly [number, 12, 12, 32], "f32">>();
expectTypeOf(reshape(maxPool(conv2d(images, first), 2), [8, 4608])).toEqualTypeOf<Tensor<readonly [8, 4608], "f32">>();
expectTypeOf(conv2d(images, first, options)).toEqualTypeOf<Tensor<readonly [8, number, number, 32], "f32">>();
expectTypeOf(conv2d(unknown, first)).toEqualTypeOf<Tensor<readonly [number, number, number, number], "f32">>();
expectTypeOf(maxPool(unknown, 2)).toEqualTypeOf<Tensor<Shape, "f32">>();

// Mistakes are compile errors, whose text says what does not fit.
// @ts-expect-error the channels differ
conv2d(images, second);
// @ts-expect-error the input has no batch
conv2d(signal, second);
// @ts-expect-error the windows do not fit
conv2d(features, second, { dilations: 7 });
// @ts-expect-error there is no such option
conv2d(images, first, { stride: 2 });
// @ts-expect-error three strides for two axes
conv2d(images, first, { strides: [1, 1, 1] });
// @ts-expect-error the channels differ
conv2dTranspose(features, second);
// @ts-expect-error the windows do not fit
maxPool(features, 15);
// @ts-expect-error there are no spatial axes
averagePool(reshape(images, [8, 784]), 2);

expectTypeOf<
  ConvolveCheck<"conv2d", 2, readonly [8, 28, 28, 1], readonly [3, 3, 6, 10], 1, "valid", 1, 1>
>().toEqualTypeOf<ShapeError<"conv2d: [8, 28, 28, 1] has 1 channels and the weights [3, 3, 6, 10] take 6">>();
expectTypeOf<
  ConvolveCheck<"conv2d", 2, readonly [8, 100, 6], readonly [3, 3, 6, 10], 1, "valid", 1, 1>
>().toEqualTypeOf<ShapeError<"conv2d: [8, 100, 6] needs 4 axes">>();
expectTypeOf<
  ConvolveCheck<"conv2d", 2, readonly [1, 2, 2, 6], readonly [3, 3, 6, 10], 1, "valid", 1, 1>
>().toEqualTypeOf<ShapeError<"conv2d: the windows of [3, 3, 6, 10] do not fit in [1, 2, 2, 6]">>();
expectTypeOf<
  TransposeCheck<"conv2dTranspose", 2, readonly [8, 7, 7, 3], readonly [3, 3, 6, 10], 1, "valid", 1, 1>
>().toEqualTypeOf<ShapeError<"conv2dTranspose: [8, 7, 7, 3] has 3 channels and the weights [3, 3, 6, 10] take 10">>();
expectTypeOf<PoolCheck<"maxPool", readonly [8, 3, 3, 1], readonly [4, 2], 1, "valid">>().toEqualTypeOf<
  ShapeError<"maxPool: windows of [4, 2] do not fit in [8, 3, 3, 1]">
>();
