/**
 * Kernels: what fusion produces and what backends emit.
 *
 * A kernel computes buffers from buffers. It is a row kernel (elementwise chains, softmax, norms, losses), a
 * contraction (matmul, convolution and their gradients) or a scatter; host kernels run an op's own TypeScript, and control
 * kernels run other kernels.
 */
import type { DType } from "../graph/dtype.ts";
import type { NodeId } from "../graph/graph.ts";
import type { Index, LoopIndex } from "../expression/index-map.ts";
import type { Bound, Scalar } from "../expression/scalar.ts";
import type { ScatterCombine } from "../op/form.ts";
import type { ControlKernel } from "./control-kernel.ts";

/** A buffer that a kernel reads or writes, known by the name of the value that it holds. */
export interface KernelBuffer {
  readonly name: string;
  readonly dtype: DType;
  /** Number of elements. */
  readonly length: number;
  readonly access: "read" | "write" | "update";
}

/** One value written per iteration. */
export interface Store {
  readonly buffer: string;
  /** Flat offset in the buffer. */
  readonly offset: Index;
  readonly value: Scalar;
}

/** What all kernels have. */
export interface KernelBase {
  /** Unique in its program, `kernel_3`. */
  readonly name: string;
  /** The graph nodes computed in it, in order. */
  readonly nodes: readonly NodeId[];
  readonly buffers: readonly KernelBuffer[];
}

/**
 * Parallel outer axes (`rows`), and inside them stages: a stage has its own inner axes and stores. Reductions stand in
 * the values of the stores; one that does not depend on inner axes is computed once per row. The stages of a row run one
 * after the other, and read what earlier ones stored in the row.
 */
export interface RowKernel extends KernelBase {
  readonly kind: "rows";
  readonly rows: readonly LoopIndex[];
  readonly stages: readonly { readonly axes: readonly LoopIndex[]; readonly stores: readonly Store[] }[];
}

/**
 * `sum[batch, rows, columns] = sum over reduction of left * right`, then the stores, whose values see the sum as the
 * local {@link contractionSum}. `left` does not depend on the columns, `right` not on the rows.
 */
export interface ContractionKernel extends KernelBase {
  readonly kind: "contraction";
  readonly batch: readonly LoopIndex[];
  readonly rows: readonly LoopIndex[];
  readonly columns: readonly LoopIndex[];
  readonly reduction: readonly LoopIndex[];
  readonly left: Scalar;
  readonly right: Scalar;
  /** Dtype of the sum. */
  readonly dtype: DType;
  readonly stores: readonly Store[];
}

/** The local by which the epilogue of a contraction sees its sum. */
export const contractionSum = "sum";

/** The buffer is filled with `initial` (by `axes`), then `value` joins what is at `offset` where the bounds hold. */
export interface ScatterKernel extends KernelBase {
  readonly kind: "scatter";
  readonly axes: readonly LoopIndex[];
  readonly initial: Store;
  readonly over: readonly LoopIndex[];
  readonly bounds: readonly Bound[];
  readonly addition: Store;
  /** How it joins, in ascending order of the indices of `over`. Default: it is added. */
  readonly combine?: ScatterCombine;
}

/** A kernel that is a loop nest. */
export type LoopKernel = RowKernel | ContractionKernel | ScatterKernel;

/** A kernel that is an op's own TypeScript on typed arrays. Buffers are its inputs, then its outputs. */
export interface HostKernel extends KernelBase {
  readonly kind: "host";
}

/** Any kernel. */
export type Kernel = LoopKernel | HostKernel | ControlKernel;

/** True for a kernel that is a loop nest. */
export function isLoopKernel(kernel: Kernel): kernel is LoopKernel {
  return kernel.kind === "rows" || kernel.kind === "contraction" || kernel.kind === "scatter";
}
