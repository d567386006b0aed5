/** A graph as boxes and arrows: a box for each node, or for each scope that is not opened. */
import { formatTensorType } from "@rensa/core";
import { present } from "@rensa/core/compiler";
import { inputOp, referenceKey, topologicalOrder, type Graph, type GraphNode } from "@rensa/core/graph";
import type { Explanation } from "../explanation.ts";
import { visible } from "../formulas/write.ts";
import { numberText } from "../print/format-explanation.ts";
import { shortened, type Picture, type PictureArrow, type PictureBox } from "./picture.ts";

/** The boxes and arrows of a graph. */
export function pictureOfGraph(
  graph: Graph,
  open: number,
  explanation: Explanation | undefined,
): Omit<Picture, "title" | "direction"> {
  const order = topologicalOrder(graph);
  const groups = new Map<string, GraphNode[]>();
  for (const node of order) {
    const id = boxOf(node, open);
    const nodes = groups.get(id) ?? [];
    nodes.push(node);
    groups.set(id, nodes);
  }
  const marks = new PathMarks(explanation);
  const arrows = new Map<string, PictureArrow>();
  const connect = (source: GraphNode, slot: number, to: string, isHighlighted: boolean): void => {
    const from = boxOf(source, open);
    if (from === to) return;
    const key = JSON.stringify([source.id, slot, to]);
    const label = formatTensorType(present(source.outputs[slot]));
    const before = arrows.get(key)?.isHighlighted ?? false;
    arrows.set(key, { from, to, label, isHighlighted: before || isHighlighted });
  };
  for (const node of order) {
    for (const input of node.inputs) {
      const isHighlighted = marks.hasStep(referenceKey(input), node.id);
      connect(present(graph.nodes[input.node]), input.slot, boxOf(node, open), isHighlighted);
    }
  }
  const outputs = graph.outputs.map(({ name, source }): PictureBox => {
    const id = `output ${name}`;
    connect(present(graph.nodes[source.node]), source.slot, id, false);
    return { id, lines: [shortened(visible(name))], kind: "end", isHighlighted: false };
  });
  const inputs = graph.inputs.length;
  return {
    description: `${countText(inputs, "input")}, ${countText(order.length - inputs, "op")}, ${countText(outputs.length, "output")}.`,
    boxes: [...[...groups].map(([id, nodes]) => boxFor(id, nodes, marks)), ...outputs],
    arrows: [...arrows.values()],
  };
}

/** The id of the box in which a node is drawn: its own, or that of its scope. */
function boxOf(node: GraphNode, open: number): string {
  const scope = node.op === inputOp ? "" : (node.origin?.scope ?? "");
  const levels = scope === "" ? [] : scope.split("/");
  return levels.length <= open ? `node ${node.id}` : `scope ${levels.slice(0, open + 1).join("/")}`;
}

function boxFor(id: string, nodes: readonly GraphNode[], marks: PathMarks): PictureBox {
  const isHighlighted = nodes.some((node) => marks.hasNode(node.id));
  const [node] = nodes;
  if (id.startsWith("scope ") || node === undefined) {
    const lines = [shortened(visible(id.slice("scope ".length))), countText(nodes.length, "op")];
    return { id, lines, kind: "group", isHighlighted };
  }
  const isInput = node.op === inputOp;
  const value = marks.valueOf(node.id);
  const lines = [
    isInput ? node.id : node.op,
    node.outputs.map(formatTensorType).join(", "),
    ...(value === null ? [] : [`= ${numberText(value, 4)}`]),
  ];
  return { id, lines: lines.map((line) => shortened(visible(line))), kind: isInput ? "end" : "op", isHighlighted };
}

/** Where the listed paths of an explanation lead over a graph. */
class PathMarks {
  readonly #nodes = new Map<string, number | null>();
  readonly #steps = new Set<string>();

  constructor(explanation: Explanation | undefined) {
    if (explanation === undefined) return;
    const { values, paths } = explanation;
    for (const { node, shape, value } of values) this.#nodes.set(node, shape.length === 0 ? value : null);
    for (const { from, to } of paths.flatMap(({ steps }) => steps)) {
      const [start, end] = [values[from], values[to]];
      if (start !== undefined && end !== undefined) this.#steps.add(JSON.stringify([referenceKey(start), end.node]));
    }
  }

  hasNode(id: string): boolean {
    return this.#nodes.has(id);
  }

  valueOf(id: string): number | null {
    return this.#nodes.get(id) ?? null;
  }

  hasStep(from: string, to: string): boolean {
    return this.#steps.has(JSON.stringify([from, to]));
  }
}

function countText(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? "" : "s"}`;
}
