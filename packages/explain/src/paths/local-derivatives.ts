/** The derivatives of single nodes: each node alone in a graph, its own vjp asked for the cotangents of its inputs. */
import {
  gradientsOf,
  sameShape,
  tangentsOf,
  traceTree,
  type HostTensor,
  type OpDefinition,
  type Shape,
  type Tensor,
  type TensorType,
  type Traced,
} from "@rensa/core";
import { present, type EvaluateInDoubles } from "@rensa/core/compiler";
import { inputOp, makeTraced, type Graph, type GraphNode } from "@rensa/core/graph";

/** Tensors or types by name: `operand 0`, `operand 1`. */
type ByName<T> = Readonly<Record<string, T>>;

/** A node alone: a function of its operands. One that is read twice is two operands. */
type Alone = Traced<ByName<TensorType>, readonly Tensor[]>;

const nameOf = (position: number): string => `operand ${String(position)}`;

/** A derivative of one output of a node, ready to be evaluated. */
export interface Derivative {
  /** The inputs that the output depends on with a derivative, by position. */
  readonly positions: readonly number[];
  /** Evaluates it. The results stand by the order of `positions`. */
  readonly run: (operands: readonly HostTensor[], cotangent: HostTensor) => readonly HostTensor[];
  /** Its graph, for formulas: inputs `operands.<name>` and `cotangent`, outputs by the order of `positions`. */
  readonly traced: Pick<Traced, "graph" | "definitions">;
  /** The outputs of the graph, by the order of `positions`. */
  readonly outputs: readonly string[];
}

/** How operands change into how an output changes. */
export type Forward = (operands: readonly HostTensor[], tangent: HostTensor) => HostTensor;

/**
 * The vjp of one output of a node for some of its inputs. Inputs to which the op's rule gives no cotangent, as behind
 * `stopGradient`, are left out.
 *
 * @throws RensaError `NOT_DIFFERENTIABLE` or `VJP_MISSING`, as `grad` does.
 */
export function vjpOf(
  node: GraphNode,
  slot: number,
  operands: readonly TensorType[],
  wanted: readonly number[],
  definitions: ReadonlyMap<string, OpDefinition>,
  evaluate: EvaluateInDoubles,
): Derivative {
  const alone = nodeAlone(node, operands, definitions);
  const spec = { operands: alone.spec, cotangent: present(node.outputs[slot]) };
  const traced = traceTree<typeof spec, readonly Tensor[]>(
    spec,
    (given: { readonly operands: ByName<Tensor>; readonly cotangent: Tensor }) => {
      const output = present(alone(given.operands)[slot]);
      const variables = wanted.map((position) => present(given.operands[nameOf(position)]));
      return gradientsOf(output, variables, given.cotangent);
    },
  );
  const { graph } = traced;
  const kept = wanted.filter((_, at) => !isZero(graph, String(at)));
  const outputs = kept.map((position) => String(wanted.indexOf(position)));
  const sources = outputs.map((name) => present(graph.outputs.find((output) => output.name === name)).source);
  return {
    positions: kept,
    outputs,
    traced,
    run: (values, cotangent) => {
      const found = evaluate(traced, [...values, cotangent]);
      return sources.map(({ node: id, slot: from }) => present(found.get(from === 0 ? id : `${id}#${String(from)}`)));
    },
  };
}

/** The jvp of one output of a node along one of its inputs. */
export function jvpOf(
  node: GraphNode,
  slot: number,
  operands: readonly TensorType[],
  position: number,
  definitions: ReadonlyMap<string, OpDefinition>,
  evaluate: EvaluateInDoubles,
): Forward {
  const alone = nodeAlone(node, operands, definitions);
  const spec = { operands: alone.spec, tangent: present(operands[position]) };
  const traced = traceTree<typeof spec, Tensor>(
    spec,
    (given: { readonly operands: ByName<Tensor>; readonly tangent: Tensor }) => {
      const output = present(alone(given.operands)[slot]);
      return tangentsOf(output, present(given.operands[nameOf(position)]), given.tangent);
    },
  );
  const { node: id, slot: from } = present(traced.graph.outputs[0]).source;
  return (values, tangent) => {
    const found = evaluate(traced, [...values, tangent]);
    return present(found.get(from === 0 ? id : `${id}#${String(from)}`));
  };
}

/** True for an op whose elements are functions of the elements at the same place. */
export function isElementwise(definition: OpDefinition | undefined): boolean {
  return definition !== undefined && "scalar" in definition.form;
}

/** A tensor repeated to a shape that it broadcasts to. */
export function repeatTo(tensor: HostTensor, shape: Shape, places: Int32Array): HostTensor {
  if (sameShape(tensor.shape, shape)) return tensor;
  const { dtype, data } = tensor;
  if (data instanceof Float64Array) return { shape, dtype, data: Float64Array.from(places, (at) => data[at] ?? 0) };
  const repeated = data.constructor === Uint8Array ? new Uint8Array(places.length) : new Int32Array(places.length);
  places.forEach((at, to) => (repeated[to] = data[at] ?? 0));
  return { shape, dtype, data: repeated };
}

function nodeAlone(
  node: GraphNode,
  operands: readonly TensorType[],
  definitions: ReadonlyMap<string, OpDefinition>,
): Alone {
  const names = operands.map((_, position) => nameOf(position));
  const inputs = operands.map((type, position): GraphNode => {
    return { id: nameOf(position), op: inputOp, inputs: [], attributes: {}, outputs: [type], origin: null };
  });
  // Its own name, by which what an op draws by chance is found again.
  const id = names.includes(node.id) ? `${node.id} itself` : node.id;
  const alone: GraphNode = { ...node, id, inputs: names.map((name) => ({ node: name, slot: 0 })) };
  const graph: Graph = {
    inputs: names,
    outputs: node.outputs.map((_, slot) => ({ name: String(slot), source: { node: id, slot } })),
    nodes: Object.fromEntries([...inputs, alone].map((each) => [each.id, each])),
  };
  const spec = Object.fromEntries(operands.map((type, position) => [nameOf(position), type]));
  return makeTraced<ByName<TensorType>, readonly Tensor[]>(graph, spec, [...node.outputs], definitions);
}

/** True for an output that is a tensor of zeros: what stands for no cotangent. */
function isZero(graph: Graph, name: string): boolean {
  const source = graph.outputs.find((output) => output.name === name)?.source;
  const node = source === undefined ? undefined : graph.nodes[source.node];
  return node?.op === "full" && node.attributes["value"] === 0;
}
