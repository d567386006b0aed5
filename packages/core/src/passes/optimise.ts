/** The whole pipeline of a program: the given passes, what lowering needs, and the same for the graphs of regions. */
import type { Graph, GraphNode } from "../graph/graph.ts";
import type { OpDefinition } from "../op/definition.ts";
import { graphsOf } from "../op/region.ts";
import { expandComposites } from "./expand.ts";
import { liftConstants } from "./lift-constants.ts";
import type { Pass } from "./pass.ts";
import { runPasses, type PipelineResult } from "./pipeline.ts";
import { regionOf, withGraphs, withRegion } from "./region-node.ts";
import { removeDead } from "./remove-dead.ts";

/** Runs passes, then what lowering needs. Graphs of regions go through the same. */
export function optimise(
  graph: Graph,
  definitions: ReadonlyMap<string, OpDefinition>,
  passes: readonly Pass[],
): PipelineResult {
  const outside = runPasses(graph, definitions, [...passes, expandComposites, removeDead]);
  if (!hasRegions(outside.graph, outside.definitions)) return outside;
  const again = passes.filter((pass) => pass.again === true);
  const regionPasses = [optimiseRegions(passes), ...again, liftConstants, removeDead];
  const whole = runPasses(outside.graph, outside.definitions, regionPasses);
  return { ...whole, diffs: [...outside.diffs, ...whole.diffs] };
}

/** True where a graph has a node with a region. */
function hasRegions(graph: Graph, definitions: ReadonlyMap<string, OpDefinition>): boolean {
  return Object.values(graph.nodes).some((node) => regionOf(node, definitions) !== undefined);
}

/** The pass that optimises the graphs of regions. */
function optimiseRegions(passes: readonly Pass[]): Pass {
  return {
    name: "optimise regions",
    run: (graph, { definitions }) => {
      const additions = Object.values(graph.nodes).flatMap((node): GraphNode[] => {
        const region = regionOf(node, definitions);
        if (region === undefined) return [];
        const graphs = graphsOf(region);
        const optimised = graphs.map((each) => {
          const result = optimise(each, definitions, passes);
          result.definitions.forEach((definition, name) => definitions.set(name, definition));
          return result.graph;
        });
        if (optimised.every((each, position) => each === graphs[position])) return [];
        return [withRegion(node, withGraphs(region, optimised), definitions)];
      });
      return { additions };
    },
  };
}
