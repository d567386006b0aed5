/**
 * Attributes that say more than their default does: a default with what is allowed beside it.
 *
 * In `defineOp`, `attributes: { axis: wholeNumber(0), mode: oneOf(["linear", "nearest"], "linear") }`. A plain default implies
 * a schema too: `slope: 0.01` is any finite number.
 */
import { checkOptions } from "../graph/check-options.ts";
import { checkParts, checkKind } from "../graph/check-argument.ts";
import { dtypes, type DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { formatGiven } from "../graph/format-given.ts";
import type { AttributeValue } from "../graph/graph.ts";
import type { Shape } from "../graph/shape.ts";
import { faultOf, schemaOfDefault, type AttributeSchema, type NumberBounds } from "./attribute-schema.ts";

/**
 * An attribute of an op: its default, and what is allowed.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `OP_INVALID` for a default that is not
 *   allowed.
 *
 * @example
 * ```ts
 * import { Attribute, defineOp, f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const scaled = defineOp({
 *   name: "scaled",
 *   attributes: { factor: new Attribute<number>({ kind: "number", bounds: {}, nonFinite: false }, 2) },
 *   forward: { scalar: ([x], { factor }) => x.mul(factor) },
 * });
 * const traced = trace({ x: f32(2) }, ({ x }) => scaled(x, { factor: 3 }));
 * console.log((await compile(traced)).run({ x: [1, 2] }).data); // Float32Array [3, 6]
 * ```
 */
export class Attribute<T extends AttributeValue = AttributeValue> {
  readonly schema: AttributeSchema;
  /** The default. */
  readonly initial: T;

  /**
   * @param schema - What values are allowed.
   * @param initial - The default.
   */
  constructor(schema: AttributeSchema, initial: T) {
    checkParts("The schema", schema, "kind");
    const fault = faultOf(initial, schema, null);
    if (fault !== null) {
      throw new RensaError(
        "OP_INVALID",
        `defineOp: the default of an attribute is ${fault.given}, and what is allowed is ${fault.allowed}; change one of them.`,
      );
    }
    this.schema = schema;
    this.initial = initial;
  }
}

/** The value of an {@link Attribute}, or of a plain default. */
export type AttributeType<A> = A extends Attribute<infer T> ? T : A extends boolean ? boolean : A;

/**
 * An integer, of any size that a double holds exactly or within bounds.
 *
 * @param initial - The default.
 * @param bounds - The least and the greatest value.
 *
 * @throws RensaError `OP_INVALID` for a default that is not allowed, `ARGUMENT_INVALID` for an argument of another
 *   kind.
 *
 * @example
 * ```ts
 * import { defineOp, f32, trace, wholeNumber } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const power = defineOp({
 *   name: "whole_power",
 *   attributes: { exponent: wholeNumber(2, { minimum: 1, maximum: 64 }) },
 *   forward: { scalar: ([x], { exponent }) => x.pow(exponent) },
 * });
 * console.log((await compile(trace({ x: f32(2) }, ({ x }) => power(x, { exponent: 3 })))).run({ x: [1, 2] }).data); // Float32Array [1, 8]
 * ```
 */
export function wholeNumber(initial: number, bounds: NumberBounds = {}): Attribute<number> {
  checkOptions("wholeNumber", bounds, ["minimum", "maximum", "above", "below"]);
  return new Attribute({ kind: "integer", bounds }, initial);
}

/**
 * A number, finite unless `nonFinite` is true (which a default that is not finite implies), of any size or within bounds.
 *
 * @param initial - The default.
 * @param options.nonFinite - Whether NaN and infinities are allowed. Default: whether the default is one of them.
 *
 * @throws RensaError `OP_INVALID` for a default that is not allowed, `ARGUMENT_INVALID` for an argument of another
 *   kind.
 *
 * @example
 * ```ts
 * import { number } from "@rensa/core";
 * import { describeSchema } from "@rensa/core/compiler";
 *
 * const rate = number(0.5, { minimum: 0, below: 1 });
 * console.log(rate.initial, describeSchema(rate.schema)); // 0.5 "a finite number from 0 and below 1"
 * ```
 */
export function number(
  initial: number,
  options: NumberBounds & { readonly nonFinite?: boolean } = {},
): Attribute<number> {
  checkOptions("number", options, ["minimum", "maximum", "above", "below", "nonFinite"]);
  const { nonFinite = !Number.isFinite(initial), ...bounds } = options;
  return new Attribute({ kind: "number", bounds, nonFinite }, initial);
}

/**
 * One of a few values.
 *
 * @param values - The values that are allowed.
 * @param initial - The default.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `OP_INVALID` for a default that is not
 *   allowed.
 *
 * @example
 * ```ts
 * import { oneOf } from "@rensa/core";
 * import { describeSchema } from "@rensa/core/compiler";
 *
 * const mode = oneOf(["linear", "nearest"], "linear");
 * console.log(mode.initial, describeSchema(mode.schema)); // "linear" "one of \"linear\", \"nearest\""
 * ```
 */
export function oneOf<const V extends string | number | boolean>(
  values: readonly V[],
  initial: NoInfer<V>,
): Attribute<V> {
  checkKind("oneOf: the values", values, "list");
  return new Attribute<V>({ kind: "oneOf", values }, initial);
}

/**
 * A list of items of one kind; the item's own default counts for nothing.
 *
 * @param options.length How many there must be. Default: any number.
 * @param item - What an item may be.
 * @param initial - The default.
 *
 * @throws RensaError `OP_INVALID` for a default that is not allowed, `ARGUMENT_INVALID` for an argument of another
 *   kind.
 *
 * @example
 * ```ts
 * import { listOf, wholeNumber } from "@rensa/core";
 * import { describeSchema } from "@rensa/core/compiler";
 *
 * const size = listOf(wholeNumber(1, { minimum: 1 }), [1, 1]);
 * console.log(size.initial, describeSchema(size.schema)); // [1, 1] "a list of integers from 1"
 * ```
 */
export function listOf<T extends AttributeValue>(
  item: T | Attribute<T>,
  initial: readonly NoInfer<T>[] = [],
  options: { readonly length?: number } = {},
): Attribute<readonly T[]> {
  checkOptions("listOf", options, ["length"]);
  return new Attribute<readonly T[]>({ kind: "list", of: schemaOf(item), length: options.length ?? null }, initial);
}

/**
 * `null`, which stands for a choice that the op makes, or a value; `null` is the default.
 *
 * @param value - What a value may be, beside `null`.
 * @param initial - The default.
 *
 * @throws RensaError `OP_INVALID` for a default that is not allowed.
 *
 * @example
 * ```ts
 * import { nullable, number } from "@rensa/core";
 * import { describeSchema } from "@rensa/core/compiler";
 *
 * const scale = nullable(number(1));
 * console.log(scale.initial, describeSchema(scale.schema)); // null "null or a finite number"
 * ```
 */
export function nullable<T extends AttributeValue>(
  value: T | Attribute<T>,
  initial: NoInfer<T> | null = null,
): Attribute<T | null> {
  return new Attribute<T | null>({ kind: "nullable", of: schemaOf(value) }, initial);
}

/**
 * A record with fields of its own; its default is that of its fields.
 *
 * @param fields - The fields, by name.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { record, wholeNumber } from "@rensa/core";
 * import { describeSchema } from "@rensa/core/compiler";
 *
 * const window = record({ size: wholeNumber(3, { minimum: 1 }), step: wholeNumber(1, { minimum: 1 }) });
 * console.log(window.initial, describeSchema(window.schema)); // { size: 3, step: 1 } "a record { \"size\": an integer from 1; \"step\": an integer from 1 }"
 * ```
 */
export function record<Fields extends Readonly<Record<string, AttributeValue | Attribute>>>(
  fields: Fields,
): Attribute<{ readonly [K in keyof Fields]: AttributeType<Fields[K]> & AttributeValue }> {
  checkKind("record: its fields", fields, "record");
  type Value = { readonly [K in keyof Fields]: AttributeType<Fields[K]> & AttributeValue };
  const schemas = new Map(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)]));
  const initial = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, initialOf(field)]));
  // The record has the fields of the type by construction, which TypeScript cannot see through entries.
  return new Attribute<Value>({ kind: "record", fields: schemas }, initial as Value);
}

/**
 * The shape of a tensor: integers from 0. Default: `[]`.
 *
 * @param initial - The default.
 *
 * @throws RensaError `OP_INVALID` for a default that is not allowed.
 *
 * @example
 * ```ts
 * import { anyShape } from "@rensa/core";
 * import { describeSchema } from "@rensa/core/compiler";
 *
 * console.log(anyShape().initial, describeSchema(anyShape([1, 1]).schema)); // [] "a list of integers from 0"
 * ```
 */
export function anyShape(initial: Shape = []): Attribute<Shape> {
  return listOf(wholeNumber(0, { minimum: 0 }), initial);
}

/**
 * The dtype of a tensor. Default: `"f32"`.
 *
 * @param initial - The default.
 *
 * @throws RensaError `OP_INVALID` for a default that is not allowed.
 *
 * @example
 * ```ts
 * import { anyDType } from "@rensa/core";
 * import { describeSchema } from "@rensa/core/compiler";
 *
 * console.log(anyDType().initial, describeSchema(anyDType().schema)); // "f32" "one of \"f32\", \"f64\", \"i32\", \"u8\", \"bool\""
 * ```
 */
export function anyDType(initial: DType = "f32"): Attribute<DType> {
  return oneOf(dtypes, initial);
}

/** What is allowed for an attribute; `whose` names it in errors. */
export function schemaOf(attribute: AttributeValue | Attribute, whose = "an attribute"): AttributeSchema {
  const schema = attribute instanceof Attribute ? attribute.schema : schemaOfDefault(attribute);
  if (schema !== undefined) return schema;
  throw new RensaError(
    "OP_INVALID",
    `defineOp: the default of ${whose} is ${formatGiven(attribute)}, which does not say what is allowed; give a number, a text, a boolean, a list or a record of them, or use listOf(...), record(...).`,
  );
}

/** The default of an attribute. */
export function initialOf(attribute: AttributeValue | Attribute): AttributeValue {
  return attribute instanceof Attribute ? attribute.initial : attribute;
}
