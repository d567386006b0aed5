/**
 * Questions about kernels with control: loops and choices around kernels of their own, planned like programs inside the program.
 *
 * Buffers of a body are views: parts of buffers outside it, which may move from one iteration to the next. So an element
 * of a sequence is read, and one of a result written, where it stands; what a body needs for a while lies in one scratch
 * buffer.
 */
import { checkParts, checkKind } from "../graph/check-argument.ts";
import type { BufferView, ControlBody, ControlKernel, Kernel } from "./kernel.ts";

/**
 * True for a kernel that runs others.
 *
 * @param kernel - The kernel.
 */
export function isControl(kernel: Kernel): kernel is ControlKernel {
  return kernel.kind === "scan" || kernel.kind === "while" || kernel.kind === "branch";
}

/**
 * The bodies of a control kernel.
 *
 * @param kernel - The kernel.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 */
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

/**
 * Kernels with all those inside them, each after the one that runs it.
 *
 * @param kernels - Kernels in the order in which they run.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 */
export function withInner(kernels: readonly Kernel[]): readonly Kernel[] {
  checkKind("The kernels", kernels, "list");
  return kernels.flatMap((kernel) =>
    isControl(kernel) ? [kernel, ...bodiesOf(kernel).flatMap((body) => withInner(body.kernels))] : [kernel],
  );
}

/**
 * The views of all bodies inside kernels, each after the one that it may be a part of.
 *
 * @param kernels - Kernels in the order in which they run.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 */
export function viewsInside(kernels: readonly Kernel[]): readonly BufferView[] {
  checkKind("The kernels", kernels, "list");
  return kernels.flatMap((kernel) =>
    isControl(kernel) ? bodiesOf(kernel).flatMap((body) => [...body.views, ...viewsInside(body.kernels)]) : [],
  );
}
