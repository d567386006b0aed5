/**
 * A backend that times every kernel of a program. It has another backend prepare each kernel as a program of its own,
 * hands data from one to the next off the clock, and so works with any. What it cannot see is what kernels cost each
 * other, and what one call for all of them saves: the sum of its times is above the time of a step.
 */
import { bytesPerElement, checkParts, sizeOf, type Backend } from "@rensa/core";
import type { Kernel, PlannedBuffer, Prepared, ProgramPlan } from "@rensa/core/compiler";

/** One run of a kernel. Times are in milliseconds, from the start of the recording. */
export interface KernelRun {
  readonly kernel: Kernel;
  readonly start: number;
  readonly milliseconds: number;
}

/** Where a profiling backend puts down what it times. */
export interface Recording {
  readonly runs: KernelRun[];
}

/**
 * Times the kernels of what it prepares, in a recording that the caller may empty.
 *
 * @param inner - The backend whose kernels are timed.
 * @param recording - Where the times are kept.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { exp } from "@rensa/ops";
 * import { createEngine, f32, trace, wasmBackend } from "rensa";
 * import { profilingBackend, type Recording } from "rensa/profile";
 *
 * const recording: Recording = { runs: [] };
 * const backend = profilingBackend(wasmBackend(), recording);
 * const program = await createEngine({ backend }).compile(trace({ x: f32(1000) }, ({ x }) => exp(x)));
 * program.run({ x: new Float32Array(1000) });
 * console.log(recording.runs.map(({ kernel }) => kernel.name)); // ["kernel_0"]
 * ```
 */
export function profilingBackend(inner: Backend, recording: Recording): Backend {
  checkParts("profilingBackend: the backend", inner, "name", "prepare");
  checkParts("profilingBackend: the recording", recording, "runs");
  return {
    name: inner.name,
    threads: inner.threads,
    createStorage: (layout) => inner.createStorage(layout),
    prepare: async (plan, options) => {
      // Storage and copies of state are those of the whole program, without its kernels.
      const whole = await inner.prepare({ ...plan, kernels: [] }, options);
      const parts: { readonly kernel: Kernel; readonly prepared: Prepared }[] = [];
      for (const kernel of plan.kernels) {
        parts.push({ kernel, prepared: await inner.prepare(planOf(kernel, plan)) });
      }
      const begin = performance.now();
      return {
        storage: whole.storage,
        sources: whole.sources,
        run: () => {
          for (const { kernel, prepared } of parts) {
            for (const { name } of kernel.buffers) copy(name, whole, prepared);
            const start = performance.now();
            prepared.run?.();
            const milliseconds = performance.now() - start;
            for (const { name, access } of kernel.buffers) if (access !== "read") copy(name, prepared, whole);
            recording.runs.push({ kernel, start: start - begin, milliseconds });
          }
          whole.run?.();
        },
      };
    },
  };
}

/** A program of one kernel, whose buffers lie one after the other. */
function planOf(kernel: Kernel, plan: ProgramPlan): ProgramPlan {
  const names = new Set(kernel.buffers.map(({ name }) => name));
  const buffers: PlannedBuffer[] = [];
  let bytes = 0;
  for (const buffer of plan.buffers) {
    if (!names.has(buffer.name)) continue;
    buffers.push({ ...buffer, place: "arena", offset: bytes });
    const size = sizeOf(buffer.shape) * (plan.precision === "f64" ? 8 : bytesPerElement[buffer.dtype]);
    bytes += Math.ceil(size / 64) * 64;
  }
  return { ...plan, kernels: [kernel], copies: [], buffers, bytes, store: null };
}

function copy(name: string, from: Prepared, to: Prepared): void {
  const source = from.storage.view?.(name);
  if (source !== undefined) to.storage.write(name, source);
}
