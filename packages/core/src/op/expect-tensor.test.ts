/** expectTensor: what is not of the dtype or shape is refused, what is keeps its handle. */
import { expect, expectTypeOf, it } from "vitest";
import { f32, i32 } from "../graph/tensor-type.ts";
import type { Shape } from "../graph/shape.ts";
import { trace } from "../trace/trace.ts";
import { refusal } from "../../test/refusal.ts";
import { expectTensor } from "./expect-tensor.ts";
import type { Tensor } from "./tensor.ts";

const looked = (look: (key: Tensor, x: Tensor<readonly [3, 2]>) => Tensor) =>
  refusal(() => trace({ key: i32(2), x: f32(3, 2) }, ({ key, x }) => look(key, x)));

it.each([
  [
    "another dtype",
    "DTYPE_MISMATCH its x is a tensor f32[3,2]; give a tensor of i32.",
    (_: Tensor, x: Tensor) => expectTensor("its x", x, "i32"),
  ],
  [
    "another extent",
    "SHAPE_MISMATCH its key is a tensor i32[2]; give i32[3].",
    (key: Tensor) => expectTensor("its key", key, "i32", [3]),
  ],
  [
    "another rank",
    "SHAPE_MISMATCH its key is a tensor i32[2]; give i32[n,2].",
    (key: Tensor) => expectTensor("its key", key, "i32", [null, 2]),
  ],
  ["a rank where a scalar is wanted", "give i32[].", (key: Tensor) => expectTensor("its key", key, "i32", [])],
] as const)("refuses %s", (_, says, look) => {
  expect(looked(look)).toContain(says);
});

it("gives the tensor itself, typed", () => {
  trace({ key: i32(2), x: f32(3, 2) }, ({ key, x }) => {
    const any: Tensor = key;
    const typed = expectTensor("its key", any, "i32", [2]);
    expectTypeOf(typed).toEqualTypeOf<Tensor<readonly [2], "i32">>();
    expectTypeOf(expectTensor("x", x, "f32")).toEqualTypeOf<Tensor<readonly [3, 2], "f32">>();
    expectTypeOf(expectTensor("x", any, "i32", [null])).toEqualTypeOf<Tensor<readonly [number], "i32">>();
    expectTypeOf(expectTensor("x", any, "i32")).toEqualTypeOf<Tensor<Shape, "i32">>();
    expect(typed).toBe(any);
    return x;
  });
});
