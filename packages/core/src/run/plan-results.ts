/**
 * How the results of a body get to their places. What is an input is copied there by a kernel, before anything may
 * replace it; what also stands elsewhere is stored twice by the kernel that computes it; all else is computed in place.
 */
import { sizeOf } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { ContractionKernel, Kernel, KernelBuffer, RowKernel, ElementStore } from "../kernel/kernel.ts";
import { keepingKernel } from "../schedule/state-copies.ts";
import { planState, type StateUpdate } from "../schedule/state.ts";

/** A result, and the buffer of the value that it is. */
export interface BodyResult {
  readonly name: string;
  readonly type: TensorType;
  readonly source: string;
}

/** Kernels that write some results, and the updates that stand for the others. */
export interface PlannedResults {
  readonly kernels: readonly Kernel[];
  readonly updates: readonly StateUpdate[];
}

/** Plans the results of a body with the given inputs, whose carried values are updated. */
export function planResults(
  given: readonly Kernel[],
  inputs: ReadonlySet<string>,
  carried: readonly StateUpdate[],
  results: readonly BodyResult[],
  prefix: string,
): PlannedResults {
  const kernels = [...given];
  const updates = [...carried];
  for (const [at, { name, type, source }] of results.entries()) {
    if (!inputs.has(source)) continue;
    const buffer = (of: string, access: "read" | "write"): KernelBuffer => {
      return { name: of, dtype: type.dtype, length: sizeOf(type.shape), access };
    };
    kernels.push(keepingKernel(`${prefix}copy_${String(at)}`, buffer(source, "read"), buffer(name, "write")));
  }
  // What has a place by now: carried values that are updated in place, and, one after the other, results.
  const placed = new Set(planState(kernels, carried).inPlace.keys());
  for (const { name, source } of results) {
    if (inputs.has(source)) continue;
    const at = kernels.findIndex(({ buffers }) =>
      buffers.some((each) => each.name === source && each.access === "write"),
    );
    const writer = kernels[at];
    if (placed.has(source) && (writer?.kind === "rows" || writer?.kind === "contraction")) {
      kernels[at] = storingAlso(writer, source, name);
    } else updates.push({ state: name, next: source });
    placed.add(source);
  }
  return { kernels, updates };
}

/** A kernel that stores a value in a second place. */
function storingAlso<K extends RowKernel | ContractionKernel>(kernel: K, source: string, target: string): K {
  const again = (stores: readonly ElementStore[]): readonly ElementStore[] =>
    stores.flatMap((store) => (store.buffer === source ? [store, { ...store, buffer: target }] : [store]));
  const buffers = kernel.buffers.flatMap((buffer) =>
    buffer.name === source ? [buffer, { ...buffer, name: target }] : [buffer],
  );
  return kernel.kind === "rows"
    ? { ...kernel, buffers, stages: kernel.stages.map((stage) => ({ ...stage, stores: again(stage.stores) })) }
    : { ...kernel, buffers, stores: again(kernel.stores) };
}
