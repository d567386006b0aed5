/** A metric by itself: of outputs and targets that are there already. */
import {
  refuseArgument,
  checkParts,
  checkOptions,
  compile,
  flattenTree,
  formatTensorType,
  hostTensor,
  isTyped,
  RensaError,
  traceTree,
  type Backend,
  type HostTensor,
  type Pass,
  type Tensor,
  type TensorData,
  type TensorType,
} from "@rensa/core";
import type { Metric, MetricResult } from "../metric.ts";
import { TotalsOfMetric } from "./metric-totals.ts";

/** Outputs of a model and what they should have been. Nested arrays are f32; labels are a host tensor or an `Int32Array`. */
export interface MetricBatch {
  readonly outputs: TensorData;
  readonly targets: TensorData;
}

/** What a metric is computed with. */
export interface MetricSettings {
  /** What computes the statistics. */
  readonly backend: Backend;
  /** Passes, in order. Default: only what lowering needs. */
  readonly passes?: readonly Pass[];
}

/**
 * The metric of all batches, which may be of any sizes. A program is compiled for each size that occurs;
 * {@link metricEvaluator} keeps them for further batches. In a training, give the metric to the trainer instead.
 *
 * @param metric - The metric.
 * @param batches - Outputs and targets of batches, of any sizes.
 *
 * @throws RensaError `DATA_EMPTY` where there is no batch, and whatever the metric refuses.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { evaluateMetric, rootMeanSquaredError } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batches = [{ outputs: [1, 2, 3], targets: [1, 2, 5] }, { outputs: [4], targets: [4] }];
 * console.log(await evaluateMetric(rootMeanSquaredError(), batches, { backend: jsBackend() })); // 1
 * ```
 */
export async function evaluateMetric<R extends MetricResult>(
  metric: Metric<R>,
  batches: Iterable<MetricBatch> | AsyncIterable<MetricBatch>,
  settings: MetricSettings,
): Promise<R> {
  return metricEvaluator(metric, settings)(batches);
}

/**
 * {@link evaluateMetric} for many evaluations: its programs are compiled once.
 *
 * @param metric - The metric.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { metricEvaluator, rootMeanSquaredError } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const evaluate = metricEvaluator(rootMeanSquaredError(), { backend: jsBackend() });
 * console.log(await evaluate([{ outputs: [1, 2], targets: [1, 2] }])); // 0
 * console.log(await evaluate([{ outputs: [1, 2], targets: [2, 3] }])); // 1
 * ```
 */
export function metricEvaluator<R extends MetricResult>(
  metric: Metric<R>,
  settings: MetricSettings,
): (batches: Iterable<MetricBatch> | AsyncIterable<MetricBatch>) => Promise<R> {
  checkParts("metricEvaluator: the metric", metric, "statistics", "result");
  checkOptions("metricEvaluator", settings, ["backend", "passes"]);
  checkParts("metricEvaluator: the backend", settings.backend, "name", "prepare");
  const programs = new Map<string, Promise<Run>>();
  return async (batches) => {
    checkIterable(batches);
    const totals = new TotalsOfMetric(metric);
    let isEmpty = true;
    for await (const batch of batches) {
      isEmpty = false;
      const outputs = asHostTensor(batch.outputs);
      const targets = asHostTensor(batch.targets);
      const types = `${formatTensorType(outputs)} ${formatTensorType(targets)}`;
      const program = programs.get(types) ?? compileMetric(metric, outputs, targets, settings);
      programs.set(types, program);
      totals.add((await program)(outputs, targets));
    }
    if (isEmpty) throw new RensaError("DATA_EMPTY", "evaluateMetric: there is no batch; give at least one.");
    return totals.result();
  };
}

function checkIterable(batches: unknown): void {
  const isIterable =
    typeof batches === "object" && batches !== null && (Symbol.iterator in batches || Symbol.asyncIterator in batches);
  if (!isIterable) refuseArgument("evaluateMetric: what is evaluated", batches, "batches, in a list or a generator");
}

type Run = (outputs: HostTensor, targets: HostTensor) => Readonly<Record<string, ArrayLike<number>>>;

async function compileMetric(
  metric: Metric<MetricResult>,
  outputs: TensorType,
  targets: TensorType,
  settings: MetricSettings,
): Promise<Run> {
  const spec = { outputs: typeOf(outputs), targets: typeOf(targets) };
  const traced = traceTree<typeof spec, unknown>(
    spec,
    (given: { readonly outputs: Tensor; readonly targets: Tensor }) => metric.statistics(given.outputs, given.targets),
  );
  const program = await compile(traced, settings);
  return (givenOutputs, givenTargets) => {
    const results: unknown = program.run({ outputs: givenOutputs, targets: givenTargets });
    return Object.fromEntries(flattenTree(results, isHostTensor).map(([name, { data }]) => [name, data]));
  };
}

function typeOf({ shape, dtype }: TensorType): TensorType {
  return { shape, dtype };
}

function asHostTensor(data: TensorData): HostTensor {
  return isHostTensor(data) ? data : hostTensor(data);
}

function isHostTensor(data: unknown): data is HostTensor {
  return isTyped(data);
}
