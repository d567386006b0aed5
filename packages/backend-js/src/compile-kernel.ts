/** Kernel -> a function: generated from source where the environment allows it, interpreted where it does not. */
import { checkOneOf, checkOptions, checkParts, RensaError, type TypedArray } from "@rensa/core";
import {
  interpreted,
  lowerToNest,
  nothingMoves,
  type KernelArrays,
  type LoopKernel,
  type MovingBuffers,
} from "@rensa/core/compiler";
import { emitContraction } from "./emit-contraction.ts";
import { emitBlock, emitStatements } from "./emit-nest.ts";
import { Names } from "./names.ts";
import { runtime } from "./scalar-code.ts";

/** A kernel that can be bound to arrays. */
export interface CompiledKernel {
  /** The JavaScript that was generated; `null` where the kernel is interpreted. */
  readonly source: string | null;
  /**
   * Binds the kernel to its arrays, by buffer name. What is returned runs it, any number of times.
   *
   * @param arrays - The arrays of its buffers, by name.
   * @param starts Where buffers start that move. Default: those of {@link CompileKernelOptions.moving}.
   */
  bind(arrays: KernelArrays, starts?: Float64Array): () => void;
}

/** How {@link compileKernel} makes a function. */
export interface CompileKernelOptions {
  /** `"emit"` generates code, `"interpret"` runs the same loop nest by closures, with the same bits. */
  readonly mode: "emit" | "interpret";
  /** Buffers that move from run to run. Default: none. */
  readonly moving?: MovingBuffers;
  /** f32 is rounded where it is compared, as it is where it is stored. Default: false, as for arrays of doubles. */
  readonly rounds?: boolean;
}

/**
 * Compiles a kernel.
 *
 * @param kernel - The kernel.
 *
 * @throws RensaError `BACKEND_UNSUPPORTED` where code is wanted but forbidden, and, when bound, `INTERNAL` where an
 * array is missing.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Index, Scalar, type LoopIndex } from "@rensa/core";
 * import type { RowKernel } from "@rensa/core/compiler";
 * import { compileKernel } from "@rensa/backend-js";
 *
 * const i: LoopIndex = { kind: "loop", name: "i", extent: 2 };
 * const x = new Scalar({ kind: "load", buffer: "x", offset: Index.of(i) }, "f32");
 * const buffers = [
 *   { name: "x", dtype: "f32", length: 2, access: "read" },
 *   { name: "y", dtype: "f32", length: 2, access: "write" },
 * ] as const;
 * const stages = [{ axes: [], stores: [{ buffer: "y", offset: Index.of(i), value: x.mul(10) }] }];
 * const kernel: RowKernel = { kind: "rows", name: "scale", nodes: [], buffers, rows: [i], stages };
 * const y = new Float32Array(2);
 * compileKernel(kernel, { mode: "emit" }).bind(new Map([["x", new Float32Array([1, 2])], ["y", y]]))();
 * console.log(y); // Float32Array [10, 20]
 * ```
 */
export function compileKernel(kernel: LoopKernel, options: CompileKernelOptions): CompiledKernel {
  checkOptions("compileKernel", options, ["mode", "moving", "rounds"]);
  checkOneOf("compileKernel: the mode", options.mode, ["emit", "interpret"]);
  checkParts("compileKernel: the kernel", kernel, "name", "kind", "buffers");
  const { moving = nothingMoves, rounds = false } = options;
  if (options.mode === "interpret") {
    return {
      source: null,
      bind: (arrays, starts = moving.starts) => interpreted(kernel, arrays, { slots: moving.slots, starts }, rounds),
    };
  }
  return loadKernel(kernel, emitKernel(kernel, moving.slots, rounds), moving);
}

/**
 * A kernel from its source, which {@link emitKernel} made in this process: nothing that was read or received from elsewhere.
 *
 * @param loopKernel - The kernel's buffers.
 * @param source - What `emitKernel` gave.
 * @param moving - Where buffers begin that move from run to run.
 *
 * @throws RensaError `BACKEND_UNSUPPORTED` where code is forbidden.
 *
 * @example
 * ```ts
 * import { emitKernel } from "@rensa/backend-js";
 * import { loadKernel } from "@rensa/backend-js/program";
 * import { f32, trace } from "@rensa/core";
 * import { isLoopKernel } from "@rensa/core/compiler";
 * import { exp } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const program = await compile(trace({ x: f32(2) }, ({ x }) => exp(x)));
 * for (const kernel of program.stages.kernels.filter(isLoopKernel)) {
 *   const arrays = new Map(kernel.buffers.map(({ name }) => [name, new Float32Array(2)]));
 *   loadKernel(kernel, emitKernel(kernel)).bind(arrays)();
 *   console.log(arrays.get("x"), arrays.get(kernel.buffers.at(-1)?.name ?? "")); // Float32Array [0, 0] Float32Array [1, 1]
 * }
 * ```
 */
export function loadKernel(
  { buffers }: Pick<LoopKernel, "buffers">,
  source: string,
  moving: MovingBuffers = nothingMoves,
): CompiledKernel {
  const make = generate(source);
  return {
    source,
    bind: (arrays, starts = moving.starts) => make(...buffers.map(({ name }) => arrayOf(arrays, name)), starts),
  };
}

/**
 * True where the environment allows code to be made from text, which a strict Content-Security-Policy forbids.
 *
 * @example
 * ```ts
 * import { canGenerate } from "@rensa/backend-js";
 *
 * console.log(canGenerate()); // true
 * ```
 */
export function canGenerate(): boolean {
  try {
    // Generating code is what this backend is for; where it is forbidden, canGenerate says so.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    return new Function("return true")() === true;
  } catch {
    return false;
  }
}

/**
 * The JavaScript of a kernel: a function that takes its arrays, in the order of its buffers, and returns its run. The
 * buffers in `slots` start where `starts` says at these places when it runs.
 *
 * @param kernel - The kernel.
 * @param slots - The numbers of buffers that move, by name.
 * @param rounds - Whether float32 results are rounded when they are stored.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { emitKernel } from "@rensa/backend-js";
 * import { f32, trace } from "@rensa/core";
 * import { isLoopKernel } from "@rensa/core/compiler";
 * import { exp } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const program = await compile(trace({ x: f32(2) }, ({ x }) => exp(x)));
 * console.log(program.stages.kernels.filter(isLoopKernel).map((kernel) => emitKernel(kernel)).join("\n"));
 * // (x, exp_0) => {
 * //   return function kernel_0() {
 * //     for (let i0 = 0; i0 < 2; i0++) {
 * //       exp_0[i0] = Math.exp(x[i0]);
 * //     }
 * //   };
 * // }
 * ```
 */
export function emitKernel(kernel: LoopKernel, slots: MovingBuffers["slots"] = new Map(), rounds = false): string {
  checkParts("emitKernel: the kernel", kernel, "name", "kind", "buffers");
  const names = new Names(rounds);
  const buffers = kernel.buffers.map(({ name }) => names.declareBuffer(name));
  const moves = kernel.buffers.flatMap(({ name }) => {
    const slot = slots.get(name);
    return slot === undefined ? [] : [`const ${names.declareStart(name)} = starts[${String(slot)}];`];
  });
  const parameters = [...buffers, ...(moves.length === 0 ? [] : ["starts"])].join(", ");
  const run = names.fresh(kernel.name);
  const contraction = kernel.kind === "contraction" ? emitContraction(kernel, names) : undefined;
  const { setup, body } = contraction ?? { setup: [], body: emitStatements(lowerToNest(kernel), names) };
  return emitBlock(`(${parameters}) =>`, [
    ...setup,
    ...emitBlock(`return function ${run}()`, [...moves, ...body]).slice(0, -1),
    "};",
  ]).join("\n");
}

type Factory = (...arrays: TypedArray[]) => () => void;

function generate(source: string): Factory {
  try {
    // The text is made from the kernel alone: names become identifiers, and everything else is a printed number.
    // Generating code is what this backend is for; where it is forbidden, canGenerate says so.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    const outer = new Function("runtime", `"use strict";\nreturn ${source};`) as (scope: typeof runtime) => Factory;
    return outer(runtime);
  } catch (cause) {
    const sentence = 'Code cannot be generated here (Content-Security-Policy?); use the mode "interpret".';
    throw new RensaError("BACKEND_UNSUPPORTED", sentence, { cause });
  }
}

function arrayOf(arrays: KernelArrays, name: string): TypedArray {
  const array = arrays.get(name);
  if (array === undefined) throw new RensaError("INTERNAL", `The buffer ${name} is not bound.`);
  return array;
}
