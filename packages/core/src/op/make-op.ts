/** makeOp: a definition as a function that records a node. */
import type { DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { quoteName } from "../graph/format-given.ts";
import type { AttributeValue, Attributes } from "../graph/graph.ts";
import type { Shape } from "../graph/shape.ts";
import { initialOf, schemaOf } from "./attribute.ts";
import { checkOfFit, describeNames } from "./check-attributes.ts";
import { currentContext } from "./context.ts";
import { locate } from "./locate.ts";
import { describeValue } from "./describe-value.ts";
import type { OpDefinition, OpOwner, OpValue } from "./definition.ts";
import type { ScalarForm } from "./form.ts";
import { callWith, isPlainRecord } from "./given.ts";
import type { Apply, AttributeDefaults, NoAttributes, OpConfig, Widened } from "./op-config.ts";
import { checkArguments } from "./parameters.ts";
import { withoutResiduals } from "./residuals.ts";
import type { BinarySignature, Operand, QuaternarySignature, TernarySignature, UnarySignature } from "./shape-types.ts";
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
    : Inputs extends readonly [string, string, string]
      ? TernarySignature<Name, Partial<A>, Result>
      : Inputs extends readonly [string, string, string, string]
        ? QuaternarySignature<Name, Partial<A>, Result>
        : (
            ...operands: readonly [...{ readonly [K in keyof Inputs]: Operand }, options?: Partial<A>]
          ) => Tensor<Shape, Result extends DType ? Result : DType>;

/**
 * T, which is not inferred from what the result is assigned to. (`NoInfer` says the same, and stays in the types of all ops
 * as editors show them.)
 * @inline
 */
type Given<T> = [T][T extends unknown ? 0 : never];

/** What makes ops: with a signature of their own, or, of a formula, with that which it has by itself. */
export interface OpMaker {
  <
    Signature extends (...parameters: never[]) => unknown,
    const Name extends string,
    const Inputs extends readonly string[] = readonly ["x"],
    A extends AttributeDefaults = NoAttributes,
    const Residuals extends readonly string[] = readonly [],
    const Variadic extends boolean = false,
  >(
    config: OpConfig<Name, Inputs, A, Residuals> & {
      readonly variadic?: Variadic;
      /** How it is called, where that is not by its inputs and attributes. */
      readonly call: (apply: Apply<Widened<A>>) => Signature;
    },
  ): Signature & OpValue<Variadic extends true ? readonly string[] : Given<Inputs>, Given<Widened<A>>>;
  <
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
  ): ScalarSignature<Name, Inputs, Widened<A>, Result> & OpValue<Given<Inputs>, Given<Widened<A>>>;
}

/** What defineOp is given, of which no types are known. */
export type AnyOpConfig = OpConfig<string, readonly string[], AttributeDefaults> & {
  readonly call?: (apply: Apply<Attributes>) => (...parameters: never[]) => unknown;
  readonly result?: unknown;
};

/**
 * Makes an op of Rensa's own packages, whose samples test it: `defineOp` without its looks at what an author wrote, which
 * a page does not have to load for these ops. For any other op use `defineOp`.
 *
 * @example
 * ```ts
 * import { f32, makeOp, trace } from "@rensa/core";
 *
 * const cube = makeOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => cube(x));
 * ```
 */
export const makeOp = ((config: AnyOpConfig) =>
  opOf(definitionOf(config, { plugin: null, place: () => undefined }), config)) as OpMaker;

/** A definition, of what is right. */
export function definitionOf(config: AnyOpConfig, owner: OpOwner): OpDefinition {
  const { name } = config;
  // Their attributes are those of the schema.
  const rules = config as Partial<OpDefinition>;
  const attributes = Object.entries(config.attributes ?? {});
  const schema = new Map(attributes.map(([key, each]) => [key, schemaOf(each, `the attribute "${key}" of ${name}`)]));
  return Object.freeze({
    name,
    owner,
    inputs: config.variadic === true ? null : Object.freeze([...(config.inputs ?? ["x"])]),
    attributes: Object.freeze(Object.fromEntries(attributes.map(([key, each]) => [key, initialOf(each)]))),
    schema,
    form: config.forward,
    vjp: rules.vjp ?? null,
    residuals: config.residuals ?? [],
    residualVjp: rules.residualVjp ?? null,
    jvp: rules.jvp ?? null,
    batch: rules.batch ?? null,
    nonDifferentiable: config.nonDifferentiable ?? null,
    traits: config.traits ?? {},
    check: checkOfFit(name, schema, rules.check ?? null),
    indices: rules.indices ?? null,
  });
}

/** An op as a function, with its definition. */
export function opOf(definition: OpDefinition, config: Pick<AnyOpConfig, "call" | "takes">): OpValue {
  const site: { called: unknown } = { called: undefined };
  const outputsOf = (inputs: readonly Operand[], attributes?: Partial<Attributes>): readonly Tensor[] =>
    withoutResiduals(
      definition,
      currentContext(definition.name).apply(
        definition,
        inputs,
        attributes === undefined ? definition.attributes : withDefaults(definition, attributes),
        site.called,
      ),
    );
  const apply = applyBy(outputsOf);
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

/** {@link Apply} by what gives all outputs. */
export function applyBy(
  outputsOf: (inputs: readonly Operand[], attributes?: Partial<Attributes>) => readonly Tensor[],
): Apply<Attributes> {
  // The one place where what an author says of his op's results is believed. No op is without an output: a form that gives
  // none is refused.
  const all = outputsOf as Apply<Attributes>["all"];
  const first = ((inputs, attributes) => outputsOf(inputs, attributes)[0]) as Apply<Attributes>;
  return Object.assign(first, { all });
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
    return apply(parameters.slice(0, operands) as readonly Operand[], parameters[operands] as Attributes | undefined);
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
