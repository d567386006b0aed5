/** defineOp: how authors make ops, which are looked at as they are defined and whenever what they wrote is called. */
import { RensaError } from "../graph/error.ts";
import { definitionFor } from "./check-definition.ts";
import type { AnyOpConfig, OpMaker } from "./make-op.ts";
import { applyBy, opOf } from "./make-op.ts";
import { badReturn, callAuthored } from "./authored.ts";
import { describeValue, isThenable } from "./describe-value.ts";
import type { OpDefinition } from "./definition.ts";

/**
 * Makes an op: a function that records a node when called inside `trace`, with its definition as a property.
 *
 * A `scalar` op has its typed signature by itself (one or two operands, broadcasting, `result: "bool"` for
 * comparisons); any other says with `call` how its arguments become inputs and attributes, and with which types.
 *
 * @throws RensaError `OP_INVALID` where the name or the combination of fields is not allowed.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { defineOp, f32, trace } from "@rensa/core";
 *
 * const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => cube(x));
 * ```
 */
export const defineOp = ((config: AnyOpConfig) => {
  const definition = definitionFor(config, defineOp);
  const { takes, call } = config;
  return opOf(definition, {
    ...(takes === undefined ? {} : { takes }),
    ...(call === undefined ? {} : { call: (apply: Apply) => callOf(definition, call, apply) }),
  });
}) as OpMaker;

type Call = NonNullable<AnyOpConfig["call"]>;
type Apply = Parameters<Call>[0];

/** The author's call, held to return something at once. */
function callOf(definition: OpDefinition, config: Call, apply: Apply): ReturnType<Call> {
  const call: ReturnType<Call> | undefined = callAuthored(definition, "call", () => {
    try {
      return config(applyBy((inputs, attributes) => apply.all(listOf(definition, inputs), attributes)));
    } catch (error) {
      if (!(error instanceof RensaError && error.code === "NOT_TRACING")) throw error;
      const cure = "it gets apply, and returns the function: call: (apply) => (x) => apply([x])";
      throw new RensaError("OP_INVALID", `${definition.name}: its call records ops as the op is defined; ${cure}.`, {
        op: definition.name,
        cause: error,
        written: definition.owner.place(),
      });
    }
  });
  if (typeof call !== "function") throw badReturn(definition, "call", call, "a function of what the op is called with");
  return (...parameters): unknown => {
    const result: unknown = call(...parameters);
    if (result !== undefined && !isThenable(result)) return result;
    throw badReturn(
      definition,
      "call",
      result,
      "what apply returned: apply([x]), or apply.all([x]) for an op of several outputs",
    );
  };
}

/** The inputs that a call applies its op to, held to be a list. */
function listOf({ name, owner }: OpDefinition, inputs: Parameters<Apply>[0]): Parameters<Apply>[0] {
  const given: unknown = inputs;
  if (Array.isArray(given)) return inputs;
  const found = describeValue(given);
  throw new RensaError(
    "OP_INVALID",
    `${name}: its call applies it to ${found}; give a list of its inputs: apply([x]).`,
    {
      op: name,
      written: owner.place(),
    },
  );
}
