/** Registries: which ops a graph may name. A registry is a value; nothing is registered by importing it. */
import { RensaError } from "../graph/error.ts";
import type { OpDefinition, OpValue } from "./definition.ts";
import { derivedVjp } from "./derived-vjp.ts";
import { structuralOps } from "./structural.ts";

/** A named collection of ops that a registry is made of. */
export interface Plugin {
  /** As errors name it, such as `@rensa/ops`. */
  readonly name: string;
  readonly ops: readonly OpValue[];
}

/** Ops by name. */
export interface Registry {
  /** The plugins that it was made of. */
  readonly plugins: readonly Plugin[];
  /** The names of all ops, without the derived ones. */
  readonly names: readonly string[];
  /** The definition of an op, derived ones (`relu.vjp0`) included. */
  find(name: string): OpDefinition | undefined;
  /**
   * The definition of an op.
   *
   * @throws RensaError `OP_UNKNOWN` where no plugin has it.
   */
  get(name: string): OpDefinition;
}

/**
 * A registry of the structural ops and those of the given plugins.
 *
 * @throws RensaError `OP_DUPLICATE` where two plugins define ops of one name; it names both.
 *
 * @example
 * ```ts
 * import { defineOp, registry } from "@rensa/core";
 *
 * const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
 * const ops = registry({ name: "my-plugin", ops: [twice] });
 * console.log(ops.get("twice").inputs); // ["x"]
 * ```
 */
export function registry(...plugins: readonly Plugin[]): Registry {
  const found = new Map<string, { readonly definition: OpDefinition; readonly plugin: string }>();
  for (const { name, ops } of [{ name: "@rensa/core", ops: structuralOps }, ...plugins]) {
    for (const { definition } of ops) {
      const other = found.get(definition.name);
      if (other !== undefined && other.definition !== definition) {
        throw new RensaError(
          "OP_DUPLICATE",
          `registry: the plugins "${other.plugin}" and "${name}" both define an op "${definition.name}"; rename one of them.`,
          { op: definition.name },
        );
      }
      found.set(definition.name, { definition, plugin: name });
    }
  }
  const find = (name: string): OpDefinition | undefined => {
    const [base = "", ...suffixes] = name.split(".");
    let definition = found.get(base)?.definition;
    for (const suffix of suffixes) {
      const position = /^vjp(\d+)$/.exec(suffix)?.[1];
      definition = definition && position !== undefined ? derivedVjp(definition, Number(position)) : undefined;
    }
    return definition;
  };
  return Object.freeze({
    plugins,
    names: [...found.keys()],
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
