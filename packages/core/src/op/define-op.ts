/** defineOp: how every op is made, built-in or plugin. */
import { checkOptions } from "../graph/check-options.ts";
import type { DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { quoteName } from "../graph/format-given.ts";
import type { AttributeValue, Attributes } from "../graph/graph.ts";
import type { Shape } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { currentContext, locate } from "./context.ts";
import { initialOf, schemaOf, type Attribute, type AttributeType } from "./attribute.ts";
import { checkOfFit, describeNames } from "./check-attributes.ts";
import { checkForward, checkFunction } from "./authored.ts";
import { describeValue, isThenable } from "./describe-value.ts";
import type { JvpArguments, JvpResult, OpDefinition, OpValue, Traits, VjpArguments, VjpThunks } from "./definition.ts";
import type { Form, ScalarForm } from "./form.ts";
import { checkResiduals, withoutResiduals } from "./residuals.ts";
import { callWith, isPlainRecord } from "./given.ts";
import type { IndexRange } from "./index-range.ts";
import { checkArguments } from "./parameters.ts";
import type { BinarySignature, Operand, UnarySignature } from "./shape-types.ts";
import type { Tensor } from "./tensor.ts";

/** The attributes of an op: their defaults, or what is allowed with the default (`wholeNumber(0)`). */
export type AttributeDefaults = Readonly<Record<string, AttributeValue | Attribute>>;

/** The attributes of an op that has none. */
export type NoAttributes = Readonly<Record<never, never>>;

/** The attributes as they are used: TypeScript infers `false` for a default of `false`, and means boolean. */
export type Widened<A> = { readonly [K in keyof A]: AttributeType<A[K]> };

/** Applies the op to inputs; a number takes the dtype of the tensors beside it. Attributes left out have their default. */
export type Apply<A> = (inputs: readonly Operand[], attributes?: Partial<A>) => readonly Tensor[];

/** What {@link defineOp} takes. */
export interface OpConfig<
  Name extends string,
  Inputs extends readonly string[],
  A extends AttributeDefaults,
  Residuals extends readonly string[] = readonly string[],
> {
  /** Unique in a registry: letters, digits and `_`, starting with a letter. */
  readonly name: Name;
  /** Names of the inputs. Default: one, `x`. */
  readonly inputs?: Inputs;
  /** Any number of inputs, instead of named ones. */
  readonly variadic?: boolean;
  /**
   * Attributes with their defaults, which imply what is allowed: `0.01` any finite number, `[]` a list of them. Say more
   * with {@link wholeNumber}, {@link number}, {@link oneOf}, {@link listOf}, {@link nullable}, {@link record}.
   */
  readonly attributes?: A;
  /** What it computes: `{ scalar }`, `{ composite }`, `{ loops }` or `{ host }`. */
  readonly forward: Form<NoInfer<Inputs>, Widened<NoInfer<A>>>;
  /** One thunk per input that returns its cotangent in terms of ops. */
  readonly vjp?: (
    context: VjpArguments<NoInfer<Inputs>, NoInfer<Residuals>>,
    attributes: Widened<NoInfer<A>>,
  ) => VjpThunks;
  /**
   * Names for values that the forward computes beside its outputs and that only the vjp reads, so that it does not compute
   * them again: the places of maxima, a factorisation. The form gives them after its outputs, as outputs; `call` does not see
   * them. Where no derivative reads one they are not computed: a host function then gets its outputs without them.
   */
  readonly residuals?: Residuals;
  /**
   * As `vjp`, for the residuals: `gradients` are theirs. Derivatives of the vjp ask for it where they depend on a float
   * residual. Default: such a derivative is refused.
   */
  readonly residualVjp?: (
    context: VjpArguments<NoInfer<Inputs>, NoInfer<Residuals>>,
    attributes: Widened<NoInfer<A>>,
  ) => VjpThunks;
  /**
   * How the outputs change where the inputs do, in terms of ops: one tensor per output, `null` for zeros. Forward mode takes
   * it. Default: the transpose of the vjp; `"expanded"`: what follows from the ops that a composite is made of.
   */
  readonly jvp?:
    | ((context: JvpArguments<NoInfer<Inputs>, NoInfer<Residuals>>, attributes: Widened<NoInfer<A>>) => JvpResult)
    | "expanded";
  /** The reason for having no derivative. */
  readonly nonDifferentiable?: string;
  readonly traits?: Traits;
  /** Refuses attributes that do not fit the inputs or each other; called before anything is recorded. */
  readonly check?: (attributes: Widened<NoInfer<A>>, inputs: readonly TensorType[]) => void;
  /**
   * The parameters of `call`, by name: `x, axes?, options?` or `equation, ...tensors`. A call with an argument too many, with
   * one missing or null, or with `options` that are no record, is then refused. Default: any arguments, since JavaScript does
   * not say how many a function takes where one has a default; of an op without a `call`, its inputs and then its options.
   */
  readonly takes?: string;
  /**
   * The integers that it can use of the inputs by which it indexes. A program refuses labels outside among its data, and
   * with `checkIndices` any other index.
   */
  readonly indices?: (inputs: readonly TensorType[], attributes: Widened<NoInfer<A>>) => readonly IndexRange[];
}

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
  if (config.vjp !== undefined) checkFunction(config.name, "vjp", config.vjp);
  checkResiduals(config);
  if (config.jvp !== undefined && (config.jvp !== "expanded" || !("composite" in config.forward))) {
    checkFunction(config.name, "jvp", config.jvp);
  }
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
