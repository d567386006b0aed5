/** Single products and convolutions, at any size. */
import type { ConvolutionDescription, GemmDescription } from "./description.ts";
import { Sampler } from "./random.ts";

/** Enough for a step to outweigh what it costs to call one. */
const flopsPerStep = 8e6;

/** A product [rows, inner] x [inner, columns]; transposed operands are stored transposed. */
export function gemm(
  name: string,
  [rows, inner, columns]: readonly [number, number, number],
  { transposeA = false, transposeB = false } = {},
): GemmDescription {
  const sampler = new Sampler(6);
  const flops = 2 * rows * inner * columns;
  const count = Math.min(64, Math.max(1, Math.ceil(flopsPerStep / flops)));
  const a = Array.from({ length: count }, () => sampler.uniform(transposeA ? [inner, rows] : [rows, inner], -1, 1));
  const b = sampler.uniform(transposeB ? [columns, inner] : [inner, columns], -1, 1);
  const operand = (first: number, second: number, transposed: boolean): string =>
    transposed ? `[${String(second)},${String(first)}]ᵀ` : `[${String(first)},${String(second)}]`;
  const title = `${operand(rows, inner, transposeA)} x ${operand(inner, columns, transposeB)}`;
  return { kind: "gemm", name, title, transposeA, transposeB, a, b, flops: flops * count };
}

/** What a convolution layer is. */
export interface ConvolutionSize {
  readonly kernel: number;
  readonly inputs: number;
  /** Absent where depthwise. */
  readonly outputs?: number;
  readonly side: number;
  readonly batch: number;
}

/** A convolution and both its gradients. */
export function convolution(name: string, size: ConvolutionSize): ConvolutionDescription {
  const { kernel, inputs, outputs, side, batch } = size;
  const sampler = new Sampler(7);
  const depthwise = outputs === undefined;
  const channels = outputs ?? inputs;
  const x = sampler.uniform([batch, side, side, inputs], -1, 1);
  const filters = sampler.weights([kernel, kernel, inputs, outputs ?? 1], kernel * kernel * (depthwise ? 1 : inputs));
  const gradient = sampler.uniform([batch, side, side, channels], -1, 1);
  // Three passes of one multiplication and one addition for each output, tap and channel; borders are counted in full.
  const flops = 3 * 2 * batch * side * side * kernel * kernel * channels * (depthwise ? 1 : inputs);
  const what = depthwise
    ? `depthwise, ${String(inputs)} channels`
    : `${String(inputs)} -> ${String(channels)} channels`;
  const title = `${String(kernel)}x${String(kernel)}, ${what}, ${String(side)}x${String(side)}, batch ${String(batch)}`;
  return { kind: "convolution", name, title, depthwise, x, filters, gradient, flops };
}
