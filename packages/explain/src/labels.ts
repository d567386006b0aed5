/** How values are called: by the names under which the function returns them, else by their nodes'. */
import { isFloat, sizeOf, type HostTensor } from "@rensa/core";
import { present } from "@rensa/core/compiler";
import { referenceKey, type Graph, type GraphNode } from "@rensa/core/graph";
import type { ExplainedValue } from "./explanation.ts";
import { indexOf } from "./paths/indices.ts";

/** Names values, and lists those that a path leads over. */
export class Values {
  readonly list: ExplainedValue[] = [];
  readonly #places = new Map<string, number>();
  readonly #names = new Map<string, string>();
  readonly #nodes = new Map<string, { readonly node: GraphNode; readonly slot: number }>();
  readonly #data: ReadonlyMap<string, HostTensor>;

  constructor(graph: Graph, data: ReadonlyMap<string, HostTensor>, loss: string) {
    this.#data = data;
    for (const node of Object.values(graph.nodes)) {
      node.outputs.forEach((_, slot) => this.#nodes.set(referenceKey({ node: node.id, slot }), { node, slot }));
    }
    for (const { name, source } of graph.outputs.toReversed()) {
      // An input keeps the name by which it is given.
      if (!graph.inputs.includes(source.node)) this.#names.set(referenceKey(source), name);
    }
    const source = graph.outputs.find(({ name }) => name === loss)?.source;
    // What is returned alone has no name.
    if (source !== undefined && loss === soleOutput) this.#names.set(referenceKey(source), "loss");
  }

  /** The name of a value, and the index of one of its elements in brackets. */
  label(key: string, element: number | null): string {
    const name = this.#names.get(key) ?? key.replace("#", ".");
    const { shape } = this.#typeOf(key);
    return element === null || shape.length === 0 ? name : `${name}[${indexOf(element, shape).join(",")}]`;
  }

  /** The position in the list of a value, or of an element of one. */
  place(key: string, element: number | null): number {
    const id = `${key} ${String(element)}`;
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const { node, slot } = present(this.#nodes.get(key));
    const type = present(node.outputs[slot]);
    const index = element === null ? null : indexOf(element, type.shape);
    const data = this.#data.get(key)?.data;
    const at = element ?? (sizeOf(type.shape) === 1 ? 0 : null);
    const place = this.list.length;
    this.list.push({
      label: this.label(key, element),
      node: node.id,
      slot,
      op: node.op,
      scope: node.origin?.scope ?? "",
      shape: type.shape,
      dtype: type.dtype,
      index,
      value: at === null || !isFloat(type.dtype) ? null : (data?.[at] ?? null),
    });
    this.#places.set(id, place);
    return place;
  }

  #typeOf(key: string): GraphNode["outputs"][number] {
    const { node, slot } = present(this.#nodes.get(key));
    return present(node.outputs[slot]);
  }
}

/** The name of what a function returns alone. */
const soleOutput = "output";
