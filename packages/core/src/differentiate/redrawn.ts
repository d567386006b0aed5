/**
 * Derivatives of loops, branches and checkpoints compute values of their bodies again. What an op draws by chance would
 * be drawn again too, and the derivative would belong to other numbers than the result: that is refused.
 */
import { RensaError } from "../graph/error.ts";
import { graphsWithin } from "../graph/graph-value.ts";
import type { GraphNode, NodeId, Reference } from "../graph/graph.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { ScanRegion } from "../op/region.ts";
import { recordComposite } from "../trace/composite.ts";
import { Recorder } from "../trace/recorder.ts";
import { rematerialize } from "./rematerialize.ts";

/** What to do where a part of a trace draws, and its tangents need what it drew. */
export const drawBefore = "draw before it and use the numbers inside";

type Definitions = ReadonlyMap<string, OpDefinition>;

/** Where values are computed again. */
interface Recomputation {
  readonly nodeOf: (id: NodeId) => GraphNode | undefined;
  /** True for a node that is a copy of one of the body, or that will be copied. */
  readonly isAgain: (id: NodeId) => boolean;
  /** What an input of a body is in the next step. Default: none. */
  readonly carriedInto?: (id: NodeId) => Reference | undefined;
  readonly definitions: Definitions;
}

/**
 * Refuses values that depend on what is drawn again.
 *
 * @throws RensaError `NOT_DIFFERENTIABLE` with the op that draws.
 */
export function refuseRedrawn(
  what: string,
  advice: string,
  roots: readonly Reference[],
  { nodeOf, isAgain, carriedInto = () => undefined, definitions }: Recomputation,
): void {
  const seen = new Set<NodeId>();
  const pending = roots.map(({ node }) => node);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const node = nodeOf(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    const op = isAgain(id) ? drawingOp(node, nodeOf, definitions) : null;
    if (op !== null) {
      throw new RensaError(
        "NOT_DIFFERENTIABLE",
        `${what}: its gradient needs values that depend on what ${op} draws by chance, and it would draw other numbers when the derivative computes them again; ${advice}, or use a random op with a key.`,
        { op, origin: node.origin ?? undefined },
      );
    }
    pending.push(...node.inputs.map((input) => input.node));
    const before = carriedInto(id);
    if (before !== undefined) pending.push(before.node);
  }
}

/** {@link refuseRedrawn} for values of the steps of a scan. */
export function refuseRedrawnSteps(
  values: readonly Reference[],
  { body, carried }: ScanRegion,
  definitions: Definitions,
): void {
  refuseRedrawn("scan", "draw before the scan and give it the numbers of all steps as a sequence", values, {
    nodeOf: (id) => body.nodes[id],
    isAgain: () => true,
    carriedInto: (id) => {
      const position = body.inputs.indexOf(id);
      return position < 0 || position >= carried ? undefined : body.outputs[position]?.source;
    },
    definitions,
  });
}

/** True for a node that reads nothing and draws. */
export function drawsAlone(node: GraphNode, definitions: Definitions): boolean {
  return node.inputs.length === 0 && drawingOp(node, () => undefined, definitions) !== null;
}

/** The op by whose chance a node may give another result when it runs again; `null` where there is none. */
function drawingOp(node: GraphNode, nodeOf: Recomputation["nodeOf"], definitions: Definitions): string | null {
  const definition = definitions.get(node.op);
  if (definition === undefined || definition === rematerialize.definition) return null;
  if (definition.traits.impure === true) return node.op;
  for (const graph of graphsWithin(node.attributes)) {
    const found = drawingIn(Object.values(graph.nodes), (id) => graph.nodes[id], definitions);
    if (found !== null) return found;
  }
  if (!("composite" in definition.form)) return null;
  const types = node.inputs.flatMap(({ node: id, slot }) => nodeOf(id)?.outputs[slot] ?? []);
  const parts = new Recorder({ definitions });
  recordComposite(parts, definition, types, node.attributes);
  return drawingIn(parts.nodes.values(), (id) => parts.nodes.get(id), parts.definitions);
}

/** The first op among nodes that draws; `null` where none does. */
export function drawingIn(
  nodes: Iterable<GraphNode>,
  nodeOf: Recomputation["nodeOf"],
  definitions: Definitions,
): string | null {
  for (const node of nodes) {
    const found = drawingOp(node, nodeOf, definitions);
    if (found !== null) return found;
  }
  return null;
}
