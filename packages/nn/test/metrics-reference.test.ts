/** The metrics agree with their definitions, as numpy computes them in `reference/metrics.py`. */
import { readFileSync } from "node:fs";
import { jsBackend } from "@rensa/backend-js";
import { hostTensor } from "@rensa/core";
import { describe, expect, it } from "vitest";
import type { Metric, MetricResult } from "../src/metric.ts";
import { accuracy } from "../src/metrics/accuracy.ts";
import { areaUnderRoc } from "../src/metrics/area-under-roc.ts";
import { averagePrecision } from "../src/metrics/average-precision.ts";
import type { ClassAverage } from "../src/metrics/average.ts";
import { binaryAccuracy } from "../src/metrics/binary-accuracy.ts";
import { binnedAreaUnderRoc } from "../src/metrics/binned-area-under-roc.ts";
import { binaryConfusionMatrix, confusionMatrix } from "../src/metrics/confusion-matrix.ts";
import { evaluateMetric, type MetricBatch } from "../src/metrics/evaluate-metric.ts";
import { fScore } from "../src/metrics/f-score.ts";
import { meanAbsoluteErrorMetric } from "../src/metrics/mean-absolute-error-metric.ts";
import { meanIntersectionOverUnion } from "../src/metrics/mean-intersection-over-union.ts";
import { perplexity } from "../src/metrics/perplexity.ts";
import { precision } from "../src/metrics/precision.ts";
import { r2Score } from "../src/metrics/r2-score.ts";
import { recall } from "../src/metrics/recall.ts";
import { rootMeanSquaredError } from "../src/metrics/root-mean-squared-error.ts";
import { topKAccuracy } from "../src/metrics/top-k-accuracy.ts";

type Scores = Readonly<Record<"precision" | "recall" | "f1" | "f2" | "jaccard", number>>;

interface Reference {
  readonly multiClass: {
    readonly scores: readonly (readonly number[])[];
    readonly labels: readonly number[];
    readonly accuracy: number;
    readonly topK: Readonly<Record<string, number>>;
    readonly confusion: readonly (readonly number[])[];
    readonly averages: Readonly<Record<"macro" | "weighted" | "micro", Scores>> & {
      readonly perClass: Readonly<Record<keyof Scores, readonly number[]>>;
    };
    readonly meanIntersectionOverUnion: number;
    readonly perplexity: number;
  };
  readonly binary: {
    readonly logits: readonly number[];
    readonly labels: readonly number[];
    readonly threshold: number;
    readonly accuracy: number;
    readonly scores: Scores;
    readonly confusion: readonly (readonly number[])[];
    readonly areaUnderRoc: number;
    readonly areaOfBins: Readonly<Record<string, number>>;
    readonly averagePrecision: number;
  };
  readonly regression: {
    readonly predictions: readonly (readonly number[])[];
    readonly targets: readonly (readonly number[])[];
    readonly r2: Readonly<Record<"uniform" | "variance", number>>;
    readonly meanAbsoluteError: number;
    readonly rootMeanSquaredError: number;
  };
}

const reference = JSON.parse(readFileSync(new URL("../reference/metrics.json", import.meta.url), "utf8")) as Reference;
const backend = jsBackend();

/** Uneven batches of rows. */
function batchesOf(
  outputs: readonly (number | readonly number[])[],
  targets: readonly (number | readonly number[])[],
  dtype: "f32" | "i32",
): MetricBatch[] {
  const borders = [0, 7, 8, 27, outputs.length];
  return borders.slice(1).map((end, at) => ({
    outputs: hostTensor(outputs.slice(borders[at], end)),
    targets: hostTensor(targets.slice(borders[at], end), undefined, dtype),
  }));
}

describe("of rows of scores", () => {
  const { multiClass } = reference;
  const batches = batchesOf(multiClass.scores, multiClass.labels, "i32");
  const valueOf = <R extends MetricResult>(metric: Metric<R>): Promise<R> =>
    evaluateMetric(metric, batches, { backend });

  it("accuracy and top-k accuracy", async () => {
    expect(await valueOf(accuracy())).toBe(multiClass.accuracy);
    for (const [k, value] of Object.entries(multiClass.topK))
      expect(await valueOf(topKAccuracy(Number(k)))).toBe(value);
  });

  it("unit vectors are labels too", async () => {
    const units = multiClass.labels.map((label) => Array.from({ length: 6 }, (_, at) => Number(at === label)));
    const same = batchesOf(multiClass.scores, units, "f32");
    expect(await evaluateMetric(accuracy(), same, { backend })).toBe(multiClass.accuracy);
    expect(await evaluateMetric(confusionMatrix(6), same, { backend })).toEqual(multiClass.confusion);
  });

  it("the confusion matrix and the mean intersection over union", async () => {
    expect(await valueOf(confusionMatrix(6))).toEqual(multiClass.confusion);
    expect(await valueOf(meanIntersectionOverUnion())).toBeCloseTo(multiClass.meanIntersectionOverUnion, 13);
  });

  it.each(["macro", "weighted", "micro"] as const)("precision, recall and F scores: %s", async (average) => {
    const expected = multiClass.averages[average];
    expect(await valueOf(precision({ average }))).toBeCloseTo(expected.precision, 13);
    expect(await valueOf(recall({ average }))).toBeCloseTo(expected.recall, 13);
    expect(await valueOf(fScore({ average }))).toBeCloseTo(expected.f1, 13);
    expect(await valueOf(fScore({ average, beta: 2 }))).toBeCloseTo(expected.f2, 13);
  });

  it("precision, recall and F scores of each class", async () => {
    const average: ClassAverage = "perClass";
    const { perClass } = multiClass.averages;
    const close = (values: readonly number[]) => [values.map((value): unknown => expect.closeTo(value, 13))];
    expect(await valueOf(precision({ average }))).toEqual(close(perClass.precision));
    expect(await valueOf(recall({ average }))).toEqual(close(perClass.recall));
    expect(await valueOf(fScore({ average, beta: 2 }))).toEqual(close(perClass.f2));
  });

  it("perplexity, whose terms are f32", async () => {
    expect((await valueOf(perplexity())) / multiClass.perplexity).toBeCloseTo(1, 6);
  });
});

describe("of one score an example", () => {
  const { binary } = reference;
  const batches = batchesOf(binary.logits, binary.labels, "i32");
  const options = { logits: true, threshold: binary.threshold };
  const valueOf = <R extends MetricResult>(metric: Metric<R>): Promise<R> =>
    evaluateMetric(metric, batches, { backend });

  it("accuracy, precision, recall, F scores and the confusion matrix", async () => {
    expect(await valueOf(binaryAccuracy(options))).toBe(binary.accuracy);
    expect(await valueOf(binaryConfusionMatrix(options))).toEqual(binary.confusion);
    expect(await valueOf(precision(options))).toBeCloseTo(binary.scores.precision, 13);
    expect(await valueOf(recall(options))).toBeCloseTo(binary.scores.recall, 13);
    expect(await valueOf(fScore(options))).toBeCloseTo(binary.scores.f1, 13);
    expect(await valueOf(fScore({ ...options, beta: 2 }))).toBeCloseTo(binary.scores.f2, 13);
  });

  it("the area under the curve and the average precision, with ties", async () => {
    expect(await valueOf(areaUnderRoc())).toBeCloseTo(binary.areaUnderRoc, 13);
    expect(await valueOf(averagePrecision())).toBeCloseTo(binary.averagePrecision, 13);
  });

  it("the area of bins", async () => {
    for (const [bins, value] of Object.entries(binary.areaOfBins)) {
      expect(await valueOf(binnedAreaUnderRoc({ bins: Number(bins), logits: true }))).toBeCloseTo(value, 13);
    }
  });
});

describe("of predicted numbers", () => {
  const { regression } = reference;
  const batches = batchesOf(regression.predictions, regression.targets, "f32");

  it("R2, the mean absolute and the root mean squared error", async () => {
    const valueOf = (metric: Metric): Promise<number> => evaluateMetric(metric, batches, { backend });
    expect(await valueOf(r2Score())).toBeCloseTo(regression.r2.uniform, 12);
    expect(await valueOf(r2Score({ average: "variance" }))).toBeCloseTo(regression.r2.variance, 12);
    expect(await valueOf(meanAbsoluteErrorMetric())).toBeCloseTo(regression.meanAbsoluteError, 13);
    expect(await valueOf(rootMeanSquaredError())).toBeCloseTo(regression.rootMeanSquaredError, 13);
  });
});
