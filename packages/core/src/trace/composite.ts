/** Composites as what they expand to, recorded into a trace: that of the call, or a scratch one. */
import { RensaError } from "../graph/error.ts";
import type { Attributes } from "../graph/graph.ts";
import type { Origin } from "../graph/origin.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { OpDefinition } from "../op/definition.ts";
import { inferTypes } from "../op/infer.ts";
import { expectOutputs } from "../op/residuals.ts";
import type { Tensor } from "../op/tensor.ts";

/** A trace that a composite is recorded into. */
export interface CompositeTrace {
  input(name: string, type: TensorType): Tensor;
  adopt(tensor: Tensor, what: string): Tensor;
  run<T>(body: () => T, origin: Origin | null): T;
}

/**
 * Records a composite by itself.
 *
 * @param scratch An empty trace, which knows the ops that a graph among the attributes may use.
 * @param origin Where errors inside are said to come from: they are errors of the call.
 */
export function recordComposite(
  scratch: CompositeTrace,
  definition: OpDefinition,
  inputs: readonly TensorType[],
  attributes: Attributes,
  origin: Origin | null = null,
): readonly Tensor[] {
  const { form } = definition;
  if (!("composite" in form)) throw new RensaError("INTERNAL", `${definition.name} is no composite.`);
  const operands = inputs.map((type, position) => scratch.input(`input_${String(position)}`, type));
  return scratch.run(() => compositeResults(scratch, definition, form.composite(operands, attributes)), origin);
}

/** The output types of an op, for composites those of what they expand to in a scratch trace. */
export function outputTypes(
  scratch: () => CompositeTrace,
  definition: OpDefinition,
  inputs: readonly TensorType[],
  attributes: Attributes,
  origin: Origin | null = null,
): readonly TensorType[] {
  const types =
    "composite" in definition.form
      ? recordComposite(scratch(), definition, inputs, attributes, origin).map(({ shape, dtype }) => ({ shape, dtype }))
      : inferTypes(definition, inputs, attributes);
  if (definition.residuals.length > 0) expectOutputs(definition, types);
  return types;
}

/**
 * What a composite returned, as a list of tensors of the trace.
 *
 * @throws RensaError `TRACE_MIXED` for a tensor of another trace.
 */
export function compositeResults(
  trace: Pick<CompositeTrace, "adopt">,
  { name }: OpDefinition,
  result: Tensor | readonly Tensor[],
): readonly Tensor[] {
  return [result].flat().map((each: Tensor) => trace.adopt(each, `${name}: what its forward returned`));
}
