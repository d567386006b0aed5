/** The interface between a compiled program and what executes it. */
import type { ConstantData } from "../graph/constant-data.ts";
import type { TypedArray } from "../graph/dtype.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { Yielding } from "../graph/yielding.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { ProgramCache } from "./program-cache.ts";
import type { HostKernel, Kernel } from "../kernel/kernel.ts";

/** The values in which a program's f32 are computed and kept: themselves, or doubles (the oracle). */
export type Precision = "f32" | "f64";

/** A buffer of a program, with the storage that it was planned into. */
export interface PlannedBuffer extends TensorType {
  readonly name: string;
  /**
   * Byte offset in the arena. Buffers may share bytes: those that are never alive together, and a kernel's output with
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
  readonly precision: Precision;
  readonly hostRun: (kernel: HostKernel) => HostRun;
}

/** A program that a backend has prepared. */
export interface Prepared {
  /** The storage of each buffer, by name; the program reads and writes it between runs. */
  readonly arrays: ReadonlyMap<string, TypedArray>;
  /** Runs all kernels in order, then all copies. */
  run(): void;
  /**
   * The same, without keeping this thread busy, where the backend can and {@link Prepared.run} would: then the arrays
   * must be left alone until it resolves. Rejects where it did not come to its end.
   */
  runAsync?(): Promise<void>;
  /** What each kernel became, for people: source text by kernel name. */
  readonly sources: ReadonlyMap<string, string>;
  /** Bytes that the backend keeps for further programs of the plan, as long as there is the plan. Default: 0. */
  readonly kept?: number;
}

/** Something that executes programs. */
export interface Backend {
  /** By which plugins know it (`js`, `wasm`), for the kernels that they have for it. */
  readonly name: string;
  /** Threads that it computes with. */
  readonly threads: number;
  /** Where `compile` keeps the plans of graphs that may come again; without it each is planned anew. */
  readonly cache?: ProgramCache | undefined;
  /** Prepares a program. Where that takes long, it gives way in between, where it is told how. */
  prepare(plan: ProgramPlan, yielding?: Yielding): Prepared | Promise<Prepared>;
}
