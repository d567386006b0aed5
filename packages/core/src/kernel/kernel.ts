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
import type { TensorType } from "../graph/tensor-type.ts";

/** A buffer that a kernel reads or writes, known by the name of the value that it holds. */
export interface KernelBuffer {
  readonly name: string;
  readonly dtype: DType;
  /** Number of elements. */
  readonly length: number;
  readonly access: "read" | "write" | "update";
}

/** One value written per iteration. */
export interface ElementStore {
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
  readonly stages: readonly { readonly axes: readonly LoopIndex[]; readonly stores: readonly ElementStore[] }[];
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
  readonly stores: readonly ElementStore[];
}

/** The local by which the epilogue of a contraction sees its sum. */
export const contractionSum = "sum";

/** The buffer is filled with `initial` (by `axes`), then `value` joins what is at `offset` where the bounds hold. */
export interface ScatterKernel extends KernelBase {
  readonly kind: "scatter";
  readonly axes: readonly LoopIndex[];
  readonly initial: ElementStore;
  readonly over: readonly LoopIndex[];
  readonly bounds: readonly Bound[];
  readonly addition: ElementStore;
  /** How it joins, in ascending order of the indices of `over`. Default: it is added. */
  readonly combine?: ScatterCombine;
}

/** A kernel that is a loop nest. */
export type LoopKernel = RowKernel | ContractionKernel | ScatterKernel;

/** A kernel that is an op's own TypeScript on typed arrays. Buffers are its inputs, then its outputs. */
export interface HostKernel extends KernelBase {
  readonly kind: "host";
}

/** A buffer of a body, as a part of one outside it. */
export interface BufferView extends TensorType {
  readonly name: string;
  /** The buffer that it is a part of: one of the control kernel, by the name that it has outside. */
  readonly of: string;
  /** Bytes from the start of that buffer, in the first iteration. */
  readonly offset: number;
  /** Bytes by which it moves from one iteration to the next. */
  readonly stride: number;
}

/** A buffer whose whole content goes to another. */
export interface BufferCopy {
  readonly from: string;
  readonly to: string;
}

/** A graph under control as kernels. */
export interface ControlBody {
  readonly kernels: readonly Kernel[];
  /** After the kernels, in order: no copy reads what one before it wrote. */
  readonly copies: readonly BufferCopy[];
  readonly views: readonly BufferView[];
}

/** What all kernels that run others have. */
export interface ControlBase extends KernelBase {
  /** Before the first iteration, in buffers outside. A buffer that took the storage of what it copies needs no copy. */
  readonly starts: readonly BufferCopy[];
}

/** The body runs `length` times. */
export interface ScanKernel extends ControlBase {
  readonly kind: "scan";
  readonly length: number;
  readonly body: ControlBody;
}

/** The condition runs, then the body where the predicate holds, and so on. */
export interface WhileKernel extends ControlBase {
  readonly kind: "while";
  readonly condition: ControlBody;
  /** A view of the condition: a bool. */
  readonly predicate: string;
  readonly body: ControlBody;
}

/** One of two bodies runs. */
export interface BranchKernel extends ControlBase {
  readonly kind: "branch";
  /** A buffer outside: a bool. */
  readonly predicate: string;
  readonly whenTrue: ControlBody;
  readonly whenFalse: ControlBody;
}

/** A kernel that runs others. Its buffers are its inputs, its outputs and its scratch memory, a u8 buffer. */
export type ControlKernel = ScanKernel | WhileKernel | BranchKernel;

/** Any kernel. */
export type Kernel = LoopKernel | HostKernel | ControlKernel;

/**
 * True for a kernel that is a loop nest.
 *
 * @param kernel - The kernel.
 *
 * @example
 * ```ts
 * import { Index, Scalar, type LoopIndex } from "@rensa/core";
 * import { isLoopKernel, type RowKernel } from "@rensa/core/compiler";
 *
 * const i: LoopIndex = { kind: "loop", name: "i", extent: 2 };
 * const x = new Scalar({ kind: "load", buffer: "x", offset: Index.of(i) }, "f32");
 * const stores = [{ buffer: "y", offset: Index.of(i), value: x.mul(10) }];
 * const kernel: RowKernel = { kind: "rows", name: "k", nodes: [], buffers: [], rows: [i], stages: [{ axes: [], stores }] };
 * console.log(isLoopKernel(kernel)); // true
 * ```
 */
export function isLoopKernel(kernel: Kernel): kernel is LoopKernel {
  return kernel.kind === "rows" || kernel.kind === "contraction" || kernel.kind === "scatter";
}
