/** The calls that a sample makes of its op: on what, with which attributes. */
import type { Attributes, OpSample, OpValue, TensorType } from "@rensa/core";
import { currentContext, withContext, type OpContext } from "@rensa/core/compiler";
import { traceSample } from "./evaluate.ts";

/** A call of an op. */
export interface SampleCall {
  /** The types of its operands; a number is a scalar of f32. */
  readonly types: readonly TensorType[];
  readonly attributes: Attributes;
}

/** Every call of the op by the sample itself, also where a composite is expanded as it is traced. */
export function callsOf(op: OpValue, { inputs, apply }: OpSample): readonly SampleCall[] {
  const calls: SampleCall[] = [];
  traceSample(inputs, (...tensors) => {
    const context = listening(currentContext(op.definition.name), (definition, call) => {
      if (definition === op.definition) calls.push(call);
    });
    return withContext(context, () => apply(...tensors));
  });
  return calls;
}

/** The attributes of {@link callsOf}. */
export function attributesOfCalls(op: OpValue, sample: OpSample): readonly Attributes[] {
  return callsOf(op, sample).map(({ attributes }) => attributes);
}

/** The context, which tells of every call before it answers it. What else it is for, it is as before. */
function listening(context: OpContext, hear: (definition: OpValue["definition"], call: SampleCall) => void): OpContext {
  const apply: OpContext["apply"] = (definition, operands, attributes, site) => {
    const types = operands.map((operand): TensorType => {
      if (typeof operand === "number") return { shape: [], dtype: "f32" };
      return { shape: operand.shape, dtype: operand.dtype };
    });
    hear(definition, { types, attributes });
    return context.apply(definition, operands, attributes, site);
  };
  return new Proxy(context, {
    get: (target, key) => {
      if (key === "apply") return apply;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
