/** The types that transforms and control flow give their results. Checked by tsc. */
import {
  f64,
  grad,
  hessian,
  jacobian,
  jvp,
  scan,
  trace,
  vmap,
  type Tensor,
  type TensorTree,
  type Traced,
} from "@rensa/core";
import { add, matmul, sum } from "@rensa/ops";
import { expectTypeOf } from "vitest";

const loss = trace({ x: f64(1, 3), w: f64(3, 4) }, ({ x, w }) => sum(matmul(x, w)));

const each = vmap(grad(loss, ["w"]), 5, { shared: ["w"] });
expectTypeOf(each.spec.x.shape).toEqualTypeOf<readonly [5, 1, 3]>();
expectTypeOf(each.spec.w.shape).toEqualTypeOf<readonly [3, 4]>();
expectTypeOf<ReturnType<typeof each>["w"]>().toEqualTypeOf<Tensor<readonly [5, 3, 4], "f64">>();
// @ts-expect-error there is no input of that name
vmap(loss, 5, { shared: ["nothing"] });

const derivatives = jacobian(
  trace({ x: f64(2, 3) }, ({ x }) => sum(x, 1)),
  ["x"],
);
expectTypeOf(derivatives).returns.toHaveProperty("x");
expectTypeOf<ReturnType<typeof derivatives>["x"]["shape"]>().toEqualTypeOf<readonly [2, 2, 3]>();

const second = hessian(loss, ["w"]);
expectTypeOf(second).returns.toHaveProperty("w");
expectTypeOf<ReturnType<typeof second>["w"]["w"]["shape"]>().toEqualTypeOf<readonly [3, 4, 3, 4]>();

const along = jvp(loss, ["x"]);
expectTypeOf(along.spec.tangents.x.shape).toEqualTypeOf<readonly [1, 3]>();

trace({ h: f64(2), x: f64(10, 2) }, ({ h, x }) => {
  const [last, all] = scan(h, { x }, (state, element) => {
    expectTypeOf(element.x).toEqualTypeOf<Tensor<readonly [2], "f64">>();
    const next = add(state, element.x);
    return [next, { next }];
  });
  expectTypeOf(last.shape).toEqualTypeOf<readonly [2]>();
  expectTypeOf(all.next).toEqualTypeOf<Tensor<readonly [number, 2], "f64">>();
  // @ts-expect-error the body carries on another shape
  scan(h, x, (state) => [sum(state), {}]);
  return last;
});

// A loaded graph is called with tensors of which nothing is known.
declare const loaded: Traced;
trace({ x: f64(2) }, ({ x }) => {
  expectTypeOf(loaded({ x })).toEqualTypeOf<TensorTree>();
  expectTypeOf(loaded(x)).toEqualTypeOf<TensorTree>();
  return x;
});
