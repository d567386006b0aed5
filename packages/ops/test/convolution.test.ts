/** Convolutions and their gradients, against nested loops. */
import { type HostTensor, type Shape } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { conv1d, conv2d, conv2dTranspose, depthwiseConv2d } from "../src/index.ts";
import { countWindows, visitProducts, zeros, type NaiveOptions } from "./naive-windows.ts";
import { run, expectClose, f64, type Case, optionsOf } from "./convolution-cases.ts";

const cases: readonly Case[] = [
  { x: [2, 5, 6, 3], w: [3, 2, 3, 4] },
  { x: [1, 4, 4, 2], w: [1, 1, 2, 3] },
  { x: [1, 5, 7, 1], w: [3, 3, 1, 2], padding: "same" },
  { x: [2, 7, 5, 2], w: [3, 3, 2, 3], strides: [2, 2], padding: "same" },
  { x: [1, 8, 6, 2], w: [4, 4, 2, 2], strides: [2, 2], padding: "same" },
  { x: [1, 8, 9, 2], w: [3, 2, 2, 3], strides: [2, 3] },
  { x: [1, 9, 9, 1], w: [2, 2, 1, 2], strides: [4, 5] },
  { x: [1, 6, 6, 2], w: [3, 3, 2, 3], strides: [3, 3] },
  { x: [1, 5, 5, 2], w: [1, 1, 2, 3], strides: [2, 2] },
  { x: [1, 7, 8, 2], w: [3, 2, 2, 3], dilations: [2, 3] },
  { x: [1, 9, 8, 2], w: [3, 3, 2, 2], dilations: [2, 3], strides: [2, 2], padding: "same" },
  { x: [1, 11, 12, 1], w: [3, 4, 1, 2], dilations: [3, 2], strides: [2, 4] },
  { x: [1, 12, 11, 1], w: [5, 3, 1, 2], dilations: [2, 4], strides: [6, 6], padding: 3 },
  {
    x: [1, 4, 5, 2],
    w: [3, 3, 2, 3],
    strides: [2, 1],
    padding: [
      [0, 2],
      [3, 1],
    ],
  },
  { x: [1, 2, 2, 1], w: [1, 2, 1, 1], strides: [3, 2], padding: 4 },
  { x: [2, 5, 5, 4], w: [3, 3, 2, 6], groups: 2 },
  { x: [1, 6, 5, 4], w: [3, 3, 1, 4], groups: 4, strides: [2, 2], padding: "same", dilations: [1, 2] },
];

const nameOf = ({ x, w, ...options }: Case): string =>
  `x [${x.join(", ")}], w [${w.join(", ")}], ${JSON.stringify(options)}`;

/** Everything of one case by nested loops: the convolution, its gradients, and the transpose of `seed`. */
function naive(x: HostTensor, w: HostTensor, seed: HostTensor, options: NaiveOptions) {
  const [y, dx, dw] = [zeros(seed.shape), zeros(x.shape), zeros(w.shape)];
  visitProducts(x.shape, w.shape, seed.shape, options, (atX, atW, atY) => {
    y.data[atY]! += x.data[atX]! * w.data[atW]!;
    dx.data[atX]! += seed.data[atY]! * w.data[atW]!;
    dw.data[atW]! += seed.data[atY]! * x.data[atX]!;
  });
  return { y: y.data, x: dx.data, w: dw.data };
}

describe("conv2d", () => {
  it.each(cases.map((one) => [nameOf(one), one] as const))("is what nested loops compute: %s", async (_, one) => {
    const options = optionsOf(one);
    const { x: xShape, w: wShape, ...given } = one;
    const [x, w] = [f64(xShape), f64(wShape, -1, 1)];
    const seed = f64([xShape[0]!, ...countWindows(xShape, wShape, options), wShape[3]!], 0.5, 1.5);
    const wanted = naive(x, w, seed, options);
    const found = await run({ x, w }, seed, (inputs) => conv2d(inputs["x"]!, inputs["w"]!, given as never));
    expectClose(found["y"], wanted.y);
    expectClose(found["x"], wanted.x);
    expectClose(found["w"], wanted.w);
  });
});

describe("conv2dTranspose", () => {
  // Where the windows leave a rest over, the transpose does not know of it.
  const exact = cases.filter((one) => {
    const { strides, padding, dilations } = optionsOf(one);
    const counts = countWindows(one.x, one.w, optionsOf(one));
    return [0, 1].every((axis) => {
      const reach = (counts[axis]! - 1) * strides[axis]! + (one.w[axis]! - 1) * dilations[axis]! + 1;
      const padded = one.x[axis + 1]! + padding[axis]![0] + padding[axis]![1];
      return one.padding === "same" ? one.x[axis + 1]! % strides[axis]! === 0 : reach === padded;
    });
  });
  it("is tried on many cases", () => {
    expect(exact.length).toBeGreaterThan(7);
  });
  it.each(exact.map((one) => [nameOf(one), one] as const))("is the gradient of conv2d: %s", async (_, one) => {
    const options = optionsOf(one);
    const { x: xShape, w: wShape, ...given } = one;
    const [seed, w] = [f64(xShape, 0.5, 1.5), f64(wShape, -1, 1)];
    const windows = f64([xShape[0]!, ...countWindows(xShape, wShape, options), wShape[3]!]);
    const wanted = naive(seed, w, windows, options);
    const found = await run({ windows, w }, seed, (inputs) =>
      conv2dTranspose(inputs["windows"]!, inputs["w"]!, given as never),
    );
    expectClose(found["y"], wanted.x);
    expectClose(found["windows"], wanted.y);
    expectClose(found["w"], wanted.w);
  });
});

describe("conv1d", () => {
  interface Case1d extends Pick<Case, "groups"> {
    readonly x: Shape;
    readonly w: Shape;
    readonly stride?: number;
    readonly dilation?: number;
    readonly padding?: readonly [number, number];
  }
  const lines: readonly Case1d[] = [
    { x: [2, 7, 3], w: [3, 3, 4], padding: [2, 0] },
    { x: [1, 9, 4], w: [3, 2, 2], stride: 2, dilation: 2, groups: 2, padding: [2, 2] },
    { x: [1, 8, 2], w: [2, 2, 3], stride: 3 },
  ];
  it.each(lines.map((line) => [JSON.stringify(line), line] as const))(
    "is conv2d on images of height 1: %s",
    async (_, { x: xShape, w: wShape, stride = 1, dilation = 1, padding = [0, 0], groups = 1 }) => {
      const [x, w] = [f64(xShape), f64(wShape, -1, 1)];
      const image: Case = {
        x: [xShape[0]!, 1, ...xShape.slice(1)],
        w: [1, ...wShape],
        strides: [1, stride],
        dilations: [1, dilation],
        padding: [[0, 0], padding],
        groups,
      };
      const options = optionsOf(image);
      const [, length] = countWindows(image.x, image.w, options);
      const seed = f64([xShape[0]!, length, wShape[2]!], 0.5, 1.5);
      const wanted = naive(
        { ...x, shape: image.x },
        { ...w, shape: image.w },
        { ...seed, shape: [xShape[0]!, 1, length, wShape[2]!] },
        options,
      );
      const found = await run({ x, w }, seed, (inputs) =>
        conv1d(inputs["x"]!, inputs["w"]!, { strides: stride, dilations: dilation, padding: [padding], groups }),
      );
      expectClose(found["y"], wanted.y);
      expectClose(found["x"], wanted.x);
      expectClose(found["w"], wanted.w);
    },
  );
});

describe("depthwiseConv2d", () => {
  it.each([{ multiplier: 1 }, { multiplier: 3 }])("is conv2d in as many groups: %j", async ({ multiplier }) => {
    const [x, w] = [f64([2, 5, 6, 4]), f64([3, 3, 4, multiplier], -1, 1)];
    const grouped: Case = { x: x.shape, w: [3, 3, 1, 4 * multiplier], strides: [2, 1], padding: 1, groups: 4 };
    const options = optionsOf(grouped);
    const seed = f64([2, ...countWindows(grouped.x, grouped.w, options), 4 * multiplier], 0.5, 1.5);
    // [3, 3, 4, m] and [3, 3, 1, 4 * m] have their elements in the same order.
    const wanted = naive(x, { ...w, shape: grouped.w }, seed, options);
    const found = await run({ x, w }, seed, (inputs) =>
      depthwiseConv2d(inputs["x"]!, inputs["w"]!, { strides: [2, 1], padding: 1 }),
    );
    expectClose(found["y"], wanted.y);
    expectClose(found["x"], wanted.x);
    expectClose(found["w"], wanted.w);
  });
});
