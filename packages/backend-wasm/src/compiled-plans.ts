/** What plans became, or are becoming, which programs of them share. */
import type { ProgramPlan } from "@rensa/core/compiler";
import type { CompiledPlan } from "./program/compile-plan.ts";

/** Places in stores for which a plan's modules are kept. */
const keptPlaces = 4;

export class CompiledPlans {
  readonly #known = new WeakMap<ProgramPlan, Map<number | null, Promise<CompiledPlan>>>();

  /** The module of a plan for a place in a store, or for memory of its own. */
  of(plan: ProgramPlan, base: number | null, compile: () => Promise<CompiledPlan>): Promise<CompiledPlan> {
    const places = this.#known.get(plan) ?? new Map<number | null, Promise<CompiledPlan>>();
    this.#known.set(plan, places);
    const known = places.get(base);
    if (known !== undefined) return known;
    const compiling = compile();
    places.set(base, compiling);
    compiling.catch(() => places.delete(base));
    const [oldest] = places.keys();
    if (places.size > keptPlaces && oldest !== undefined) places.delete(oldest);
    return compiling;
  }
}
