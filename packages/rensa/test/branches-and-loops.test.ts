/** Branches and loops that end by a condition, in batches too; and which loops and branches are refused, with the line of the call. */
import {
  cond,
  f32,
  f64,
  full,
  grad,
  i32,
  RensaError,
  scan,
  trace,
  vmap,
  whileLoop,
  type RensaErrorCode,
  type Tensor,
} from "@rensa/core";
import { add, cast, greater, log, mul, neg, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { runFlat } from "./run.ts";

describe("cond", () => {
  const traced = trace({ x: f64(), w: f64(3) }, ({ x, w }) =>
    sum(
      cond(
        greater(x, 0),
        () => mul(w, log(x)),
        () => mul(w, mul(w, x)),
      ),
    ),
  );
  const w = [1, 2, 3];

  it("takes the branch that the predicate says, and so does its gradient", async () => {
    const log2 = Math.LN2;
    expect(await runFlat(grad(traced, ["x", "w"]), { x: 2, w })).toEqual([3, log2, log2, log2]);
    expect(await runFlat(grad(traced, ["x", "w"]), { x: -2, w })).toEqual([14, -4, -8, -12]);
  });

  it("lets every example of a batch take its own", async () => {
    const log2 = Math.LN2;
    const each = vmap(grad(traced, ["x", "w"]), 2, { shared: ["w"] });
    expect(await runFlat(each, { x: [2, -2], w })).toEqual([3, 14, log2, log2, log2, -4, -8, -12]);
  });
});

describe("whileLoop", () => {
  const traced = trace({ x: f64(), limit: f64() }, ({ x, limit }) =>
    whileLoop(
      { x, count: full([], 0, "i32") },
      (state) => greater(state.x, limit),
      (state) => ({ x: mul(state.x, 0.5), count: add(state.count, 1) }),
    ),
  );

  it("runs as long as its condition holds, which may be never", async () => {
    expect(await runFlat(traced, { x: 100, limit: 1 })).toEqual([0.78125, 7]);
    expect(await runFlat(traced, { x: 0.5, limit: 1 })).toEqual([0.5, 0]);
  });

  it("lets every example of a batch end in its own time", async () => {
    expect(await runFlat(vmap(traced, 3, { shared: ["limit"] }), { x: [100, 0.5, 3], limit: 1 })).toEqual([
      0.78125, 0.5, 0.75, 7, 0, 2,
    ]);
  });

  it("has no gradient, and says why", () => {
    expect(() =>
      grad(
        trace({ x: f64() }, ({ x }) => traced({ x, limit: x }).x),
        ["x"],
      ),
    ).toThrow(/use scan/);
  });
});

describe("what is refused, with the line of the call:", () => {
  const refused: readonly (readonly [string, RensaErrorCode, () => unknown])[] = [
    [
      "sequences of different lengths",
      "SHAPE_MISMATCH",
      () => trace({ a: f32(3), b: f32(4) }, ({ a, b }) => scan(full([], 0), { a, b }, (carry) => [carry, {}])[0]),
    ],
    [
      "a scalar as a sequence",
      "RANK_MISMATCH",
      () => trace({ a: f32() }, ({ a }) => scan(full([], 0), { a }, (carry) => [carry, {}])[0]),
    ],
    [
      "no sequences and no length",
      "ARGUMENT_INVALID",
      () => trace({ a: f32() }, ({ a }) => scan(a, {}, (carry) => [carry, {}])[0]),
    ],
    [
      "a body that carries on another shape",
      "SHAPE_MISMATCH",
      () =>
        trace(
          { a: f32(2), b: f32(3, 2) },
          ({ a, b }) => scan(a as Tensor, b, (carry) => [sum(carry) as Tensor, {}])[0],
        ),
    ],
    [
      "a body that carries on another dtype",
      "DTYPE_MISMATCH",
      () =>
        trace(
          { a: f32(2), b: f32(3, 2) },
          ({ a, b }) => scan(a as Tensor, b, (carry) => [cast(carry, "f64") as Tensor, {}])[0],
        ),
    ],
    [
      "branches of different shapes",
      "SHAPE_MISMATCH",
      () =>
        trace({ a: f32(2) }, ({ a }) =>
          cond(
            greater(sum(a), 0),
            () => a as Tensor,
            () => sum(a) as Tensor,
          ),
        ),
    ],
    [
      "a predicate that is no scalar",
      "DTYPE_MISMATCH",
      () =>
        trace({ a: f32(2) }, ({ a }) =>
          cond(
            greater(a, 0) as Tensor as Tensor<readonly [], "bool">,
            () => a,
            () => neg(a),
          ),
        ),
    ],
    [
      "a condition that is no truth value",
      "DTYPE_MISMATCH",
      () =>
        trace({ a: i32() }, ({ a }) =>
          whileLoop(
            a,
            (carry) => carry as Tensor as Tensor<readonly [], "bool">,
            (carry) => carry,
          ),
        ),
    ],
  ];
  for (const [what, code, call] of refused) {
    it(what, () => {
      let error: unknown;
      try {
        call();
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(RensaError);
      expect((error as RensaError).code).toBe(code);
      expect((error as RensaError).origin?.file).toMatch(/branches-and-loops\.test\.ts$/);
    });
  }
});
