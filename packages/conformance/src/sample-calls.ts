/** The calls that a sample makes of its op: with which attributes. */
import { currentContext, withContext, type Attributes, type OpContext, type OpSample, type OpValue } from "@rensa/core";
import { traceSample } from "./evaluate.ts";

/** The attributes of every call of the op by the sample itself, also where a composite is expanded as it is traced. */
export function attributesOfCalls(op: OpValue, { inputs, apply }: OpSample): readonly Attributes[] {
  const calls: Attributes[] = [];
  traceSample(inputs, (...tensors) => {
    const context = listening(currentContext(op.definition.name), (definition, attributes) => {
      if (definition === op.definition) calls.push(attributes);
    });
    return withContext(context, () => apply(...tensors));
  });
  return calls;
}

/** The context, which tells of every call before it answers it. What else it is for, it is as before. */
function listening(
  context: OpContext,
  hear: (definition: OpValue["definition"], attributes: Attributes) => void,
): OpContext {
  const apply: OpContext["apply"] = (definition, operands, attributes, site) => {
    hear(definition, attributes);
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
