/** What cannot be explained is refused by a sentence, and what carries no derivative is no path. */
import { checkpoint, cond, customVjp, f32, f64, i32, RensaError, scan, trace, type Tensor } from "@rensa/core";
import {
  abs,
  add,
  clamp,
  dropout,
  floor,
  less,
  mean,
  mul,
  normal,
  sqrt,
  stopGradient,
  sum,
  take,
  tanh,
  where,
} from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { explain, formatExplanation, type ExplainOptions } from "../src/index.ts";

const traced = trace({ w: f32(2, 3), n: i32(2), none: f32(0), unread: f32(2) }, ({ w, n, none }) => ({
  loss: add(add(sum(mul(w, w)), sum(mul(take(w, n), 2))), sum(none)),
  values: mul(w, 2),
  whole: n,
}));
const inputs = {
  w: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  n: [0, 1],
  none: [],
  unread: [7, 8],
};

function thrownBy(options: Partial<ExplainOptions>): unknown {
  try {
    return explain(traced, { inputs, weight: "w", ...options });
  } catch (error) {
    return error;
  }
}

describe("explain refuses", () => {
  it.each<[string, Partial<ExplainOptions>, string, RegExp]>([
    ["a weight that is not there", { weight: "v" }, "ARGUMENT_INVALID", /one of the inputs w, n, none, unread/],
    ["a name of every object as a weight", { weight: "__proto__" }, "ARGUMENT_INVALID", /weight/],
    ["integers as a weight", { weight: "n" }, "DTYPE_MISMATCH", /name a float input/],
    ["a weight without elements", { weight: "none" }, "INDEX_OUT_OF_RANGE", /no element/],
    ["an index outside", { index: [2, 0] }, "INDEX_OUT_OF_RANGE", /\[2,0\].*2 whole numbers/],
    ["a negative index", { index: [-1, 0] }, "INDEX_OUT_OF_RANGE", /\[-1,0\]/],
    ["an index of another rank", { index: [0] }, "INDEX_OUT_OF_RANGE", /\[0\]/],
    ["a broken index", { index: [0, 0.5] }, "INDEX_OUT_OF_RANGE", /0\.5/],
    ["a loss that is not there", { loss: "cost" }, "ARGUMENT_INVALID", /one of loss, values, whole/],
    ["a loss that is no scalar", { loss: "values" }, "LOSS_NOT_SCALAR", /reduce it first/],
    ["a loss of integers", { loss: "whole" }, "LOSS_NOT_SCALAR", /float scalar/],
    ["data that are missing", { inputs: { w: inputs.w } }, "INPUT_MISSING", /n, none, unread/],
    ["data of another shape", { inputs: { ...inputs, w: [1] } }, "INPUT_MISMATCH", /"w"/],
    ["data of no input", { inputs: { ...inputs, more: 1 } }, "INPUT_MISMATCH", /more/],
    ["no path to list", { largest: 0 }, "ARGUMENT_INVALID", /from 1 to 10000/],
  ])("%s", (_what, options, code, sentence) => {
    const error = thrownBy(options);
    expect(error).toBeInstanceOf(RensaError);
    expect((error as RensaError).code).toBe(code);
    expect((error as RensaError).message).toMatch(sentence);
  });

  it("several outputs of which none is called loss", () => {
    const two = trace({ w: f64() }, ({ w }) => ({ one: w, other: mul(w, 2) }));
    expect(() => explain(two, { inputs: { w: 1 }, weight: "w" })).toThrow(/one of several outputs must be named/);
  });

  it("to unfold what has too many partial derivatives", () => {
    const large = trace({ w: f64(20_000) }, ({ w }) =>
      sum(mul(scan(mul(w, 1), {}, (x) => [tanh(x), {}], { length: 1 })[0], w)),
    );
    const ask = () =>
      explain(large, { inputs: { w: new Float64Array(20_000).fill(0.1) }, weight: "w", level: "scalars" });
    // One column is cheap: only the weight's own element is followed.
    expect(ask().count).toBe("2");
    const dense = trace({ w: f64(), x: f64(20_000) }, ({ w, x }) =>
      sum(scan(mul(w, x), {}, (y) => [tanh(y), {}], { length: 1 })[0]),
    );
    const data = { w: 1, x: new Float64Array(20_000).fill(0.1) };
    expect(() => explain(dense, { inputs: data, weight: "w", level: "scalars" })).toThrow(
      /100000000 partial derivatives.*"tensors"/,
    );
    expect(explain(dense, { inputs: data, weight: "w" }).level).toBe("tensors");
  });
});

describe("no path leads", () => {
  const w = [0.5, -0.25];
  it.each<[string, (w: Tensor<readonly [2], "f64">) => Tensor]>([
    ["through stopGradient", (x) => sum(stopGradient(mul(x, x)))],
    ["through a rounding", (x) => sum(floor(x))],
    ["through a comparison", (x) => sum(where(less(x, 0), mul(stopGradient(x), 2), 1))],
  ])("%s", (_what, body) => {
    for (const level of ["scalars", "tensors"] as const) {
      const found = explain(
        trace({ w: f64(2) }, (given) => body(given.w)),
        { inputs: { w }, weight: "w", index: [0], level },
      );
      expect(found).toMatchObject({
        gradient: 0,
        sum: 0,
        count: "0",
        paths: [],
        rest: { count: "0", sum: 0 },
        values: [],
      });
      expect(formatExplanation(found)).toContain("= 0 over 0 paths");
    }
  });

  it("from an input that nobody reads, or that the loss does not need", () => {
    for (const level of ["scalars", "tensors"] as const) {
      expect(explain(traced, { inputs, weight: "unread", level })).toMatchObject({ gradient: 0, count: "0" });
    }
  });
});

describe("one path without a step", () => {
  it("is what a weight has that is the loss", () => {
    for (const level of ["scalars", "tensors"] as const) {
      const found = explain(
        trace({ w: f64() }, (given) => given.w),
        { inputs: { w: 3 }, weight: "w", level },
      );
      expect(found).toMatchObject({ gradient: 1, sum: 1, count: "1", paths: [{ contribution: 1, steps: [] }] });
    }
  });
});

describe("a loop or a branch", () => {
  it("is one step, whose factor is its whole derivative", () => {
    const looped = trace({ w: f64() }, (given) => scan(given.w, {}, (x) => [mul(x, given.w), {}], { length: 3 })[0]);
    const found = explain(looped, { inputs: { w: 2 }, weight: "w" });
    // w^4: carried three times, and read by every step.
    expect(found).toMatchObject({ gradient: 32, sum: 32, count: "2" });
    const branched = trace({ w: f64() }, (given) =>
      cond(
        less(given.w, 0),
        () => mul(given.w, -1),
        () => mul(given.w, given.w),
      ),
    );
    expect(explain(branched, { inputs: { w: 3 }, weight: "w" }).sum).toBe(6);
    expect(explain(branched, { inputs: { w: -3 }, weight: "w" }).sum).toBe(-1);
    const again = trace({ w: f64() }, (given) => checkpoint(() => tanh(mul(given.w, given.w))));
    const { gradient, sum: total } = explain(again, { inputs: { w: 0.5 }, weight: "w" });
    expect(total).toBeCloseTo(gradient, 14);
  });
});

describe("what is drawn by chance", () => {
  it("is the same in the values and in every derivative", () => {
    const drawn = trace({ w: f32(4), key: i32(2) }, ({ w, key }) =>
      sum(mul(normal(key, [4]), mul(dropout(w, key, 0.5), w))),
    );
    const found = explain(drawn, { inputs: { w: [1, 2, 3, 4], key: [1, 2] }, weight: "w" });
    expect(Math.abs(found.remainder)).toBeLessThan(1e-12);
    expect(found.gradient).not.toBe(0);
  });
});

describe("what is not finite", () => {
  it("stays with the elements that it belongs to", () => {
    const plain = trace({ w: f64(3) }, ({ w }) => sum(sqrt(w)));
    expect(explain(plain, { inputs: { w: [0, 1, 4] }, weight: "w", index: [1] })).toMatchObject({
      sum: 0.5,
      count: "1",
    });
    const found = explain(plain, { inputs: { w: [0, 1, 4] }, weight: "w", index: [0] });
    expect(found).toMatchObject({
      gradient: Infinity,
      sum: Infinity,
      paths: [{ contribution: Infinity, share: null }],
    });
    expect(explain(plain, { inputs: { w: [-1, 1, 4] }, weight: "w", index: [0] }).sum).toBeNaN();
  });

  it("is said where 0 meets infinity: the gradient is NaN, and over a derivative of 0 no path leads", () => {
    const trap = trace({ w: f64() }, ({ w }) => where(less(w, 1), 0, sqrt(w)));
    const found = explain(trap, { inputs: { w: 0 }, weight: "w" });
    expect(found).toMatchObject({ count: "0", sum: 0 });
    expect(formatExplanation(found)).toContain("over 0 paths");
  });
});

describe("a vjp that is not linear", () => {
  it("is no Jacobian, so that the gradient is no sum over paths, which the text says", () => {
    const clipped = customVjp({
      name: "clipped",
      inputs: ["x"],
      forward: (x) => mul(x, 1),
      vjp: ({ gradient }) => [() => clamp(gradient, { min: -1, max: 1 })],
    });
    const loss = trace({ w: f64(2) }, ({ w }) => mean(abs(mul(clipped(w), 10))));
    const found = explain(loss, { inputs: { w: [1, 2] }, weight: "w", index: [0], level: "tensors" });
    expect(found.gradient).toBe(1);
    expect(found.remainder).toBe(found.gradient - found.sum);
    const unfolded = explain(loss, { inputs: { w: [1, 2] }, weight: "w", index: [0], level: "scalars" });
    expect(unfolded.remainder).not.toBe(0);
    expect(formatExplanation(unfolded)).toContain("is not linear");
  });
});
