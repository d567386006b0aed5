/** Graph -> kernels: fusion, grouping, and the choice of a kernel for each group. */
import { checkGraph, checkKind } from "../../graph/check-argument.ts";
import { checkOptions } from "../../graph/check-options.ts";
import { RensaError } from "../../graph/error.ts";
import { referenceKey, type Graph, type GraphNode, type NodeId } from "../../graph/graph.ts";
import { sizeOf } from "../../graph/shape.ts";
import { atOnce, type Interruptible } from "../../graph/interruptible.ts";
import { isFloat } from "../../graph/dtype.ts";
import { Index, type LoopIndex } from "../../expression/index-map.ts";
import { childrenOf } from "../../expression/children.ts";
import { Scalar } from "../../expression/scalar.ts";
import { replaceScalar } from "../../expression/replace-scalar.ts";
import {
  type ControlKernel,
  contractionSum,
  type ContractionKernel,
  type Kernel,
  type KernelBase,
  type KernelBuffer,
  type RowKernel,
  type ScatterKernel,
  type ElementStore,
} from "../kernel.ts";
import { flatten, type DefinitionOf } from "./element-reader.ts";
import { nodesOf, planFusionInParts, type FusionPlan } from "./fusion.ts";
import { GroupElements, hasElements, loopsOf } from "./group-elements.ts";
import type { Group } from "./group.ts";
import { groupValues } from "./grouping.ts";
import { indicesOf, scalarsOf, type Sharing } from "../sharing.ts";
import type { ValueFacts } from "./value-facts.ts";
import { residualsOf, withoutResiduals } from "../../op/residuals.ts";
import { producersOf } from "./value-reads.ts";

/** A graph as kernels in order of execution. */
export interface LoweredGraph {
  readonly graph: Graph;
  readonly kernels: readonly Kernel[];
  readonly fusion: FusionPlan;
}

/** Makes the kernel of a node with a region. */
export type LowerRegion = (node: GraphNode, base: KernelBase) => Interruptible<ControlKernel>;

/** How a graph is lowered. */
export interface LowerOptions {
  /** Merge ops into kernels. Default: true. */
  readonly fuse?: boolean;
  /** Stands before the names of kernels. Default: nothing. */
  readonly prefix?: string;
  /** Default: regions are refused. */
  readonly lowerRegion?: LowerRegion;
}

/**
 * Lowers a graph whose composites are expanded and whose dead nodes are removed.
 * @param graph - The graph, as data.
 * @param definitionOf - Gives the definition of a node's op.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { lowerGraph, present } from "@rensa/core/compiler";
 * import { exp, neg } from "@rensa/ops";
 *
 * const { graph, definitions } = trace({ x: f32(2) }, ({ x }) => exp(neg(x)));
 * const { kernels } = lowerGraph(graph, ({ op }) => present(definitions.get(op)));
 * console.log(kernels.map(({ nodes }) => nodes)); // [["neg_0", "exp_1"]]
 * ```
 */
export function lowerGraph(graph: Graph, definitionOf: DefinitionOf, options: LowerOptions = {}): LoweredGraph {
  return atOnce(lowerGraphInParts(graph, definitionOf, options));
}

/** {@link lowerGraph}, a kernel at a time. */
export function* lowerGraphInParts(
  graph: Graph,
  definitionOf: DefinitionOf,
  options: LowerOptions,
): Interruptible<LoweredGraph> {
  checkOptions("lowerGraph", options, ["fuse", "prefix", "lowerRegion"]);
  checkKind("The definitions", definitionOf, "function");
  checkGraph(graph);
  const fuse = options.fuse ?? true;
  const fusion = yield* planFusionInParts(graph, definitionOf, fuse);
  const groups = yield* groupValues(graph, definitionOf, fusion, fuse);
  const lowering = new GroupLowering(graph, definitionOf, fusion, groups, options);
  const kernels: Kernel[] = [];
  for (const group of groups) {
    yield;
    const kernel = yield* lowering.lower(group);
    if (kernel !== null) kernels.push(kernel);
  }
  return { graph, fusion, kernels };
}

class GroupLowering {
  readonly #graph: Graph;
  readonly #definitionOf: DefinitionOf;
  readonly #fusion: FusionPlan;
  readonly #readOutside: ReadonlySet<string>;
  readonly #options: LowerOptions;

  constructor(
    graph: Graph,
    definitionOf: DefinitionOf,
    fusion: FusionPlan,
    groups: readonly Group[],
    options: LowerOptions,
  ) {
    this.#options = options;
    this.#graph = graph;
    this.#definitionOf = definitionOf;
    this.#fusion = fusion;
    this.#readOutside = readOutsideTheirGroup(fusion, groups);
  }

  /** The kernel of a group; `null` where it would write nothing, because all of its values are empty. */
  *lower(group: Group): Interruptible<Kernel | null> {
    const name = `${this.#options.prefix ?? ""}kernel_${String(group.sequence)}`;
    const nodes = [...new Set(group.members.flatMap(({ fact }) => nodesOf(this.#fusion, fact)))];
    const first = group.members[0];
    if (first === undefined) throw new RensaError("INTERNAL", `${name} computes nothing.`);
    const elements = new GroupElements(this.#graph, this.#definitionOf, this.#fusion, group);
    if (group.kind === "host") return { kind: "host", ...this.#opaque(name, nodes, first.fact) };
    if (group.kind === "region") return yield* this.#region(name, nodes, first.fact);
    const isStored = (fact: ValueFacts): boolean =>
      (fact.isOutput || this.#readOutside.has(fact.key)) && hasElements(fact);
    if (!group.members.some(({ fact }) => isStored(fact))) return null;
    if (group.kind === "scatter") return this.#scatter(name, nodes, elements, first.fact);
    if (group.rowAxes !== null) {
      const stages = elements.stages(isStored);
      const buffers = this.#buffers(stages.flatMap(({ stores }) => stores));
      return { kind: "rows", name, nodes, buffers, rows: loopsOf(elements.indices.slice(0, group.rowAxes)), stages };
    }
    const stores = group.members.filter(({ fact }) => isStored(fact)).map((member) => elements.storeOf(member));
    const base = elements.elementOf(first);
    const loops = loopsOf(elements.indices);
    const contraction = asContraction(elements.readerAt(0).sharing, loops, base);
    if (contraction === undefined) {
      return { kind: "rows", name, nodes, buffers: this.#buffers(stores), rows: loops, stages: [{ axes: [], stores }] };
    }
    const sum = new Scalar({ kind: "local", name: contractionSum }, base.dtype);
    const epilogue = stores.map((store) => ({ ...store, value: replaceScalar(store.value, base, sum) }));
    const all = [...epilogue, storeForReads(contraction.left), storeForReads(contraction.right)];
    const buffers = this.#buffers(all).filter(({ name: buffer }) => buffer !== "");
    return { kind: "contraction", name, nodes, buffers, ...contraction, dtype: base.dtype, stores: epilogue };
  }

  *#region(name: string, nodes: readonly NodeId[], value: ValueFacts): Interruptible<ControlKernel> {
    const { lowerRegion } = this.#options;
    if (lowerRegion === undefined) throw new RensaError("INTERNAL", `${value.node.id}: regions are not lowered here.`);
    return yield* lowerRegion(value.node, this.#opaque(name, nodes, value));
  }

  /** A kernel with the node's inputs as its operands, then all its outputs. */
  #opaque(name: string, nodes: readonly NodeId[], { node }: ValueFacts): KernelBase {
    const reads = node.inputs.map((input): KernelBuffer => this.#buffer(referenceKey(input), "read"));
    const writes = node.outputs.map((_, slot): KernelBuffer =>
      this.#buffer(referenceKey({ node: node.id, slot }), "write"),
    );
    return { name, nodes, buffers: [...reads, ...this.#wanted(node, writes)] };
  }

  /** The outputs of a node without its residuals, where nobody reads one of these. */
  #wanted(node: GraphNode, writes: readonly KernelBuffer[]): readonly KernelBuffer[] {
    const definition = this.#definitionOf(node);
    const isRead = residualsOf(definition, writes).some(({ name }) => {
      const fact = this.#fusion.facts.get(name);
      return fact === undefined || fact.isOutput || fact.uses.length > 0;
    });
    return isRead ? writes : withoutResiduals(definition, writes);
  }

  #scatter(
    name: string,
    nodes: readonly NodeId[],
    elements: GroupElements,
    value: ValueFacts,
  ): ScatterKernel | RowKernel {
    const reader = elements.readerAt(0);
    const output = reader.outputs(value.node)[value.slot];
    if (output === undefined || !("add" in output)) throw new TypeError(`${value.key} is not a scatter`);
    const { shape } = output;
    const initial: ElementStore = {
      buffer: value.key,
      offset: flatten(elements.indices, shape),
      value: output.initial(...elements.indices),
    };
    // Nothing is added, and a loop over nothing is no loop that a kernel could have.
    if (output.over.includes(0)) {
      const stages = [{ axes: [], stores: [initial] }];
      return { kind: "rows", name, nodes, buffers: this.#buffers([initial]), rows: loopsOf(elements.indices), stages };
    }
    const over = output.over.map((extent, axis) => Index.loop(`k${String(axis)}`, extent));
    const { at, value: added } = output.add(...over);
    const places = at.map((index, axis) => reader.toIndex(index, shape[axis] ?? 1));
    // The offset relies on a computed place being inside; the test that it is must not.
    const tested = at.map((index) =>
      index instanceof Scalar ? reader.sharing.computed(index, -(2 ** 31), 2 ** 31 - 1) : reader.toIndex(index, 1),
    );
    const addition: ElementStore = { buffer: value.key, offset: flatten(places, shape), value: added };
    // A computed place is only promised to be inside, so it is always checked.
    const bounds = tested.flatMap((index, axis) =>
      index.terms.length === 0 ? [] : [{ index, lower: 0, upper: shape[axis] ?? 1 }],
    );
    return {
      kind: "scatter",
      name,
      nodes,
      buffers: this.#buffers([initial, addition, ...bounds.map(({ index }) => ({ ...addition, offset: index }))]),
      axes: loopsOf(elements.indices),
      initial,
      over: loopsOf(over),
      bounds,
      addition,
      combine: output.combine ?? "add",
    };
  }

  /** The buffers that stores read and write. */
  #buffers(stores: readonly ElementStore[]): readonly KernelBuffer[] {
    const written = new Set(stores.map((store) => store.buffer));
    const read = new Set<string>();
    const seen = new Set<Scalar>();
    const pending = stores.flatMap((store) => [store.value, ...scalarsOf(store.offset)]);
    for (let scalar = pending.pop(); scalar !== undefined; scalar = pending.pop()) {
      if (seen.has(scalar)) continue;
      seen.add(scalar);
      if (scalar.expression.kind === "load") read.add(scalar.expression.buffer);
      pending.push(...childrenOf(scalar), ...indicesOf(scalar.expression).flatMap(scalarsOf));
    }
    const reads = [...read].filter((name) => !written.has(name));
    return [
      ...reads.map((name) => this.#buffer(name, "read")),
      ...[...written].filter((name) => name !== "").map((name) => this.#buffer(name, "write")),
    ];
  }

  #buffer(name: string, access: KernelBuffer["access"]): KernelBuffer {
    const type = this.#fusion.facts.get(name)?.type ?? { shape: [], dtype: "f32" as const };
    return { name, dtype: type.dtype, length: sizeOf(type.shape), access };
  }
}

/** An operand of a contraction, as a store to nowhere, so that its reads are found like any others. */
function storeForReads(value: Scalar): ElementStore {
  return { buffer: "", offset: Index.constant(0), value };
}

/** The values that a kernel other than their own reads. */
function readOutsideTheirGroup(fusion: FusionPlan, groups: readonly Group[]): ReadonlySet<string> {
  const read = new Set<string>();
  const known = new Map<string, ReadonlySet<string>>();
  for (const group of groups) {
    for (const { fact } of group.members) {
      for (const key of producersOf(fusion, fact, known)) if (group.memberOf(key) === undefined) read.add(key);
    }
  }
  return read;
}

/** A sum of products, one factor of which does not depend on the rows and the other not on the columns. */
function asContraction(
  sharing: Sharing,
  loops: readonly LoopIndex[],
  base: Scalar,
): Pick<ContractionKernel, "batch" | "rows" | "columns" | "reduction" | "left" | "right"> | undefined {
  const { expression } = base;
  if (expression.kind !== "reduce" || expression.combine !== "sum" || !isFloat(base.dtype)) return undefined;
  const product = expression.value.expression;
  const [first, second] = product.kind === "call" && product.name === "mul" ? product.inputs : [];
  if (first === undefined || second === undefined) return undefined;
  const dependsOn = (scalar: Scalar, loop: LoopIndex): boolean => sharing.freeIndices(scalar).has(loop.name);
  if (loops.some((loop) => !dependsOn(first, loop) && !dependsOn(second, loop))) return undefined;
  const batch = loops.filter((loop) => dependsOn(first, loop) && dependsOn(second, loop));
  const onlyFirst = loops.filter((loop) => !dependsOn(second, loop));
  const onlySecond = loops.filter((loop) => !dependsOn(first, loop));
  if (onlyFirst.length === 0 || onlySecond.length === 0 || hasReduce([first, second])) return undefined;
  // The columns are the axis along which the output is contiguous.
  const last = loops.at(-1);
  const swap = last !== undefined && onlyFirst.includes(last);
  const [rows, columns, left, right] = swap
    ? [onlySecond, onlyFirst, second, first]
    : [onlyFirst, onlySecond, first, second];
  return { batch, rows, columns, reduction: expression.indices, left, right };
}

function hasReduce(scalars: readonly Scalar[]): boolean {
  return scalars.some((scalar) => scalar.expression.kind === "reduce" || hasReduce(childrenOf(scalar)));
}
