/** A program's plan, made or found in the backend's cache, and what the backend prepares of it. */
import type { Yielding } from "../graph/yielding.ts";
import type { Backend, Prepared, Storage } from "./backend.ts";
import { planGraph, type PlannedGraph, type PlanRequest } from "./plan-graph.ts";
import { planKey } from "./plan-key.ts";

/** What a node of a graph takes in a plan, roughly: kernels, what was decided, the graphs between passes. */
const bytesOfNode = 8192;

/** Plans a graph, or finds its plan, and has the backend prepare it. */
export async function preparePlan(
  request: PlanRequest,
  backend: Backend,
  store: Storage | null,
  yielding: Yielding,
): Promise<{ readonly planned: PlannedGraph; readonly prepared: Prepared }> {
  const { cache } = backend;
  const options = store === null ? { yielding } : { store, yielding };
  const key = cache === undefined ? null : await planKey(request, cache.bytes, yielding);
  if (cache === undefined || key === null) {
    const planned = await planGraph(request, yielding);
    return { planned, prepared: await backend.prepare(planned.plan, options) };
  }
  const cached = cache.planOf(key, () => planGraph(request, yielding));
  const planned = await cached.planned;
  try {
    const prepared = await backend.prepare(planned.plan, options);
    cache.weigh(cached, bytesOfNode * Object.keys(request.graph.nodes).length + (prepared.kept ?? 0));
    return { planned, prepared };
  } catch (error) {
    cache.forget(cached);
    throw error;
  }
}
