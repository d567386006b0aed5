/** The whole pipeline of a program: the given passes, what lowering needs, and the same for the graphs of regions. */
import { checkKind } from "../graph/check-argument.ts";
import type { Graph, GraphNode } from "../graph/graph.ts";
import type { Yielding } from "../graph/yielding.ts";
import type { OpDefinition } from "../op/definition.ts";
import { graphsOf } from "../op/region.ts";
import { expandComposites } from "./expand.ts";
import { hasRegions } from "./has-regions.ts";
import { hoistInvariants } from "./hoist-invariants.ts";
import { liftConstants } from "./lift-constants.ts";
import { mergeScans } from "./merge-scans.ts";
import { mergeTangents } from "./merge-tangents.ts";
import type { Pass } from "./pass.ts";
import { runPasses, type PipelineResult } from "./pipeline.ts";
import { regionOf, withGraphs, withRegion } from "./region-node.ts";
import { removeDead } from "./remove-dead.ts";
import { trimRegions } from "./trim-regions.ts";

/**
 * What graphs with loops or branches go through by default, after the other passes. (They stand apart from those so that
 * a page without loops need not load them.)
 */
export const defaultRegionPasses: readonly Pass[] = [
  // The loop that a gradient needs does what the loop does that was there.
  mergeScans,
  // So does the loop that carries tangents along.
  mergeTangents,
  hoistInvariants,
  trimRegions,
  removeDead,
];

/** Passes, then what lowering needs. */
export function passesFor(passes: readonly Pass[]): readonly Pass[] {
  checkKind("The passes", passes, "list");
  return [...passes, expandComposites, removeDead];
}

/** Runs passes, then what lowering needs. Graphs of regions go through the same. */
export async function optimize(
  graph: Graph,
  definitions: ReadonlyMap<string, OpDefinition>,
  passes: readonly Pass[],
  regionPasses: readonly Pass[] = defaultRegionPasses,
  yielding?: Yielding,
): Promise<PipelineResult> {
  const outside = await runPasses(graph, definitions, passesFor(passes), yielding);
  return hasRegions(outside.graph, outside.definitions)
    ? optimizeInside(outside, passes, regionPasses, yielding)
    : outside;
}

/** The rest of {@link optimize}, for a graph with regions that went through the passes. */
export async function optimizeInside(
  outside: PipelineResult,
  passes: readonly Pass[],
  regionPasses: readonly Pass[] = defaultRegionPasses,
  yielding?: Yielding,
): Promise<PipelineResult> {
  const { before, inside, after } = passesAround(passes, regionPasses);
  const whole = await runPasses(outside.graph, outside.definitions, [...before, inside, ...after], yielding);
  return { ...whole, diffs: [...outside.diffs, ...whole.diffs] };
}

/** What a graph with regions goes through besides: before, for, and after the graphs of its regions. */
export function passesAround(
  passes: readonly Pass[],
  regionPasses: readonly Pass[] = defaultRegionPasses,
): { readonly before: readonly Pass[]; readonly inside: Pass; readonly after: readonly Pass[] } {
  const again = [...passes, ...regionPasses].filter((pass) => pass.again === true);
  return {
    before: regionPasses,
    inside: optimizeRegions(passes, regionPasses),
    after: [...again, liftConstants, removeDead],
  };
}

/** The pass that optimizes the graphs of regions. */
function optimizeRegions(passes: readonly Pass[], regionPasses: readonly Pass[]): Pass {
  return {
    name: "optimize regions",
    run: async (graph, { definitions, yielding }) => {
      const additions: GraphNode[] = [];
      for (const node of Object.values(graph.nodes)) {
        const region = regionOf(node, definitions);
        if (region === undefined) continue;
        const graphs = graphsOf(region);
        const optimized: Graph[] = [];
        for (const each of graphs) {
          const result = await optimize(each, definitions, passes, regionPasses, yielding);
          result.definitions.forEach((definition, name) => definitions.set(name, definition));
          optimized.push(result.graph);
        }
        if (optimized.every((each, position) => each === graphs[position])) continue;
        additions.push(withRegion(node, withGraphs(region, optimized), definitions));
      }
      return { additions };
    },
  };
}
