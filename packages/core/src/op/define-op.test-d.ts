/** The calls of ops that authors define: shapes, dtypes, attributes by name. Checked by tsc. */
import { expectTypeOf } from "vitest";
import type { Shape } from "../graph/shape.ts";
import { listOf, nullable, number, oneOf, wholeNumber } from "./attribute.ts";
import { anyAxis } from "./axis-attributes.ts";
import { defineOp } from "./define-op.ts";
import type { Tensor } from "./tensor.ts";

declare const matrix: Tensor<readonly [2, 3], "f32">;
declare const row: Tensor<readonly [3], "f32">;
declare const column: Tensor<readonly [2, 1], "f32">;
declare const batch: Tensor<readonly [number, 3], "f32">;
declare const wide: Tensor<readonly [4], "f32">;
declare const double: Tensor<readonly [2, 3], "f64">;
declare const holds: Tensor<readonly [2, 1], "bool">;
declare const anything: Tensor<Shape, "f32">;

// Three and four inputs: they broadcast from the left, and a number takes the dtype of the others.
const mix = defineOp({
  name: "mix",
  inputs: ["a", "b", "t"],
  attributes: { power: 1 },
  forward: { scalar: ([a, b, t], { power }) => a.add(b.sub(a).mul(t.pow(power))) },
});
expectTypeOf(mix(matrix, matrix, matrix)).toEqualTypeOf<Tensor<readonly [2, 3], "f32">>();
expectTypeOf(mix(row, column, 0.5)).toEqualTypeOf<Tensor<readonly [2, 3], "f32">>();
expectTypeOf(mix(0, 1, row)).toEqualTypeOf<Tensor<readonly [3], "f32">>();
expectTypeOf(mix(batch, row, column)).toEqualTypeOf<Tensor<readonly [2, 3], "f32">>();
expectTypeOf(mix(batch, row, 1)).toEqualTypeOf<Tensor<readonly [number, 3], "f32">>();
expectTypeOf(mix(anything, row, 1)).toEqualTypeOf<Tensor<Shape, "f32">>();
expectTypeOf(mix(double, 0, 1, { power: 2 })).toEqualTypeOf<Tensor<readonly [2, 3], "f64">>();
// @ts-expect-error "mix: [2, 3] and [4] do not broadcast"
mix(matrix, wide, 1);
// @ts-expect-error the third does not broadcast with what the first two make
mix(row, column, wide);
// @ts-expect-error one operand is missing
mix(matrix, matrix);
// @ts-expect-error no attribute has that name
mix(matrix, matrix, 1, { powers: 2 });
// @ts-expect-error the attribute is a number
mix(matrix, matrix, 1, { power: "2" });

const blend = defineOp({
  name: "blend",
  inputs: ["when", "a", "b", "scale"],
  forward: { scalar: ([when, a, b, scale]) => a.mul(when.to("f32")).add(b.mul(scale)) },
});
expectTypeOf(blend(holds, row, 0, 2)).toEqualTypeOf<Tensor<readonly [2, 3], "f32">>();
expectTypeOf(blend(holds, column, row, matrix)).toEqualTypeOf<Tensor<readonly [2, 3], "f32">>();
// @ts-expect-error the fourth does not broadcast with the three before it
blend(holds, column, row, wide);

const isBetween = defineOp({
  name: "is_between",
  inputs: ["x", "low", "high"],
  result: "bool",
  forward: { scalar: ([x, low, high]) => x.ge(low).and(x.le(high)) },
});
expectTypeOf(isBetween(matrix, column, 1)).toEqualTypeOf<Tensor<readonly [2, 3], "bool">>();

// A call of its own: `apply` and the forward know the attributes by name.
const attributes = {
  axis: anyAxis(),
  mode: oneOf(["mean", "sum"], "mean"),
  weights: listOf(number(1)),
  limit: nullable(number(1)),
  width: wholeNumber(3, { minimum: 1 }),
  keep: true,
};
type Options = Partial<{
  readonly axis: number;
  readonly mode: "mean" | "sum";
  readonly weights: readonly number[];
  readonly limit: number | null;
  readonly width: number;
  readonly keep: boolean;
}>;
const pooled = defineOp({
  name: "pooled",
  attributes,
  forward: {
    composite: ([x], given) => {
      expectTypeOf(given).toEqualTypeOf<Required<Options>>();
      // @ts-expect-error no attribute has that name
      return given.axes === undefined ? x : x;
    },
  },
  call: (apply) => {
    expectTypeOf(apply).parameter(1).toEqualTypeOf<Options | undefined>();
    return <S extends Shape>(x: Tensor<S, "f32">, options?: Parameters<typeof apply>[1]) =>
      apply<Tensor<S, "f32">>([x], options);
  },
});
expectTypeOf(pooled(matrix, { mode: "sum", limit: null })).toEqualTypeOf<Tensor<readonly [2, 3], "f32">>();
// @ts-expect-error no attribute has that name
pooled(matrix, { axes: 1 });
// @ts-expect-error it is one of two
pooled(matrix, { mode: "max" });

defineOp({
  name: "misspelled",
  attributes: { slope: 1 },
  forward: { composite: ([x]) => x },
  // @ts-expect-error no attribute has that name
  call: (apply) => (x: Tensor, slope: number) => apply([x], { slop: slope }),
});
