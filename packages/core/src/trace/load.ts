/** A graph that was printed or saved, as a traced function again. */
import { checkParts } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import { authorsPlace } from "../graph/users-place.ts";
import { quoteName } from "../graph/format-given.ts";
import { constantOp, inputOp, type Graph, type GraphNode, type Reference } from "../graph/graph.ts";
import { graphLimits } from "../graph/limits.ts";
import { checkGraphValue, graphsWithin } from "../graph/graph-value.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { verifyGraph } from "../graph/verify.ts";
import { checkAttributes } from "../op/check-attributes.ts";
import type { OpDefinition } from "../op/definition.ts";
import { outputsOf, placeholder } from "../op/infer.ts";
import { ReadBounds } from "../op/read-bounds.ts";
import { isVersion, satisfies } from "../op/version.ts";
import type { Registry } from "./registry.ts";
import { outputTypes } from "./composite.ts";
import { Recorder } from "./recorder.ts";
import { baseName } from "./named-plugins.ts";
import { makeTraced, soleInput, soleOutput, type Traced } from "./trace.ts";
import { deepestTree, type TypeTree } from "./tree.ts";

/**
 * Makes a traced function of a graph, with the definitions of its ops from a registry. Its inputs and outputs are
 * nested again as their names say (`parameters.w`).
 *
 * @param graph - The graph, as data.
 * @param registry - The ops that the graph may name.
 *
 * @throws RensaError `OP_UNKNOWN` where the registry lacks an op; `ATTRIBUTE_INVALID` where an attribute is missing, is
 * none of the op's or is not what the op allows; `PLUGIN_MISMATCH` where an op is another plugin's than when the graph
 * was saved, or that of an incompatible version; `GRAPH_CYCLE`, `GRAPH_REFERENCE`; `GRAPH_INVALID` where a node has
 * another type than its op gives it, or two names cannot stand in one tree; what an op says of inputs that do not fit.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { loadGraph, parseGraph } from "@rensa/core/graph";
 * import { compile, standardRegistry } from "rensa";
 *
 * const graph = parseGraph("graph(x: f32[2]) { y_0: f32[2] = relu(x) return output = y_0 }");
 * const program = await compile(loadGraph(graph, standardRegistry()));
 * console.log(program.run({ x: [-1, 1] })); // { shape: [2], dtype: "f32", data: [0, 1] }
 * ```
 */
export function loadGraph(graph: Graph, registry: Registry): Traced<TypeTree, unknown> {
  checkParts("loadGraph: the registry", registry, "find", "get");
  const fault = checkGraphValue(graph);
  if (fault !== null) {
    throw new RensaError(
      "GRAPH_INVALID",
      `loadGraph: the graph${fault.path} is ${fault.given}; it must be ${fault.allowed}.`,
    );
  }
  const definitions = new Map<string, OpDefinition>();
  try {
    collectDefinitions(graph, registry, definitions, 0);
  } catch (error) {
    const place = error instanceof RensaError && authorsPlace(error, loadGraph);
    throw place ? error.with({ origin: { ...place, scope: "" } }) : error;
  }
  verifyGraph(graph, (node, inputs) => {
    const definition = definitions.get(node.op);
    if (definition === undefined) return null;
    try {
      return typesOf(definition, node, inputs, definitions);
    } catch (error) {
      throw unfit(error, node);
    }
  });
  return makeTraced(
    graph,
    nest(
      "input",
      graph.inputs.map((id) => [id, { node: id, slot: 0 }]),
      graph,
    ),
    nest(
      "output",
      graph.outputs.map(({ name, source }) => [name, source]),
      graph,
    ),
    definitions,
  );
}

/** The types that a node has by its op. */
function typesOf(
  definition: OpDefinition,
  node: GraphNode,
  inputs: readonly TensorType[],
  definitions: ReadonlyMap<string, OpDefinition>,
): readonly TensorType[] {
  const expected = definition.inputs?.length;
  if (expected !== undefined && inputs.length !== expected) {
    throw new RensaError(
      "GRAPH_INVALID",
      `${definition.name}: takes ${String(expected)} inputs (${definition.inputs?.join(", ") ?? ""}), not ${String(inputs.length)}.`,
    );
  }
  definition.check?.(node.attributes, inputs);
  const count = countOf(definition, inputs, node);
  if (count !== null) expectListed(definition, node, count);
  const types = outputTypes(() => new Recorder({ definitions }), definition, inputs, node.attributes);
  expectListed(definition, node, types.length);
  return types;
}

/**
 * How many outputs a body of loops has; `null` where that is not known. Asked for before anything is asked of each of them:
 * that takes time for each, and a file may say any number.
 */
function countOf(
  { name, form, ...definition }: OpDefinition,
  types: readonly TensorType[],
  node: GraphNode,
): number | null {
  if (!("loops" in form)) return null;
  const reads = new ReadBounds(name, definition.inputs);
  const operands = types.map((type, position) => reads.operand(type, position, placeholder(type, position)));
  try {
    return outputsOf(form.loops(operands, node.attributes, reads.tools)).length;
  } catch {
    // What it refuses now, it refuses when its types are asked for, and then with the place of its author.
    return null;
  }
}

/** Refuses a node with more or fewer values than its op gives. */
function expectListed({ name, residuals }: OpDefinition, { outputs }: GraphNode, count: number): void {
  if (count === outputs.length) return;
  const kept = residuals.length === 0 ? "" : ` (the last are its residuals: ${residuals.join(", ")})`;
  throw new RensaError(
    "GRAPH_INVALID",
    `${name}: the graph has ${String(outputs.length)} values of it, residuals included, and the op gives ${String(count)}${kept}; give the registry the op as it was when the graph was saved, or trace the graph again.`,
  );
}

/** The definitions of all ops of a graph and of the graphs in its attributes, which must be what the ops allow. */
function collectDefinitions(
  graph: Graph,
  registry: Registry,
  definitions: Map<string, OpDefinition>,
  depth: number,
): void {
  // What lies deeper is refused by verifyGraph.
  if (depth > graphLimits.regions) return;
  for (const [op, plugin] of Object.entries(graph.plugins ?? {})) expectPlugin(op, plugin, registry);
  for (const node of Object.values(graph.nodes)) {
    if (node.op === inputOp || node.op === constantOp) continue;
    try {
      const definition = definitions.get(node.op) ?? registry.get(node.op);
      checkAttributes(definition, node.attributes);
      expectSaved(node.op, definition, graph);
      definitions.set(node.op, definition);
    } catch (error) {
      throw located(error, node);
    }
    for (const inner of graphsWithin(node.attributes)) collectDefinitions(inner, registry, definitions, depth + 1);
  }
}

/** Refuses an op that is another plugin's than when the graph was saved, or of a version that need not be compatible. */
function expectPlugin(op: string, saved: string, registry: Registry): void {
  const definition = registry.find(op);
  if (definition === undefined) {
    throw new RensaError(
      "OP_UNKNOWN",
      `loadGraph: the graph was saved with the op ${quoteName(op)} of ${quoteName(saved)}, which the registry does not have; give the registry that plugin.`,
      { op },
    );
  }
  const found = definition.owner.plugin;
  if (found === saved || (found !== null && isCompatible(found, saved))) return;
  throw new RensaError(
    "PLUGIN_MISMATCH",
    `loadGraph: the graph was saved with the op ${quoteName(op)} of ${quoteName(saved)}, and the registry has it of ${quoteName(found ?? registry.pluginOf(op) ?? "no plugin")}; give the registry the plugin that it was saved with.`,
    { op },
  );
}

/** Refuses an op of a plugin of which the graph does not say so: it was saved with another op of that name. */
function expectSaved(op: string, { owner: { plugin } }: OpDefinition, graph: Graph): void {
  const base = baseName(op);
  if (plugin === null || Object.hasOwn(graph.plugins ?? {}, base)) return;
  throw new RensaError(
    "PLUGIN_MISMATCH",
    `loadGraph: the graph was saved with an op ${quoteName(base)} of no plugin, and the registry has that of ${quoteName(plugin)}; write \`uses {${base}: ${JSON.stringify(plugin)}}\` before its body if it means that one.`,
    { op: base },
  );
}

/** True for versions of one plugin of which the found one can do what the saved one could. */
function isCompatible(found: string, saved: string): boolean {
  const [foundName, foundVersion = ""] = found.split(" ");
  const [savedName, savedVersion = "", ...more] = saved.split(" ");
  if (foundName !== savedName || more.length > 0 || !isVersion(savedVersion)) return false;
  return satisfies(foundVersion, `^${savedVersion.replace(/[-+].*$/, "")}`);
}

/** What a graph says that an op refuses: the file is at fault, not a call, unless an attribute is. */
function unfit(error: unknown, node: GraphNode): unknown {
  if (error instanceof RensaError && (error.code === "ATTRIBUTE_INVALID" || error.code === "OP_UNKNOWN")) {
    return located(error, node);
  }
  const reason = error instanceof RensaError ? error.sentence : `${node.op} fails with: ${String(error)}`;
  return new RensaError("GRAPH_INVALID", `${quoteName(node.id)} cannot be what the graph says. ${reason}`, {
    op: node.op,
    node: node.id,
    origin: node.origin ?? undefined,
    cause: error,
  });
}

/** An error with the node that it is about. */
function located(error: unknown, node: GraphNode): unknown {
  return error instanceof RensaError
    ? error.with({ op: node.op, node: node.id, origin: node.origin ?? undefined })
    : error;
}

/** A tree that is being put together. */
type Branch = Map<string, Branch | TensorType>;

/** Types nested by their paths. */
function nest(
  what: "input" | "output",
  entries: readonly (readonly [path: string, source: Reference])[],
  graph: Graph,
): TypeTree {
  const root: Branch = new Map();
  for (const [path, { node, slot }] of entries) {
    const type = graph.nodes[node]?.outputs[slot];
    if (type === undefined) continue;
    if (entries.length === 1 && (path === soleOutput || path === soleInput)) return type;
    const names = path.split(".");
    if (names.length > deepestTree) {
      throw new RensaError(
        "GRAPH_INVALID",
        `loadGraph: an ${what} has a name of ${String(names.length)} parts; the limit of depth is ${String(deepestTree)}.`,
      );
    }
    if (names.includes("")) {
      throw new RensaError(
        "GRAPH_INVALID",
        `loadGraph: the ${what} ${quoteName(path)} has an empty part; give every part between dots a name.`,
      );
    }
    const last = names.pop() ?? path;
    let branch: Branch | undefined = root;
    for (const name of names) branch = branch && branchAt(branch, name);
    if (branch === undefined || branch.has(last)) {
      throw new RensaError(
        "GRAPH_INVALID",
        `loadGraph: the ${what} ${quoteName(path)} stands inside another or where others do; rename one of them.`,
      );
    }
    branch.set(last, type);
  }
  return treeOf(root);
}

/** The branch of a name, made where it is missing; `undefined` where a leaf is in its place. */
function branchAt(branch: Branch, name: string): Branch | undefined {
  const found = branch.get(name);
  if (found instanceof Map) return found;
  if (found !== undefined) return undefined;
  const made: Branch = new Map();
  branch.set(name, made);
  return made;
}

/** Names may be anything, so that records are made of entries, which sets no prototype. */
function treeOf(branch: Branch): TypeTree {
  return Object.fromEntries([...branch].map(([name, inner]) => [name, inner instanceof Map ? treeOf(inner) : inner]));
}
