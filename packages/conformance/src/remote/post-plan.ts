/** A program's plan as plain data for another thread: its functions stay here, its loops become sources. */
import { emitKernel } from "@rensa/backend-js";
import { slotsOf } from "@rensa/backend-js/program";
import { allocate, sizeOf, type TypedArray } from "@rensa/core";
import {
  isLoopKernel,
  withInner,
  type ControlBody,
  type HostRun,
  type Kernel,
  type ProgramPlan,
  type Yielding,
} from "@rensa/core/compiler";
import type { PostedPlan } from "./protocol.ts";

/** The plan without data and functions, with the source of each loop. */
export async function postPlan(plan: ProgramPlan, yielding: Yielding | undefined): Promise<PostedPlan> {
  const { kernels, copies, buffers, bytes, precision } = plan;
  const slots = slotsOf(kernels);
  const sources = new Map<string, string>();
  for (const kernel of withInner(kernels).filter(isLoopKernel)) {
    if (yielding?.isDue === true) await yielding.now();
    sources.set(kernel.name, emitKernel(kernel, slots, precision === "f32"));
  }
  return {
    kernels: kernels.map(withoutLoops),
    copies,
    buffers: buffers.map((buffer) => ({ ...buffer, initial: null })),
    bytes,
    precision,
    sources,
  };
}

/** What buffers hold from the start, in arrays of the kind in which they are kept. */
export function initialValues({ buffers, precision }: ProgramPlan): ReadonlyMap<string, TypedArray> {
  return new Map(
    buffers.flatMap(({ name, shape, dtype, initial }): [string, TypedArray][] => {
      if (initial === null) return [];
      const values = allocate(dtype === "f32" ? precision : dtype, sizeOf(shape));
      initial.copyTo(values);
      return [[name, values]];
    }),
  );
}

/** The functions of a program's host kernels, by kernel name. */
export function hostRuns({ kernels, hostRun }: ProgramPlan): ReadonlyMap<string, HostRun> {
  return new Map(
    withInner(kernels).flatMap((kernel): [string, HostRun][] =>
      kernel.kind === "host" ? [[kernel.name, hostRun(kernel)]] : [],
    ),
  );
}

function withoutLoops(kernel: Kernel): Kernel {
  switch (kernel.kind) {
    case "host":
      return kernel;
    case "scan":
      return { ...kernel, body: bodyWithoutLoops(kernel.body) };
    case "while":
      return { ...kernel, condition: bodyWithoutLoops(kernel.condition), body: bodyWithoutLoops(kernel.body) };
    case "branch":
      return {
        ...kernel,
        whenTrue: bodyWithoutLoops(kernel.whenTrue),
        whenFalse: bodyWithoutLoops(kernel.whenFalse),
      };
    case "rows":
    case "contraction":
    case "scatter": {
      const { name, nodes, buffers } = kernel;
      return { kind: "rows", name, nodes, buffers, rows: [], stages: [] };
    }
  }
}

function bodyWithoutLoops(body: ControlBody): ControlBody {
  return { ...body, kernels: body.kernels.map(withoutLoops) };
}
