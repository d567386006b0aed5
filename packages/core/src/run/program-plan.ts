/** What a backend is told of a program: kernels, buffers with their places, copies of state. */
import type { ConstantData } from "../graph/constant-data.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { HostKernel, Kernel } from "../kernel/kernel.ts";

/** The values in which a program's f32 are computed and kept: themselves, or doubles (the oracle). */
export type Precision = "f32" | "f64";

/** A buffer of a program, with the storage that it was planned into. */
export interface PlannedBuffer extends TensorType {
  readonly name: string;
  /** What its offset counts from: the program's own arena, or the memory of the store that keeps its state. */
  readonly place: "arena" | "store";
  /**
   * Byte offset in that place. Buffers may share bytes: those that are never alive together, and a kernel's output with
   * an operand that the kernel replaces. Such a kernel reads the operand, in every iteration, only at the offset that it
   * then writes; in earlier stages, and in reductions before a stage, anywhere in the row that the iteration belongs to.
   * A contraction reads it in its epilogue alone, and must keep no partial sums in the output. A kernel with control
   * may stand where the value stands that it starts from.
   */
  readonly offset: number;
  /** Data that it holds from the start: constants, to be copied into its storage. */
  readonly initial: ConstantData | null;
}

/** The function of a host op, or of a plugin's kernel in place of any op, for one kernel. */
export type HostRun = (inputs: readonly HostTensor[], outputs: readonly HostTensor[]) => void;

/** A value of a store, and where it stands in the store's memory. */
export interface StoredBuffer extends TensorType {
  readonly name: string;
  /** Bytes, a multiple of 64. */
  readonly offset: number;
}

/** The memory of a store: values that stay from run to run, and that programs share. */
export interface StoreLayout {
  readonly buffers: readonly StoredBuffer[];
  readonly bytes: number;
  readonly precision: Precision;
}

/** A value that a run computed, and the buffer in which the next run reads it. */
export interface StateCopy {
  readonly from: string;
  readonly to: string;
}

/** Everything that a backend needs to know of a program. */
export interface ProgramPlan {
  readonly kernels: readonly Kernel[];
  /** State that is not updated in place, copied after the kernels, in order: no copy reads what one before it wrote. */
  readonly copies: readonly StateCopy[];
  readonly buffers: readonly PlannedBuffer[];
  /** Bytes of the arena. */
  readonly bytes: number;
  /** The memory in which its state stands; `null` where it has none. */
  readonly store: StoreLayout | null;
  readonly precision: Precision;
  readonly hostRun: (kernel: HostKernel) => HostRun;
}
