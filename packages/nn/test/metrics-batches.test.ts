/** However the examples are divided into batches, a metric is the same number. */
import { jsBackend } from "@rensa/backend-js";
import { hostTensor } from "@rensa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Metric, MetricResult } from "../src/metric.ts";
import { accuracy } from "../src/metrics/accuracy.ts";
import { areaUnderRoc } from "../src/metrics/area-under-roc.ts";
import { averagePrecision } from "../src/metrics/average-precision.ts";
import { binaryAccuracy } from "../src/metrics/binary-accuracy.ts";
import { binnedAreaUnderRoc } from "../src/metrics/binned-area-under-roc.ts";
import { binaryConfusionMatrix, confusionMatrix } from "../src/metrics/confusion-matrix.ts";
import { metricEvaluator, type MetricBatch } from "../src/metrics/evaluate-metric.ts";
import { fScore } from "../src/metrics/f-score.ts";
import { meanAbsoluteErrorMetric } from "../src/metrics/mean-absolute-error-metric.ts";
import { meanIntersectionOverUnion } from "../src/metrics/mean-intersection-over-union.ts";
import { perplexity } from "../src/metrics/perplexity.ts";
import { precision } from "../src/metrics/precision.ts";
import { r2Score } from "../src/metrics/r2-score.ts";
import { recall } from "../src/metrics/recall.ts";
import { rootMeanSquaredError } from "../src/metrics/root-mean-squared-error.ts";
import { topKAccuracy } from "../src/metrics/top-k-accuracy.ts";

const classes = 4;
const score = fc.float({ min: -8, max: 8, noNaN: true });
const backend = jsBackend();

/** An example: its outputs and its target. */
type Example = readonly [outputs: readonly number[], target: number];

interface Kind {
  readonly example: fc.Arbitrary<Example>;
  readonly labels: "i32" | "f32";
}

const rows: Kind = {
  example: fc.tuple(fc.array(score, { minLength: classes, maxLength: classes }), fc.nat({ max: classes - 1 })),
  labels: "i32",
};
const numbers: Kind = {
  // Targets far from 0 beside small ones.
  example: fc.tuple(fc.tuple(score), fc.float({ min: 990, max: 1010, noNaN: true })),
  labels: "f32",
};
// Few scores, so that there are ties.
const decisions: Kind = {
  example: fc.tuple(fc.tuple(fc.integer({ min: -6, max: 6 }).map((at) => at / 4)), fc.nat({ max: 1 })),
  labels: "i32",
};

const metrics: readonly (readonly [string, Kind, () => Metric<MetricResult>])[] = [
  ["accuracy", rows, accuracy],
  ["topKAccuracy", rows, () => topKAccuracy(2)],
  ["macro precision", rows, () => precision({ average: "macro" })],
  ["weighted recall", rows, () => recall({ average: "weighted" })],
  ["F scores of classes", rows, () => fScore({ average: "perClass" })],
  ["confusionMatrix", rows, () => confusionMatrix(classes)],
  ["meanIntersectionOverUnion", rows, meanIntersectionOverUnion],
  ["perplexity", rows, perplexity],
  ["binaryAccuracy", decisions, () => binaryAccuracy({ logits: true })],
  ["binary F score", decisions, () => fScore({ logits: true })],
  ["binaryConfusionMatrix", decisions, () => binaryConfusionMatrix({ logits: true })],
  ["areaUnderRoc", decisions, areaUnderRoc],
  ["binnedAreaUnderRoc", decisions, () => binnedAreaUnderRoc({ bins: 16, logits: true })],
  ["averagePrecision", decisions, averagePrecision],
  ["r2Score", numbers, r2Score],
  ["meanAbsoluteErrorMetric", numbers, meanAbsoluteErrorMetric],
  ["rootMeanSquaredError", numbers, rootMeanSquaredError],
];

/** The examples in batches that end at the given places. */
function batchesOf(examples: readonly Example[], places: readonly number[], { labels }: Kind): MetricBatch[] {
  const ends = [...new Set(places.map((place) => place % examples.length)), examples.length].sort((a, b) => a - b);
  return ends.flatMap((end, at) => {
    const part = examples.slice(ends[at - 1] ?? 0, end);
    if (part.length === 0) return [];
    return [
      {
        outputs: hostTensor(part.map(([outputs]) => outputs)),
        targets: hostTensor(
          part.map(([, target]) => target),
          undefined,
          labels,
        ),
      },
    ];
  });
}

function flat(result: MetricResult): readonly number[] {
  return typeof result === "number" ? [result] : result.flat();
}

describe("a metric does not depend on the batches:", () => {
  it.each(metrics)("%s", async (_, kind, metric) => {
    const evaluate = metricEvaluator(metric(), { backend });
    await fc.assert(
      fc.asyncProperty(
        fc.array(kind.example, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat({ max: 1000 }), { maxLength: 5 }),
        async (examples, places) => {
          const whole = flat(await evaluate(batchesOf(examples, [], kind)));
          const parts = flat(await evaluate(batchesOf(examples, places, kind)));
          const single = flat(await evaluate(batchesOf(examples, [...examples.keys()], kind)));
          expect(parts).toHaveLength(whole.length);
          for (const [at, value] of whole.entries()) {
            for (const other of [parts[at] ?? Infinity, single[at] ?? Infinity]) {
              if (Number.isNaN(value)) expect(other).toBeNaN();
              else expect(Math.abs(other - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
            }
          }
        },
      ),
      { numRuns: 25, seed: 5 },
    );
  });
});
