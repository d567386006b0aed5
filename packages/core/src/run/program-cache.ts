/** Plans that are kept for graphs that come again. A backend has a cache, so that it ends with the backend. */
import { checkOptions } from "../graph/check-options.ts";
import { refuseArgument } from "../graph/check-argument.ts";
import type { PlannedGraph } from "./plan-graph.ts";
import { sameKey, type PlanKey } from "./plan-key.ts";

/** How much a cache keeps. */
export interface ProgramCacheOptions {
  /** Plans. Default: 32; with 0 nothing is kept. */
  readonly programs?: number | undefined;
  /** What they take, as it is estimated. Default: 64 MiB. */
  readonly bytes?: number | undefined;
}

/** A plan that is kept or being made. */
export interface CachedPlan {
  readonly key: PlanKey;
  readonly planned: Promise<PlannedGraph>;
  bytes: number;
}

/**
 * The cache of a backend: what it compiled, without storage, for graphs that come again. `compile` finds the plan of an equal
 * graph here: with the same ops, not only of the same names, the same attributes, data of constants, names, lines of
 * the user's code, passes, plugins and options. Programs of one plan share nothing that changes. What was used least
 * recently goes first.
 *
 * @throws RensaError `ARGUMENT_INVALID` for limits that are not numbers from 0.
 *
 * @example
 * ```ts
 * import { compile, f32, identity, trace } from "@rensa/core";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const backend = jsBackend({ cachedPrograms: 8 });
 * for (let i = 0; i < 2; i++) await compile(trace({ x: f32(2) }, ({ x }) => identity(x)), { backend });
 * console.log(backend.cache?.size); // 1
 * ```
 */
export class ProgramCache {
  /** The most that it keeps, in bytes. */
  readonly bytes: number;
  readonly #programs: number;
  /** The least recently used first. */
  #plans: CachedPlan[] = [];

  constructor(options: ProgramCacheOptions = {}) {
    checkOptions("ProgramCache", options, ["programs", "bytes"]);
    const { programs = 32, bytes = 2 ** 26 } = options;
    for (const [name, value] of Object.entries({ programs, bytes })) {
      if (!(value >= 0)) refuseArgument(`ProgramCache: ${name}`, value, "a number that is 0 or more");
    }
    this.#programs = programs;
    this.bytes = programs === 0 ? 0 : bytes;
  }

  /** How many plans it holds. */
  get size(): number {
    return this.#plans.length;
  }

  /** Forgets all plans. Programs that were made of them go on. */
  clear(): void {
    this.#plans = [];
  }

  /**
   * The plan of a key, made where there is none. Whoever comes while it is made waits for it; one that fails is forgotten.
   *
   * @param key - What the plan is made from.
   * @param make - Makes the plan where there is none.
   *
   * @internal
   */
  planOf(key: PlanKey, make: () => Promise<PlannedGraph>): CachedPlan {
    let plan = this.#plans.find((each) => sameKey(each.key, key));
    if (plan === undefined) {
      const made: CachedPlan = { key, planned: make(), bytes: key.bytes };
      made.planned.catch(() => {
        this.forget(made);
      });
      plan = made;
    } else this.forget(plan);
    this.#plans.push(plan);
    this.#shrink();
    return plan;
  }

  /**
   * Tells how much more is kept with a plan.
   *
   * @param plan - The plan.
   * @param bytes - How many bytes are kept with it besides.
   *
   * @internal
   */
  weigh(plan: CachedPlan, bytes: number): void {
    plan.bytes = plan.key.bytes + bytes;
    this.#shrink();
  }

  /**
   * Drops a plan.
   *
   * @param plan - The plan.
   *
   * @internal
   */
  forget(plan: CachedPlan): void {
    this.#plans = this.#plans.filter((each) => each !== plan);
  }

  #shrink(): void {
    let total = this.#plans.reduce((sum, { bytes }) => sum + bytes, 0);
    while (this.#plans.length > this.#programs || total > this.bytes) total -= this.#plans.shift()?.bytes ?? 0;
  }
}
