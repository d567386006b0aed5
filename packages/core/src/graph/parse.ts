/** Reads printed graphs: `parseGraph(printGraph(graph))` is the graph. */
import { ConstantData } from "./constant-data.ts";
import { dtypes, isFloat, type DType } from "./dtype.ts";
import { fits } from "./element-data.ts";
import { RensaError } from "./error.ts";
import { formatGiven } from "./format-given.ts";
import { freezeDeep } from "./freeze.ts";
import { readLimits, type GraphReadOptions } from "./limits.ts";
import {
  constantOp,
  inputOp,
  type AttributeValue,
  type Graph,
  type GraphNode,
  type GraphOutput,
  type Reference,
} from "./graph.ts";
import type { Origin } from "./origin.ts";
import { tensorType, type TensorType } from "./tensor-type.ts";
import { TextReader } from "./text-reader.ts";
import { verifyGraph } from "./verify.ts";

/**
 * Parses the printed form of a graph, and verifies it. Lists, records and graphs may be at most 256 deep in each
 * other.
 *
 * @param text - What `printGraph` gave.
 * @param options - how large the text may be.
 *
 * @throws RensaError `PARSE_FAILED` with line and column and, where one was met, the limit; or what `verifyGraph` refuses.
 *
 * @example
 * ```ts
 * import { parseGraph } from "@rensa/core/graph";
 *
 * const graph = parseGraph("graph(x: f32[2]) { y_0: f32[2] = identity(x) return output = y_0 }");
 * console.log(graph.outputs); // [{ name: "output", source: { node: "y_0", slot: 0 } }]
 * ```
 */
export function parseGraph(text: string, options: GraphReadOptions = {}): Graph {
  const graph = new GraphParser(new TextReader(text, readLimits("parseGraph", options))).parse();
  verifyGraph(graph);
  return graph;
}

class GraphParser {
  readonly #reader: TextReader;
  readonly #nodes = new Map<string, GraphNode>();

  constructor(reader: TextReader) {
    this.#reader = reader;
  }

  parse(): Graph {
    const reader = this.#reader;
    reader.expect("graph");
    reader.expect("(");
    const inputs = reader.list(")", () => this.#input());
    const plugins = reader.take("uses") ? this.#plugins() : null;
    reader.expect("{");
    while (!reader.sees("return")) this.#add(this.#binding());
    reader.expect("return");
    const outputs = reader.list("}", () => this.#output());
    reader.end();
    return Object.freeze({
      ...(plugins === null ? {} : { plugins: Object.freeze(plugins) }),
      inputs: Object.freeze(inputs),
      outputs: Object.freeze(outputs),
      nodes: Object.freeze(Object.fromEntries(this.#nodes)),
    });
  }

  #plugins(): Readonly<Record<string, string>> {
    const reader = this.#reader;
    reader.expect("{");
    const plugins = Object.entries(reader.record()).map(([op, plugin]): [string, string] => {
      if (typeof plugin !== "string") throw reader.unexpected("before this the name and version of a plugin");
      return [op, plugin];
    });
    return Object.fromEntries(plugins);
  }

  #input(): string {
    const id = this.#reader.name();
    this.#reader.expect(":");
    this.#add({ id, op: inputOp, inputs: [], attributes: {}, outputs: [this.#type()], origin: null });
    return id;
  }

  #binding(): GraphNode {
    const reader = this.#reader;
    const id = reader.name();
    reader.expect(":");
    const outputs = reader.take("(") ? reader.list(")", () => this.#type()) : [this.#type()];
    reader.expect("=");
    const op = reader.name();
    reader.expect("(");
    const inputs = reader.list(")", () => this.#reference());
    const attributes = reader.take("{")
      ? reader.record(op === constantOp ? this.#dataReader(id, outputs) : undefined)
      : {};
    const origin = reader.take("//") ? this.#origin() : null;
    return { id, op, inputs, attributes, outputs, origin };
  }

  /** Reads the data of a constant, of which there may be millions, into an array of numbers. */
  #dataReader(id: string, [type]: readonly TensorType[]): (name: string) => AttributeValue | undefined {
    return (name) => {
      if (name !== "data" || type === undefined || !this.#reader.take("[")) return undefined;
      const { dtype } = type;
      const elements = this.#reader.numbers((value, at) => {
        if (typeof value === "number" && (isFloat(dtype) || fits(value, dtype))) return value;
        throw new RensaError(
          "GRAPH_INVALID",
          `The constant "${id}" has ${formatGiven(value)} at ${String(at)}, which is no ${dtype}.`,
          { node: id, op: constantOp },
        );
      });
      return ConstantData.own(dtype, elements);
    };
  }

  #add(node: GraphNode): void {
    if (this.#nodes.has(node.id))
      throw new RensaError("GRAPH_INVALID", `parseGraph: two nodes are named "${node.id}"; rename one of them.`, {
        node: node.id,
      });
    freezeDeep(node);
    this.#nodes.set(node.id, node);
  }

  #type(): TensorType {
    const dtype = this.#reader.name();
    if (!isDType(dtype))
      throw new RensaError("PARSE_FAILED", `parseGraph: "${dtype}" is not a dtype; it is one of ${dtypes.join(", ")}.`);
    this.#reader.expect("[");
    return tensorType(
      dtype,
      this.#reader.list("]", () => this.#reader.count()),
    );
  }

  #reference(): Reference {
    const node = this.#reader.name();
    return { node, slot: this.#reader.take("#") ? this.#reader.count() : 0 };
  }

  #output(): GraphOutput {
    const name = this.#reader.name();
    this.#reader.expect("=");
    return freezeDeep({ name, source: this.#reference() });
  }

  #origin(): Origin {
    const reader = this.#reader;
    const file = reader.name();
    reader.expect(":");
    const line = reader.count();
    reader.expect(":");
    const column = reader.count();
    return { file, line, column, scope: reader.take("in") ? reader.name() : "" };
  }
}

function isDType(name: string): name is DType {
  return (dtypes as readonly string[]).includes(name);
}
