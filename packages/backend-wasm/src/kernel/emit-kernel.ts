/** Kernels that are plain loops -> functions of the module. */
import { lowerToNest, type LoopKernel } from "@rensa/core/compiler";
import { emitNests, type EmitOptions, type EmittedFunction, type Nest } from "./emit-nests.ts";
import { flattenRows } from "./flatten-rows.ts";

/** Emits a kernel as loops. */
export function emitKernel(kernel: LoopKernel, options: EmitOptions): EmittedFunction {
  return emitNests([nestOf(kernel)], kernel.kind, options);
}

function nestOf(kernel: LoopKernel): Nest {
  switch (kernel.kind) {
    case "rows": {
      const flat = flattenRows(kernel);
      return { statements: lowerToNest(flat), divisible: flat.rows };
    }
    case "contraction":
      return { statements: lowerToNest(kernel), divisible: [...kernel.batch, ...kernel.rows, ...kernel.columns] };
    case "scatter":
      // Two additions may go to one place.
      return { statements: lowerToNest(kernel), divisible: [] };
  }
}
