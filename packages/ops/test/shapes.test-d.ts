/** The shapes of results, and of mistakes, in the type system. Checked by the compiler: `npm run check:types`. */
import type { BroadcastCheck, ShapeError, Tensor } from "@rensa/core";
import { expectTypeOf } from "vitest";
import {
  add,
  concat,
  matmul,
  mean,
  pick,
  relu,
  reshape,
  softmax,
  split,
  sum,
  transpose,
  unstack,
} from "../src/index.ts";
import type { AxesCheck, ConcatCheck, MatMulCheck, ReshapeCheck, SizeOf } from "../src/index.ts";

declare const image: Tensor<readonly [28, 28], "f32">;
declare const x: Tensor<readonly [32, 784], "f32">;
declare const w: Tensor<readonly [784, 128], "f32">;
declare const b: Tensor<readonly [128], "f32">;
declare const wide: Tensor<readonly [10, 128], "f32">;
declare const anyBatch: Tensor<readonly [number, 784], "f32">;
declare const labels: Tensor<readonly [32], "i32">;

// Results carry exact shapes.
expectTypeOf(matmul(x, w)).toEqualTypeOf<Tensor<readonly [32, 128], "f32">>();
expectTypeOf(add(matmul(x, w), b)).toEqualTypeOf<Tensor<readonly [32, 128], "f32">>();
expectTypeOf(relu(w)).toEqualTypeOf<Tensor<readonly [784, 128], "f32">>();
expectTypeOf(reshape(image, [784])).toEqualTypeOf<Tensor<readonly [784], "f32">>();
expectTypeOf(reshape(image, [7, -1])).toEqualTypeOf<Tensor<readonly [7, number], "f32">>();
expectTypeOf(concat([w, wide], 0)).toEqualTypeOf<Tensor<readonly [794, 128], "f32">>();
expectTypeOf(sum(w, 0)).toEqualTypeOf<Tensor<readonly [128], "f32">>();
expectTypeOf(sum(w, -1, { keepDims: true })).toEqualTypeOf<Tensor<readonly [784, 1], "f32">>();
expectTypeOf(mean(w)).toEqualTypeOf<Tensor<readonly [], "f32">>();
expectTypeOf(transpose(w)).toEqualTypeOf<Tensor<readonly [128, 784], "f32">>();
expectTypeOf(matmul(w, x, { transposeA: true, transposeB: true })).toEqualTypeOf<Tensor<readonly [128, 32], "f32">>();
expectTypeOf<SizeOf<readonly [28, 28]>>().toEqualTypeOf<784>();

// An unknown batch dimension flows through.
expectTypeOf(matmul(anyBatch, w)).toEqualTypeOf<Tensor<readonly [number, 128], "f32">>();
expectTypeOf(softmax(add(matmul(anyBatch, w), b))).toEqualTypeOf<Tensor<readonly [number, 128], "f32">>();
expectTypeOf(sum(anyBatch, 1)).toEqualTypeOf<Tensor<readonly [number], "f32">>();

// Labels of rows of which nobody knows how many there are.
declare const values: Tensor<readonly [...number[], 2], "f32">;
declare const actions: Tensor<readonly [number], "i32">;
expectTypeOf(pick(values, actions)).toEqualTypeOf<Tensor<readonly number[], "f32">>();
expectTypeOf(pick(x, labels)).toEqualTypeOf<Tensor<readonly [32], "f32">>();

// Parts stand in places of their own, where it is known how many there are.
expectTypeOf(split(w, 4, 1)).toEqualTypeOf<
  readonly [
    Tensor<readonly [number, number], "f32">,
    Tensor<readonly [number, number], "f32">,
    Tensor<readonly [number, number], "f32">,
    Tensor<readonly [number, number], "f32">,
  ]
>();
declare const pair: Tensor<readonly [8, 2], "f32">;
expectTypeOf(unstack(pair, -1)).toEqualTypeOf<readonly [Tensor<readonly [8], "f32">, Tensor<readonly [8], "f32">]>();
expectTypeOf(unstack(pair, 1)[1]).toEqualTypeOf<Tensor<readonly [8], "f32">>();
declare const some: Tensor<readonly [number, 3], "f32">;
expectTypeOf(unstack(some)).toEqualTypeOf<readonly Tensor<readonly [3], "f32">[]>();
expectTypeOf(unstack(some, -2)).toEqualTypeOf<readonly Tensor<readonly [3], "f32">[]>();

// Mistakes are compile errors, whose text names both shapes.
// @ts-expect-error inner dimensions differ
matmul(x, wide);
// @ts-expect-error they do not broadcast
add(x, b);
// @ts-expect-error the dtypes differ
add(b, labels);
// @ts-expect-error the sizes differ
reshape(image, [28, 27]);
// @ts-expect-error another axis differs
concat([x, w], 0);
// @ts-expect-error there is no axis 2
sum(w, 2);

expectTypeOf<MatMulCheck<readonly [32, 784], readonly [10, 128], false, false>>().toEqualTypeOf<
  ShapeError<"matmul: [32, 784] x [10, 128] inner dimensions differ">
>();
expectTypeOf<BroadcastCheck<"add", typeof x, typeof b>>().toEqualTypeOf<
  ShapeError<"add: [32, 784] and [128] do not broadcast">
>();
expectTypeOf<ReshapeCheck<readonly [28, 28], readonly [28, 27]>>().toEqualTypeOf<
  ShapeError<"reshape: [28, 28] has 784 elements and [28, 27] has 756">
>();
expectTypeOf<ConcatCheck<readonly [readonly [32, 784], readonly [784, 128]], 0>>().toEqualTypeOf<
  ShapeError<"concat: [32, 784] and [784, 128] differ in an axis other than 0">
>();
expectTypeOf<AxesCheck<"sum", readonly [784, 128], 2>>().toEqualTypeOf<
  ShapeError<"sum: axis 2 is out of range for [784, 128]">
>();
