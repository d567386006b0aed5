/** Loss and metrics: what a step computes of them in the graph, and their exact totals over batches of any sizes. */
import {
  callUserCode,
  isTensor,
  isTyped,
  RensaError,
  scope,
  type HostTensor,
  type Tensor,
  type TensorTree,
} from "@rensa/core";
import type { Metric, MetricResult, MetricTotals } from "@rensa/nn";
import type { Criterion, TrainConfig } from "../config.ts";
import type { Metrics, Tables } from "../event.ts";
import type { EpochTotals } from "../snapshot/snapshot.ts";

/** What of a configuration says how outputs are judged. */
export type Judges = Pick<TrainConfig, "loss" | "metrics">;

/** Loss and metrics of some examples. */
export interface Scores {
  /** Mean over the examples. */
  readonly loss: number;
  readonly metrics: Metrics;
  readonly tables: Tables;
}

/** What a program says of one batch. */
export interface BatchScores {
  readonly loss: number;
  /** Each metric by name: its mean, or the elements of each of its statistics. */
  readonly metrics: ReadonlyMap<string, number | ReadonlyMap<string, ArrayLike<number>>>;
}

/** Scores in a program's result. */
export interface ScoreResult {
  readonly loss: HostTensor;
  readonly metrics: Readonly<Record<string, HostTensor | Readonly<Record<string, HostTensor>>>>;
}

/** The loss in a trace. */
export function lossOf({ loss }: Judges, outputs: Tensor, targets: Tensor): Tensor {
  return scope("loss", () => callUserCode("The loss", () => loss(outputs, targets)));
}

/** The metrics in a trace. */
export function metricTree(judges: Judges, outputs: Tensor, targets: Tensor): Readonly<Record<string, TensorTree>> {
  return Object.fromEntries(
    Object.entries(judges.metrics ?? {}).map(([name, metric]): [string, TensorTree] => {
      const value = scope(name, () =>
        callUserCode(`The metric "${name}"`, () =>
          typeof metric === "function" ? metric(outputs, targets) : metric.statistics(outputs, targets),
        ),
      );
      if (!isTensor(value) || value.shape.length === 0) return [name, value];
      throw new RensaError(
        "ARGUMENT_INVALID",
        `metrics: "${name}" is of shape [${value.shape.join(", ")}]; return a scalar, such as the mean over the examples.`,
      );
    }),
  );
}

/** The scores in a program's result. */
export function readScores({ loss, metrics }: ScoreResult): BatchScores {
  const read = Object.entries(metrics).map(([name, value]) => {
    if (isHostTensor(value)) return [name, value.data[0] ?? Number.NaN] as const;
    return [name, new Map(Object.entries(value).map(([statistic, { data }]) => [statistic, data] as const))] as const;
  });
  return {
    loss: loss.data[0] ?? Number.NaN,
    metrics: new Map<string, number | ReadonlyMap<string, ArrayLike<number>>>(read),
  };
}

/** What a metric keeps: the sum of its means, each times the examples, or its statistics by name. */
type Sum = number | Statistics;
type Statistics = ReadonlyMap<string, Values>;

/** The elements of a statistic; where it is collected, those of the last batch, after those of the batches before. */
interface Values {
  readonly own: readonly number[];
  readonly before: Values | null;
}

type NamedMetrics = readonly (readonly [name: string, metric: Criterion | Metric<MetricResult>])[];

/** Scores of batches, added up. Totals never change: what is added gives others. */
export class ScoreTotals {
  readonly #metrics: NamedMetrics;
  /** How many examples were added. */
  readonly examples: number;
  readonly #loss: number;
  readonly #sums: ReadonlyMap<string, Sum>;

  private constructor(metrics: NamedMetrics, examples: number, loss: number, sums: ReadonlyMap<string, Sum>) {
    this.#metrics = metrics;
    this.examples = examples;
    this.#loss = loss;
    this.#sums = sums;
  }

  /** Those of no batch, or of a snapshot. */
  static of(judges: Judges, start: EpochTotals = { examples: 0, loss: 0, metrics: {} }): ScoreTotals {
    const sums = Object.entries(start.metrics).map(([name, sum]): [string, Sum] => [
      name,
      typeof sum === "number" ? sum : statisticsOf(sum),
    ]);
    return new ScoreTotals(Object.entries(judges.metrics ?? {}), start.examples, start.loss, new Map(sums));
  }

  /** These and one more batch. */
  plus({ loss, metrics }: BatchScores, examples: number): ScoreTotals {
    const sums = this.#metrics.map(([name, metric]): [string, Sum] => {
      const [sum, value] = [this.#sums.get(name), metrics.get(name)];
      if (typeof value === "number") return [name, (typeof sum === "number" ? sum : 0) + value * examples];
      const collect = typeof metric === "function" ? undefined : metric.collect;
      return [name, addStatistics(typeof sum === "object" ? sum : new Map(), value ?? new Map(), collect)];
    });
    return new ScoreTotals(this.#metrics, this.examples + examples, this.#loss + loss * examples, new Map(sums));
  }

  /** The scores of all that was added. */
  result(): Scores {
    // Metrics may have any name, so that records are made of entries, which sets no prototype.
    const metrics = new Map<string, number>();
    const tables = new Map<string, readonly (readonly number[])[]>();
    for (const [name, metric] of this.#metrics) {
      const result =
        typeof metric === "function"
          ? this.#mean(meanOf(this.#sums.get(name)))
          : callUserCode(`The result of the metric "${name}"`, () => metric.result(this.#totalsOf(name)));
      if (typeof result === "number") metrics.set(name, result);
      // A copy: events are frozen, and the metric may keep what it returns.
      else
        tables.set(
          name,
          result.map((row) => [...row]),
        );
    }
    return {
      loss: this.#mean(this.#loss),
      metrics: Object.fromEntries(metrics),
      tables: Object.fromEntries(tables),
    };
  }

  /** The totals as a snapshot holds them. */
  toJSON(): EpochTotals {
    const sums = [...this.#sums].map(([name, sum]) => {
      if (typeof sum === "number") return [name, sum] as const;
      return [name, Object.fromEntries([...sum].map(([statistic, values]) => [statistic, listOf(values)]))] as const;
    });
    return {
      examples: this.examples,
      loss: this.#loss,
      metrics: Object.fromEntries<EpochTotals["metrics"][string]>(sums),
    };
  }

  #totalsOf(name: string): MetricTotals {
    const sum = this.#sums.get(name);
    const totals = typeof sum === "object" ? [...sum] : [];
    return Object.fromEntries(totals.map(([statistic, sums]) => [statistic, Float64Array.from(listOf(sums))]));
  }

  #mean(sum: number): number {
    return sum / Math.max(1, this.examples);
  }
}

function meanOf(sum: Sum | undefined): number {
  return typeof sum === "number" ? sum : 0;
}

function statisticsOf(sums: Readonly<Record<string, readonly number[]>>): Statistics {
  return new Map(Object.entries(sums).map(([statistic, own]) => [statistic, { own, before: null }]));
}

/** Statistics are added as they are, or collected value by value. */
function addStatistics(
  totals: Statistics,
  statistics: ReadonlyMap<string, ArrayLike<number>>,
  collect: readonly string[] | undefined,
): Statistics {
  const added = new Map(totals);
  for (const [statistic, values] of statistics) {
    const before = totals.get(statistic) ?? null;
    const own = Array.from<number>(values);
    if (collect?.includes(statistic) === true) added.set(statistic, { own, before });
    else added.set(statistic, { own: own.map((value, at) => (before?.own[at] ?? 0) + value), before: null });
  }
  return added;
}

function listOf(values: Values): readonly number[] {
  if (values.before === null) return values.own;
  const parts: (readonly number[])[] = [];
  for (let each: Values | null = values; each !== null; each = each.before) parts.push(each.own);
  return parts.reverse().flat();
}

/** True for data in a program's result. */
export function isHostTensor(value: unknown): value is HostTensor {
  return isTyped(value);
}
