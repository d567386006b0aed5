/**
 * Kernel -> loop nest. Every reduction and every shared or loop-invariant value is computed in the outermost loop in
 * which all it depends on is known: a softmax's maximum once per row, a loss once per kernel.
 */
import { checkKind, checkParts } from "../../graph/check-argument.ts";
import type { LoopIndex } from "../../expression/index-map.ts";
import { Scalar } from "../../expression/scalar.ts";
import { contractionSum, type ContractionKernel, type LoopKernel, type ElementStore } from "../kernel.ts";
import type { Statement } from "./loop-nest.ts";
import type { Stage } from "./nest-block.ts";
import { NestBuilder } from "./nest-builder.ts";
import { Sharing } from "../sharing.ts";
import { Substitution } from "./substitute.ts";

/**
 * The loop nest of a kernel, free of reductions. Loops of extent 1 are left out.
 *
 * @param kernel - The kernel.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Index, Scalar, type LoopIndex } from "@rensa/core";
 * import { lowerToNest, type RowKernel } from "@rensa/core/compiler";
 *
 * const i: LoopIndex = { kind: "loop", name: "i", extent: 8 };
 * const x = new Scalar({ kind: "load", buffer: "x", offset: Index.of(i) }, "f32");
 * const total = new Scalar({ kind: "reduce", combine: "sum", indices: [i], value: x }, "f32");
 * const stores = [{ buffer: "y", offset: Index.constant(0), value: total }];
 * const kernel: RowKernel = { kind: "rows", name: "k", nodes: [], buffers: [], rows: [], stages: [{ axes: [], stores }] };
 * console.log(lowerToNest(kernel).map(({ kind }) => kind)); // ["accumulator", "loop", "store"]
 * ```
 */
export function lowerToNest(kernel: LoopKernel): readonly Statement[] {
  checkParts("The kernel", kernel, "kind", "buffers");
  switch (kernel.kind) {
    case "rows":
      return nest(kernel.rows, kernel.stages);
    case "contraction":
      return lowerContraction(kernel);
    case "scatter": {
      const { axes, initial, over, bounds, addition, combine = "add" } = kernel;
      const numbers = { next: 0 };
      return [
        ...nest(axes, [{ axes: [], stores: [initial] }], numbers),
        ...nest(over, [{ axes: [], stores: [addition], combine, bounds }], numbers),
      ];
    }
  }
}

/**
 * Stores in loops of their own. Indices that these loops do not bind are taken for constants.
 *
 * @param loops - The loops, outermost first.
 * @param stores - What is stored at each turn of the loops.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Index, Scalar, type LoopIndex } from "@rensa/core";
 * import { lowerStores } from "@rensa/core/compiler";
 *
 * const i: LoopIndex = { kind: "loop", name: "i", extent: 2 };
 * const x = new Scalar({ kind: "load", buffer: "x", offset: Index.of(i) }, "f32");
 * const [statement] = lowerStores([i], [{ buffer: "y", offset: Index.of(i), value: x.mul(10) }]);
 * console.log(statement?.kind); // "loop"
 * ```
 */
export function lowerStores(loops: readonly LoopIndex[], stores: readonly ElementStore[]): readonly Statement[] {
  checkKind("The loops", loops, "list");
  checkKind("The stores", stores, "list");
  return nest(loops, [{ axes: [], stores }]);
}

function nest(rows: readonly LoopIndex[], stages: readonly Stage[], numbers?: { next: number }): readonly Statement[] {
  return new NestBuilder(new Sharing(), rows, stages, numbers).build();
}

function lowerContraction(kernel: ContractionKernel): readonly Statement[] {
  const { batch, rows, columns, reduction, left, right, dtype } = kernel;
  const product = left.mul(right);
  const sum = new Scalar({ kind: "reduce", combine: "sum", indices: reduction, value: product }, dtype);
  const sharing = new Sharing();
  const epilogue = new Substitution(sharing, { locals: new Map([[contractionSum, sum]]) });
  const stores = kernel.stores.map((store) => ({
    ...store,
    offset: epilogue.index(store.offset),
    value: epilogue.scalar(store.value),
  }));
  return new NestBuilder(sharing, [...batch, ...rows, ...columns], [{ axes: [], stores }]).build();
}
