/**
 * What an attribute may be, as data: derived from its default, or said by its author. Every way in (a call, a graph that
 * is loaded) checks attributes by it, and documentation prints it.
 */
import { checkParts, isPlain } from "../graph/check-argument.ts";
import { isConstantData } from "../graph/is-constant-data.ts";
import { isList } from "../graph/attribute-text.ts";
import type { AttributeValue, Attributes } from "../graph/graph.ts";
import type { GraphValueFault } from "../graph/graph-value.ts";
import { formatGiven, quoteName } from "../graph/format-given.ts";
import type { TensorType } from "../graph/tensor-type.ts";

/** Bounds of a number; a bound that is left out does not bind. */
export interface NumberBounds {
  readonly minimum?: number;
  readonly maximum?: number;
  /** Like `minimum`, and the bound itself is not allowed. */
  readonly above?: number;
  /** Like `maximum`, and the bound itself is not allowed. */
  readonly below?: number;
}

/** What an attribute may be. */
export type AttributeSchema =
  | { readonly kind: "boolean" }
  | { readonly kind: "text" }
  /** Whole numbers are safe integers. */
  | { readonly kind: "integer"; readonly bounds: NumberBounds }
  /** Finite, unless `nonFinite` allows NaN and the infinities, whatever the bounds. */
  | { readonly kind: "number"; readonly bounds: NumberBounds; readonly nonFinite: boolean }
  | { readonly kind: "oneOf"; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: "list"; readonly of: AttributeSchema; readonly length: number | null }
  | { readonly kind: "record"; readonly fields: ReadonlyMap<string, AttributeSchema> }
  | { readonly kind: "nullable"; readonly of: AttributeSchema }
  /** An axis of an input, from the front; or, where `inserted`, the place of a new one among its axes. */
  | { readonly kind: "axis"; readonly of: number; readonly inserted: boolean }
  /** Axes of an input, from the front, each once, ascending. */
  | { readonly kind: "axes"; readonly of: number }
  /** A graph: the body of a loop, a branch. It brings its check, which only pages with regions load. */
  | { readonly kind: "graph"; readonly check: (value: unknown) => GraphValueFault | null };

/** What is wrong with a value: where in it, and what is allowed there. */
export interface SchemaFault {
  /** Below the attribute, such as `[2].rate`; empty for the value itself. */
  readonly path: string;
  readonly given: string;
  readonly allowed: string;
}

/**
 * The first thing in a value that its schema does not allow; `null` where all of it is allowed.
 *
 * @param inputs What the op is applied to, by which axes are judged; `null` where that is not known.
 */
export function faultOf(
  value: unknown,
  schema: AttributeSchema,
  inputs: readonly TensorType[] | null,
  path = "",
): SchemaFault | null {
  const refuse = (): SchemaFault => ({ path, given: formatGiven(value), allowed: describeFor(schema, inputs) });
  switch (schema.kind) {
    case "boolean":
      return typeof value === "boolean" ? null : refuse();
    case "text":
      return typeof value === "string" ? null : refuse();
    case "integer":
      return Number.isSafeInteger(value) && isWithin(value as number, schema.bounds) ? null : refuse();
    case "number":
      if (typeof value !== "number") return refuse();
      return (Number.isFinite(value) ? isWithin(value, schema.bounds) : schema.nonFinite) ? null : refuse();
    case "oneOf":
      return schema.values.some((each) => each === value) ? null : refuse();
    case "nullable": {
      const fault = value === null ? null : faultOf(value, schema.of, inputs, path);
      return fault?.path === path ? refuse() : fault;
    }
    case "list":
      if (!Array.isArray(value) || (schema.length !== null && value.length !== schema.length)) return refuse();
      return faultInList(value, schema.of, inputs, path);
    case "record":
      return isRecord(value) ? faultInRecord(value, schema.fields, inputs, path) : refuse();
    case "axis":
      return isAxis(value, axesOf(schema, inputs)) ? null : refuse();
    case "axes": {
      const count = axesOf(schema, inputs);
      const isAscending =
        isArray(value) &&
        value.every((each, at) => isAxis(each, count) && !(at > 0 && Number(value[at - 1]) >= Number(each)));
      return isAscending ? null : refuse();
    }
    case "graph": {
      const reason = schema.check(value);
      return reason === null ? null : { path: `${path}${reason.path}`, given: reason.given, allowed: reason.allowed };
    }
  }
}

function isWithin(value: number, { minimum, maximum, above, below }: NumberBounds): boolean {
  return (
    value >= (minimum ?? -Infinity) &&
    value <= (maximum ?? Infinity) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below)
  );
}

/** True where what is allowed depends on the inputs. */
export function isRelated(schema: AttributeSchema): boolean {
  switch (schema.kind) {
    case "axis":
    case "axes":
      return true;
    case "list":
    case "nullable":
      return isRelated(schema.of);
    case "record":
      return [...schema.fields.values()].some(isRelated);
    default:
      return false;
  }
}

/** How many axes there are to choose from; infinitely many where the inputs are not known. */
function axesOf(
  { of, inserted = false }: { readonly of: number; readonly inserted?: boolean },
  inputs: readonly TensorType[] | null,
): number {
  if (inputs === null) return Infinity;
  return (inputs[of]?.shape.length ?? 0) + (inserted ? 1 : 0);
}

function isAxis(value: unknown, count: number): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value < count;
}

/** A list that has no holes, which are skipped when it is walked. */
function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && Object.keys(value).length === value.length;
}

/** By position, because a list with holes skips them when it is walked. */
function faultInList(
  values: readonly unknown[],
  of: AttributeSchema,
  inputs: readonly TensorType[] | null,
  path: string,
): SchemaFault | null {
  for (let at = 0; at < values.length; at++) {
    const fault = faultOf(values[at], of, inputs, `${path}[${String(at)}]`);
    if (fault !== null) return fault;
  }
  return null;
}

function faultInRecord(
  value: Readonly<Record<string, unknown>>,
  fields: ReadonlyMap<string, AttributeSchema>,
  inputs: readonly TensorType[] | null,
  path: string,
): SchemaFault | null {
  for (const [name, schema] of fields) {
    const fault = faultOf(Object.hasOwn(value, name) ? value[name] : undefined, schema, inputs, `${path}.${name}`);
    if (fault !== null) return fault;
  }
  const unknown = Object.keys(value).find((name) => !fields.has(name));
  if (unknown === undefined) return null;
  return {
    path: `${path}.${unknown}`,
    given: "there",
    allowed: `nothing: the fields are ${listNames([...fields.keys()])}`,
  };
}

/** A plain record, of this realm or another, with or without a prototype. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is allowed, with the number of axes where it is known. */
function describeFor(schema: AttributeSchema, inputs: readonly TensorType[] | null): string {
  const text = describeSchema(schema);
  if (inputs === null || (schema.kind !== "axis" && schema.kind !== "axes")) return text;
  return `${text}, which has ${String(inputs[schema.of]?.shape.length ?? 0)}`;
}

/**
 * A schema in words, such as `an integer from 1`, `one of "linear", "nearest"`, `a list of finite numbers`.
 *
 * @param schema - What values an attribute may have.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { oneOf, wholeNumber } from "@rensa/core";
 * import { describeSchema } from "@rensa/core/compiler";
 *
 * console.log(describeSchema(wholeNumber(3, { minimum: 1 }).schema)); // "an integer from 1"
 * console.log(describeSchema(oneOf(["linear", "nearest"], "linear").schema)); // "one of \"linear\", \"nearest\""
 * ```
 */
export function describeSchema(schema: AttributeSchema): string {
  checkParts("The schema", schema, "kind");
  return describe(schema);
}

/** The words for one value, or for several. */
function describe(schema: AttributeSchema, isPlural = false): string {
  const noun = (word: string): string => (isPlural ? `${word}s` : `${/^[ai]/.test(word) ? "an" : "a"} ${word}`);
  const several = isPlural ? "values that are " : "";
  switch (schema.kind) {
    case "boolean":
      return isPlural ? "booleans" : "true or false";
    case "text":
    case "graph":
      return noun(schema.kind);
    case "integer":
      return noun("integer") + describeBounds(schema.bounds);
    case "number": {
      const bounds = describeBounds(schema.bounds);
      return schema.nonFinite
        ? `${noun("number")}${bounds} (NaN and the infinities too)`
        : `${noun("finite number")}${bounds}`;
    }
    case "oneOf":
      return `${several}one of ${schema.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "nullable":
      return `${several}null or ${describe(schema.of)}`;
    case "list":
      return `${noun("list")} of ${schema.length === null ? "" : `${String(schema.length)} `}${describe(schema.of, true)}`;
    case "record": {
      const fields = [...schema.fields].map(([name, of]) => `${quoteName(name)}: ${describe(of)}`);
      return `${noun("record")} { ${fields.join("; ")} }`;
    }
    case "axis": {
      const place = schema.inserted ? `${noun("place")} among the axes` : isPlural ? "axes" : "an axis";
      return `${place} of ${ordinal(schema.of)}, from 0`;
    }
    case "axes":
      return `${isPlural ? "lists of " : ""}axes of ${ordinal(schema.of)}, from 0, each once, ascending`;
  }
}

function ordinal(input: number): string {
  return `the ${["first", "second", "third"][input] ?? `${String(input + 1)}th`} input`;
}

function describeBounds({ minimum, maximum, above, below }: NumberBounds): string {
  const lower =
    minimum !== undefined ? ` from ${String(minimum)}` : above !== undefined ? ` above ${String(above)}` : "";
  if (maximum !== undefined) return `${lower}${minimum === undefined ? " up to" : " to"} ${String(maximum)}`;
  return below === undefined ? lower : `${lower}${lower === "" ? "" : " and"} below ${String(below)}`;
}

/**
 * The schema that a default implies: a boolean for a boolean, a text for a text, a finite number for a finite one (any
 * number for one that is not finite), a list of what its items imply (of finite numbers where it is empty), a record of
 * the same fields, `null` or a finite number for `null`. `undefined` for a list of different kinds.
 */
export function schemaOfDefault(value: AttributeValue): AttributeSchema | undefined {
  switch (typeof value) {
    case "boolean":
      return { kind: "boolean" };
    case "string":
      return { kind: "text" };
    case "number":
      return { kind: "number", bounds: {}, nonFinite: !Number.isFinite(value) };
    default:
  }
  if (value === null) return { kind: "nullable", of: finiteNumber };
  // No op but the constant has such.
  if (isConstantData(value)) return undefined;
  if (isList(value)) return schemaOfList(value);
  if (typeof value !== "object" || !isPlain(value)) return undefined;
  const fields = new Map<string, AttributeSchema>();
  for (const [name, inner] of Object.entries(value as Attributes)) {
    const schema = schemaOfDefault(inner);
    if (schema === undefined || name === "__proto__") return undefined;
    fields.set(name, schema);
  }
  return { kind: "record", fields };
}

const finiteNumber: AttributeSchema = { kind: "number", bounds: {}, nonFinite: false };

function schemaOfList(values: readonly AttributeValue[]): AttributeSchema | undefined {
  const schemas = values.map(schemaOfDefault);
  const [first = finiteNumber] = schemas;
  const others = schemas.slice(1);
  if (values.length > 0 && schemas[0] === undefined) return undefined;
  const isSame = others.every((each) => each !== undefined && describeSchema(each) === describeSchema(first));
  return isSame ? { kind: "list", of: first, length: null } : undefined;
}

function listNames(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map(quoteName).join(", ");
}
