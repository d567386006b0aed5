/** What a kernel computes and moves, counted from its IR: what its roof is computed from. */
import { type Kernel } from "@rensa/core";
/** The work of one run of a kernel. */
export interface KernelCost {
    /** Arithmetic operations. A function such as exp counts as one, so kernels of such functions lie far below the roof. */
    readonly flops: number;
    /** Of all buffers, each once. */
    readonly bytes: number;
}
/** Counts what a kernel does in one run. A host kernel is opaque: only its bytes count. */
export declare function kernelCost(kernel: Kernel): KernelCost;
//# sourceMappingURL=kernel-cost.d.ts.map