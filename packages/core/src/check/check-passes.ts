/** checkPasses: runs a program's graph before and after every pass and rule, and names what changed a value. */
import { checkOptions } from "../graph/check-options.ts";
import { checkParts, checkTraced } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import { inputTypesOf } from "../graph/graph-types.ts";
import type { HostTensor, TensorData } from "../graph/host-tensor.ts";
import { printGraph } from "../graph/print.ts";
import { formatTensorType } from "../graph/tensor-type.ts";
import type { Traced } from "../trace/trace.ts";
import { dataSets, type DataSet } from "./check-data.ts";
import { valueAt } from "./evaluate.ts";
import type { ChangedValue, CheckedPasses } from "./changed-value.ts";
import { dataInDoubles } from "./in-doubles.ts";
import { PassChecker } from "./pass-checker.ts";

export type { ChangedValue, CheckedPasses } from "./changed-value.ts";

/** Data nested as the inputs of a traced function are. */
export type CheckedInputs = TensorData | readonly CheckedInputs[] | { readonly [name: string]: CheckedInputs };

/** On what passes are checked. */
export interface PassCheckOptions {
  /** Data for the inputs, state too, nested as they are. What is left out is drawn by chance. Default: nothing. */
  readonly data?: CheckedInputs;
  /** Floats that are 0, negative, large, infinite and NaN besides. Default: true. */
  readonly extremes?: boolean;
  /** Of what is drawn by chance. Default: 0. */
  readonly seed?: number;
  /** The inputs that are state: a second run starts from what the first one made of them. Default: none. */
  readonly state?: readonly string[];
}

/**
 * Checks that passes change no value: runs the graph before and after each pass, node by node in doubles, on the given
 * data and on extremes, twice where there is state; the graphs of loops and branches too. Values may differ by what
 * rounding may do to them; integers and bools not at all.
 *
 * @param traced - The traced function, as `trace` gives it.
 * @param passes - The passes that are checked.
 *
 * @returns The first value that changed, with the pass, its rule and the smallest graph that shows it; `null` where none did.
 *
 * @throws RensaError `GRAPH_INVALID` where a pass makes a graph that cannot run; `INPUT_MISMATCH` for data that do not fit;
 *   `ARGUMENT_INVALID` where the graph runs on none of the data.
 *
 * @example
 * ```ts
 * import { defineOp, f32, rule, simplifyWith, trace } from "@rensa/core";
 * import { checkPasses, formatChangedValue } from "@rensa/core/compiler";
 *
 * const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.mul(2) } });
 * const wrong = rule("twice(x) -> x", { op: twice, inputs: ["x"] }, ({ x }) => x);
 * const traced = trace({ x: f32(2) }, ({ x }) => twice(x));
 * const found = await checkPasses(traced, { passes: [simplifyWith([wrong])] }, { data: { x: [1, 2] } });
 * console.log(found?.rule, found?.before, found?.after); // "twice(x) -> x" 4 2
 * if (found !== null) console.log(formatChangedValue(found));
 * ```
 */
export async function checkPasses<Spec, Result>(
  traced: Traced<Spec, Result>,
  passes: CheckedPasses,
  options: PassCheckOptions = {},
): Promise<ChangedValue | null> {
  checkOptions("checkPasses", options, ["data", "extremes", "seed", "state"]);
  checkOptions("checkPasses: the passes", passes, ["passes", "regionPasses"]);
  checkTraced(traced);
  const { graph, definitions } = traced;
  const { extremes = true, seed = 0, state = [] } = options;
  const given = options.data === undefined ? [] : dataInDoubles("checkPasses", traced, options.data);
  const checker = new PassChecker(passes);
  const sets: DataSet[] = [];
  for (const set of dataSets(inputTypesOf(graph), given, { seed, extremes })) {
    const values = checker.values(graph, definitions, set.inputs);
    if (values === null) continue;
    sets.push(set);
    const next = new Map(graph.outputs.map(({ name, source }) => [name, valueAt(values, source)]));
    const isState = (path: string): boolean => state.some((name) => path === name || path.startsWith(`${name}.`));
    if (!graph.inputs.some(isState)) continue;
    const inputs = graph.inputs.map((name, at) => {
      const value = isState(name) ? next.get(name) : undefined;
      return value ?? (set.inputs[at] as HostTensor);
    });
    sets.push({ name: `${set.name}, second use of the state`, inputs });
  }
  if (sets.length === 0) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      "checkPasses: a host op refuses all the data, or a loop does not end on them; give data that the graph runs on.",
    );
  }
  return await checker.check(graph, definitions, sets);
}

/**
 * {@link checkPasses}, for those who want an error.
 *
 * @throws PassError for a value that a pass changed.
 */
export async function expectSameValues<Spec, Result>(
  traced: Traced<Spec, Result>,
  passes: CheckedPasses,
  options: PassCheckOptions = {},
): Promise<void> {
  const found = await checkPasses(traced, passes, options);
  if (found !== null) throw new PassError(found);
}

/**
 * The error that `compile` throws for a changed value.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, rule, simplifyWith, trace } from "@rensa/core";
 * import { PassError } from "@rensa/core/compiler";
 * import { tanh } from "@rensa/ops";
 * import { compile } from "rensa";
 *
 * const wrong = rule("tanh(x) -> x", { op: tanh, inputs: ["x"] }, ({ x }) => x);
 * try {
 *   await compile(trace({ x: f32(2) }, ({ x }) => tanh(x)), {
 *     passes: [simplifyWith([wrong])],
 *     checkPasses: { data: { x: [1, 2] } },
 *   });
 * } catch (error) {
 *   if (error instanceof PassError) console.log(error.found.pass, error.found.rule); // "simplify" "tanh(x) -> x"
 * }
 * ```
 */
export class PassError extends RensaError {
  readonly found: ChangedValue;

  /**
   * @param found - The value, before and after the pass.
   */
  constructor(found: ChangedValue) {
    const text = formatChangedValue(found);
    const { node, op, graph } = found;
    super("PASS_CHANGED_VALUES", `compile: ${text}`, {
      node,
      op,
      origin: graph.nodes[node]?.origin ?? undefined,
    });
    this.found = found;
  }
}

/**
 * A changed value in words, with the graph that shows it before and after.
 *
 * @param found - What was found.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, rule, simplifyWith, trace } from "@rensa/core";
 * import { checkPasses, formatChangedValue } from "@rensa/core/compiler";
 * import { tanh } from "@rensa/ops";
 *
 * const wrong = rule("tanh(x) -> x", { op: tanh, inputs: ["x"] }, ({ x }) => x);
 * const traced = trace({ x: f32(2) }, ({ x }) => tanh(x));
 * const found = await checkPasses(traced, { passes: [simplifyWith([wrong])] }, { data: { x: [0, 20] } });
 * console.log(found === null ? "nothing" : formatChangedValue(found).split("\n")[0]); // "the pass \"simplify\" by its rule \"tanh(x) -> x\" changed tanh_0 (tanh): element 1 was 1 and is 20 (on the given data)."
 * ```
 */
export function formatChangedValue(found: ChangedValue): string {
  checkParts("formatChangedValue: the value", found, "pass", "regions", "node", "graph", "inputs", "changed");
  const { pass, rule, regions, data, node, op, element, before, after, graph, inputs, changed } = found;
  const by = rule === null ? "" : ` by its rule "${rule}"`;
  const inside = regions.length === 0 ? "" : `, inside ${regions.join(", inside ")},`;
  const given = Object.entries(inputs).map(([name, tensor]) => `  ${name} = ${showData(tensor)}`);
  return [
    `the pass "${pass}"${by}${inside} changed ${node} (${op}): element ${String(element)} was ${String(before)} and is ${String(after)} (on ${data}).`,
    "Before:",
    printGraph(graph, { origins: false }),
    "After:",
    printGraph(changed, { origins: false }),
    ...(given.length === 0 ? [] : ["Where:", ...given]),
  ].join("\n");
}

const mostShown = 8;

function showData(tensor: HostTensor): string {
  const { data } = tensor;
  const shown = Array.from(data.subarray(0, mostShown), String).join(", ");
  return `${formatTensorType(tensor)} ${shown}${data.length > mostShown ? ", ..." : ""}`;
}
