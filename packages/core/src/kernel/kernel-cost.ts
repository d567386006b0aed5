/** What a kernel computes and moves, counted from its IR: what its roof is computed from. */
import { checkParts } from "../graph/check-argument.ts";
import { bytesPerElement } from "../graph/dtype.ts";
import type { LoopIndex } from "../expression/index-map.ts";
import type { Scalar } from "../expression/scalar.ts";
import type { ControlBody, Kernel } from "./kernel.ts";

/** The work of one run of a kernel. */
export interface KernelCost {
  /** Arithmetic operations. A function such as exp counts as one, so kernels of such functions lie far below the roof. */
  readonly flops: number;
  /** Of all buffers, each once. */
  readonly bytes: number;
}

/**
 * Counts what a kernel does in one run. A host kernel is opaque: only its bytes count. A loop without a known length
 * counts as one step, and of the sides of a branch the one that computes more counts.
 *
 * @param kernel - The kernel.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { kernelCost } from "@rensa/core/compiler";
 * import { exp, mul } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const program = await compile(trace({ x: f32(1000) }, ({ x }) => mul(exp(x), 2)));
 * console.log(program.stages.kernels.map(kernelCost)); // [{ flops: 2000, bytes: 8000 }]
 * ```
 */
export function kernelCost(kernel: Kernel): KernelCost {
  checkParts("The kernel", kernel, "kind", "buffers");
  const bytes = kernel.buffers.reduce(
    (sum, { dtype, length, access }) => sum + bytesPerElement[dtype] * length * (access === "update" ? 2 : 1),
    0,
  );
  return { flops: flopsOf(kernel), bytes };
}

function flopsOf(kernel: Kernel): number {
  switch (kernel.kind) {
    case "rows": {
      // What several stages or stores need is computed once, at the place where it is needed first.
      const seen = new Set<Scalar>();
      const rows = extentOf(kernel.rows);
      return kernel.stages.reduce(
        (sum, { axes, stores }) =>
          sum + stores.reduce((flops, { value }) => flops + rows * extentOf(axes) * operations(value, seen), 0),
        0,
      );
    }
    case "contraction": {
      const outputs = extentOf([...kernel.batch, ...kernel.rows, ...kernel.columns]);
      const seen = new Set<Scalar>();
      const epilogue = kernel.stores.reduce((sum, { value }) => sum + operations(value, seen), 0);
      return outputs * (2 * extentOf(kernel.reduction) + epilogue);
    }
    case "scatter":
      return extentOf(kernel.over) * (1 + operations(kernel.addition.value, new Set()));
    case "host":
      return 0;
    case "scan":
      return kernel.length * flopsOfBody(kernel.body);
    case "while":
      return flopsOfBody(kernel.condition) + flopsOfBody(kernel.body);
    case "branch":
      return Math.max(flopsOfBody(kernel.whenTrue), flopsOfBody(kernel.whenFalse));
  }
}

function flopsOfBody({ kernels }: ControlBody): number {
  return kernels.reduce((sum, kernel) => sum + flopsOf(kernel), 0);
}

/** Operations for one element; a part that occurs again is counted once. */
function operations(scalar: Scalar, seen: Set<Scalar>): number {
  if (seen.has(scalar)) return 0;
  seen.add(scalar);
  const { expression } = scalar;
  switch (expression.kind) {
    case "call":
      return 1 + expression.inputs.reduce((sum, input) => sum + operations(input, seen), 0);
    case "reduce":
      return extentOf(expression.indices) * (1 + operations(expression.value, seen));
    case "guard":
      return operations(expression.value, seen) + operations(expression.otherwise, seen);
    case "constant":
    case "load":
    case "index":
    case "local":
      return 0;
  }
}

function extentOf(indices: readonly LoopIndex[]): number {
  return indices.reduce((size, { extent }) => size * extent, 1);
}
