/**
 * The arguments of an op's call, held to what it takes. JavaScript says nothing of an argument too many, nor of a number
 * where a record of options is wanted: it computes as if neither were there.
 */
import { RensaError } from "../graph/error.ts";
import { quoteName } from "../graph/format-given.ts";
import type { OpDefinition } from "./definition.ts";
import { describeValue } from "./describe-value.ts";
import { isPlainRecord } from "./given.ts";

/**
 * Refuses an argument too many, one that is missing or null, options that are no record, and an option that is null though no
 * attribute may be. One given as `undefined` is one left out.
 *
 * @param takes The names of the parameters: `x, axes?, options?`, or `equation, ...tensors`. See `OpConfig.takes`.
 * @throws RensaError `ARGUMENT_INVALID`.
 */
export function checkArguments(
  { name: op, schema }: Pick<OpDefinition, "name" | "schema">,
  takes: string,
  given: readonly unknown[],
): void {
  const parameters = takes === "" ? [] : takes.split(", ");
  const rest = parameters.at(-1)?.startsWith("...") === true ? parameters.length - 1 : Infinity;
  const refuse = (fault: string): never => {
    throw new RensaError("ARGUMENT_INVALID", `${op}: ${fault}; call it as ${op}(${takes}).`, { op });
  };
  for (const [at, value] of given.entries()) {
    const parameter = parameters[Math.min(at, rest)];
    if (parameter === undefined) {
      if (value !== undefined) refuse(`${describeValue(value)} is one argument too many`);
    } else if (value === null) {
      refuse(`${nameOf(parameter)} is null`);
    } else if (value !== undefined && nameOf(parameter) === "options" && !isPlainRecord(value)) {
      refuse(`its options are ${describeValue(value)}, and have to be a record such as { name: value }`);
    }
  }
  const none = given
    .flatMap((value) => (isPlainRecord(value) ? Object.entries(value) : []))
    .find(([name, value]) => value === null && schema.get(name)?.kind !== "nullable");
  if (none !== undefined) refuse(`${quoteName(none[0])} is null; leave it out for its default`);
  const missing = parameters.findIndex(
    (parameter, at) => at < rest && !parameter.endsWith("?") && given[at] === undefined,
  );
  if (missing >= 0) refuse(`${parameters[missing] ?? ""} is missing`);
}

function nameOf(parameter: string): string {
  return parameter.replace(/^\.\.\.|\?$/g, "");
}
