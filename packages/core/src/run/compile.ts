/** compile: a traced function becomes a program. Everything that can be wrong is found here, before the first step. */
import { checkOptions } from "../graph/check-options.ts";
import { checkKind, checkOneOf, checkParts, checkTraced } from "../graph/check-argument.ts";
import { Yielding } from "../graph/yielding.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { Pass } from "../passes/pass.ts";
import { makeTraced, type Traced } from "../trace/trace.ts";
import type { Backend } from "./backend.ts";
import type { Precision } from "./program-plan.ts";
import type { PluginDefinition } from "./define-plugin.ts";
import type { LabelCheck } from "./index-check.ts";
import type { PlanRequest } from "./plan-graph.ts";
import { preparePlan } from "./prepare-plan.ts";
import type { CompileUnfused } from "./prepare-graph.ts";
import { CompiledProgram } from "./compiled-program.ts";
import type { StatefulProgram } from "./program.ts";
import { bindState, stateNames } from "./bind-state.ts";
import type { StoreNames } from "./store.ts";
import type { PassCheckOptions } from "../check/check-passes.ts";

/** What may be said of one program. */
export interface ProgramOptions<State extends string = never> {
  /** Passes, in order. Default: those of the engine; of `compile` of the core, only what lowering needs. */
  readonly passes?: readonly Pass[];
  /** Passes for graphs with loops or branches, after the others. Default: all of them; `[]` for none. */
  readonly regionPasses?: readonly Pass[];
  /** Merge ops into kernels. Default: true. */
  readonly fuse?: boolean;
  /** `"f64"` computes f32 in doubles throughout: the oracle. Default: `"f32"`. */
  readonly precision?: Precision;
  /**
   * Values that stay from run to run. A store (`createStore`): inputs of its names are read where they stand in it, outputs of
   * its names replace them; other programs may share it. Or names at the top of both inputs and outputs, for a store of
   * the program's own ({@link StatefulProgram.store}) that begins with zeros. Default: none.
   */
  readonly state?: readonly State[] | StoreNames<State> | undefined;
  /**
   * Refuse NaN and infinities: in inputs before a run, and in results and state after it. Then the error names the first
   * node that made one, with the ranges of its inputs, and state is as it was before. It costs a second compilation, room
   * for every value, and in each run a copy of the state and a look at the results; without it nothing. Default: false.
   */
  readonly checkFinite?: boolean;
  /**
   * Run the graph before and after every pass and rule, on given data or on data by chance, and on extremes; then the error
   * names the pass that changed a value, its rule, and the smallest graph that shows it (`checkPasses`). It costs many runs
   * of an interpreter, at compile time only. Default: false.
   */
  readonly checkPasses?: boolean | Omit<PassCheckOptions, "state">;
  /**
   * Refuse indices that lie outside what they index, before a run: `take`, `gatherNd`, `oneHot`, the scatter ops and
   * their kin, with the op, the index and its row. It computes everything that is indexed by once more. Without it each
   * op does with an index outside what it says; labels that are data of a program are always checked. Default: false.
   */
  readonly checkIndices?: boolean;
}

/** A program of a traced function, with the state of these names. */
export type ProgramOf<Spec, Result, State extends string> = StatefulProgram<
  Omit<Spec, State>,
  Omit<Result, State>,
  Pick<Spec, State & keyof Spec>
>;

/** How to compile. */
export interface CompileOptions<State extends string = never> extends ProgramOptions<State> {
  /** What runs the program. */
  readonly backend: Backend;
  /**
   * Plugins, whose kernels for this backend are used; an engine adds their rules to its passes. Ops need no plugin here:
   * the graph brings them. Default: none.
   */
  readonly plugins?: readonly PluginDefinition[];
}

/** The names of what may be said of one program. */
export const programOptionNames = [
  "passes",
  "regionPasses",
  "fuse",
  "precision",
  "state",
  "checkFinite",
  "checkPasses",
  "checkIndices",
] as const;

/**
 * Compiles a traced function for a backend, with exactly what the options say. `createEngine` of `rensa` makes what has
 * a backend and the standard passes by itself.
 *
 * @param traced - The traced function, as `trace` gives it.
 *
 * @throws RensaError `LABEL_OUT_OF_RANGE` for labels written into the graph, `OP_UNKNOWN`, `BACKEND_UNSUPPORTED`, `ARGUMENT_INVALID` for state that is not both input and output;
 *   `PLUGIN_INVALID`, `OP_DUPLICATE` for plugins that do not fit this Rensa or each other;
 *   `PASS_CHANGED_VALUES` (a `PassError`) with `checkPasses`; `INPUT_MISMATCH` for inputs and outputs that are not what a store keeps under
 *   their names.
 *
 * @example
 * ```ts
 * import { jsBackend } from "@rensa/backend-js";
 * import { compile, f32, trace } from "@rensa/core";
 * import { exp } from "@rensa/ops";
 *
 * const program = await compile(trace({ x: f32(2) }, ({ x }) => exp(x)), { backend: jsBackend() });
 * console.log(program.run({ x: [0, 1] }).data); // Float32Array [1, 2.7182...]
 * ```
 */
export async function compile<Spec, Result, const State extends string = never>(
  traced: Traced<Spec, Result>,
  options: CompileOptions<State>,
): Promise<ProgramOf<Spec, Result, NoInfer<State>>>;
export async function compile(traced: Traced<unknown, unknown>, options: CompileOptions<string>): Promise<unknown> {
  checkOptions("compile", options, ["backend", "plugins", ...programOptionNames]);
  checkTraced(traced);
  const { backend, passes = [], regionPasses, plugins = [], fuse = true, precision = "f32" } = options;
  const { checkFinite = false, checkIndices = false } = options;
  checkParts("compile: the backend", backend, "name", "prepare");
  checkOneOf("compile: the precision", precision, ["f32", "f64"]);
  checkKind("compile: the plugins", plugins, "list");
  for (const plugin of plugins) checkParts("compile: a plugin", plugin, "name", "ops");
  checkKind("compile: the passes", passes, "list");
  checkKind("compile: the passes of regions", regionPasses ?? [], "list");
  for (const pass of [...passes, ...(regionPasses ?? [])]) checkParts("A pass", pass, "name", "run");
  // As they are now: the caller goes on before the program is there.
  const given: Omit<PlanRequest, "state"> = {
    graph: traced.graph,
    definitions: new Map(traced.definitions),
    passes: [...passes],
    regionPasses: regionPasses && [...regionPasses],
    plugins: [...plugins],
    fuse,
    precision,
    backend: backend.name,
  };
  const settings = { ...options, plugins: given.plugins };
  const bound = await bindState(traced, options.state ?? [], { backend, precision });
  const request: PlanRequest = { ...given, state: bound.state };
  const yielding = new Yielding();
  if (yielding.isDue) await yielding.now();
  if (options.checkPasses !== undefined && options.checkPasses !== false) {
    const { expectSameValues } = await import("../check/check-passes.ts");
    await expectSameValues(
      traced,
      { passes: request.passes, regionPasses: request.regionPasses },
      passCheckOf(traced, settings),
    );
  }
  const labels = await labelCheck(request);
  const storage = bound.state === null ? null : bound.store.memory.storage;
  const { planned, prepared } = await preparePlan(request, backend, storage, yielding);
  const { graph, diffs, definitions, fusion, memory, plan } = planned;
  const names = new Set(bound.state?.writes);
  const wanted = { checkIndices, checkFinite };
  const checks =
    checkIndices || checkFinite
      ? await (
          await import("./value-checks.ts")
        ).valueChecks(graph, definitions, names, wanted, unfused(definitions, settings))
      : { indices: null, finite: null };
  return new CompiledProgram({
    prepared,
    stages: { graph, diffs, fusion, kernels: plan.kernels, memory, sources: prepared.sources },
    spec: traced.spec,
    result: traced.result,
    ...bound,
    labels,
    ...checks,
    elsewhere: prepared.run === undefined ? { run: (await import("./run-elsewhere.ts")).runElsewhere } : null,
  });
}

/** Looks at the labels among a program's inputs; `null` where no op, and no loop, may index by any. */
async function labelCheck({ graph, definitions }: PlanRequest): Promise<LabelCheck | null> {
  const isPossible = [...definitions.values()].some(({ indices, form }) => indices !== null || "region" in form);
  return isPossible ? (await import("./index-check.ts")).labelCheck(graph, definitions) : null;
}

/** State that is only read is checked as any other input. */
function passCheckOf(
  { graph }: Traced<unknown, unknown>,
  { checkPasses, state = [] }: CompileOptions<string>,
): PassCheckOptions {
  const isOf = (name: string, path: string): boolean => path === name || path.startsWith(`${name}.`);
  const names = stateNames(state).filter((name) => {
    const inputs = graph.inputs.filter((path) => isOf(name, path));
    return inputs.every((path) => graph.outputs.some((output) => output.name === path)) && inputs.length > 0;
  });
  return typeof checkPasses === "object" ? { ...checkPasses, state: names } : { state: names };
}

/** Compiles a graph to look at its values. */
function unfused(
  definitions: ReadonlyMap<string, OpDefinition>,
  { backend, plugins = [], precision = "f32" }: CompileOptions<string>,
): CompileUnfused {
  return (inner, spec, result) =>
    compile(makeTraced<unknown, unknown>(inner, spec, result, definitions), {
      backend,
      plugins,
      precision,
      fuse: false,
    });
}
