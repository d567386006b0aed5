/** The interface between a compiled program and what executes it. */
import type { TypedArray } from "../graph/dtype.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { HostKernel, Kernel } from "../kernel/kernel.ts";

/** The values in which a program's f32 are computed and kept: themselves, or doubles (the oracle). */
export type Precision = "f32" | "f64";

/** A buffer of a program, with the storage that it was planned into. */
export interface PlannedBuffer extends TensorType {
  readonly name: string;
  /** Byte offset in the arena; two buffers of one offset are never alive together. */
  readonly offset: number;
  /** Data that it holds from the start: constants. */
  readonly initial: readonly number[] | null;
}

/** A host op's function for one kernel. */
export type HostRun = (inputs: readonly HostTensor[], outputs: readonly HostTensor[]) => void;

/** Everything that a backend needs to know of a program. */
export interface ProgramPlan {
  readonly kernels: readonly Kernel[];
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
  /** Runs all kernels in order. */
  run(): void;
  /** What each kernel became, for people: source text by kernel name. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Something that executes programs. */
export interface Backend {
  readonly name: string;
  /** Threads that it computes with. */
  readonly threads: number;
  prepare(plan: ProgramPlan): Prepared | Promise<Prepared>;
}
