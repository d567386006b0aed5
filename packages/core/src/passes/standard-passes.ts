/** The one ordered list of passes. */
import { expandComposites } from "./expand.ts";
import { foldConstants } from "./fold.ts";
import type { Pass } from "./pass.ts";
import { removeDead } from "./remove-dead.ts";
import type { Rule } from "./rule.ts";
import { shareCommon } from "./share.ts";
import { simplifyWith } from "./simplify.ts";

/**
 * What a program goes through, in this order, with the given rules.
 *
 * @param rules - The rules that simplify.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { standardPasses } from "@rensa/core/compiler";
 *
 * console.log(standardPasses([]).map(({ name }) => name).join("\n"));
 * // expand composites
 * // fold constants
 * // share common subexpressions
 * // simplify
 * // share common subexpressions
 * // remove dead
 * ```
 */
export function standardPasses(rules: readonly Rule[]): readonly Pass[] {
  return [
    expandComposites,
    foldConstants,
    shareCommon,
    simplifyWith(rules),
    // What was simplified may be common now.
    shareCommon,
    removeDead,
  ];
}
