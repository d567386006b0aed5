/** A backend that plans programs and runs none: for who wants kernels and memory, and no storage. */
import { checkKind } from "../graph/check-argument.ts";
import type { Backend, Prepared, Storage } from "./backend.ts";
import type { ProgramPlan } from "./program-plan.ts";

/**
 * Makes a backend that takes plans and does nothing.
 *
 * @param onPlan Is told each plan. Default: nothing.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { compile, f32, identity, trace } from "@rensa/core";
 * import { planningBackend } from "@rensa/core/compiler";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => identity(x));
 * const { stages } = await compile(traced, { backend: planningBackend() });
 * console.log(stages.memory.bytes >= 8); // true
 * ```
 */
export function planningBackend(onPlan: (plan: ProgramPlan) => void = () => undefined): Backend {
  checkKind("planningBackend: onPlan", onPlan, "function");
  const storage: Storage = { write: () => undefined, read: () => Promise.resolve([]) };
  return {
    name: "planning",
    threads: 1,
    createStorage: () => storage,
    prepare: (plan): Prepared => {
      onPlan(plan);
      return { storage, sources: new Map() };
    },
  };
}
