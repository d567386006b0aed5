/** `checkIndices`: what ops index by is computed and looked at before a program runs. Loaded where it is asked for. */
import { referenceKey, type Graph, type GraphNode } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { OpDefinition } from "../op/definition.ts";
import { graphsOf, type Region } from "../op/region.ts";
import type { AskingRuns, RunGraph } from "./asked-runs.ts";
import { indexUses, refuseOutside, type IndexUse } from "./index-check.ts";
import { elementOf, type PrepareGraph } from "./non-finite.ts";

interface InnerCheck {
  readonly node: GraphNode;
  readonly region: Region;
  readonly checks: ReadonlyMap<Graph, IndicesCheck>;
}

/** The check of one graph and of the bodies of its loops and branches. */
export class IndicesCheck {
  readonly #uses: readonly IndexUse[];
  readonly #inner: readonly InnerCheck[];
  readonly #wanted: readonly string[];
  readonly #results: number;
  readonly #run: RunGraph;

  private constructor(
    uses: readonly IndexUse[],
    inner: readonly InnerCheck[],
    wanted: readonly string[],
    results: number,
    run: RunGraph,
  ) {
    this.#uses = uses;
    this.#inner = inner;
    this.#wanted = wanted;
    this.#results = results;
    this.#run = run;
  }

  /** Prepares the check. */
  static async make(
    graph: Graph,
    definitions: ReadonlyMap<string, OpDefinition>,
    prepare: PrepareGraph,
  ): Promise<IndicesCheck> {
    const uses = indexUses(graph, definitions);
    const inner: InnerCheck[] = [];
    for (const node of Object.values(graph.nodes)) {
      const form = definitions.get(node.op)?.form;
      if (form === undefined || !("region" in form)) continue;
      const region = form.region(node.attributes);
      const bodies = graphsOf(region);
      if (!bodies.some((body) => indexesAnywhere(body, definitions))) continue;
      const checks = new Map<Graph, IndicesCheck>();
      for (const body of bodies) checks.set(body, await IndicesCheck.make(body, definitions, prepare));
      inner.push({ node, region, checks });
    }
    const sources = new Map(
      [...uses.map(({ source }) => source), ...inner.flatMap(({ node }) => node.inputs)].map((source) => [
        referenceKey(source),
        source,
      ]),
    );
    const looked = [...sources.values()].map((source, at) => ({ name: `looked_at_${String(at)}`, source }));
    const results = graph.outputs.map(({ source }, at) => ({ name: `result_${String(at)}`, source }));
    const run = await prepare(Object.freeze({ ...graph, outputs: [...results, ...looked] }));
    return new IndicesCheck(uses, inner, [...sources.keys()], results.length, run);
  }

  /** @throws RensaError `LABEL_OUT_OF_RANGE`, `INDEX_OUT_OF_RANGE`. Returns the graph's results. */
  *expectInside(inputs: readonly HostTensor[]): AskingRuns<readonly HostTensor[]> {
    const all = yield this.#run(inputs);
    const values = new Map(this.#wanted.map((key, at) => [key, all[this.#results + at]]));
    for (const use of this.#uses) refuseOutside(use, values.get(referenceKey(use.source))?.data ?? []);
    for (const each of this.#inner) {
      yield* expectInsideRegion(
        each,
        each.node.inputs.flatMap((input) => values.get(referenceKey(input)) ?? []),
      );
    }
    return all.slice(0, this.#results);
  }
}

/** Whether something in a graph, or in the loops and branches in it, is indexed by a tensor. */
export function indexesAnywhere(graph: Graph, definitions: ReadonlyMap<string, OpDefinition>): boolean {
  return Object.values(graph.nodes).some((node) => {
    const definition = definitions.get(node.op);
    if (definition === undefined) return false;
    if ("region" in definition.form) {
      return graphsOf(definition.form.region(node.attributes)).some((body) => indexesAnywhere(body, definitions));
    }
    return definition.indices !== null;
  });
}

function* expectInsideRegion({ region, checks }: InnerCheck, inputs: readonly HostTensor[]): AskingRuns<void> {
  function* run(graph: Graph, given: readonly HostTensor[]): AskingRuns<readonly HostTensor[]> {
    const check = checks.get(graph);
    return check === undefined ? [] : yield* check.expectInside(given);
  }
  if (region.kind === "branch") {
    const isTrue = Number(inputs[0]?.data[0]) !== 0;
    yield* run(isTrue ? region.whenTrue : region.whenFalse, inputs.slice(1));
    return;
  }
  let carried = inputs.slice(0, region.carried);
  const rest = inputs.slice(region.carried);
  if (region.kind === "while") {
    for (;;) {
      const [goesOn] = yield* run(region.condition, [...carried, ...rest]);
      if (Number(goesOn?.data[0]) === 0) return;
      carried = [...(yield* run(region.body, [...carried, ...rest]))];
    }
  }
  for (let count = 0; count < region.length; count++) {
    const step = region.reverse ? region.length - 1 - count : count;
    const given = rest.map((input, at) => (at < region.sequences ? elementOf(input, step) : input));
    carried = (yield* run(region.body, [...carried, ...given])).slice(0, region.carried);
  }
}
