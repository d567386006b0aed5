/**
 * The interpreter of kernels: their meaning, as closures. It is what runs where no code may be generated, what folds
 * constants, and what emitted code is tested against.
 */
import { checkParts, checkKind } from "../../graph/check-argument.ts";
import type { LoopKernel } from "../kernel.ts";
import type { Statement } from "../nests/loop-nest.ts";
import { lowerToNest } from "../nests/lower-nest.ts";
import { storedSingles } from "../nests/round-singles.ts";
import { ClosureCompiler, type KernelArrays } from "./closure-compiler.ts";
import { nothingMoves } from "./moving-buffers.ts";

/**
 * Runs a kernel once. A read outside a buffer (which a guard allows) gives 0.
 *
 * @param kernel - The kernel.
 * @param arrays - The arrays of its buffers, by name.
 *
 * @throws RensaError `INTERNAL` where a buffer of the kernel is missing.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Index, Scalar } from "@rensa/core";
 * import { interpretKernel, type RowKernel } from "@rensa/core/compiler";
 *
 * const i: { kind: "loop"; name: string; extent: number } = { kind: "loop", name: "i", extent: 2 };
 * const x = new Scalar({ kind: "load", buffer: "x", offset: Index.of(i) }, "f32");
 * const stores = [{ buffer: "y", offset: Index.of(i), value: x.mul(10) }];
 * const kernel: RowKernel = { kind: "rows", name: "k", nodes: [], buffers: [], rows: [i], stages: [{ axes: [], stores }] };
 * const y = new Float32Array(2);
 * interpretKernel(kernel, new Map([["x", new Float32Array([1, 2])], ["y", y]]));
 * console.log(y); // Float32Array [10, 20]
 * ```
 */
export function interpretKernel(kernel: LoopKernel, arrays: KernelArrays): void {
  interpreted(kernel, arrays)();
}

/**
 * A kernel bound to its arrays, ready to run many times. `rounds`: f32 is rounded where a kernel compares it, as it is where
 * it is stored. Default: false, as for arrays of doubles.
 *
 * @param kernel - The kernel.
 * @param arrays - The arrays of its buffers, by name.
 * @param moving - Where buffers begin that move from run to run.
 * @param rounds - Whether float32 results are rounded when they are stored.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Index, Scalar, type LoopIndex } from "@rensa/core";
 * import { interpreted, type RowKernel } from "@rensa/core/compiler";
 *
 * const i: LoopIndex = { kind: "loop", name: "i", extent: 2 };
 * const x = new Scalar({ kind: "load", buffer: "x", offset: Index.of(i) }, "f32");
 * const stores = [{ buffer: "y", offset: Index.of(i), value: x.mul(10) }];
 * const kernel: RowKernel = { kind: "rows", name: "k", nodes: [], buffers: [], rows: [i], stages: [{ axes: [], stores }] };
 * const y = new Float32Array(2);
 * interpreted(kernel, new Map([["x", Float32Array.of(1, 2)], ["y", y]]))();
 * console.log(y); // Float32Array [10, 20]
 * ```
 */
export function interpreted(
  kernel: LoopKernel,
  arrays: KernelArrays,
  moving = nothingMoves,
  rounds = false,
): () => void {
  checkParts("The kernel", kernel, "kind", "buffers");
  checkKind("The arrays", arrays, "map");
  return interpretedNest(lowerToNest(kernel), arrays, moving, rounds);
}

/** Statements bound to their arrays, ready to run many times. */
export function interpretedNest(
  statements: readonly Statement[],
  arrays: KernelArrays,
  moving = nothingMoves,
  rounds = false,
): () => void {
  checkKind("The statements", statements, "list");
  checkKind("The arrays", arrays, "map");
  const compiler = new ClosureCompiler(arrays, moving, rounds ? storedSingles(statements) : null);
  const run = compiler.block(statements, new Map());
  const frame = new Float64Array(compiler.slots);
  return () => {
    run(frame);
  };
}
