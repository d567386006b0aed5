/** The rates of a schedule as numbers, by the kernel interpreter: no backend is needed. */
import { allocate, checkKind, isFloat, RensaError, trace, type TypedArray } from "@rensa/core";
import {
  expandComposites,
  interpreted,
  isLoopKernel,
  lowerGraph,
  removeDead,
  runPasses,
  soleOutput,
} from "@rensa/core/compiler";
import { constantOp, referenceKey, type ConstantData, type Graph } from "@rensa/core/graph";
import { expectRange, ranges } from "../ranges.ts";
import type { Schedule } from "./schedule.ts";

/**
 * What a schedule says for the first steps, in doubles.
 *
 * @param schedule - The schedule.
 * @param steps How many.
 *
 * @throws RensaError `ARGUMENT_INVALID` for steps that are no whole number from 1, and for a schedule with loops, branches
 *   or host ops, which needs a backend.
 *
 * @example
 * ```ts
 * import { cosine, sampleSchedule } from "@rensa/optim";
 *
 * console.log(await sampleSchedule(cosine({ peak: 1, steps: 4 }), 5)); // 1, 0.85..., 0.5, 0.14..., 0
 * ```
 */
export async function sampleSchedule(schedule: Schedule, steps: number): Promise<Float64Array> {
  checkKind("The schedule", schedule, "function");
  expectRange("sampleSchedule", ranges.count, { steps });
  const traced = trace({ step: { shape: [], dtype: "i32" } as const }, ({ step }) => schedule(step));
  const { graph, definitions } = await runPasses(traced.graph, traced.definitions, [expandComposites, removeDead]);
  const unsuited = Object.values(graph.nodes).find(({ op }) => {
    const form = definitions.get(op)?.form;
    return form !== undefined && ("region" in form || "host" in form);
  });
  if (unsuited !== undefined) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `sampleSchedule: the schedule uses ${unsuited.op}, which needs a backend; trace and compile it.`,
    );
  }
  const { kernels } = lowerGraph(graph, ({ op }) => {
    const definition = definitions.get(op);
    if (definition === undefined) throw new RensaError("INTERNAL", `The op ${op} of a schedule is not known.`);
    return definition;
  });
  const arrays = constantsOf(graph);
  for (const { name, dtype, length } of kernels.flatMap(({ buffers }) => buffers)) {
    if (!arrays.has(name)) arrays.set(name, allocate(isFloat(dtype) ? "f64" : dtype, length));
  }
  const runs = kernels.filter(isLoopKernel).map((kernel) => interpreted(kernel, arrays));
  const [input] = graph.inputs;
  const output = graph.outputs.find(({ name }) => name === soleOutput);
  const rate = output && arrays.get(referenceKey(output.source));
  if (rate === undefined) throw new RensaError("INTERNAL", "A schedule has no rate.");
  const step = arrays.get(input ?? "");
  return Float64Array.from({ length: steps }, (_, at) => {
    step?.fill(at);
    for (const run of runs) run();
    return rate[0] ?? NaN;
  });
}

/** The constants of a graph by the names of their buffers. */
function constantsOf(graph: Graph): Map<string, TypedArray> {
  const constants = Object.values(graph.nodes).filter(({ op }) => op === constantOp);
  return new Map(
    constants.map(({ id, attributes }) => {
      const { data } = attributes as { readonly data?: ConstantData };
      return [referenceKey({ node: id, slot: 0 }), Float64Array.from(data ?? [])];
    }),
  );
}
