/** How large graph files may be. */
import { checkOptions } from "./check-options.ts";
import { RensaError } from "./error.ts";
import { formatGiven } from "./format-given.ts";

/**
 * How large a graph file may be, for one that is read.
 *
 * @example
 * ```ts
 * import { graphFromJson, type GraphReadOptions } from "@rensa/core/graph";
 *
 * const own: GraphReadOptions = { maximumCharacters: 2 ** 28, maximumTokens: 2 ** 24 };
 * const graphOf = (text: string) => graphFromJson(text, own);
 * ```
 */
export interface GraphReadOptions {
  /** Characters of the text. Default 16,777,216. */
  readonly maximumCharacters?: number;
  /** Names, numbers and marks, not counting the data of constants. Default 1,000,000: some 50,000 nodes. */
  readonly maximumTokens?: number;
}

/**
 * What of these options holds where not everything is given.
 *
 * @throws RensaError `ARGUMENT_INVALID` for another option, or what is not a positive integer.
 */
export function readLimits(what: string, options: GraphReadOptions): Required<GraphReadOptions> {
  checkOptions(what, options, ["maximumCharacters", "maximumTokens"]);
  const { maximumCharacters = graphLimits.characters, maximumTokens = graphLimits.tokens } = options;
  for (const [name, value] of Object.entries({ maximumCharacters, maximumTokens })) {
    if (Number.isSafeInteger(value) && value > 0) continue;
    throw new RensaError("ARGUMENT_INVALID", `${what}: ${name} is ${formatGiven(value)}; give a positive integer.`);
  }
  return { maximumCharacters, maximumTokens };
}

/** How large a graph file may be. Errors name the limit that was met; the docstrings of `parseGraph` tell of all. */
export const graphLimits = {
  /** Characters of a text, and its tokens, unless more are allowed. */
  characters: 2 ** 24,
  tokens: 1_000_000,
  /** Lists, records and graphs inside each other. */
  depth: 256,
  /** Graphs inside each other: loops in loops. */
  regions: 32,
  /** Axes of a tensor. */
  rank: 64,
} as const;
