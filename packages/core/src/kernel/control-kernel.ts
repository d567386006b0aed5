/**
 * Kernels with control: loops and choices around kernels of their own, planned like programs inside the program.
 *
 * Buffers of a body are views: parts of buffers outside it, which may move from one iteration to the next. So an element
 * of a sequence is read, and one of a result written, where it stands; what a body needs for a while lies in one scratch
 * buffer.
 */
import { checkParts, checkKind } from "../graph/check-argument.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { Kernel, KernelBase } from "./kernel.ts";

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

interface ControlBase extends KernelBase {
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

/** True for a kernel that runs others. */
export function isControl(kernel: Kernel): kernel is ControlKernel {
  return kernel.kind === "scan" || kernel.kind === "while" || kernel.kind === "branch";
}

/** The bodies of a control kernel. */
export function bodiesOf(kernel: ControlKernel): readonly ControlBody[] {
  checkParts("The kernel", kernel, "kind", "buffers");
  switch (kernel.kind) {
    case "scan":
      return [kernel.body];
    case "while":
      return [kernel.condition, kernel.body];
    case "branch":
      return [kernel.whenTrue, kernel.whenFalse];
  }
}

/** Kernels with all those inside them, each after the one that runs it. */
export function withInner(kernels: readonly Kernel[]): readonly Kernel[] {
  checkKind("The kernels", kernels, "list");
  return kernels.flatMap((kernel) =>
    isControl(kernel) ? [kernel, ...bodiesOf(kernel).flatMap((body) => withInner(body.kernels))] : [kernel],
  );
}

/** The views of all bodies inside kernels, each after the one that it may be a part of. */
export function viewsInside(kernels: readonly Kernel[]): readonly BufferView[] {
  checkKind("The kernels", kernels, "list");
  return kernels.flatMap((kernel) =>
    isControl(kernel) ? bodiesOf(kernel).flatMap((body) => [...body.views, ...viewsInside(body.kernels)]) : [],
  );
}
