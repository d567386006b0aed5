/** A plugin of two ops with kernels, and its samples. */
import {
  defineOp,
  sampleTensor,
  type HostTensor,
  type AnyKernelOverride,
  type OpSamples,
  type Shape,
} from "@rensa/core";
import { neg } from "@rensa/ops";

export const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });

export const gap = defineOp({ name: "gap", inputs: ["a", "b"], forward: { scalar: ([a, b]) => a.sub(b).mul(a) } });

export const cubes: OpSamples = {
  op: cube,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 4], 1, 2)], apply: (x) => cube(x) },
    {
      name: "of a negative",
      inputs: [sampleTensor([7], 1, 2)],
      apply: (x) => cube(neg(x)),
      reference: (x) => -(x ** 3),
    },
  ],
  reference: (x) => x ** 3,
};

export const gaps: OpSamples = {
  op: gap,
  samples: [
    { name: "vectors", inputs: [sampleTensor([8], 1, 2), sampleTensor([8], -1, 1)], apply: (a, b) => gap(a, b) },
  ],
  reference: (a, b) => (a - b) * a,
};

/** A kernel that fills each element from the element of the first input there, which may be smaller. */
export const kernelOf =
  (element: (a: number, b: number, at: number, length: number) => number): AnyKernelOverride =>
  ([a, b], [y]) => {
    const [first, second] = [a?.data ?? [], b?.data ?? a?.data ?? []];
    const length = y?.data.length ?? 0;
    for (let at = 0; at < length; at++) {
      if (y !== undefined) y.data[at] = element(first[at] ?? Number.NaN, second[at] ?? Number.NaN, at, length);
    }
  };

export const right = kernelOf((x) => x ** 3);

/** The element of an operand that broadcasting puts at a place of the result. */
export function elementAt({ shape, data }: HostTensor, result: Shape, at: number): number {
  let [rest, offset, stride] = [at, 0, 1];
  for (let axis = 1; axis <= result.length; axis++) {
    const [extent, own] = [result.at(-axis) ?? 1, shape.at(-axis) ?? 1];
    offset += own === 1 ? 0 : (rest % extent) * stride;
    stride *= own;
    rest = Math.floor(rest / extent);
  }
  return data[offset] ?? Number.NaN;
}

export function fail(message: string): never {
  throw new TypeError(message);
}
