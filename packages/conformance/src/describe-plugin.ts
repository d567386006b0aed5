/** describePlugin: all tests of a plugin, made from the samples of its ops. */
import type { PluginDefinition } from "@rensa/core";
import { describe } from "vitest";
import { checkKernel } from "./check-kernels.ts";
import { checkGiven, checkPluginCoverage, kernelsOf, rulePlaces, type PluginSamples } from "./check-plugin.ts";
import { checkRule, checkRulesEnd } from "./check-rules.ts";
import { describeBackend } from "./describe-backend.ts";
import { describeOp } from "./describe-op.ts";
import { itFindsNothing } from "./it-finds-nothing.ts";

/**
 * Describes a plugin, as vitest tests: its ops as {@link describeOp} and {@link describeBackend} do; that each has
 * samples; that each rule fires on one of them, or on one of `graphs`, and changes no value or gradient wherever it does,
 * in branches and loops too; that each kernel has the values of the float64 oracle and of the op's own form, in gradients,
 * in batches, in sizes that nothing divides, with floats of either dtype, and in every run.
 *
 * @param plugin - The plugin.
 * @param given - The samples of its ops, and the backends that it has kernels for.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { describePlugin } from "@rensa/conformance";
 * import { definePlugin, defineOp, jsBackend, rule, sampleTensor } from "rensa";
 * import { neg } from "@rensa/ops";
 *
 * const bell = defineOp({ name: "bell", forward: { scalar: ([x]) => x.mul(x).neg().exp() } });
 * const bellPlugin = definePlugin({
 *   name: "rensa-plugin-bell",
 *   version: "1.0.0",
 *   ops: { bell },
 *   rewrites: [rule("bell(-x) -> bell(x)", { op: bell, inputs: [{ op: neg, inputs: ["x"] }] }, ({ x }) => bell(x))],
 * });
 * describePlugin(bellPlugin, {
 *   samples: [
 *     {
 *       op: bell,
 *       samples: [
 *         { name: "a matrix", inputs: [sampleTensor([3, 5])], apply: (x) => bell(x) },
 *         { name: "of a negative", inputs: [sampleTensor([7])], apply: (x) => bell(neg(x)) },
 *       ],
 *       reference: (x) => Math.exp(-x * x),
 *     },
 *   ],
 *   backends: [{ name: "js", backends: [jsBackend()] }],
 * });
 * ```
 */
export function describePlugin(plugin: PluginDefinition, given: PluginSamples): void {
  checkGiven(plugin, given);
  for (const samples of given.samples) {
    describeOp(samples);
    describeBackend(samples, given.backends);
  }
  describe(plugin.name, () => {
    itFindsNothing("has samples for each of its ops, and backends for its kernels", () =>
      checkPluginCoverage(plugin, given),
    );
    for (const rule of plugin.rewrites) {
      itFindsNothing(`has the rule "${rule.name}", which fires and changes no value`, () =>
        checkRule(rule, plugin.name, rulePlaces(plugin, given)),
      );
    }
    if (plugin.rewrites.length > 0) {
      itFindsNothing("has rules that come to an end", () => checkRulesEnd(plugin, rulePlaces(plugin, given)));
    }
    for (const kernel of kernelsOf(plugin, given.backends)) {
      itFindsNothing(`has a kernel for ${kernel.op} on ${kernel.backend.name} with the values of its op`, () =>
        checkKernel(kernel, given.samples),
      );
    }
  });
}
