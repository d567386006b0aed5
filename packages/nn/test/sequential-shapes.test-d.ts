/** What the editor says of a chain of layers and functions: which stand, which are red lines, and with which sentence. */
import type { Shape, Tensor } from "@rensa/core";
import {
  argmax,
  flatten as flattenAxes,
  leakyRelu,
  mean,
  mul,
  relu,
  reshape as reshapeTo,
  softmax,
  sum,
  tanh,
  transpose,
} from "@rensa/ops";
import { expectTypeOf } from "vitest";
import { compose } from "../src/layers/compose.ts";
import { conv2d } from "../src/layers/conv2d.ts";
import { dense } from "../src/layers/dense.ts";
import { embedding } from "../src/layers/embedding.ts";
import { flatten } from "../src/layers/flatten.ts";
import { frozen } from "../src/layers/frozen.ts";
import { named } from "../src/layers/named.ts";
import { layerOf } from "../src/layers/plain-function.ts";
import { residual } from "../src/layers/residual.ts";
import type { Fitting } from "../src/layers/sequential-types.ts";
import { sequential } from "../src/layers/sequential.ts";
import { shaped } from "../src/layers/shaped.ts";
import type { ApplyContext, Key, Model } from "../src/model.ts";
import { bidirectional } from "../src/recurrent/bidirectional.ts";
import { lstm } from "../src/recurrent/lstm.ts";

declare const key: Key;
declare const context: ApplyContext;
declare const rows: Tensor<readonly [32, 2], "f32">;

// What fits, with functions of every kind in between.
sequential();
sequential(relu);
sequential((x) => mul(x, 2), dense(3, 4));
sequential(
  dense(2, 8),
  (x) => mul(x, 2),
  (x) => tanh(x),
  dense(8, 2),
);
sequential(dense(2, 8), transpose, dense(9, 2));
sequential(dense(2, 8), sum);
sequential(dense(2, 8), (x) => argmax(x, -1), embedding(8, 2));
sequential(
  dense(2, 8),
  named("twice", (x) => mul(x, 2)),
  dense(8, 2),
);
sequential(
  dense(2, 8),
  residual((x) => mul(x, 3)),
  dense(8, 2),
);
sequential(residual(sequential(dense(2, 8), (x) => relu(x), dense(8, 2))), dense(2, 2));
sequential(
  dense(2, 8),
  frozen(dense(8, 8)),
  compose({ d: dense(8, 2) }, ({ d }, x) => d(x)),
  dense(77, 3),
);
sequential(embedding(10, 4), bidirectional(lstm(4, 8)), (x) => mean(x, 1), dense(16, 1));
sequential((x: Tensor<readonly [32, 4], "f32">) => mul(x, 2), dense(4, 2));
sequential(dense(2, 4), (x: Tensor<readonly [number, 4], "f32">) => mul(x, 2), dense(4, 2));
sequential(flatten(), dense(4, 2), (x) => reshapeTo(x, [32, 2, 1]), dense(1, 2));

// A function gets what the layers before it give.
sequential(dense(2, 8), (x) => {
  expectTypeOf(x).toEqualTypeOf<Tensor<readonly [...number[], 8], "f32">>();
  return x;
});
sequential(shaped([4, 2]), dense(2, 8), (x) => {
  expectTypeOf(x).toEqualTypeOf<Tensor<readonly [number, 4, 8], "f32">>();
  return transpose(x, [0, 2, 1]);
});

// A function that says only `Tensor` ends the check, and so does one that says anything.
sequential(dense(2, 8), (x: Tensor) => x, dense(9, 2));
declare const untyped: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- what plain JavaScript gives
sequential(dense(2, 8), untyped, dense(9, 2)); // eslint-disable-line @typescript-eslint/no-unsafe-argument -- likewise

// The batch may be any, and is kept by what keeps shapes.
const generic = sequential(dense(2, 8), relu, softmax, dense(8, 3));
expectTypeOf(generic.apply(generic.initialize(key), rows, context)).toEqualTypeOf<Tensor<readonly [32, 3], "f32">>();

// What does not fit is red where it stands.
// @ts-expect-error dense: takes 9 features and gets 8
sequential(dense(2, 8), relu, dense(9, 2));
// @ts-expect-error the same behind a function in place
sequential(dense(2, 8), (x) => relu(x), dense(9, 2));
// @ts-expect-error the same behind one that has options
sequential(dense(2, 8), (x) => leakyRelu(x, { slope: 0.2 }), dense(9, 2));
// @ts-expect-error the same behind one with a name
sequential(dense(2, 8), layerOf("steep", relu), dense(9, 2));
// @ts-expect-error the same for what is expected to be any model
export const model: Model = sequential(dense(2, 8), relu, dense(9, 2));
// @ts-expect-error the same for a layer with a name
sequential(dense(2, 8), relu, named("head", dense(9, 2)));
// @ts-expect-error transposed, dense gets 4 features
sequential(shaped([4, 2]), dense(2, 8), (x) => transpose(x, [0, 2, 1]), dense(9, 2));
// @ts-expect-error flattened, dense gets 32 features
sequential(shaped([4, 2]), dense(2, 8), (x) => flattenAxes(x, 1), dense(9, 2));
// @ts-expect-error flattened, a recurrent layer has no axis of time
sequential(shaped([4, 2]), dense(2, 8), (x) => flattenAxes(x, 1), lstm(8, 2));
// @ts-expect-error dense: takes 100 features and gets 5408
sequential(shaped([28, 28, 1]), conv2d(1, 8, 3), (x) => relu(x), flatten(), dense(100, 10));
// @ts-expect-error over time there is one axis less, and 8 features
sequential(embedding(10, 4), lstm(4, 8), (x) => mean(x, 1), dense(9, 1));
// @ts-expect-error inside another chain
sequential(dense(2, 8), sequential(dense(9, 3), relu), dense(3, 2));
// @ts-expect-error behind another chain
sequential(sequential(dense(2, 8), relu), relu, dense(9, 2));
// @ts-expect-error the function takes 4 features and gets 8
sequential(dense(2, 8), (x: Tensor<readonly [32, 4], "f32">) => mul(x, 2), dense(4, 2));
// @ts-expect-error dense: reads f32 and the layer before gives i32
sequential(dense(2, 8), (x) => argmax(x, -1), dense(8, 2));
// @ts-expect-error a number is no layer
sequential(dense(2, 8), 3, dense(8, 2));
// @ts-expect-error a name is no layer
sequential(dense(2, 8), "relu", dense(8, 2));
// @ts-expect-error a function of a tensor gives a tensor
sequential(dense(2, 8), () => 3, dense(8, 2));

// The sentence stands there alone, whatever options the compiler has.
type Narrow = ReturnType<typeof dense<2, 8>>;
type Wide = ReturnType<typeof dense<9, 2>>;
expectTypeOf<Fitting<readonly [Narrow, typeof relu, Wide]>[2]>().toEqualTypeOf<"dense: takes 9 features and gets 8">();
expectTypeOf<
  Fitting<readonly [Narrow, (x: Tensor<readonly [1, 4], "f32">) => Tensor<Shape, "f32">]>[1]
>().toEqualTypeOf<"the function takes 4 features and gets 8">();
expectTypeOf<
  Fitting<readonly [Narrow, 3]>[1]
>().toEqualTypeOf<"sequential: this is neither a layer nor a function of a tensor">();

// Sixty layers in place of an argument.
declare function takes<P, I, O>(config: {
  readonly model: Pick<Model<never, I, never>, "isTrainable"> & {
    initialize(key: Key): P;
    apply(parameters: P, inputs: I, context: ApplyContext): O;
  };
}): P;
const parameters = takes({
  // prettier-ignore
  model: sequential(
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
    dense(8, 8), relu, (x) => mul(x, 2),
  ),
});
expectTypeOf(parameters).toHaveProperty("dense_20");
