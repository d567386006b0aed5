/** The edges of metrics, and what they refuse. */
import { jsBackend } from "@rensa/backend-js";
import { hostTensor, RensaError, type HostTensor } from "@rensa/core";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Metric, MetricResult } from "../src/metric.ts";
import { accuracy } from "../src/metrics/accuracy.ts";
import { areaUnderRoc } from "../src/metrics/area-under-roc.ts";
import { averagePrecision } from "../src/metrics/average-precision.ts";
import { binaryAccuracy } from "../src/metrics/binary-accuracy.ts";
import { binnedAreaUnderRoc } from "../src/metrics/binned-area-under-roc.ts";
import { confusionMatrix } from "../src/metrics/confusion-matrix.ts";
import { evaluateMetric, type MetricBatch } from "../src/metrics/evaluate-metric.ts";
import { fScore } from "../src/metrics/f-score.ts";
import { meanIntersectionOverUnion } from "../src/metrics/mean-intersection-over-union.ts";
import { TotalsOfMetric } from "../src/metrics/metric-totals.ts";
import { perplexity } from "../src/metrics/perplexity.ts";
import { precision } from "../src/metrics/precision.ts";
import { r2Score } from "../src/metrics/r2-score.ts";
import { recall } from "../src/metrics/recall.ts";
import { rootMeanSquaredError } from "../src/metrics/root-mean-squared-error.ts";
import { topKAccuracy } from "../src/metrics/top-k-accuracy.ts";

const backend = jsBackend();
const valueOf = <R extends MetricResult>(
  metric: Metric<R>,
  outputs: MetricBatch["outputs"],
  targets: MetricBatch["targets"],
): Promise<R> => evaluateMetric(metric, [{ outputs, targets }], { backend });
const labels = (...values: readonly number[]): HostTensor => hostTensor(values, [values.length], "i32");

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof RensaError) return error.code;
    throw error;
  }
  return "none";
}

describe("without examples of a class", () => {
  it("what is never predicted has precision 0, what never occurs recall 0, and F is 0", async () => {
    expect(await valueOf(precision(), [0.1, 0.2], [1, 0])).toBe(0);
    expect(await valueOf(recall(), [0.9, 0.2], [0, 0])).toBe(0);
    expect(await valueOf(fScore(), [0.1, 0.2], [0, 0])).toBe(0);
  });

  it("a ranking of one class has no area, and average precision 0 without positives", async () => {
    expect(await valueOf(areaUnderRoc(), [0.1, 0.2], [1, 1])).toBeNaN();
    expect(await valueOf(areaUnderRoc(), [0.1, 0.2], [0, 0])).toBeNaN();
    expect(await valueOf(binnedAreaUnderRoc(), [0.1, 0.2], [0, 0])).toBeNaN();
    expect(await valueOf(averagePrecision(), [0.1, 0.2], [0, 0])).toBe(0);
    expect(await valueOf(averagePrecision(), [0.1, 0.2], [1, 1])).toBe(1);
  });

  it("classes that do not occur are left out of means", async () => {
    const outputs = [
      [1, 0, 0],
      [1, 0, 0],
    ];
    expect(await valueOf(precision({ average: "macro" }), outputs, labels(0, 0))).toBe(1);
    expect(await valueOf(meanIntersectionOverUnion(), outputs, labels(0, 0))).toBe(1);
    expect(await valueOf(recall({ average: "perClass" }), outputs, labels(0, 1))).toEqual([[1, 0, 0]]);
  });

  it("R2 of equal targets is 1 or 0, exactly, and of one example NaN", async () => {
    const same = new Array<number>(1000).fill(1000.1);
    expect(await valueOf(r2Score(), same, same)).toBe(1);
    expect(await valueOf(r2Score(), [...same.slice(1), 0], same)).toBe(0);
    expect(await valueOf(r2Score(), [1], [1])).toBeNaN();
  });

  it("R2 keeps its digits for targets far from 0", async () => {
    const targets = Array.from({ length: 64 }, (_, at) => 2 ** 23 + (at % 4));
    const outputs = targets.map((target, at) => (at === 0 ? target + 1 : target));
    expect(await valueOf(r2Score(), outputs, targets)).toBeCloseTo(1 - 1 / (64 * 1.25), 14);
  });
});

describe("labels", () => {
  const outputs = [
    [3, 1],
    [0, 2],
    [5, 1],
  ];

  it("that are to be ignored do not count", async () => {
    const options = { ignoreLabel: -100 };
    expect(await valueOf(accuracy(options), outputs, labels(0, 0, -100))).toBe(0.5);
    expect(await valueOf(topKAccuracy(2, options), outputs, labels(0, 0, -100))).toBe(1);
    expect(await valueOf(confusionMatrix(2, options), outputs, labels(0, 0, -100))).toEqual([
      [1, 1],
      [0, 0],
    ]);
    expect(await valueOf(recall({ average: "micro", ...options }), outputs, labels(0, 0, -100))).toBe(0.5);
    const expected = Math.exp((Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(2))) / 2);
    expect(await valueOf(perplexity(options), outputs, labels(0, 0, -100))).toBeCloseTo(expected, 5);
  });

  it("outside of the classes make the result NaN", async () => {
    const wrong = labels(0, 1, 2);
    expect(await valueOf(accuracy(), outputs, wrong)).toBeNaN();
    expect(await valueOf(topKAccuracy(1), outputs, wrong)).toBeNaN();
    expect(await valueOf(fScore({ average: "macro" }), outputs, wrong)).toBeNaN();
    expect(await valueOf(fScore({ average: "weighted" }), outputs, wrong)).toBeNaN();
    expect(await valueOf(fScore({ average: "micro" }), outputs, wrong)).toBeNaN();
    expect(await valueOf(meanIntersectionOverUnion(), outputs, wrong)).toBeNaN();
    expect(await valueOf(perplexity(), outputs, wrong)).toBeNaN();
    expect((await valueOf(confusionMatrix(2), outputs, wrong)).flat().every(Number.isNaN)).toBe(true);
  });

  it("count of each position of a sequence", async () => {
    const sequence = [
      [
        [1, 0],
        [0, 1],
      ],
    ];
    expect(await valueOf(accuracy(), sequence, hostTensor([[0, 0]], [1, 2], "i32"))).toBe(0.5);
    expect(await valueOf(accuracy(), sequence, hostTensor([[[0], [1]]], [1, 2, 1], "i32"))).toBe(1);
  });
});

describe("ties and values that are no numbers", () => {
  it("top-1 accuracy is accuracy, with ties", async () => {
    const outputs = [
      [1, 1, 0],
      [0, 2, 2],
      [3, 3, 3],
    ];
    for (const given of [labels(0, 1, 0), labels(1, 2, 2), labels(1, 1, 0)]) {
      expect(await valueOf(topKAccuracy(1), outputs, given)).toBe(await valueOf(accuracy(), outputs, given));
    }
    expect(await valueOf(topKAccuracy(2), outputs, labels(1, 2, 2))).toBe(2 / 3);
  });

  it("a label's score that is NaN is wrong, and a NaN beside it is larger", async () => {
    expect(await valueOf(topKAccuracy(1), [[Number.NaN, 0]], labels(0))).toBe(0);
    expect(await valueOf(topKAccuracy(1), [[5, Number.NaN]], labels(0))).toBe(0);
    expect(await valueOf(topKAccuracy(2), [[5, Number.NaN]], labels(0))).toBe(1);
  });

  it("a ranking with NaN is NaN", async () => {
    for (const metric of [areaUnderRoc(), averagePrecision(), binnedAreaUnderRoc()]) {
      expect(await valueOf(metric, [0.5, Number.NaN, 0.1], [1, 0, 0])).toBeNaN();
    }
  });

  it("infinite logits rank like others", async () => {
    expect(await valueOf(areaUnderRoc(), [Infinity, -Infinity, 0], [1, 0, 0])).toBe(1);
    expect(await valueOf(areaUnderRoc(), [-Infinity, -Infinity], [1, 0])).toBe(0.5);
  });

  it("what stands on the threshold is negative", async () => {
    expect(await valueOf(binaryAccuracy(), [0.5, 0.75], [0, 1])).toBe(1);
    expect(await valueOf(binaryAccuracy({ logits: true }), [0, 1], [0, 1])).toBe(1);
  });
});

describe("bins of probabilities", () => {
  it("give the area of the probabilities' bins, those on an edge, exactly 1 and outside of 0 and 1 included", async () => {
    const bins = 8;
    // From below 0 to above 1, in sixteenths: every other one is the edge of a bin.
    const probability = fc.integer({ min: -2, max: 18 }).map((share) => share / 16);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(probability, fc.boolean()), { minLength: 2, maxLength: 12 }), async (all) => {
        const outputs = all.map(([value]) => value);
        const targets = all.map(([, isPositive]) => Number(isPositive));
        const binOf = (value: number) => Math.min(bins - 1, Math.max(0, Math.floor(value * bins)));
        const expected = await valueOf(areaUnderRoc(), outputs.map(binOf), targets);
        const found = await valueOf(binnedAreaUnderRoc({ bins }), outputs, targets);
        if (Number.isNaN(expected)) expect(found).toBeNaN();
        else expect(found).toBeCloseTo(expected, 13);
      }),
      { numRuns: 60 },
    );
  });
});

describe("shapes", () => {
  it("columns are compared with rows element by element", async () => {
    expect(await valueOf(rootMeanSquaredError(), [[1], [2]], [1, 4])).toBe(Math.SQRT2);
    expect(await valueOf(binaryAccuracy(), [0.9, 0.1], [[1], [1]])).toBe(0.5);
  });

  it("batches may come one after the other from anywhere", async () => {
    async function* batches(): AsyncGenerator<MetricBatch> {
      yield { outputs: [1, 2, 3], targets: [1, 2, 3] };
      yield { outputs: [4], targets: await Promise.resolve([6]) };
    }
    expect(await evaluateMetric(rootMeanSquaredError(), batches(), { backend })).toBe(1);
  });

  it("a score of each class is a table, any other a number", () => {
    expectTypeOf(precision()).toEqualTypeOf<Metric>();
    expectTypeOf(fScore({ average: "macro", beta: 2 })).toEqualTypeOf<Metric>();
    expectTypeOf(recall({ average: "perClass" })).toEqualTypeOf<Metric<readonly (readonly number[])[]>>();
  });

  it("collected statistics grow, others keep their length", () => {
    const totals = new TotalsOfMetric<number>({
      statistics: () => ({}),
      collect: ["all"],
      result: ({ all, count }) => (all?.length ?? 0) * (count?.[0] ?? 0),
    });
    totals.add({ all: [1, 2], count: [1] });
    totals.add({ all: [3], count: [1] });
    expect(totals.result()).toBe(6);
    expect(() => {
      totals.add({ all: [4], count: [1, 1] });
    }).toThrow('The metric\'s statistic "count" has 2 values');
    expect(totals.result()).toBe(6);
  });
});

describe("what does not suit is refused:", () => {
  const rows = [
    [0, 1],
    [1, 0],
  ];
  const cases: readonly (readonly [string, string, () => unknown])[] = [
    ["labels that are floats", "DTYPE_MISMATCH", () => valueOf(accuracy(), rows, [0, 1])],
    ["labels of another shape", "SHAPE_MISMATCH", () => valueOf(accuracy(), rows, labels(0, 1, 1))],
    ["one score where classes are wanted", "RANK_MISMATCH", () => valueOf(accuracy(), [[0.5]], labels(0))],
    ["scores that are integers", "DTYPE_MISMATCH", () => valueOf(binaryAccuracy(), labels(1), [1])],
    ["scores and targets of two shapes", "SHAPE_MISMATCH", () => valueOf(binaryAccuracy(), rows, [0, 1])],
    ["a regression of two shapes", "SHAPE_MISMATCH", () => valueOf(rootMeanSquaredError(), rows, [0, 1])],
    [
      "a threshold of logits that is no probability",
      "ARGUMENT_INVALID",
      () => binaryAccuracy({ logits: true, threshold: 1 }),
    ],
    ["a threshold beside classes", "ARGUMENT_INVALID", () => precision({ average: "macro", threshold: 0.5 })],
    ["an ignored label beside one score", "ARGUMENT_INVALID", () => recall({ ignoreLabel: 0 })],
    ["k of 0", "ARGUMENT_INVALID", () => topKAccuracy(0)],
    ["k beyond the classes", "ARGUMENT_INVALID", () => valueOf(topKAccuracy(3), rows, labels(0, 1))],
    ["another number of classes", "SHAPE_MISMATCH", () => valueOf(confusionMatrix(3), rows, labels(0, 1))],
    ["half a class", "ARGUMENT_INVALID", () => confusionMatrix(2.5)],
    ["one bin", "ARGUMENT_INVALID", () => binnedAreaUnderRoc({ bins: 1 })],
    ["a negative beta", "ARGUMENT_INVALID", () => fScore({ beta: -1 })],
    ["no batch", "DATA_EMPTY", () => evaluateMetric(accuracy(), [], { backend })],
  ];

  it.each(cases)("%s", async (_, code, work) => {
    expect(await codeOf(work)).toBe(code);
  });
});
