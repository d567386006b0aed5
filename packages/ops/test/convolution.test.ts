/** Convolutions and pools, and their gradients, against nested loops; and the kernels that they become. */
import {
  compile,
  f32,
  gradientsOf,
  sampleTensor,
  trace,
  traceTree,
  type HostTensor,
  type Shape,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import type { Kernel } from "@rensa/core/compiler";
import { describe, expect, it } from "vitest";
// By its path: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import {
  add,
  averagePool,
  conv1d,
  conv2d,
  conv2dTranspose,
  depthwiseConv2d,
  maxPool,
  mul,
  relu,
  sum,
  type Padding,
} from "../src/index.ts";
import { countWindows, samePadding, visitProducts, visitWindows, zeros, type NaiveOptions } from "./naive-windows.ts";

type Inputs = Readonly<Record<string, HostTensor>>;
type Call = (inputs: Readonly<Record<string, Tensor>>) => Tensor;

/** The result `y` and the gradients of the sum of `y * seed` by all inputs but the seed. */
async function run(inputs: Inputs, seed: HostTensor, call: Call): Promise<Readonly<Record<string, number[]>>> {
  const traced = traceTree<Readonly<Record<string, TensorType>>, Readonly<Record<string, Tensor>>>(
    { ...inputs, seed },
    (given: Readonly<Record<string, Tensor>>) => {
      const { seed: weights, ...variables } = given;
      const y = call(variables);
      return { y, ...gradientsOf(sum(mul(y, weights!)), variables) };
    },
  );
  const program = await compile(traced, { backend: jsBackend() });
  const result = program.run({ ...inputs, seed }) as Readonly<Record<string, HostTensor>>;
  return Object.fromEntries(Object.entries(result).map(([name, { data }]) => [name, Array.from(data)]));
}

function expectClose(found: readonly number[] | undefined, wanted: ArrayLike<number>): void {
  expect(found).toHaveLength(wanted.length);
  found?.forEach((value, at) => {
    expect(value).toBeCloseTo(wanted[at]!, 9);
  });
}

const f64 = (shape: Shape, low = -2, high = 2): HostTensor<Shape, "f64"> => sampleTensor(shape, low, high, "f64");

interface Case {
  readonly x: Shape;
  readonly w: Shape;
  readonly strides?: readonly [number, number];
  readonly padding?: Padding;
  readonly dilations?: readonly [number, number];
  readonly groups?: number;
}

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

function optionsOf({ x, w, strides = [1, 1], padding = "valid", dilations = [1, 1], groups = 1 }: Case): NaiveOptions {
  const pairs =
    padding === "same"
      ? samePadding(x.slice(1, 3), w.slice(0, 2), strides, dilations)
      : padding === "valid"
        ? ([
            [0, 0],
            [0, 0],
          ] as const)
        : typeof padding === "number"
          ? ([
              [padding, padding],
              [padding, padding],
            ] as const)
          : (padding as NaiveOptions["padding"]);
  return { strides, padding: pairs, dilations, groups };
}

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

describe("the kernels of conv2d", () => {
  const x = f32(2, 8, 8, 3);
  const w = f32(3, 3, 3, 5);
  const kinds = async (
    make: (inputs: Readonly<Record<"x" | "w" | "seed", Tensor>>) => Tensor,
    extent = 8,
  ): Promise<readonly Kernel["kind"][]> => {
    const traced = trace({ x, w, seed: f32(2, extent, extent, 5) }, (inputs) => make(inputs));
    const { stages } = await compile(traced, { backend: jsBackend() });
    return stages.kernels.map(({ kind }) => kind);
  };

  // Whether padding is a kernel of its own is for fusion to decide.
  const expectOneContraction = (found: readonly Kernel["kind"][]): void => {
    expect(found.filter((kind) => kind === "contraction")).toHaveLength(1);
  };

  it("are one contraction forward", async () => {
    expect(await kinds((given) => conv2d(given.x, given.w))).toEqual(["contraction"]);
    expectOneContraction(await kinds((given) => conv2d(given.x, given.w, { padding: "same" })));
  });

  it("are one contraction with an addition and an activation after it", async () => {
    const activated = await kinds((given) => relu(add(conv2d(given.x, given.w), given.seed)), 6);
    expect(activated).toEqual(["contraction"]);
  });

  it.each(["w", "x"] as const)("are one contraction for the gradient by %s", async (by) => {
    const gradient = (padding: "valid" | "same") => (given: Readonly<Record<"x" | "w" | "seed", Tensor>>) =>
      gradientsOf(conv2d(given.x, given.w, { padding }), given[by], given.seed);
    expectOneContraction(await kinds(gradient("valid"), 6));
    expectOneContraction(await kinds(gradient("same")));
  });

  it("are one contraction for every run of phases with a stride", async () => {
    const strided = await kinds(
      (given) => gradientsOf(conv2d(given.x, given.w, { strides: 2, padding: "same" }), given.x, given.seed),
      4,
    );
    expect(strided.filter((kind) => kind === "contraction")).toHaveLength(4);
  });

  it("are one contraction for windows that do not overlap, whatever the stride", async () => {
    const patches = await kinds((given) => conv2dTranspose(given.seed, given.w as never, { strides: 3 }), 4);
    expectOneContraction(patches);
  });
});
