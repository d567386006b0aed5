/** What a plugin is checked for beside its ops: samples for each of them, rules, and kernels. */
import { checkOptions, checkKind, checkParts } from "@rensa/core";
import type { OpSample, OpSamples, PluginDefinition } from "@rensa/core";
import type { BackendGroup } from "./check-backend.ts";
import { checkKernel, type PluginKernel } from "./check-kernels.ts";
import { checkRule, checkRulesEnd } from "./check-rules.ts";
import { findingsOf, type Finding } from "./finding.ts";

/** What a plugin is tested with. */
export interface PluginSamples {
  /** The samples of its ops. */
  readonly samples: readonly OpSamples[];
  /** Backends; those that the plugin has kernels for are to be among them. */
  readonly backends: readonly BackendGroup[];
  /** Graphs on which rules fire, where no sample of an op has them: calls of several ops. Default: none. */
  readonly graphs?: readonly OpSample[];
  /** Names of ops that have no samples, since others exercise them: transposes, inner parts. Default: none. */
  readonly inner?: readonly string[];
}

/**
 * Ops without samples, and kernels for backends that are not there.
 *
 * @param plugin - The plugin.
 * @param given - The samples of its ops.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { checkPluginCoverage } from "@rensa/conformance";
 * import { defineOp, definePlugin } from "@rensa/core";
 *
 * const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
 * const plugin = definePlugin({ name: "rensa-plugin-cube", version: "1.0.0", ops: { cube } });
 * const findings = checkPluginCoverage(plugin, { samples: [], backends: [] });
 * console.log(findings.map(({ where, found }) => `${where}: ${found}`)); // ["the op cube: has no samples; add them, or list it as inner"]
 * ```
 */
export function checkPluginCoverage(plugin: PluginDefinition, given: PluginSamples): readonly Finding[] {
  checkGiven(plugin, given);
  const { samples, backends, inner = [] } = given;
  const place = { check: "plugin", op: plugin.name, sample: "" };
  const described = new Set(samples.map(({ op }) => op.definition));
  const missing = Object.values(plugin.ops)
    .map(({ definition }) => definition)
    .filter((definition) => !described.has(definition) && !inner.includes(definition.name));
  const names = new Set(backends.flatMap((group) => group.backends.map(({ name }) => name)));
  const unknown = Object.keys(plugin.backends).filter((name) => !names.has(name));
  return findingsOf(
    place,
    ...missing.map(({ name }) => ({
      where: `the op ${name}`,
      expected: "",
      found: "has no samples; add them, or list it as inner",
    })),
    ...unknown.map((name) => ({
      where: `the backend of the kernels for "${name}"`,
      expected: `one of ${[...names].join(", ")}`,
      found: "none of them: write its name as the backend has it, or test with that backend",
    })),
  );
}

/** The kernels of a plugin, each with a backend that they are for. */
export function kernelsOf(plugin: PluginDefinition, backends: readonly BackendGroup[]): readonly PluginKernel[] {
  return Object.entries(plugin.backends).flatMap(([name, kernels]) => {
    const backend = backends.flatMap((group) => group.backends).find((each) => each.name === name);
    return backend === undefined ? [] : Object.keys(kernels).map((op) => ({ plugin, op, backend }));
  });
}

/** The samples on which rules are tried: those of the ops, and the graphs. */
export function rulePlaces(plugin: PluginDefinition, { samples, graphs = [] }: PluginSamples): readonly OpSamples[] {
  const [first] = Object.values(plugin.ops);
  if (first === undefined || graphs.length === 0) return samples;
  const definition = { ...first.definition, name: "graph", nonDifferentiable: null };
  return [...samples, { op: { definition }, samples: graphs }];
}

/** Refuses what is no plugin, and samples that are not all there. */
export function checkGiven(plugin: PluginDefinition, given: PluginSamples): void {
  checkParts("The plugin", plugin, "name", "ops", "rewrites", "backends");
  checkOptions("The samples of a plugin", given, ["samples", "backends", "graphs", "inner"]);
  checkKind("The samples of a plugin", given.samples, "list");
  checkKind("The backends of a plugin", given.backends, "list");
}

/**
 * All that is wrong with a plugin beside its ops.
 *
 * @param plugin - The plugin.
 * @param given - The samples of its ops, and the backends that it has kernels for.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { jsBackend } from "@rensa/backend-js";
 * import { checkPlugin } from "@rensa/conformance";
 * import { defineOp, definePlugin, sampleTensor, type Tensor } from "@rensa/core";
 *
 * const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
 * const plugin = definePlugin({ name: "rensa-plugin-cube", version: "1.0.0", ops: { cube } });
 * const samples = [{ op: cube, samples: [{ name: "a vector", inputs: [sampleTensor([3])], apply: (x: Tensor) => cube(x) }] }];
 * console.log(await checkPlugin(plugin, { samples, backends: [{ name: "js", backends: [jsBackend()] }] })); // []
 * ```
 */
export async function checkPlugin(plugin: PluginDefinition, given: PluginSamples): Promise<readonly Finding[]> {
  checkGiven(plugin, given);
  const findings = [...checkPluginCoverage(plugin, given)];
  const places = rulePlaces(plugin, given);
  for (const rule of plugin.rewrites) findings.push(...(await checkRule(rule, plugin.name, places)));
  if (plugin.rewrites.length > 0) findings.push(...(await checkRulesEnd(plugin, places)));
  for (const kernel of kernelsOf(plugin, given.backends)) findings.push(...(await checkKernel(kernel, given.samples)));
  return findings;
}
