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
 *
 * @example
 * ```ts
 * import { Index, Scalar, type LoopIndex } from "@rensa/core";
 * import { isControl, type RowKernel } from "@rensa/core/compiler";
 *
 * const i: LoopIndex = { kind: "loop", name: "i", extent: 2 };
 * const x = new Scalar({ kind: "load", buffer: "x", offset: Index.of(i) }, "f32");
 * const stores = [{ buffer: "y", offset: Index.of(i), value: x.mul(10) }];
 * const kernel: RowKernel = { kind: "rows", name: "k", nodes: [], buffers: [], rows: [i], stages: [{ axes: [], stores }] };
 * console.log(isControl(kernel)); // false
 * ```
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
 *
 * @example
 * ```ts
 * import { f32, trace, whileLoop } from "@rensa/core";
 * import { bodiesOf, isControl } from "@rensa/core/compiler";
 * import { greater, mul } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const halved = trace({ x: f32() }, ({ x }) => whileLoop(x, (value) => greater(value, 1), (value) => mul(value, 0.5)));
 * const { kernels } = (await compile(halved)).stages;
 * console.log(kernels.filter(isControl).map((kernel) => bodiesOf(kernel).length)); // [2]
 * ```
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
 *
 * @example
 * ```ts
 * import { f32, trace, whileLoop } from "@rensa/core";
 * import { withInner } from "@rensa/core/compiler";
 * import { greater, mul } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const halved = trace({ x: f32() }, ({ x }) => whileLoop(x, (value) => greater(value, 1), (value) => mul(value, 0.5)));
 * const { kernels } = (await compile(halved)).stages;
 * console.log(withInner(kernels).map(({ kind }) => kind)); // ["while", "rows", "rows"]
 * ```
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
 *
 * @example
 * ```ts
 * import { f32, trace, whileLoop } from "@rensa/core";
 * import { viewsInside } from "@rensa/core/compiler";
 * import { greater, mul } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const halved = trace({ x: f32() }, ({ x }) => whileLoop(x, (value) => greater(value, 1), (value) => mul(value, 0.5)));
 * const { kernels } = (await compile(halved)).stages;
 * console.log(viewsInside(kernels).length > 0); // true
 * ```
 */
export function viewsInside(kernels: readonly Kernel[]): readonly BufferView[] {
  checkKind("The kernels", kernels, "list");
  return kernels.flatMap((kernel) =>
    isControl(kernel) ? bodiesOf(kernel).flatMap((body) => [...body.views, ...viewsInside(body.kernels)]) : [],
  );
}
