/** The memory in which bodies keep what nobody outside sees. */
import { tensorType, type TensorType } from "../graph/tensor-type.ts";
import { isControl } from "../kernel/control-kernel.ts";
import type { Kernel } from "../kernel/kernel.ts";

/** The scratch memory of kernels with control, which no value of the graph stands for. */
export function scratchBuffers(kernels: readonly Kernel[]): readonly (readonly [string, TensorType])[] {
  return kernels.filter(isControl).flatMap(({ buffers }) => {
    const last = buffers.at(-1);
    return last?.name.endsWith(scratchSuffix) === true ? [[last.name, tensorType("u8", [last.length])] as const] : [];
  });
}

/** How the names of such buffers end. */
export const scratchSuffix = "/scratch";
