/** Predictors of models that do not compute each example by itself, which have to see the batch as it is. */
import { f32, full, hostTensor, i32, trace, type Tensor } from "@rensa/core";
import type { Model } from "@rensa/nn";
import {
  add,
  argsort,
  cast,
  cumsum,
  div,
  flip,
  greater,
  matmul,
  max,
  mean,
  mul,
  relu,
  reshape,
  roll,
  sub,
  sum,
  take,
} from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { predictor } from "../src/index.ts";
import { backendUnderTest } from "./backend-under-test.ts";
import { createEngine } from "rensa";

const js = createEngine({ backend: backendUnderTest() });

describe("a model that does not compute each example by itself", () => {
  const parameters = new Map([["w", hostTensor(2)]]);
  const of = (apply: (x: Tensor, w: Tensor) => Tensor) => {
    const model: Model<{ readonly w: Tensor }> = {
      initialize: () => ({ w: full([], 0) }),
      apply: ({ w }, x) => apply(x, w),
    };
    return predictor({ engine: js, model, parameters, example: f32(2) });
  };
  const rows = (count: number) => Array.from({ length: count }, (_, row) => [row, 2 * row]);

  it("sees the batch as it is", async () => {
    const centered = of((x, w) => mul(sub(x, mean(x)), w));
    for (const count of [1, 3, 20, 5, 64, 2]) {
      const given = rows(count);
      const middle = given.flat().reduce((total, value) => total + value, 0) / (2 * count);
      const { data } = await centered(given);
      [...data].forEach((value, at) => expect(value).toBeCloseTo(2 * ((given.flat()[at] ?? 0) - middle), 3));
    }
  });

  const zeros = (count: number) => Array.from({ length: count }, () => [0, 0]);

  it.each<readonly [string, (x: Tensor) => Tensor]>([
    ["by the largest", (x) => div(x, add(max(x, 0), 1))],
    ["by a mean of what is above 0", (x) => sub(x, mean(relu(x), 0))],
    ["by sums of those before", (x) => cumsum(x, 0)],
    ["by sums of those behind", (x) => flip(cumsum(flip(x, [0]), 0), [0])],
    ["by the one before", (x) => roll(x, 1, 0)],
    ["by their order", (x) => cast(argsort(x, 0), "f32")],
    ["by products", (x) => matmul(matmul(x, x, { transposeB: true }), x)],
    ["by which is above the mean", (x) => cast(greater(x, mean(x, 0)), "f32")],
  ])("is seen to mix %s, whatever comes first", async (_, mix) => {
    for (const first of [zeros(3), rows(3), rows(8), rows(2)]) {
      const mixing = of((x, w) => mul(mix(x), w));
      for (const given of [first, rows(20), rows(70), rows(1), rows(5)]) {
        const exact = await js.compile(trace({ x: f32(given.length, 2) }, ({ x }) => mul(mix(x), 2)));
        const { data } = await exact.runAsync({ x: Float32Array.from(given.flat()) });
        expect([...(await mixing(given)).data]).toEqual([...data]);
      }
    }
  });

  it("is seen to mix integers, whatever comes first", async () => {
    const table = hostTensor([[1], [20], [300], [4000]]);
    const model: Model<{ readonly table: Tensor<readonly [4, 1], "f32"> }, Tensor<readonly number[], "i32">> = {
      initialize: () => ({ table: full([4, 1], 0) }),
      apply: ({ table }, x) => {
        const read = take(table, x);
        return sub(read, mean(read, 0));
      },
    };
    const ids = (count: number, most: number) => Array.from({ length: count }, (_, row) => row % most);
    for (const most of [1, 2, 4]) {
      const mixing = predictor({ engine: js, model, parameters: new Map([["table", table]]), example: i32() });
      for (const [count, below] of [
        [3, most],
        [8, most],
        [20, 4],
        [5, 3],
      ] as const) {
        const given = ids(count, below);
        const values = given.map((id) => table.data[id] ?? 0);
        const middle = values.reduce((total, value) => total + value, 0) / count;
        const { data } = await mixing(given);
        data.forEach((value, at) => expect(value).toBeCloseTo((values[at] ?? 0) - middle, 2));
      }
    }
  });

  it("may have outputs without examples", async () => {
    const total = of((x, w) => mul(sum(x), w));
    for (const count of [1, 3, 20, 1]) {
      const { data, shape } = await total(rows(count));
      expect(shape).toEqual([]);
      expect(data[0]).toBe(
        2 *
          rows(count)
            .flat()
            .reduce((sum, value) => sum + value, 0),
      );
    }
  });

  it("may be for batches of one size", async () => {
    const fixed = of((x, w) => reshape(mul(x, w), [3, 2]));
    expect([...(await fixed(rows(3))).data]).toEqual([0, 0, 2, 4, 4, 8]);
    await expect(fixed(rows(2))).rejects.toMatchObject({ code: "SHAPE_MISMATCH" });
    expect([...(await fixed(rows(3))).data]).toEqual([0, 0, 2, 4, 4, 8]);
  });
});
