/** The JavaScript backend: every kernel becomes a function, emitted as source or, where that is forbidden, interpreted. */
import {
  bytesPerElement,
  RensaError,
  sizeOf,
  type Backend,
  type HostTensor,
  type Kernel,
  type PlannedBuffer,
  type Prepared,
  type ProgramPlan,
  type TypedArray,
} from "@rensa/core";
import { canGenerate, compileKernel } from "./compile-kernel.ts";

/** How the JavaScript backend works. */
export interface JsBackendOptions {
  /**
   * `"emit"` generates code, `"interpret"` runs the kernels by an interpreter. Default: `"emit"` where the environment
   * allows `Function` (a strict Content-Security-Policy does not), else `"interpret"`.
   */
  readonly mode?: "emit" | "interpret";
}

/**
 * The JavaScript backend. It runs everywhere, and in float64 (`compile(..., { precision: "f64" })`) it is the oracle.
 *
 * @example
 * ```ts
 * import { compile, f32, identity, trace } from "@rensa/core";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => identity(x));
 * const program = await compile(traced, { backend: jsBackend() });
 * console.log(program.run({ x: [1, 2] }).data); // Float32Array [1, 2]
 * ```
 */
export function jsBackend(options: JsBackendOptions = {}): Backend {
  return {
    name: "js",
    threads: 1,
    prepare: (plan) => prepare(plan, options.mode ?? (canGenerate() ? "emit" : "interpret")),
  };
}

function prepare(plan: ProgramPlan, mode: "emit" | "interpret"): Prepared {
  const arena = new ArrayBuffer(plan.bytes);
  const arrays = new Map(plan.buffers.map((buffer) => [buffer.name, storage(buffer, arena, plan.precision)]));
  for (const { name, initial } of plan.buffers) if (initial !== null) arrays.get(name)?.set(initial);
  const types = new Map(plan.buffers.map((buffer) => [buffer.name, buffer]));
  const sources = new Map<string, string>();
  const actions = plan.kernels.map((kernel) => {
    if (kernel.kind === "host") return hostAction(plan, kernel, arrays, types);
    const compiled = compileKernel(kernel, { mode });
    if (compiled.source !== null) sources.set(kernel.name, compiled.source);
    return compiled.bind(arrays);
  });
  const copies = plan.copies.map(({ from, to }) => copyAction(arrayOf(arrays, from), arrayOf(arrays, to)));
  return {
    arrays,
    sources,
    run: () => {
      for (const action of actions) action();
      for (const copy of copies) copy();
    },
  };
}

function copyAction(from: TypedArray, to: TypedArray): () => void {
  return () => {
    to.set(from);
  };
}

function hostAction(
  plan: ProgramPlan,
  kernel: Kernel & { readonly kind: "host" },
  arrays: ReadonlyMap<string, TypedArray>,
  types: ReadonlyMap<string, PlannedBuffer>,
): () => void {
  const run = plan.hostRun(kernel);
  const tensors = (access: string): HostTensor[] =>
    kernel.buffers
      .filter((buffer) => buffer.access === access)
      .map(({ name, dtype }) => ({ shape: types.get(name)?.shape ?? [], dtype, data: arrayOf(arrays, name) }));
  const inputs = tensors("read");
  const outputs = tensors("write");
  return () => {
    run(inputs, outputs);
  };
}

function arrayOf(arrays: ReadonlyMap<string, TypedArray>, name: string): TypedArray {
  const array = arrays.get(name);
  if (array === undefined) throw new RensaError("INTERNAL", `The buffer ${name} has no storage.`);
  return array;
}

function storage(buffer: PlannedBuffer, arena: ArrayBuffer, precision: ProgramPlan["precision"]): TypedArray {
  const length = sizeOf(buffer.shape);
  const dtype = buffer.dtype === "f32" && precision === "f64" ? "f64" : buffer.dtype;
  if (buffer.offset + length * bytesPerElement[dtype] > arena.byteLength)
    throw new RensaError("INTERNAL", `The buffer ${buffer.name} is outside the arena.`);
  switch (dtype) {
    case "f32":
      return new Float32Array(arena, buffer.offset, length);
    case "f64":
      return new Float64Array(arena, buffer.offset, length);
    case "i32":
      return new Int32Array(arena, buffer.offset, length);
    case "u8":
    case "bool":
      return new Uint8Array(arena, buffer.offset, length);
  }
}
