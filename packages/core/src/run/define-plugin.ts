/** definePlugin: ops, the rules that rewrite them and kernels written by hand, as one value. */
import { checkKind } from "../graph/check-argument.ts";
import { checkOptions } from "../graph/check-options.ts";
import { RensaError } from "../graph/error.ts";
import { formatGiven } from "../graph/format-given.ts";
import type { Attributes } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { authorsPlace, type Place } from "../graph/users-place.ts";
import type { OpValue } from "../op/definition.ts";
import type { Plugin } from "../op/plugin.ts";
import { checkRequirement } from "../op/check-requirement.ts";
import { isVersion } from "../op/version.ts";
import type { Rule } from "../passes/rule.ts";
import { checkRule } from "./check-rule.ts";

/** Ops by the names that they are imported by. */
export type OpRecord = Readonly<Record<string, OpValue>>;

/**
 * A kernel written by hand, which a program runs instead of what it would generate for an op. It fills the outputs from
 * the inputs: typed arrays of the dtypes, row-major. They are storage of the program, so nothing may be kept of them.
 *
 * It has to compute what the op's forward says for any shapes that the op takes. Operands of a `scalar` op come as they
 * are, not yet broadcast.
 *
 * @typeParam Inputs - how many inputs the op has; `number` where it takes any number of them.
 * @typeParam Outputs - how many outputs.
 *
 * @example
 * ```ts
 * import type { KernelOverride } from "@rensa/core";
 *
 * const doubled: KernelOverride = ([x], [y]) => {
 *   x.data.forEach((value, at) => (y.data[at] = 2 * value));
 * };
 * const added: KernelOverride<2> = ([x, y], [sum]) => {
 *   x.data.forEach((value, at) => (sum.data[at] = value + (y.data[at] ?? 0)));
 * };
 * ```
 */
export type KernelOverride<Inputs extends number = 1, Outputs extends number = 1> = Kernels<
  Tensors<Inputs>,
  Tensors<Outputs>
>["run"];

/** As a method, by which a kernel of so many tensors is one of any number. */
interface Kernels<Inputs, Outputs, A = Attributes> {
  run(inputs: Inputs, outputs: Outputs, attributes: A): void;
}

/** So many tensors. */
type Tensors<Count extends number, Some extends readonly HostTensor[] = readonly []> = number extends Count
  ? readonly HostTensor[]
  : Some["length"] extends Count
    ? Some
    : Tensors<Count, readonly [...Some, HostTensor]>;

/** A kernel of an op of which nothing is known. */
export type AnyKernelOverride = KernelOverride<number, number>;

/**
 * A kernel of an op, as its type tells: a tensor for each input, one at least to fill, and the op's own attributes. Further
 * outputs may be residuals, which are not there where no derivative reads them.
 *
 * @typeParam Op - what `defineOp` returned.
 */
export type KernelOf<Op extends OpValue> =
  Op extends OpValue<infer Inputs, infer A>
    ? Kernels<{ readonly [K in keyof Inputs]: HostTensor }, OutputsOf<Op>, A>["run"]
    : AnyKernelOverride;

/** As many outputs as a call returns, and those that it hides. */
type OutputsOf<Op> = Op extends (...parameters: never[]) => infer Result
  ? Result extends readonly [unknown, unknown, ...unknown[]]
    ? readonly [...{ readonly [K in keyof Result]: HostTensor }, ...HostTensor[]]
    : readonly [HostTensor, ...HostTensor[]]
  : readonly HostTensor[];

/** Kernels of some ops, by their names. */
export type KernelsOf<Ops extends OpRecord> = { readonly [Name in keyof Ops]?: KernelOf<Ops[Name]> };

/** What {@link definePlugin} takes. */
export interface PluginConfig<Ops extends OpRecord> {
  /** The name of its npm package, which errors give. */
  readonly name: string;
  /** The version of its npm package, such as `1.0.0`. */
  readonly version: string;
  /** The versions of Rensa that it works with, as in `peerDependencies`: `0.2.1`, `^0.2.1`, `>=0.2.0`. Default: any. */
  readonly requires?: { readonly rensa: string };
  /** The ops, by the names that they are imported by. */
  readonly ops: Ops;
  /** Rules that an engine adds to its pass `simplify`, before the standard ones. */
  readonly rewrites?: readonly Rule[];
  /**
   * Kernels for some of the ops, by the name of the backend (`js`, `wasm` or another's) and the name in `ops`. What
   * they compute is neither fused nor split over threads. The float64 oracle does without them.
   */
  readonly backends?: Readonly<Record<string, KernelsOf<NoInfer<Ops>>>>;
}

/** A plugin, frozen. */
export interface PluginDefinition<Ops extends OpRecord = OpRecord> extends Plugin<Ops> {
  readonly version: string;
  readonly rewrites: readonly Rule[];
  readonly backends: Readonly<Record<string, Readonly<Record<string, AnyKernelOverride>>>>;
  /** Where its author wrote it, as {@link definePlugin} finds out. */
  readonly place?: () => Place | undefined;
}

/**
 * Makes a plugin, a value: nothing is registered. Its ops work without it too; give it to `createEngine({ plugins })`
 * for its rules and kernels, and to `standardRegistry` to load graphs that name its ops.
 *
 * @throws RensaError `PLUGIN_INVALID` where the name, the version or a kernel is not allowed, or where it requires
 *   another version of Rensa; `OP_DUPLICATE` where two of its ops have one name.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { createEngine, defineOp, definePlugin, f32, rule, trace } from "rensa";
 *
 * const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
 * const half = defineOp({ name: "half", forward: { scalar: ([x]) => x.mul(0.5) } });
 * const plugin = definePlugin({
 *   name: "rensa-plugin-twice",
 *   version: "1.0.0",
 *   ops: { twice, half },
 *   rewrites: [rule("half(twice(x)) -> x", { op: half, inputs: [{ op: twice, inputs: ["x"] }] }, ({ x }) => x)],
 *   backends: {
 *     js: {
 *       twice: ([x], [y]) => {
 *         x.data.forEach((value, at) => (y.data[at] = 2 * value));
 *       },
 *     },
 *   },
 * });
 * const traced = trace({ x: f32(3) }, ({ x }) => plugin.ops.half(twice(x)));
 * const program = await createEngine({ plugins: [plugin] }).compile(traced);
 * // What is only read by a removed op is removed by the next pass.
 * console.log(program.stages.diffs.find(({ pass }) => pass === "simplify")?.removed); // ["half_1"]
 * ```
 */
/* @__NO_SIDE_EFFECTS__ */
export function definePlugin<const Ops extends OpRecord>(config: PluginConfig<Ops>): PluginDefinition<Ops> {
  try {
    return pluginOf(config);
  } catch (error) {
    const place = error instanceof RensaError && authorsPlace(error, definePlugin);
    throw place ? error.with({ origin: { ...place, scope: "" } }) : error;
  }
}

function pluginOf<const Ops extends OpRecord>(config: PluginConfig<Ops>): PluginDefinition<Ops> {
  checkOptions("definePlugin", config, ["name", "version", "requires", "ops", "rewrites", "backends"]);
  checkIdentity(config);
  const { name, version, requires, ops, rewrites = [], backends: given = {} } = config;
  const what = (part: string): string => `definePlugin: ${part} of "${name}"`;
  checkKind(what("ops"), ops, "record");
  checkOps(config);
  checkKind(what("rewrites"), rewrites, "list");
  Array.from(rewrites).forEach((rule, at) => {
    checkRule(what(`rule ${String(at)}`), rule);
  });
  checkKind(what("backends"), given, "record");
  const made = new Error();
  const backends = Object.entries(given).map(([backend, kernels]) => {
    checkBackendName(what("a kernel"), backend);
    checkKind(what(`the kernels for "${backend}"`), kernels, "record");
    return [backend, Object.freeze(kernelsOf(config, backend, kernels))] as const;
  });
  const plugin: PluginDefinition<Ops> = {
    name,
    version,
    ...(requires === undefined ? {} : { requires: Object.freeze({ ...requires }) }),
    ops: Object.freeze({ ...ops }),
    rewrites: Object.freeze([...rewrites]),
    backends: Object.freeze(Object.fromEntries(backends)),
    place: () => authorsPlace(made),
  };
  if (requires !== undefined) checkOptions(what("requires"), requires, ["rensa"]);
  checkRequirement(plugin);
  for (const { definition } of Object.values(ops)) definition.owner.plugin ??= `${name} ${version}`;
  return Object.freeze(plugin);
}

/** The backends that come with Rensa, as people misspell them. Those of other packages have names of their own. */
const misspelled: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^(?:was.|wa.m|w.sm|.asm|wams|wsam|web-?assembly)$/i, "wasm"],
  [/^(?:js|javascript)$/i, "js"],
];

function checkBackendName(what: string, backend: string): void {
  const meant = misspelled.find(([pattern, name]) => pattern.test(backend) && backend !== name);
  if (meant === undefined) return;
  throw new RensaError(
    "PLUGIN_INVALID",
    `${what} is for the backend "${backend}", which would never use it; write "${meant[1]}".`,
  );
}

/** A name that npm takes. */
const packageName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

function checkIdentity({ name, version }: { readonly name: unknown; readonly version: unknown }): void {
  if (typeof name !== "string" || !packageName.test(name)) {
    throw new RensaError(
      "PLUGIN_INVALID",
      `definePlugin: ${formatGiven(name)} is not a plugin name; use that of its npm package, such as rensa-plugin-bessel.`,
    );
  }
  if (typeof version !== "string" || !isVersion(version)) {
    throw new RensaError(
      "PLUGIN_INVALID",
      `definePlugin: the version of "${name}" is ${formatGiven(version)}; write one such as "1.0.0".`,
    );
  }
}

function checkOps({ name, ops }: PluginConfig<OpRecord>): void {
  const seen = new Map<string, string>();
  for (const [key, op] of Object.entries<Partial<OpValue> | null | undefined>(ops)) {
    const definition = op?.definition;
    if (definition === undefined || key === "__proto__") {
      throw new RensaError(
        "PLUGIN_INVALID",
        `definePlugin: "${key}" of "${name}" is no op; give what defineOp returned, or leave it out of ops.`,
      );
    }
    const other = seen.get(definition.name);
    if (other !== undefined) {
      throw new RensaError(
        "OP_DUPLICATE",
        `definePlugin: "${other}" and "${key}" of "${name}" are both the op "${definition.name}"; rename one of them.`,
        { op: definition.name },
      );
    }
    seen.set(definition.name, key);
  }
}

function kernelsOf(
  { name, ops }: PluginConfig<OpRecord>,
  backend: string,
  kernels: Readonly<Record<string, KernelOverride | undefined>>,
): Record<string, KernelOverride> {
  const given = Object.entries(kernels).flatMap(([key, run]) => (run === undefined ? [] : [[key, run] as const]));
  for (const [key, run] of given) {
    const place = `definePlugin: the kernel "${key}" of "${name}" for the backend "${backend}"`;
    const op = Object.hasOwn(ops, key) ? ops[key]?.definition : undefined;
    if (op === undefined) {
      const known = Object.keys(ops).join(", ");
      throw new RensaError("PLUGIN_INVALID", `${place} is for none of its ops, which are ${known}.`);
    }
    if (typeof run !== "function" || Object.prototype.toString.call(run) === "[object AsyncFunction]") {
      throw new RensaError(
        "PLUGIN_INVALID",
        `${place} is no function that fills the outputs before it returns; give one without "async".`,
        { op: op.name },
      );
    }
    if ("composite" in op.form) {
      throw new RensaError(
        "PLUGIN_INVALID",
        `${place} is for a composite, which other ops take the place of before kernels are made; give it to one of those, or write the op in another form.`,
        { op: op.name },
      );
    }
  }
  return Object.fromEntries(given);
}
