/** How the outputs of an op change, by its own jvp rule; what the rule returns is checked. */
import { present } from "../graph/present.ts";
import { RensaError } from "../graph/error.ts";
import type { JvpRule, OpDefinition } from "../op/definition.ts";
import { residualsOf, withoutResiduals } from "../op/residuals.ts";
import { full } from "../op/structural.ts";
import { checkTangents } from "../op/tangent.ts";
import type { Tensor } from "../op/tensor.ts";
import type { Recorder } from "../trace/recorder.ts";
import type { ChangingNode } from "./changing-node.ts";
import { atNode } from "./vjp-rule.ts";

/**
 * The tangents of a node's outputs, without its residuals.
 *
 * @throws RensaError `OP_INVALID` where the rule does not return one tensor of each output's type, or `null`.
 */
export function ruleTangents(
  recorder: Recorder,
  { node, tangents }: ChangingNode,
  definition: OpDefinition,
  rule: JvpRule,
): readonly (Tensor | undefined)[] {
  const inputs = node.inputs.map(({ node: id, slot }) => tensorOf(recorder, id, slot));
  const all = node.outputs.map((_, slot) => recorder.tensor(node, slot));
  const [outputs, residuals] = [withoutResiduals(definition, all), residualsOf(definition, all)];
  return atNode(recorder, node, () => {
    const own = inputs.map(({ shape, dtype }, position) => tangents[position] ?? full(shape, 0, dtype));
    const context = {
      inputs,
      output: present(outputs[0]),
      outputs,
      residuals,
      tangents: own,
      changes: tangents.map((tangent) => tangent !== undefined),
    };
    return checkTangents(node.op, rule(context, node.attributes), outputs).map((tangent) =>
      tangent === null ? undefined : recorder.adopt(tangent, `${node.op}: what its jvp returned`),
    );
  });
}

function tensorOf(recorder: Recorder, id: string, slot: number): Tensor {
  const node = recorder.nodes.get(id);
  if (node === undefined) throw new RensaError("INTERNAL", `${id} is not a node of this trace.`);
  return recorder.tensor(node, slot);
}
