/** What defineOp was given, as a definition: every field held to its kind, every function guarded. */
import { checkKind } from "../graph/check-argument.ts";
import { checkOptions } from "../graph/check-options.ts";
import { dtypes } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { formatGiven } from "../graph/format-given.ts";
import { constantOp, inputOp } from "../graph/graph.ts";
import { authorsPlace } from "../graph/users-place.ts";
import {
  badReturn,
  callAuthored,
  checkForward,
  checkFunction,
  entriesOf,
  refusePromise,
  type Author,
} from "./authored.ts";
import { checkRules } from "./check-rules.ts";
import { definitionOf, type AnyOpConfig } from "./make-op.ts";
import type { OpDefinition } from "./definition.ts";
import { guardForm } from "./guard-form.ts";
import { guardVjp } from "./guard-vjp.ts";

type Config = AnyOpConfig;

type AnyForm = OpDefinition["form"];

const functions = ["vjp", "residualVjp", "check", "indices", "call"] as const;
const fields = [
  "name",
  "inputs",
  "variadic",
  "attributes",
  "forward",
  "residuals",
  "jvp",
  "batch",
  "nonDifferentiable",
  "traits",
  "takes",
  "result",
  ...functions,
] as const;
const results: readonly unknown[] = [undefined, "same", ...dtypes];
/** Names that graphs use for what is no op. */
const taken: readonly string[] = [inputOp, constantOp];

/**
 * The definition.
 *
 * @param site The function that the author called.
 * @throws RensaError `OP_INVALID`, or `ARGUMENT_INVALID` for a field that there is not, with the author's line.
 */
export function definitionFor(config: Config, site: unknown): OpDefinition {
  const made = new Error();
  try {
    return definitionAt(config, () => authorsPlace(made));
  } catch (error) {
    const place = error instanceof RensaError && authorsPlace(error, site);
    const name = entriesOf(config).get("name");
    const op = typeof name === "string" ? name : undefined;
    throw place ? error.with({ op, origin: { ...place, scope: "" } }) : error;
  }
}

function definitionAt(config: Config, place: Author["owner"]["place"]): OpDefinition {
  const named: unknown = entriesOf(config).get("name");
  checkOptions(typeof named === "string" ? `defineOp: ${named}` : "defineOp", config, fields);
  const { name } = config;
  // Their attributes are those of the schema.
  const { vjp, residualVjp, jvp, check, indices } = config as Partial<
    Pick<OpDefinition, "vjp" | "residualVjp" | "jvp" | "check" | "indices">
  >;
  checkName(name);
  checkForward(name, config.forward);
  for (const each of functions) if (config[each] !== undefined) checkFunction(name, each, config[each]);
  checkFields(config);
  checkRules(config);
  const owner = { plugin: null, place };
  const author: Author = { name, owner };
  const form = guardForm(author, config.variadic === true ? null : (config.inputs ?? ["x"]), config.forward);
  const guarded = {
    ...config,
    forward: config.call === undefined ? withResult(author, form, config.result) : form,
    ...(vjp && { vjp: guardVjp(author, vjp) }),
    ...(residualVjp && { residualVjp: guardVjp(author, residualVjp) }),
    ...(typeof jvp === "function" && {
      jvp: (...given: Parameters<typeof jvp>) => callAuthored(author, "jvp", () => jvp(...given)),
    }),
    ...(check && { check: guardCheck(author, check) }),
    ...(indices && { indices: guardIndices(author, indices) }),
  };
  return definitionOf(guarded, owner);
}

function guardCheck(author: Author, check: Rule<"check">): Rule<"check"> {
  return (given, types) => {
    const result: unknown = callAuthored<unknown>(author, "check", () => check(given, types));
    refusePromise(author, "check", result);
    if (result === false) throw badReturn(author, "check", result, "nothing, and throw a RensaError where it refuses");
  };
}

function guardIndices(author: Author, indices: Rule<"indices">): Rule<"indices"> {
  return (types, given) => {
    const ranges = callAuthored(author, "indices", () => indices(types, given));
    const found: unknown = ranges;
    if (!Array.isArray(found)) throw badReturn(author, "indices", ranges, "a list of { input, extents }");
    return ranges;
  };
}

type Rule<Name extends "check" | "indices"> = NonNullable<OpDefinition[Name]>;

function checkName(name: unknown): void {
  if (typeof name !== "string" || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new RensaError(
      "OP_INVALID",
      `defineOp: ${formatGiven(name)} is not an op name; use lower-case letters, digits and _, starting with a letter.`,
    );
  }
  if (taken.includes(name)) refuse(name, "the name is that of a part of every graph; give another");
}

/** Fields that are no functions. */
function checkFields({ name, inputs, variadic, traits = {}, attributes = {}, ...config }: Config): void {
  if (inputs !== undefined) {
    const list: readonly unknown[] = Array.isArray(inputs) ? Array.from(inputs) : [inputs];
    const odd = list.find((each) => typeof each !== "string" || !identifier.test(each));
    if (odd !== undefined || !Array.isArray(inputs) || list.includes(undefined)) {
      refuse(name, `its inputs are ${formatGiven(inputs)}; give a list of names, of letters, digits and _`);
    }
    const twice = list.find((each, at) => list.indexOf(each) !== at);
    if (twice !== undefined) refuse(name, `has two inputs ${formatGiven(twice)}; rename one of them`);
    if (variadic === true) refuse(name, "has inputs and is variadic; leave out one of them");
  }
  for (const each of ["nonDifferentiable", "takes"] as const) {
    const text: unknown = config[each];
    if (text === undefined || (typeof text === "string" && (text !== "" || each === "takes"))) continue;
    const wanted = each === "takes" ? 'the names of its parameters, such as "x, options?"' : "the reason, as a text";
    refuse(name, `${each} is ${formatGiven(text)}; give ${wanted}`);
  }
  const rule = config.vjp === undefined ? "jvp" : "vjp";
  if (config[rule] !== undefined && config.nonDifferentiable !== undefined) {
    refuse(name, `has a ${rule} and says that it has none; drop one`);
  }
  if (!results.includes(config.result)) {
    refuse(name, `the result is ${formatGiven(config.result)}; give a dtype, or "same"`);
  }
  checkOptions(`defineOp: the traits of ${name}`, traits, ["commutative", "impure", "rearranges"]);
  const trait = [...entriesOf(traits)].find(([, value]) => !["boolean", "undefined"].includes(typeof value));
  if (trait !== undefined) refuse(name, `its trait ${trait[0]} is ${formatGiven(trait[1])}; give true or false`);
  checkKind(`defineOp: the attributes of ${name}`, attributes, "record");
  const unnamed = Object.keys(attributes).find((key) => !identifier.test(key));
  if (unnamed !== undefined) {
    refuse(name, `has an attribute ${formatGiven(unnamed)}; use letters, digits and _, starting with a letter`);
  }
}

const identifier = /^[A-Za-z]\w*$/;

function refuse(op: string, fault: string): never {
  throw new RensaError("OP_INVALID", `defineOp: ${op}: ${fault}.`, { op });
}

/** The form of an op that has the types of its formula: the dtype that it says, or that of an operand. */
function withResult(author: Author, form: AnyForm, result: unknown): AnyForm {
  if (!("scalar" in form)) return form;
  return {
    scalar: (operands, attributes) => {
      const scalar = form.scalar(operands, attributes);
      const { dtype } = scalar;
      const isSaid = result === undefined || result === "same";
      if (isSaid ? operands.length === 0 || operands.some((each) => each.dtype === dtype) : dtype === result)
        return scalar;
      const cure = isSaid
        ? `say result: "${dtype}"`
        : `say so in result, or convert it with to(${JSON.stringify(result)})`;
      throw new RensaError("OP_INVALID", `${author.name}: its scalar form gives ${dtype}; ${cure}.`, {
        op: author.name,
        written: author.owner.place(),
      });
    },
  };
}
