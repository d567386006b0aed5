/** Runs passes one by one, and each graph before and after on data: finds the pass that changed a value. */
import { editGraph, followed } from "../graph/edit.ts";
import { RensaError } from "../graph/error.ts";
import { inputOp, referenceKey, type Graph, type GraphOutput, type NodeId, type Reference } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import type { OpDefinition } from "../op/definition.ts";
import { graphsOf } from "../op/region.ts";
import { hasRegions } from "../passes/has-regions.ts";
import { passesAround, passesFor } from "../passes/optimize.ts";
import type { Pass } from "../passes/pass.ts";
import { regionOf } from "../passes/region-node.ts";
import { simplifyWith } from "../passes/simplify.ts";
import { Chance } from "./chance.ts";
import type { ChangedValue, CheckedPasses } from "./changed-value.ts";
import type { DataSet } from "./check-data.ts";
import { cutOut, smallestShowing } from "./cut-out.ts";
import { Evaluator, Unknowable, valueAt, type EvaluateOptions, type Values } from "./evaluate.ts";
import { randomOf } from "./random.ts";
import { disturbing, doubles, farthestApart, trials, type Apart } from "./rounding.ts";

type Definitions = ReadonlyMap<string, OpDefinition>;

/** A graph on one set of data. */
interface Run {
  readonly data: DataSet;
  readonly values: Values;
  readonly chance: Chance;
}

/** A graph before and after a pass. */
interface Step {
  readonly pass: Pass;
  readonly before: Graph;
  readonly after: Graph;
  readonly resolve: (reference: Reference) => Reference;
  readonly definitions: Definitions;
}

/** How many runs of a region's graph its own passes are checked on. */
const mostInnerRuns = 6;

/** Checks the passes of one program. */
export class PassChecker {
  readonly #evaluator = new Evaluator();
  readonly #checked: CheckedPasses;
  readonly #regions: readonly NodeId[];

  constructor(checked: CheckedPasses, regions: readonly NodeId[] = []) {
    this.#checked = checked;
    this.#regions = regions;
  }

  /** The first value that a pass changed on the way; `null` where all stay what they are. */
  async check(graph: Graph, definitions: Definitions, sets: readonly DataSet[]): Promise<ChangedValue | null> {
    const { passes, regionPasses } = this.#checked;
    const outside = await this.#follow({ graph, definitions: new Map(definitions) }, passesFor(passes), sets);
    if ("pass" in outside) return outside;
    if (!hasRegions(outside.graph, outside.definitions)) return null;
    const { before, inside, after } = passesAround(passes, regionPasses);
    const around = await this.#follow(outside, before, sets);
    if ("pass" in around) return around;
    const found = await this.#checkRegions(around.graph, around.definitions, sets);
    if (found !== null) return found;
    const rest = await this.#follow(around, [inside, ...after], sets);
    return "pass" in rest ? rest : null;
  }

  /** The values of a graph on data; `null` where nothing can be said of these. */
  values(graph: Graph, definitions: Definitions, inputs: readonly HostTensor[]): Values | null {
    return this.#run(graph, definitions, { name: "", inputs })?.values ?? null;
  }

  async #follow(
    { graph, definitions }: { readonly graph: Graph; readonly definitions: Map<string, OpDefinition> },
    passes: readonly Pass[],
    sets: readonly DataSet[],
  ): Promise<ChangedValue | { readonly graph: Graph; readonly definitions: Map<string, OpDefinition> }> {
    let current = graph;
    let runs = sets.flatMap((set) => this.#run(current, definitions, set) ?? []);
    for (const pass of passes) {
      const edit = await pass.run(current, { definitions });
      const after = editGraph(current, pass.name, edit).graph;
      if (after === current) continue;
      const resolve = followed(edit.replacements ?? new Map<string, Reference>());
      const step: Step = { pass, before: current, after, resolve, definitions };
      const next: Run[] = [];
      for (const run of runs) {
        const values = this.#after(step, run);
        const node = this.#changedNode(step, run, values);
        if (node !== null) return this.#report(step, run, values, node);
        next.push({ ...run, values });
      }
      current = after;
      runs = next;
    }
    return { graph: current, definitions };
  }

  #run(graph: Graph, definitions: Definitions, data: DataSet): Run | null {
    const chance = new Chance();
    try {
      return { data, chance, values: this.#evaluator.evaluate(graph, definitions, data.inputs, { chance }) };
    } catch (error) {
      if (error instanceof Unknowable) return null;
      throw error;
    }
  }

  #after({ pass, after, definitions }: Step, { data, chance }: Run): Values {
    try {
      return this.#evaluator.evaluate(after, definitions, data.inputs, { chance: chance.again() });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new RensaError("GRAPH_INVALID", `The pass "${pass.name}" made a graph that cannot run: ${reason}`, {
        cause,
      });
    }
  }

  /** The first node whose value differs, where an output does. */
  #changedNode(step: Step, run: Run, after: Values): NodeId | null {
    const { before } = step;
    const noisy = lazily(() => this.#disturbed(before, step.definitions, run));
    const differs = (reference: Reference, now: HostTensor | undefined): boolean =>
      now !== undefined && this.#difference(run.values, reference, now, noisy) !== null;
    const bad = before.outputs.find(({ source }, at) => {
      const now = step.after.outputs[at];
      return now !== undefined && differs(source, after.get(referenceKey(now.source)));
    });
    if (bad === undefined) return null;
    const first = topologicalOrder(before).find(({ id, op, outputs }) => {
      if (op === inputOp) return false;
      return outputs.some((_, slot) => {
        const reference = { node: id, slot };
        return (
          run.values.has(referenceKey(reference)) &&
          differs(reference, after.get(referenceKey(step.resolve(reference))))
        );
      });
    });
    return first?.id ?? bad.source.node;
  }

  #difference(values: Values, reference: Reference, now: HostTensor, noisy: () => readonly Values[]): Apart | null {
    const value = valueAt(values, reference);
    if (farthestApart(now, value, doubles) === null) return null;
    const disturbed = noisy().flatMap((each) => each.get(referenceKey(reference)) ?? []);
    return farthestApart(now, value, doubles, disturbed);
  }

  #disturbed(graph: Graph, definitions: Definitions, { data, chance }: Run): readonly Values[] {
    return Array.from({ length: trials }, (_, trial) => {
      const disturb = disturbing(randomOf(trial));
      const options: EvaluateOptions = { chance: chance.inOrder(), disturb };
      try {
        return [this.#evaluator.evaluate(graph, definitions, data.inputs.map(disturb), options)];
      } catch (error) {
        if (error instanceof Unknowable) return [];
        throw error;
      }
    }).flat();
  }

  /** Cuts the graph down to what shows the change, and names the rule. */
  async #report(step: Step, run: Run, after: Values, node: NodeId): Promise<ChangedValue> {
    const { pass, before, definitions } = step;
    const differing = async (kept: ReadonlySet<NodeId>, tried: Pass): Promise<Shown | null> => {
      const { graph, inputs } = cutOut(before, kept, node, run.values);
      return this.#showing(graph, inputs, tried, definitions);
    };
    const smallest = await smallestShowing(before, node, async (kept) => (await differing(kept, pass)) !== null);
    const shown = smallest && (await differing(smallest, pass));
    const regions = this.#regions;
    const data = run.data.name;
    if (smallest === null || shown === null) {
      const place = before.nodes[node];
      const output = step.resolve({ node, slot: 0 });
      const now = after.get(referenceKey(output));
      const apart = now && farthestApart(now, valueAt(run.values, { node, slot: 0 }), doubles);
      const { element = 0, expected: was = Number.NaN, found: is = Number.NaN } = apart ?? {};
      const inputs = Object.fromEntries(before.inputs.map((name, at) => [name, run.data.inputs[at] as HostTensor]));
      const whole = { graph: before, inputs, changed: step.after };
      return {
        pass: pass.name,
        rule: null,
        regions,
        data,
        node,
        op: place?.op ?? "",
        element,
        before: was,
        after: is,
        ...whole,
      };
    }
    const rule = await ruleAtFault(pass, async (tried) => (await differing(smallest, tried)) !== null);
    return { pass: pass.name, rule, regions, data, ...shown };
  }

  /** What a pass changes in a small graph; `null` where it changes nothing or cannot run there. */
  async #showing(graph: Graph, inputs: readonly HostTensor[], pass: Pass, known: Definitions): Promise<Shown | null> {
    const definitions = new Map(known);
    try {
      const edit = await pass.run(graph, { definitions });
      const changed = editGraph(graph, pass.name, edit).graph;
      if (changed === graph) return null;
      const run = this.#run(graph, definitions, { name: "", inputs });
      if (run === null) return null;
      const after = this.#evaluator.evaluate(changed, definitions, inputs, { chance: run.chance.again() });
      const noisy = lazily(() => this.#disturbed(graph, definitions, run));
      for (const [at, { source }] of graph.outputs.entries()) {
        const now = changed.outputs[at] as GraphOutput;
        const apart = this.#difference(run.values, source, valueAt(after, now.source), noisy);
        if (apart === null) continue;
        const { element, expected: was, found: is } = apart;
        const named = Object.fromEntries(graph.inputs.map((name, position) => [name, inputs[position] as HostTensor]));
        const op = graph.nodes[source.node]?.op ?? "";
        return { node: source.node, op, element, before: was, after: is, graph, inputs: named, changed };
      }
      return null;
    } catch {
      return null;
    }
  }

  /** The graphs of regions go through passes of their own: on the values that they get. */
  async #checkRegions(graph: Graph, definitions: Definitions, sets: readonly DataSet[]): Promise<ChangedValue | null> {
    const runs = new Map<Graph, DataSet[]>();
    for (const { inputs, name } of sets) {
      let count = 0;
      const onRegion: EvaluateOptions["onRegion"] = (inner, given, where) => {
        const known = runs.get(inner) ?? [];
        runs.set(inner, known);
        if (count++ < mostInnerRuns) known.push({ name: `${name}, ${where}`, inputs: given });
      };
      try {
        this.#evaluator.evaluate(graph, definitions, inputs, { chance: new Chance(), onRegion });
      } catch (error) {
        if (!(error instanceof Unknowable)) throw error;
      }
    }
    for (const node of Object.values(graph.nodes)) {
      const region = regionOf(node, definitions);
      if (region === undefined) continue;
      for (const body of graphsOf(region)) {
        const data = runs.get(body) ?? [];
        if (data.length === 0) continue;
        const found = await new PassChecker(this.#checked, [...this.#regions, node.id]).check(body, definitions, data);
        if (found !== null) return found;
      }
    }
    return null;
  }
}

type Shown = Omit<ChangedValue, "pass" | "rule" | "regions" | "data">;

/** The rule of a pass without which the change goes away; several where it takes them together. */
async function ruleAtFault(pass: Pass, shows: (tried: Pass) => Promise<boolean>): Promise<string | null> {
  if (pass.rules === undefined) return null;
  for (const rule of pass.rules) if (await shows(simplifyWith([rule]))) return rule.name;
  let needed = [...pass.rules];
  for (const rule of pass.rules) {
    const rest = needed.filter((each) => each !== rule);
    if (await shows(simplifyWith(rest))) needed = rest;
  }
  return needed.map(({ name }) => name).join(" and ");
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
