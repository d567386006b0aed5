/** Pools and their gradients, against nested loops. */
import { type HostTensor } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { averagePool, maxPool } from "../src/index.ts";
import { countWindows, visitWindows, zeros } from "./naive-windows.ts";
import { run, expectClose, f64, type Case, optionsOf } from "./convolution-cases.ts";

const pools: readonly (Omit<Case, "w"> & { readonly window: readonly [number, number] })[] = [
  { x: [2, 4, 6, 3], window: [2, 2] },
  { x: [1, 5, 7, 2], window: [2, 3] },
  { x: [1, 5, 6, 2], window: [3, 3], strides: [1, 2] },
  { x: [1, 7, 5, 2], window: [3, 2], strides: [2, 2], padding: "same" },
  {
    x: [1, 6, 7, 2],
    window: [3, 3],
    strides: [2, 2],
    padding: [
      [1, 0],
      [2, 1],
    ],
  },
  { x: [1, 7, 7, 1], window: [2, 1], strides: [3, 2] },
];

describe("maxPool and averagePool", () => {
  it.each(pools.map((pool) => [JSON.stringify(pool), pool] as const))(
    "are what nested loops compute: %s",
    async (_, pool) => {
      const { x: shape, window, strides = window, padding = "valid" } = pool;
      const options = optionsOf({ x: shape, w: window, strides, padding });
      const x = f64(shape);
      const seed = f64([shape[0]!, ...countWindows(shape, window, options), shape[3]!], 0.5, 1.5);
      const [largest, largestX] = [zeros(seed.shape).data, zeros(shape).data];
      const [average, averageX] = [zeros(seed.shape).data, zeros(shape).data];
      visitWindows(shape, window, options, (y, elements) => {
        const best = elements.reduce((a, b) => (x.data[b.x]! > x.data[a.x]! ? b : a));
        largest[y] = x.data[best.x]!;
        largestX[best.x]! += seed.data[y]!;
        for (const element of elements) {
          average[y]! += x.data[element.x]! / elements.length;
          averageX[element.x]! += seed.data[y]! / elements.length;
        }
      });
      const given = { strides, padding } as never;
      const foundLargest = await run({ x }, seed, (inputs) => maxPool(inputs["x"]!, window as never, given));
      expectClose(foundLargest["y"], largest);
      expectClose(foundLargest["x"], largestX);
      const foundAverage = await run({ x }, seed, (inputs) => averagePool(inputs["x"]!, window as never, given));
      expectClose(foundAverage["y"], average);
      expectClose(foundAverage["x"], averageX);
    },
  );

  it("give the gradient of ties to the first, and let NaN win", async () => {
    const x: HostTensor = { shape: [1, 4, 1], dtype: "f64", data: Float64Array.of(3, 3, 1, NaN) };
    const seed: HostTensor = { shape: [1, 2, 1], dtype: "f64", data: Float64Array.of(5, 7) };
    const found = await run({ x }, seed, (inputs) => maxPool(inputs["x"]!, 2 as never));
    expect(found).toEqual({ y: [3, NaN], x: [5, 0, 0, 7] });
  });
});
