/** Kernels for tests of the emitted code, and the comparison with the interpreter, bit for bit. */
import { constantScalar, Index, Scalar, type DType, type LoopIndex, type TypedArray } from "@rensa/core";
import { interpretKernel, type KernelBuffer, type LoopKernel, type ElementStore } from "@rensa/core/compiler";
import { expect } from "vitest";
import { compileKernel } from "../src/compile-kernel.ts";

export const loop = (name: string, extent: number): LoopIndex => ({ kind: "loop", name, extent });

export const at = (index: LoopIndex): Index => Index.of(index);

export const load = (buffer: string, offset: Index, dtype: DType = "f32"): Scalar =>
  new Scalar({ kind: "load", buffer, offset }, dtype);

export const guard = (bounds: readonly (readonly [Index, number, number])[], value: Scalar): Scalar =>
  new Scalar(
    {
      kind: "guard",
      bounds: bounds.map(([index, lower, upper]) => ({ index, lower, upper })),
      value,
      otherwise: constantScalar(0, value.dtype),
    },
    value.dtype,
  );

export const store = (buffer: string, offset: Index, value: Scalar): ElementStore => ({ buffer, offset, value });

export const base = { name: "kernel_0", nodes: [] };

export type Inputs = Readonly<Record<string, TypedArray>>;

export function dtypeOf(array: TypedArray): DType {
  if (array instanceof Float32Array) return "f32";
  if (array instanceof Float64Array) return "f64";
  return array instanceof Int32Array ? "i32" : "u8";
}

export const buffersOf = (inputs: Inputs): KernelBuffer[] =>
  Object.entries(inputs).map(([name, array]) => ({
    name,
    dtype: dtypeOf(array),
    length: array.length,
    access: "update",
  }));

/** Runs the kernel both ways on copies of the inputs; twice, since what a run leaves behind must not matter. */
export function expectSameBits(kernel: LoopKernel, inputs: Inputs): ReadonlyMap<string, TypedArray> {
  const copies = (): Map<string, TypedArray> =>
    new Map(Object.entries(inputs).map(([name, array]) => [name, array.slice()]));
  const [expected, actual] = [copies(), copies()];
  const run = compileKernel(kernel, { mode: "emit" }).bind(actual);
  for (let time = 0; time < 2; time++) {
    interpretKernel(kernel, expected);
    run();
  }
  for (const [name, array] of expected) expect(actual.get(name), name).toEqual(array);
  return actual;
}

export const numbers = (length: number, seed = 1): Float32Array =>
  Float32Array.from({ length }, (_, k) => Math.sin(seed * 12.9898 + k * 78.233) * 3);

export const [i, j, k] = [loop("i", 3), loop("j", 4), loop("k", 4)];
