/** defineOp: how every op is made, built-in or plugin. */
import { checkOptions } from "../graph/check-options.ts";
import type { DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { quoteName } from "../graph/format-given.ts";
import type { AttributeValue, Attributes } from "../graph/graph.ts";
import type { Shape } from "../graph/shape.ts";
import { currentContext, locate } from "./context.ts";
import { initialOf, schemaOf } from "./attribute.ts";
import { checkOfFit, describeNames } from "./check-attributes.ts";
import { checkForward } from "./authored.ts";
import { describeValue, isThenable } from "./describe-value.ts";
import type { OpDefinition, OpValue } from "./definition.ts";
import type { Form, ScalarForm } from "./form.ts";
import { checkRules } from "./check-rules.ts";
import { withoutResiduals } from "./residuals.ts";
import { callWith, isPlainRecord } from "./given.ts";
import type { Apply, AttributeDefaults, NoAttributes, OpConfig, Widened } from "./op-config.ts";
import { checkArguments } from "./parameters.ts";
import type { BinarySignature, Operand, UnarySignature } from "./shape-types.ts";
import type { Tensor } from "./tensor.ts";

/** The signature that a scalar op has by itself. */
export type ScalarSignature<
  Name extends string,
  Inputs extends readonly string[],
  A,
  Result extends DType | "same",
> = Inputs extends readonly [string]
  ? UnarySignature<Partial<A>, Result>
  : Inputs extends readonly [string, string]
    ? BinarySignature<Name, Partial<A>, Result>
    : (
        ...operands: readonly [...{ readonly [K in keyof Inputs]: Operand }, options?: Partial<A>]
      ) => Tensor<Shape, Result extends DType ? Result : DType>;

/**
 * Makes an op: a function that records a node when called inside `trace`, with its definition as a property.
 *
 * A `scalar` op has its typed signature by itself (one or two operands, broadcasting, `result: "bool"` for
 * comparisons); any other says with `call` how its arguments become inputs and attributes, and with which types.
 *
 * @throws RensaError `OP_INVALID` where the name or the combination of fields is not allowed.
 *
 * @example
 * ```ts
 * import { defineOp, f32, trace } from "@rensa/core";
 *
 * const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => cube(x));
 * ```
 */
export function defineOp<
  Signature extends (...parameters: never[]) => unknown,
  const Name extends string,
  const Inputs extends readonly string[] = readonly ["x"],
  A extends AttributeDefaults = NoAttributes,
  const Residuals extends readonly string[] = readonly [],
>(
  config: OpConfig<Name, Inputs, A, Residuals> & { readonly call: (apply: Apply<Widened<A>>) => Signature },
): Signature & OpValue;
export function defineOp<
  const Name extends string,
  const Inputs extends readonly string[] = readonly ["x"],
  A extends AttributeDefaults = NoAttributes,
  const Result extends DType | "same" = "same",
>(
  config: Omit<OpConfig<Name, Inputs, A>, "residuals" | "residualVjp"> & {
    readonly forward: ScalarForm<NoInfer<Inputs>, Widened<NoInfer<A>>>;
    /** The dtype of the result, where it is not that of the operands. */
    readonly result?: Result;
  },
): ScalarSignature<Name, Inputs, Widened<A>, Result> & OpValue;
export function defineOp(
  config: OpConfig<string, readonly string[], AttributeDefaults> & {
    readonly call?: (apply: Apply<Attributes>) => (...parameters: never[]) => unknown;
  },
): OpValue {
  const definition = definitionOf(config);
  const site: { called: unknown } = { called: undefined };
  const apply: Apply<Attributes> = (inputs, attributes) =>
    withoutResiduals(
      definition,
      currentContext(definition.name).apply(
        definition,
        inputs,
        attributes === undefined ? definition.attributes : withDefaults(definition, attributes),
        site.called,
      ),
    );
  const call = config.call === undefined ? scalarCall(definition, apply) : config.call(apply);
  const takes = config.takes ?? (config.call === undefined ? scalarParameters(definition) : undefined);
  const callable = (...parameters: never[]): unknown => {
    try {
      if (takes !== undefined) checkArguments(definition, takes, parameters);
      return callWith(definition.name, call, parameters);
    } catch (error) {
      throw locate(error, definition.name, callable);
    }
  };
  site.called = callable;
  return Object.assign(callable, { definition });
}

function definitionOf(config: OpConfig<string, readonly string[], AttributeDefaults>): OpDefinition {
  checkOptions(
    "defineOp",
    config as OpConfig<string, readonly string[], AttributeDefaults> & {
      readonly call?: unknown;
      readonly result?: unknown;
    },
    [
      "name",
      "inputs",
      "variadic",
      "attributes",
      "forward",
      "vjp",
      "residuals",
      "residualVjp",
      "jvp",
      "batch",
      "nonDifferentiable",
      "traits",
      "check",
      "indices",
      "call",
      "takes",
      "result",
    ],
  );
  if (!/^[a-z][a-z0-9_]*$/.test(config.name)) {
    throw new RensaError(
      "OP_INVALID",
      `defineOp: "${config.name}" is not an op name; use lower-case letters, digits and _, starting with a letter.`,
    );
  }
  checkForward(config.name, config.forward);
  checkRules(config);
  const twice = config.inputs?.find((input, at) => config.inputs?.indexOf(input) !== at);
  if (twice !== undefined) {
    throw new RensaError("OP_INVALID", `defineOp: ${config.name} has two inputs "${twice}"; rename one of them.`);
  }
  const rule = config.vjp === undefined ? "jvp" : "vjp";
  if (config[rule] !== undefined && config.nonDifferentiable !== undefined) {
    throw new RensaError("OP_INVALID", `defineOp: ${config.name} has a ${rule} and says that it has none; drop one.`);
  }
  const attributes = Object.entries(config.attributes ?? {});
  const unnamed = attributes.find(([name]) => !/^[A-Za-z]\w*$/.test(name));
  if (unnamed !== undefined) {
    throw new RensaError(
      "OP_INVALID",
      `defineOp: ${config.name} has an attribute "${unnamed[0]}"; use letters, digits and _, starting with a letter.`,
    );
  }
  const schema = new Map(attributes.map(([name, each]) => [name, schemaOf(each)]));
  return Object.freeze({
    name: config.name,
    inputs: config.variadic === true ? null : (config.inputs ?? ["x"]),
    attributes: Object.freeze(Object.fromEntries(attributes.map(([name, each]) => [name, initialOf(each)]))),
    schema,
    form: synchronous(config.name, config.forward),
    vjp: config.vjp ?? null,
    residuals: config.residuals ?? [],
    residualVjp: config.residualVjp ?? null,
    jvp: config.jvp ?? null,
    batch: config.batch ?? null,
    nonDifferentiable: config.nonDifferentiable ?? null,
    traits: config.traits ?? {},
    owner: { plugin: null },
    check: checkOfFit(config.name, schema, config.check ?? null),
    indices: config.indices ?? null,
  });
}

/** A host function that returned a promise would fill its outputs when they have been read. */
function synchronous(name: string, form: Form<readonly string[], Attributes>): Form<readonly string[], Attributes> {
  if (!("host" in form)) return form;
  const { host } = form;
  return {
    host: {
      types: (inputs, attributes) => host.types(inputs, attributes),
      run: (inputs, outputs, attributes) => {
        const result: unknown = host.run(inputs, outputs, attributes);
        if (!isThenable(result)) return;
        throw new RensaError("OP_INVALID", `${name}: its host function returned a promise; it must not be async.`);
      },
    },
  };
}

/** What an op without a `call` takes; any number of inputs ends where its record of options stands. */
function scalarParameters({ inputs }: OpDefinition): string | undefined {
  return inputs === null ? undefined : [...inputs, "options?"].join(", ");
}

/** `op(a, b, { attribute })`: as many operands as inputs, then the attributes. */
function scalarCall(definition: OpDefinition, apply: Apply<Attributes>): (...parameters: never[]) => unknown {
  return (...parameters: readonly unknown[]) => {
    const options = parameters.findIndex((parameter, position) => position > 0 && isPlainRecord(parameter));
    const operands = definition.inputs?.length ?? (options < 0 ? parameters.length : options);
    const surplus = parameters.slice(operands + 1).find((parameter) => parameter !== undefined);
    if (surplus !== undefined) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `${definition.name}: ${describeValue(surplus)} is one argument too many; its record of options is the last.`,
      );
    }
    return apply(
      parameters.slice(0, operands) as readonly Operand[],
      parameters[operands] as Attributes | undefined,
    )[0];
  };
}

function withDefaults(definition: OpDefinition, given: Partial<Attributes>): Attributes {
  if (!isPlainRecord(given)) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `${definition.name}: its options are ${describeValue(given)}; give a record such as { name: value }; ${describeNames(definition.schema)}.`,
    );
  }
  const attributes: Record<string, AttributeValue> = { ...definition.attributes };
  for (const [name, value] of Object.entries(given)) {
    if (!definition.schema.has(name)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `${definition.name}: has no attribute ${quoteName(name)}; ${describeNames(definition.schema)}.`,
      );
    }
    // An option given as undefined is one left out.
    if (value !== undefined) attributes[name] = value;
  }
  return attributes;
}
