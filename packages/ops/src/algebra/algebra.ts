/** All rules of the standard ops, in the order in which they are tried. */
import type { Rule } from "@rensa/core";
import { arithmeticRules } from "./arithmetic.ts";
import { shapeRules } from "./shape.ts";

/**
 * All rules of the standard ops.
 *
 * @example
 * ```ts
 * import { algebra } from "@rensa/ops";
 *
 * console.log(algebra.map((rule) => rule.name).join("\n"));
 * ```
 */
export const algebra: readonly Rule[] = [...arithmeticRules, ...shapeRules];
