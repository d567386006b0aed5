/** The pipeline of passes, with the rules of the standard ops and of plugins. Every pass can be switched off by its name. */
import { checkKind, RensaError, type Pass, type PluginDefinition } from "@rensa/core";
import { opsByName, standardPasses } from "@rensa/core/compiler";
import { algebra } from "@rensa/ops";

/**
 * The passes of a program that uses plugins, in order: their rules are tried before the standard ones, which are more
 * general. A rule is about ops, not names: none takes an op of a plugin for a standard one.
 *
 * @param plugins - The plugins, in the order in which they count.
 *
 * @throws RensaError `OP_DUPLICATE` where two plugins have ops of one name.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { defineOp, definePlugin, passesWith, withoutPasses } from "rensa";
 *
 * const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
 * const plugin = definePlugin({ name: "rensa-plugin-cube", version: "1.0.0", ops: { cube } });
 * const passes = withoutPasses(["fold constants"], passesWith([plugin]));
 * console.log(passes.length === passesWith([]).length - 1); // true
 * ```
 */
export function passesWith(plugins: readonly PluginDefinition[]): readonly Pass[] {
  checkKind("passesWith: the plugins", plugins, "list");
  opsByName(plugins);
  return standardPasses([...plugins.flatMap(({ rewrites }) => rewrites), ...algebra]);
}

/**
 * What a program goes through by default, in this order.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { runPasses } from "@rensa/core/compiler";
 * import { mul } from "@rensa/ops";
 * import { defaultPasses } from "rensa";
 *
 * const { graph, definitions } = trace({ x: f32(3) }, ({ x }) => mul(x, 1));
 * console.log(Object.keys((await runPasses(graph, definitions, defaultPasses)).graph.nodes)); // ["x"]
 * ```
 */
export const defaultPasses: readonly Pass[] = passesWith([]);

/**
 * The passes but those with the given names. Lowering needs composites expanded and dead nodes removed; `compile` does
 * these two in any case.
 *
 * @param names - The names of passes.
 * @param passes - The passes; the default ones where none are given.
 *
 * @throws RensaError `ARGUMENT_INVALID` where no pass has such a name.
 *
 * @example
 * ```ts
 * import { withoutPasses } from "rensa";
 *
 * const passes = withoutPasses(["simplify", "fold constants"]);
 * console.log(passes.some(({ name }) => name === "simplify")); // false
 * ```
 */
export function withoutPasses(names: readonly string[], passes: readonly Pass[] = defaultPasses): readonly Pass[] {
  checkKind("withoutPasses: the names", names, "list");
  checkKind("withoutPasses: the passes", passes, "list");
  const known = new Set(passes.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `withoutPasses: no pass is named "${unknown}"; there are ${[...known].join(", ")}.`,
    );
  }
  return passes.filter(({ name }) => !names.includes(name));
}
