/** A program's plan, made or found in the backend's cache, and its storage, which is the program's own. */
import type { Yielding } from "../graph/yielding.ts";
import type { Backend, Prepared } from "./backend.ts";
import { planGraph, type PlannedGraph, type PlanRequest } from "./plan-graph.ts";
import { planKey } from "./plan-key.ts";

/** What a node of a graph takes in a plan, roughly: kernels, what was decided, the graphs between passes. */
const bytesOfNode = 8192;

/** Plans a graph, or finds its plan, and has the backend prepare it. */
export async function preparePlan(
  request: PlanRequest,
  backend: Backend,
  yielding: Yielding,
): Promise<{ readonly planned: PlannedGraph; readonly prepared: Prepared }> {
  const { cache } = backend;
  const key = cache === undefined ? null : await planKey(request, cache.bytes, yielding);
  if (cache === undefined || key === null) {
    const planned = await planGraph(request, yielding);
    return { planned, prepared: await backend.prepare(planned.plan, yielding) };
  }
  const cached = cache.planOf(key, () => planGraph(request, yielding));
  const planned = await cached.planned;
  try {
    const prepared = await backend.prepare(planned.plan, yielding);
    cache.weigh(cached, bytesOfNode * Object.keys(request.graph.nodes).length + (prepared.kept ?? 0));
    return { planned, prepared };
  } catch (error) {
    cache.forget(cached);
    throw error;
  }
}
