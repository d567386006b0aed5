/** Refuses indices outside what an op can use: labels among a program's data, and with `checkIndices` all indices. */
import type { ConstantData } from "../graph/constant-data.ts";
import { placeOf } from "../graph/element-data.ts";
import { RensaError } from "../graph/error.ts";
import { constantOp, inputOp, type Graph, type GraphNode, type Reference } from "../graph/graph.ts";
import { formatTensorType, type TensorType } from "../graph/tensor-type.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { IndexRange } from "../op/index-range.ts";
import type { Region } from "../op/region.ts";

/** An op that indexes by a value. */
export interface IndexUse {
  readonly node: GraphNode;
  readonly range: IndexRange;
  readonly source: Reference;
  readonly type: TensorType;
}

/** All uses of values as indices in a graph, in the order in which it computes. */
export function indexUses(graph: Graph, definitions: ReadonlyMap<string, OpDefinition>): readonly IndexUse[] {
  return topologicalOrder(graph).flatMap((node) => {
    const indices = definitions.get(node.op)?.indices;
    if (indices === undefined || indices === null) return [];
    const types = node.inputs.map((input) => graph.nodes[input.node]?.outputs[input.slot]);
    if (!types.every((type) => type !== undefined)) return [];
    return indices(types, node.attributes).flatMap((range) => {
      const [source, type] = [node.inputs[range.input], types[range.input]];
      return source === undefined || type === undefined ? [] : [{ node, range, source, type }];
    });
  });
}

/** Refuses labels in the data of an input, by the input's name. */
export type LabelCheck = (name: string, values: Elements) => void;

/** The check of the labels of a graph that are inputs; `null` where there are none. */
export function labelCheck(graph: Graph, definitions: ReadonlyMap<string, OpDefinition>): LabelCheck | null {
  const labels = labelInputs(graph, definitions);
  if (labels.size === 0) return null;
  return (name, values) => {
    for (const use of labels.get(name) ?? []) refuseOutside(use, values, `the input "${name}"`);
  };
}

/** The labels of a graph that are inputs, perhaps in another arrangement or step by step in a loop, by the input's name. */
function labelInputs(
  graph: Graph,
  definitions: ReadonlyMap<string, OpDefinition>,
): ReadonlyMap<string, readonly IndexUse[]> {
  const found = new Map<string, readonly IndexUse[]>();
  const add = (use: IndexUse): void => {
    const origin = originOf(graph, definitions, use.source);
    const type = origin?.outputs[0];
    if (origin === undefined || type === undefined) return;
    if (origin.op === inputOp) found.set(origin.id, [...(found.get(origin.id) ?? []), { ...use, type }]);
    // Labels written into the graph are known now.
    if (origin.op === constantOp) refuseOutside({ ...use, type }, origin.attributes["data"] as ConstantData);
  };
  for (const use of indexUses(graph, definitions)) if (use.range.labels === true) add(use);
  for (const node of Object.values(graph.nodes)) {
    const form = definitions.get(node.op)?.form;
    if (form === undefined || !("region" in form)) continue;
    for (const use of loopLabels(node, form.region(node.attributes), definitions)) add(use);
  }
  return found;
}

/** The inputs of a loop by whose elements its body picks. What a branch picks by may be meant for the other one. */
function loopLabels(
  node: GraphNode,
  region: Region,
  definitions: ReadonlyMap<string, OpDefinition>,
): readonly IndexUse[] {
  if (region.kind !== "scan") return [];
  const { body, carried } = region;
  return [...labelInputs(body, definitions)].flatMap(([name, uses]) => {
    const position = body.inputs.indexOf(name);
    const source = node.inputs[position];
    return position < carried || source === undefined ? [] : uses.map((use) => ({ ...use, source }));
  });
}

/** The node that makes the elements which others only arrange. */
function originOf(
  graph: Graph,
  definitions: ReadonlyMap<string, OpDefinition>,
  { node: id }: Reference,
): GraphNode | undefined {
  let node = graph.nodes[id];
  while (node !== undefined && definitions.get(node.op)?.traits.rearranges === true) {
    const given: GraphNode | undefined = graph.nodes[node.inputs[0]?.node ?? ""];
    // A cast to bool makes other numbers.
    if (node.outputs[0]?.dtype === "bool" && given?.outputs[0]?.dtype !== "bool") return node;
    node = given;
  }
  return node;
}

/**
 * Refuses values of which one lies outside.
 *
 * @throws RensaError `LABEL_OUT_OF_RANGE` for labels, `INDEX_OUT_OF_RANGE` for other indices: with the op, the index and where it stands.
 */
export function refuseOutside(
  { node, range, type, source }: IndexUse,
  values: Elements,
  name: string = source.node,
): void {
  const at = firstOutside(range, values);
  if (at < 0) return;
  const { extents, except = null, labels = false } = range;
  const extent = extents[at % extents.length] ?? 0;
  const place = placeOf(at, type.shape);
  const where =
    type.shape.length === 0
      ? ""
      : ` at row ${String(place[0])}${place.length > 1 ? `, element [${place.join(", ")}]` : ""}`;
  const wanted =
    extent === 0
      ? "there are none to choose from"
      : `integers from 0 to ${String(extent - 1)}${except === null ? "" : `, or ${String(except)},`} are there`;
  const advice = labels
    ? "correct it, or give the loss ignoreLabel for rows without a label"
    : "correct it, or say outside where the op takes it";
  throw new RensaError(
    labels ? "LABEL_OUT_OF_RANGE" : "INDEX_OUT_OF_RANGE",
    `run: ${name} ${formatTensorType(type)} holds ${String(values.at(at))}${where}, by which ${node.op} (${node.id}) indexes, and ${wanted}; ${advice}.`,
    { op: node.op, node: node.id, origin: node.origin ?? undefined },
  );
}

/** Typed arrays, and the data of constants. */
type Elements = Pick<ConstantData, "length" | "at">;

function firstOutside({ extents, except }: IndexRange, values: Elements): number {
  const [first = 0] = extents;
  for (let at = 0; at < values.length; at++) {
    const value = Number(values.at(at));
    const extent = extents.length < 2 ? first : (extents[at % extents.length] ?? 0);
    // What is between -1 and 0 is cut to 0 where floats become integers. NaN is outside.
    if (!(value > -1 && value < extent) && value !== except) return at;
  }
  return -1;
}
