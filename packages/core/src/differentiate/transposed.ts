/**
 * How the outputs of an op change, from its vjp alone.
 *
 * The vjp is linear in the cotangents, and the transpose of that linear function is the jvp. So it is recorded with stand-ins
 * for the cotangents, and differentiated by these: transposing twice. Source: Townsend, "A new trick for calculating
 * Jacobian vector products" (2017).
 */
import { isFloat } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { referenceKey } from "../graph/graph.ts";
import type { Tensor } from "../op/tensor.ts";
import { inputsRead } from "../trace/reads.ts";
import type { Recorder } from "../trace/recorder.ts";
import type { ChangingNode } from "./changing-node.ts";
import { backward, type Seed } from "./gradients.ts";
import { Inside } from "./inside.ts";
import { callThunk, vjpThunks } from "./vjp-rule.ts";

/** The tangents of the wanted outputs of a node, residuals among them. */
export function transposedTangents(
  recorder: Recorder,
  { node, tangents, pathToOutput }: ChangingNode,
  wanted: readonly boolean[],
): readonly (Tensor | undefined)[] {
  const inside = new Inside(recorder, node);
  const inner = inside.recorder;
  const standIns = node.outputs.map((type, slot) =>
    wanted[slot] === true && isFloat(type.dtype) ? inside.standIn(type) : undefined,
  );
  const values = { inputs: inside.inputs, outputs: inside.outputs() };
  const seeds: Seed[] = [];
  for (const thunks of vjpThunks(inner, node, values, standIns, pathToOutput)) {
    tangents.forEach((tangent, position) => {
      const thunk = thunks[position];
      if (tangent === undefined || thunk === null || thunk === undefined) return;
      const output = callThunk(inner, node, values.inputs, position, thunk);
      seeds.push({ output, cotangent: inner.adopt(tangent, "A tangent") });
    });
  }
  const variables = standIns.filter((each) => each !== undefined);
  const found = backward(inner, seeds, variables);
  const made = standIns.map((standIn) => standIn && found.get(referenceKey(standIn.reference)));
  for (const tangent of made) if (tangent !== undefined) expectUnread(inner, tangent, variables);
  return inside.take(made);
}

/**
 * A vjp that is linear in its cotangent has a transpose that does not read it. So whatever is read of a stand-in is a vjp
 * that forward mode cannot use: a clipped gradient, say, is another one for every cotangent.
 */
function expectUnread(inner: Recorder, tangent: Tensor, standIns: readonly Tensor[]): void {
  const absent = new Set(standIns.map(({ reference }) => reference.node));
  const dependent = new Set(absent);
  for (const { id, inputs } of inner.nodes.values()) {
    if (inputs.some(({ node }) => dependent.has(node))) dependent.add(id);
  }
  const context = { node: (id: string) => inner.nodes.get(id), definitions: inner.definitions };
  const seen = new Set<string>();
  const pending = [tangent.reference];
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    const key = referenceKey(reference);
    const node = inner.nodes.get(reference.node);
    if (node === undefined || seen.has(key) || !dependent.has(node.id)) continue;
    seen.add(key);
    for (const position of inputsRead(node, reference.slot, context)) {
      const input = node.inputs[position];
      if (input === undefined) continue;
      if (absent.has(input.node)) {
        throw new RensaError(
          "NOT_DIFFERENTIABLE",
          `tangentsOf: the vjp of what was made here is not linear in its gradient (its ${node.op} depends on the gradient's value), so forward mode cannot be derived from it; use reverse mode (grad, vjp, jacobian with mode "reverse"), or give the op a jvp.`,
          { op: node.op, node: node.id, origin: node.origin ?? undefined },
        );
      }
      pending.push(input);
    }
  }
}
