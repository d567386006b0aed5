/** Registries: which ops a graph may name. A registry is a value; nothing is registered by importing it. */
import { checkParts, checkKind } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import type { OpDefinition } from "../op/definition.ts";
import { opsByName } from "../op/ops-by-name.ts";
import { batchOps } from "../op/batch-axes.ts";
import { batchedOp } from "../op/batched.ts";
import { summedOp } from "../op/batched-sum.ts";
import { derivedVjp } from "../op/derived-vjp.ts";
import type { OpCollection, Plugin } from "../op/plugin.ts";
import { checkRequirement } from "../op/check-requirement.ts";
import { structuralOps } from "../op/structural.ts";
import { batchedBranch } from "./batched-branch.ts";
import { vectorizeBody, vectorizers } from "./vectorize.ts";

/** Ops by name. */
export interface Registry {
  /** The plugins that it was made of. */
  readonly plugins: readonly Plugin<OpCollection>[];
  /** The names of all ops, without the derived ones. */
  readonly names: readonly string[];
  /**
   * The name of the plugin that an op came with.
   *
   * @param name - The name of an op.
   */
  pluginOf(name: string): string | undefined;
  /**
   * The definition of an op, derived ones (`relu.vjp0`) included.
   *
   * @param name - The name of an op.
   */
  find(name: string): OpDefinition | undefined;
  /**
   * The definition of an op.
   *
   * @param name - The name of an op.
   *
   * @throws RensaError `OP_UNKNOWN` where no plugin has it.
   */
  get(name: string): OpDefinition;
}

/** The op that is derived from another: its vjp by an input (`vjp0`), itself on a batch (`vmap10`), or summed over one (`sum10`). */
export function derivedOp(definition: OpDefinition, suffix: string): OpDefinition | undefined {
  checkParts("The definition", definition, "name", "form");
  checkKind("The suffix", suffix, "string");
  const [, kind, digits = ""] = /^(vjp|vmap|sum)(\d+)$/.exec(suffix) ?? [];
  if (kind === "vjp") return derivedVjp(definition, Number(digits));
  if (kind === "vmap")
    return batchedOp(definition, digits, vectorizeBody) ?? batchedBranch(definition, digits, vectorizers);
  return kind === "sum" ? summedOp(definition, digits, vectorizeBody) : undefined;
}

/**
 * A registry of the structural ops and those of the given plugins.
 *
 * @param plugins - The plugins, in the order in which they count.
 *
 * @throws RensaError `OP_DUPLICATE` where two plugins define ops of one name; it names both. `PLUGIN_INVALID` where a
 *   plugin requires another version of Rensa.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { defineOp } from "@rensa/core";
 * import { registry } from "@rensa/core/graph";
 *
 * const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
 * const ops = registry({ name: "my-plugin", ops: [twice] });
 * console.log(ops.get("twice").inputs); // ["x"]
 * ```
 */
export function registry(...plugins: readonly Plugin<OpCollection>[]): Registry {
  const core: Plugin = { name: "@rensa/core", ops: [...structuralOps, ...batchOps] };
  for (const plugin of plugins) checkRequirement(plugin);
  const found = opsByName([core, ...plugins]);
  const find = (name: string): OpDefinition | undefined => {
    const [base = "", ...suffixes] = name.split(".");
    let definition = found.get(base)?.definition;
    for (const suffix of suffixes) {
      definition = definition && derivedOp(definition, suffix);
    }
    return definition;
  };
  return Object.freeze({
    plugins,
    names: [...found.keys()],
    pluginOf: (name: string) => found.get(name)?.plugin,
    find,
    get(name: string): OpDefinition {
      const definition = find(name);
      if (definition === undefined) {
        throw new RensaError(
          "OP_UNKNOWN",
          `registry: no op is named "${name}"; add the plugin that defines it: registry(standardOps, thatPlugin).`,
          { op: name },
        );
      }
      return definition;
    },
  });
}
