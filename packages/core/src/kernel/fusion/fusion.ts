/**
 * Fusion: which values get a buffer. Decided by index spaces and costs, never by an op's name; every decision has a
 * reason that can be printed. Which of the values with buffers are computed in one kernel, grouping decides.
 */
import { checkOptions } from "../../graph/check-options.ts";
import { checkParts, checkKind, checkGraph } from "../../graph/check-argument.ts";
import { referenceKey, type Graph, type NodeId } from "../../graph/graph.ts";
import { atOnce, type Interruptible } from "../../graph/interruptible.ts";
import { sameShape, sizeOf, type Shape } from "../../graph/shape.ts";
import type { DefinitionOf } from "./element-reader.ts";
import { cheapCost, inlinedWork, type Work } from "./inlined-work.ts";
import { valueFactsInParts, type Use, type ValueFacts } from "./value-facts.ts";

/** What was decided for one value, and why. */
export interface FusionDecision {
  readonly value: string;
  readonly decision: "buffer" | "inline";
  readonly reason: string;
}

/** The decisions for all values of a graph. */
export interface FusionPlan {
  readonly facts: ReadonlyMap<string, ValueFacts>;
  readonly decisions: ReadonlyMap<string, FusionDecision>;
  /** What computing an element takes, with all that is inlined. */
  readonly works: ReadonlyMap<string, Work>;
}

/** A cheap value may be computed this many times per element rather than stored. */
const cheapRepeats = 4;
/** Larger expressions gain nothing from fusion and cost compile time. */
const largestExpression = 160;
/** A sum of more reductions than this keeps too many operands alive until it is computed. */
const mostReductions = 4;
/** A guard costs about as much as a read: a contraction that repeats its reads more often than this tests too much. */
const guardedRepeats = 2;

/** Plans the fusion of a graph whose composites are expanded. With `fuse: false` every value but views gets a buffer. */
export function planFusion(graph: Graph, definitionOf: DefinitionOf, options: { readonly fuse: boolean }): FusionPlan {
  checkOptions("planFusion", options, ["fuse"]);
  checkKind("The definitions", definitionOf, "function");
  checkGraph(graph);
  return atOnce(planFusionInParts(graph, definitionOf, options.fuse));
}

/** {@link planFusion}, a value at a time. */
export function* planFusionInParts(graph: Graph, definitionOf: DefinitionOf, fuse: boolean): Interruptible<FusionPlan> {
  const facts = yield* valueFactsInParts(graph, definitionOf);
  const decisions = new Map<string, FusionDecision>();
  const works = new Map<string, Work>();
  const isInlined = (key: string): boolean => decisions.get(key)?.decision === "inline";
  for (const fact of facts.values()) {
    yield;
    const work = inlinedWork(facts, fact, isInlined, works);
    works.set(fact.key, work);
    const [decision, reason] = decide(facts, fact, work, fuse);
    decisions.set(fact.key, { value: fact.key, decision, reason });
  }
  return { facts, decisions, works };
}

type Facts = ReadonlyMap<string, ValueFacts>;
type Verdict = readonly ["buffer" | "inline", string];

function decide(facts: Facts, fact: ValueFacts, work: Work, fuse: boolean): Verdict {
  if (fact.kind === "source") return ["buffer", "an input or constant"];
  if (fact.kind === "host") return ["buffer", "a host op writes it"];
  if (fact.kind === "region") return ["buffer", "a loop or a choice writes it"];
  if (fact.kind === "scatter") return ["buffer", "a scatter writes it"];
  if (fact.isOutput) return ["buffer", "an output of the graph"];
  const uses = finalUses(facts, fact);
  if (uses.some(({ by }) => facts.get(by.id)?.kind === "host")) return ["buffer", "a host op reads it"];
  if (uses.some(({ by }) => facts.get(by.id)?.kind === "region")) return ["buffer", "a loop or a choice reads it"];
  if (fact.kind === "view") return decideView(facts, fact, uses, fuse);
  if (!fuse) return ["buffer", "fusion is off"];
  if (work.calls > largestExpression) return ["buffer", "its expression has grown large"];
  return fact.kind === "reduction" ? decideReduction(facts, fact, uses) : decidePointwise(facts, fact, work, uses);
}

function decideView(facts: Facts, fact: ValueFacts, uses: readonly Use[], fuse: boolean): Verdict {
  const most = guardedRepeats * sizeOf(fact.type.shape);
  if (fuse && fact.guarded && uses.some(({ by, reads }) => facts.get(by.id)?.rereads === true && reads > most))
    return ["buffer", "a guard would be tested at every read of a contraction"];
  return ["inline", "a view is an index map"];
}

function decideReduction(facts: Facts, fact: ValueFacts, uses: readonly Use[]): Verdict {
  const elements = sizeOf(fact.type.shape);
  if (fact.rereads) return ["buffer", "a contraction is a kernel of its own"];
  if (uses.length !== 1) return ["buffer", "a reduction with several readers"];
  if (readsOf(uses) <= elements && elements > 1) return ["inline", "a reduction whose elements are read once"];
  if (isPerRow(facts, fact)) return ["inline", "a reduction per row of its only reader"];
  return ["buffer", "a reduction that its reader repeats"];
}

function decidePointwise(facts: Facts, fact: ValueFacts, work: Work, uses: readonly Use[]): Verdict {
  const elements = sizeOf(fact.type.shape);
  const reads = readsOf(uses);
  const [only, ...others] = uses;
  if (only !== undefined && others.length === 0) {
    const addsMore = only.by.inputs.some((input) => {
      const other = facts.get(referenceKey(input));
      return other !== undefined && other !== fact && isMadeByReduction(facts, other);
    });
    if (addsMore && work.isEpilogue) return ["buffer", "a contraction's epilogue, before another's result is added"];
    if (addsMore && work.loops >= mostReductions) return ["buffer", "a sum of many reductions is stored as it grows"];
    if (reads <= elements) return ["inline", "its elements are read once"];
  }
  if (work.isEpilogue) return ["buffer", "stored instead of the contraction that only it reads"];
  const readByContraction = uses.some(
    ({ by, reads: count }) => facts.get(by.id)?.kind === "reduction" && count > elements,
  );
  if (work.loops === 0 && work.cost <= cheapCost && reads <= cheapRepeats * elements && !readByContraction)
    return ["inline", "cheaper to compute again than to store"];
  if (work.loops === 0 && work.cost > cheapCost && reads <= cheapRepeats * elements)
    return ["buffer", "too expensive to compute again"];
  return ["buffer", others.length > 0 ? "it has several readers" : "its reader repeats it"];
}

function readsOf(uses: readonly Use[]): number {
  return uses.reduce((total, use) => total + use.reads, 0);
}

/** The uses of a value by anything but views, which are looked through. */
function finalUses(facts: Facts, fact: ValueFacts): readonly Use[] {
  return fact.uses.flatMap((use) => {
    const results = use.by.outputs.map((_, slot) => facts.get(referenceKey({ node: use.by.id, slot })));
    const views = results.filter((result) => result?.kind === "view");
    if (views.length < results.length) return [use];
    return views.flatMap((view) => {
      if (view === undefined) return [];
      return view.isOutput ? [use] : finalUses(facts, view);
    });
  });
}

/** True where a value is a reduction, or is made of one that nothing else reads. */
function isMadeByReduction(facts: Facts, fact: ValueFacts): boolean {
  for (let value: ValueFacts | undefined = fact; value !== undefined;) {
    if (value.kind === "reduction") return true;
    if ((value.kind !== "view" && value.kind !== "pointwise") || value.uses.length > 1) return false;
    const inputs: readonly (ValueFacts | undefined)[] = value.node.inputs.map((input) =>
      facts.get(referenceKey(input)),
    );
    if (inputs.slice(1).some((input) => input?.kind === "reduction")) return true;
    value = inputs[0];
  }
  return false;
}

/**
 * True where a reduction's only reader runs over its axes first and over others inside, so that each element can be
 * computed once, before the inner axes: [rows, 1] read by [rows, columns].
 */
function isPerRow(facts: Facts, fact: ValueFacts): boolean {
  let value = fact;
  let prefix: Shape | null = null;
  for (;;) {
    const [use] = value.uses;
    const reader = use && facts.get(use.by.id);
    if (use === undefined || reader === undefined || value.uses.length > 1) return false;
    const from = value.type.shape;
    const to = reader.type.shape;
    if (prefix === null) {
      if (sizeOf(from) !== sizeOf(to)) {
        if (!isPrefix(from, to)) return false;
        prefix = to;
      }
    } else if (!sameShape(prefix, to)) return false;
    if (reader.kind === "pointwise") return true;
    if (reader.kind !== "view") return false;
    value = reader;
  }
}

/** True where `shape`, aligned at the last axis, equals the first axes of `whole` and is 1 along all others. */
function isPrefix(shape: Shape, whole: Shape): boolean {
  const padded = [...new Array<number>(Math.max(0, whole.length - shape.length)).fill(1), ...shape];
  const last = padded.findLastIndex((extent) => extent !== 1);
  return padded.every((extent, axis) => axis > last || extent === whole[axis]);
}

/** The values that get a buffer, in topological order. */
export function bufferedValues(plan: FusionPlan): readonly ValueFacts[] {
  checkParts("The plan", plan, "facts", "decisions");
  return [...plan.facts.values()].filter(({ key }) => plan.decisions.get(key)?.decision === "buffer");
}

/** The nodes that a value with a buffer computes, inlined ones included, in topological order. */
export function nodesOf(plan: FusionPlan, value: ValueFacts): readonly NodeId[] {
  checkParts("The value", value, "node");
  checkParts("The plan", plan, "facts", "decisions");
  const nodes = new Set<NodeId>();
  const visit = (fact: ValueFacts): void => {
    if (nodes.has(fact.node.id)) return;
    for (const input of fact.node.inputs) {
      const source = plan.facts.get(referenceKey(input));
      if (source !== undefined && plan.decisions.get(source.key)?.decision === "inline") visit(source);
    }
    nodes.add(fact.node.id);
  };
  visit(value);
  return [...nodes];
}
