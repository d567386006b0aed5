/** Metrics of one of several outputs. */
import { f32, hostTensor, i32, RensaError, trace, type Tensor } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { accuracy } from "../src/metrics/accuracy.ts";
import { areaUnderRoc } from "../src/metrics/area-under-roc.ts";
import { confusionMatrix } from "../src/metrics/confusion-matrix.ts";
import { meanAbsoluteErrorMetric } from "../src/metrics/mean-absolute-error-metric.ts";
import { metricOf } from "../src/metrics/metric-of.ts";
import type { Metric, MetricResult } from "../src/metric.ts";
import { run } from "./layers-harness.ts";

const data = {
  digit: hostTensor([0.1, 0.9, 0.8, 0.2], [2, 2], "f32"),
  tilt: hostTensor([1, 5], [2], "f32"),
  digits: hostTensor([1, 1], [2], "i32"),
  tilts: hostTensor([2, 3], [2], "f32"),
};

/** The result of a metric of two outputs. */
async function resultOf<R extends MetricResult>(metric: Metric<R, Outputs, Outputs>): Promise<R> {
  const found = await run(data, ({ digit, tilt, digits, tilts }) =>
    metric.statistics({ digit, tilt } as Outputs, { digit: digits, tilt: tilts } as Outputs),
  );
  const totals = Object.entries(found).map(([name, each]) => [name, Float64Array.from(each.data)] as const);
  return metric.result(Object.fromEntries(totals));
}

interface Outputs {
  readonly digit: Tensor;
  readonly tilt: Tensor;
}

describe("metricOf", () => {
  it("measures one output by its name, or what a function picks", async () => {
    expect(await resultOf(metricOf(accuracy(), "digit"))).toBe(0.5);
    expect(await resultOf(metricOf(meanAbsoluteErrorMetric(), "tilt"))).toBe(1.5);
    expect(await resultOf(metricOf(confusionMatrix(2), "digit"))).toEqual([
      [0, 0],
      [1, 1],
    ]);
    const crossed = metricOf(meanAbsoluteErrorMetric(), (outputs: Outputs, targets: Outputs) => [
      outputs.tilt,
      targets.tilt,
    ]);
    expect(await resultOf(crossed)).toBe(1.5);
  });

  it("collects what the metric collects", () => {
    expect(metricOf(areaUnderRoc(), "digit").collect).toEqual(areaUnderRoc().collect);
  });

  it.each(["roll", "__proto__", "constructor"])("says which name is missing: %s", (name) => {
    const measure = (): unknown =>
      trace({ digit: f32(2, 2), digits: i32(2) }, ({ digit, digits }) =>
        // A name that is a variable is not checked by the types.
        metricOf(accuracy(), name).statistics({ digit }, { digit: digits }),
      );
    expect(measure).toThrow(RensaError);
    expect(measure).toThrow(`metricOf: the output "${name}" is missing; give a name that outputs and targets have.`);
  });
});
