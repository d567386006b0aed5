/** Kernels of plugins: the ops for which they stand become host ops, on one backend, before the graph is lowered. */
import { controlOps } from "../control/control-ops.ts";
import { RensaError } from "../graph/error.ts";
import type { Attributes } from "../graph/graph.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { Place } from "../graph/users-place.ts";
import type { OpDefinition } from "../op/definition.ts";
import { guardRun } from "../op/guard-form.ts";
import { inferTypes } from "../op/infer.ts";
import type { OpCollection, Plugin } from "../op/plugin.ts";
import { registry } from "../trace/registry.ts";
import type { Precision } from "./program-plan.ts";
import type { AnyKernelOverride, PluginDefinition } from "./define-plugin.ts";

/** A kernel with the plugin that brought it. */
interface Override {
  readonly run: AnyKernelOverride;
  readonly plugin: string;
  readonly place: PluginDefinition["place"];
}

/** Refuses plugins that do not fit this Rensa or each other. Whatever has plugins loads this file. */
export function checkTogether(plugins: readonly Plugin<OpCollection>[]): void {
  registry(controlOps, ...plugins);
}

/**
 * The definitions as a backend is to see them: an op for which a plugin has a kernel is a host op that runs it.
 *
 * @throws RensaError `PLUGIN_INVALID` where two plugins have kernels for one op; `OP_DUPLICATE` where the graph has an op
 *   of the same name as one with a kernel, and it is another op.
 */
function withKernels(
  definitions: ReadonlyMap<string, OpDefinition>,
  plugins: readonly PluginDefinition[],
  backend: string,
): ReadonlyMap<string, OpDefinition> {
  const overrides = overridesFor(plugins, backend);
  if (overrides.size === 0) return definitions;
  return new Map([...definitions].map(([name, definition]) => [name, overridden(definition, overrides)]));
}

/**
 * The definitions by which a program is compiled with plugins. The oracle computes what the definitions say, so that
 * kernels can be compared with it.
 *
 * @throws RensaError As {@link withKernels}.
 */
export function definitionsWith(
  plugins: readonly PluginDefinition[],
  definitions: ReadonlyMap<string, OpDefinition>,
  { backend, precision }: { readonly backend: string; readonly precision: Precision },
): ReadonlyMap<string, OpDefinition> {
  for (const plugin of plugins) expectOwnOps(plugin, definitions);
  return precision === "f64" ? definitions : withKernels(definitions, plugins, backend);
}

/** A plugin's op must be the graph's where both have its name, or it is not clear which of them rules mean. */
function expectOwnOps({ name, ops }: PluginDefinition, definitions: ReadonlyMap<string, OpDefinition>): void {
  for (const { definition } of Object.values(ops)) {
    const other = definitions.get(definition.name);
    if (other === undefined || other === definition) continue;
    throw new RensaError(
      "OP_DUPLICATE",
      `compile: the plugin "${name}" has an op "${definition.name}", and the graph has another op of that name; rename one of them, or see that the plugin is installed once.`,
      { op: definition.name, written: definition.owner.place() ?? other.owner.place() },
    );
  }
}

function overridesFor(plugins: readonly PluginDefinition[], backend: string): ReadonlyMap<OpDefinition, Override> {
  const found = new Map<OpDefinition, Override>();
  for (const { name: plugin, ops, backends, place } of new Set(plugins)) {
    const kernels = Object.hasOwn(backends, backend) ? backends[backend] : undefined;
    for (const [key, run] of Object.entries(kernels ?? {})) {
      const definition = ops[key]?.definition;
      if (definition === undefined) continue;
      const other = found.get(definition);
      if (other !== undefined && other.run !== run) {
        throw new RensaError(
          "PLUGIN_INVALID",
          `compile: the plugins "${other.plugin}" and "${plugin}" both have a kernel for "${definition.name}" on the backend "${backend}"; leave one of them out.`,
          { op: definition.name },
        );
      }
      found.set(definition, { run, plugin, place });
    }
  }
  return found;
}

function overridden(definition: OpDefinition, overrides: ReadonlyMap<OpDefinition, Override>): OpDefinition {
  const override = overrides.get(definition);
  if (override !== undefined) {
    const types = (inputs: readonly TensorType[], attributes: Attributes): readonly TensorType[] =>
      inferTypes(definition, inputs, attributes);
    const { name, owner } = definition;
    const place = (): Place | undefined => override.place?.() ?? owner.place();
    const run = guardRun({ name, owner: { ...owner, place } }, `kernel of "${override.plugin}"`, override.run);
    return { ...definition, form: { host: { types, run } } };
  }
  return definition;
}
