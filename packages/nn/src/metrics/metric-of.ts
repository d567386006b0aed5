/** A metric of one of several outputs. */
import { checkKind, checkParts, isTensor, refuseArgument, type Tensor } from "@rensa/core";
import type { Metric, MetricResult } from "../metric.ts";

/** A tree of which one part is a tensor. */
type Having<K extends string> = Readonly<Record<K, Tensor>>;

/**
 * A metric of one of a model's outputs, beside one of the targets: of those of one name, or of what a function picks. A
 * training with several outputs refuses, by its types, a metric of one tensor that picks none.
 *
 * @param metric What is measured.
 * @param pick The name of an output and of its targets, or a function of both that gives the two tensors.
 * @throws RensaError `ARGUMENT_INVALID` for another pick; in a trace, where there is no tensor of that name.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { accuracy, metricOf } from "@rensa/nn";
 * import { compile } from "rensa";
 *
 * const digit = metricOf(accuracy(), "digit");
 * const types = { outputs: { digit: f32(2, 2), tilt: f32(2) }, targets: { digit: i32(2), tilt: f32(2) } };
 * const traced = trace(types, ({ outputs, targets }) => digit.statistics(outputs, targets));
 * const outputs = { digit: [[3, 1], [0, 2]], tilt: [0, 0] };
 * console.log((await compile(traced)).run({ outputs, targets: { digit: [0, 0], tilt: [0, 0] } })); // { right: { shape: [], dtype: "i32", data: Int32Array [1] }, rows: { shape: [], dtype: "i32", data: Int32Array [2] }, outside: { shape: [], dtype: "i32", data: Int32Array [0] } }
 * ```
 */
export function metricOf<R extends MetricResult, O, T>(
  metric: Metric<R>,
  pick: (outputs: O, targets: T) => readonly [outputs: Tensor, targets: Tensor],
): Metric<R, O, T>;
export function metricOf<R extends MetricResult, const K extends string>(
  metric: Metric<R>,
  pick: K,
): Metric<R, Having<K>, Having<K>>;
export function metricOf<R extends MetricResult>(
  metric: Metric<R>,
  pick: string | ((outputs: unknown, targets: unknown) => readonly [outputs: Tensor, targets: Tensor]),
): Metric<R, unknown, unknown> {
  checkParts("metricOf: the metric", metric, "statistics", "result");
  if (typeof pick !== "string") checkKind("metricOf: what picks", pick, "function");
  return {
    statistics: (outputs, targets) => {
      if (typeof pick !== "string") {
        const picked = pick(outputs, targets);
        checkKind("metricOf: what was picked", picked, "list");
        return metric.statistics(tensorOf("picked output", picked[0]), tensorOf("picked targets", picked[1]));
      }
      return metric.statistics(
        tensorOf(`output "${pick}"`, ownOf(outputs, pick)),
        tensorOf(`targets "${pick}"`, ownOf(targets, pick)),
      );
    },
    ...(metric.collect === undefined ? {} : { collect: metric.collect }),
    result: (totals) => metric.result(totals),
  };
}

/** What a tree has of a name itself. */
function ownOf(tree: unknown, name: string): unknown {
  if (typeof tree !== "object" || tree === null || isTensor(tree)) return undefined;
  return Object.entries(tree).find(([own]) => own === name)?.[1];
}

function tensorOf(what: string, found: unknown): Tensor {
  if (!isTensor(found)) refuseArgument(`metricOf: the ${what}`, found, "a name that outputs and targets have");
  return found;
}
