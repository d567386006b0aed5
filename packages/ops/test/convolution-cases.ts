/** Cases of convolutions and pools, and what nested loops compute of them. */
import {
  compile,
  gradientsOf,
  sampleTensor,
  traceTree,
  type HostTensor,
  type Shape,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { expect } from "vitest";
import { jsBackend } from "../../backend-js/src/index.ts";
import { mul, sum, type Padding } from "../src/index.ts";
import { samePadding, type NaiveOptions } from "./naive-windows.ts";

export type Inputs = Readonly<Record<string, HostTensor>>;

export type Call = (inputs: Readonly<Record<string, Tensor>>) => Tensor;

/** The result `y` and the gradients of the sum of `y * seed` by all inputs but the seed. */
export async function run(inputs: Inputs, seed: HostTensor, call: Call): Promise<Readonly<Record<string, number[]>>> {
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

export function expectClose(found: readonly number[] | undefined, wanted: ArrayLike<number>): void {
  expect(found).toHaveLength(wanted.length);
  found?.forEach((value, at) => {
    expect(value).toBeCloseTo(wanted[at]!, 9);
  });
}

export const f64 = (shape: Shape, low = -2, high = 2): HostTensor<Shape, "f64"> =>
  sampleTensor(shape, low, high, "f64");

export interface Case {
  readonly x: Shape;
  readonly w: Shape;
  readonly strides?: readonly [number, number];
  readonly padding?: Padding;
  readonly dilations?: readonly [number, number];
  readonly groups?: number;
}

export function optionsOf({
  x,
  w,
  strides = [1, 1],
  padding = "valid",
  dilations = [1, 1],
  groups = 1,
}: Case): NaiveOptions {
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
