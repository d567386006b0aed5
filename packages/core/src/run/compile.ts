/** compile: a traced function becomes a program. Everything that can be wrong is found here, before the first step. */
import { checkOptions } from "../graph/check-options.ts";
import { checkKind, checkOneOf, checkParts, checkTraced } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import { Yielding } from "../graph/yielding.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { Pass } from "../passes/pass.ts";
import { makeTraced, type Traced } from "../trace/trace.ts";
import type { Backend, Precision } from "./backend.ts";
import type { PluginDefinition } from "./define-plugin.ts";
import type { LabelCheck } from "./index-check.ts";
import type { PlanRequest } from "./plan-graph.ts";
import { preparePlan } from "./prepare-plan.ts";
import type { CompileUnfused } from "./prepare-graph.ts";
import { CompiledProgram, type Program } from "./program.ts";
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
  /** Names at the top of both inputs and outputs: values that the program keeps from run to run. */
  readonly state?: readonly State[];
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

/** How to compile. */
export interface CompileOptions<State extends string = never> extends ProgramOptions<State> {
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
 * @throws RensaError `LABEL_OUT_OF_RANGE` for labels written into the graph, `OP_UNKNOWN`, `BACKEND_UNSUPPORTED`, `ARGUMENT_INVALID` for state that is not both input and output;
 *   `PLUGIN_INVALID`, `OP_DUPLICATE` for plugins that do not fit this Rensa or each other;
 *   `PASS_CHANGED_VALUES` (a `PassError`) with `checkPasses`.
 */
export async function compile<Spec, Result, const State extends string = never>(
  traced: Traced<Spec, Result>,
  options: CompileOptions<State>,
): Promise<Program<Omit<Spec, State>, Omit<Result, State>>>;
export async function compile<Spec, Result>(
  traced: Traced<Spec, Result>,
  options: CompileOptions,
): Promise<Program<Spec, Result>>;
export async function compile(
  traced: Traced<unknown, unknown>,
  options: CompileOptions<string>,
): Promise<Program<unknown, unknown>> {
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
  const state = stateOf(traced, options.state ?? []);
  // As they are now: the caller goes on before the program is there.
  const request: PlanRequest = {
    graph: traced.graph,
    definitions: new Map(traced.definitions),
    passes: [...passes],
    regionPasses: regionPasses && [...regionPasses],
    plugins: [...plugins],
    fuse,
    precision,
    state,
    backend: backend.name,
  };
  const settings = { ...options, plugins: request.plugins };
  const yielding = new Yielding();
  if (yielding.isDue) await yielding.now();
  if (options.checkPasses !== undefined && options.checkPasses !== false) {
    const { expectSameValues } = await import("../check/check-passes.ts");
    await expectSameValues(
      traced,
      { passes: request.passes, regionPasses: request.regionPasses },
      passCheckOf(settings),
    );
  }
  const labels = await labelCheck(request);
  const { planned, prepared } = await preparePlan(request, backend, yielding);
  const { graph, diffs, definitions, fusion, memory, plan } = planned;
  const names = new Set(state.keys());
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
    state: names,
    labels,
    ...checks,
  });
}

/** Looks at the labels among a program's inputs; `null` where no op, and no loop, may index by any. */
async function labelCheck({ graph, definitions }: PlanRequest): Promise<LabelCheck | null> {
  const isPossible = [...definitions.values()].some(({ indices, form }) => indices !== null || "region" in form);
  return isPossible ? (await import("./index-check.ts")).labelCheck(graph, definitions) : null;
}

function passCheckOf({ checkPasses, state = [] }: CompileOptions<string>): PassCheckOptions {
  return typeof checkPasses === "object" ? { ...checkPasses, state } : { state };
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

/** By name of a state's input: the output that is its next value, which has the same name. */
function stateOf(traced: Traced<unknown, unknown>, names: readonly string[]): ReadonlyMap<string, string> {
  const outputs = new Set(traced.graph.outputs.map(({ name }) => name));
  const isState = (path: string): boolean => names.some((name) => path === name || path.startsWith(`${name}.`));
  const state = new Map<string, string>();
  for (const input of traced.graph.inputs) {
    if (!isState(input)) continue;
    if (!outputs.has(input)) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `compile: the state "${input}" is an input and not an output; return its next value.`,
      );
    }
    state.set(input, input);
  }
  return state;
}
