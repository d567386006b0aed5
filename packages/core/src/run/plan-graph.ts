/** From a traced graph to the plan of its program: passes, kernels, memory. It gives way where it may. */
import { RensaError } from "../graph/error.ts";
import { freezeDeep } from "../graph/freeze.ts";
import { constantOp, inputOp, type Graph, type GraphNode } from "../graph/graph.ts";
import { inParts, type Yielding } from "../graph/yielding.ts";
import { withInner } from "../kernel/control-kernel.ts";
import { lowerGraphInParts, type LoweredGraph } from "../kernel/fusion/lower.ts";
import type { OpDefinition } from "../op/definition.ts";
import { expandComposites } from "../passes/expand.ts";
import { hasRegions } from "../passes/has-regions.ts";
import type { Pass } from "../passes/pass.ts";
import { runPasses, type PipelineResult } from "../passes/pipeline.ts";
import { removeDead } from "../passes/remove-dead.ts";
import type { Precision } from "./program-plan.ts";
import { checkPlugins } from "./check-plugins.ts";
import type { PluginDefinition } from "./define-plugin.ts";
import { planProgram, type PlannedProgram, type StateUse } from "./plan-program.ts";

/** All that a plan depends on: equal requests have equal plans. */
export interface PlanRequest {
  readonly graph: Graph;
  readonly definitions: ReadonlyMap<string, OpDefinition>;
  readonly passes: readonly Pass[];
  readonly regionPasses: readonly Pass[] | undefined;
  readonly plugins: readonly PluginDefinition[];
  readonly fuse: boolean;
  readonly precision: Precision;
  /** What it keeps in a store; `null` where it has no state. */
  readonly state: StateUse | null;
  /** The name of the backend, by which plugins have kernels for it. */
  readonly backend: string;
}

/** A graph with everything that its program is made of, but for storage. It never changes: programs may share it. */
export interface PlannedGraph extends PipelineResult, Pick<LoweredGraph, "fusion">, PlannedProgram {}

/** Plans the program of a graph. */
export async function planGraph(request: PlanRequest, yielding: Yielding): Promise<PlannedGraph> {
  const { passes, regionPasses, plugins, fuse, precision, backend } = request;
  const all = [...passes, expandComposites, removeDead];
  const outside = await runPasses(request.graph, request.definitions, all, yielding);
  const regions = hasRegions(outside.graph, outside.definitions) ? await import("./regions.ts") : null;
  const optimized = regions === null ? outside : await regions.optimizeInside(outside, passes, regionPasses, yielding);
  if (plugins.length > 0) await checkPlugins(...plugins);
  const definitions =
    plugins.length === 0
      ? optimized.definitions
      : (await import("./kernel-overrides.ts")).definitionsWith(plugins, optimized.definitions, { backend, precision });
  const definitionOf = (node: GraphNode): OpDefinition => definitionFor(node, definitions);
  const control = regions === null ? null : new regions.ControlPlanner(definitionOf, { fuse, precision });
  const lowering = lowerGraphInParts(optimized.graph, definitionOf, {
    fuse,
    ...(control === null ? {} : { lowerRegion: control.lower }),
  });
  const lowered = await inParts(lowering, yielding);
  const planning = planProgram(lowered, definitions, request.state, precision, control?.nodes ?? new Map());
  const planned = await inParts(planning, yielding);
  const { kernels } = planned.plan;
  // Programs show them to whoever asks.
  for (const list of [kernels, optimized.diffs, ...withInner(kernels)]) Object.freeze(list);
  for (const { buffers } of withInner(kernels)) freezeDeep(buffers);
  return { ...optimized, fusion: lowered.fusion, ...planned };
}

function definitionFor(node: GraphNode, definitions: ReadonlyMap<string, OpDefinition>): OpDefinition {
  const definition = definitions.get(node.op);
  if (definition !== undefined) return definition;
  const reason = node.op === inputOp || node.op === constantOp ? "is not computed" : "is not known";
  throw new RensaError("OP_UNKNOWN", `${node.op} ${reason}; give compile a graph with the definitions of its ops.`, {
    op: node.op,
    node: node.id,
    origin: node.origin ?? undefined,
  });
}
