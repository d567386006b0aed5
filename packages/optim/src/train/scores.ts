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
import type { Criterion, TrainConfig } from "./config.ts";
import type { Metrics, Tables } from "./event.ts";
import type { EpochTotals } from "./snapshot.ts";

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

/** Adds batches up. */
export class ScoreTotals {
  readonly #metrics: readonly (readonly [name: string, metric: Criterion | Metric<MetricResult>])[];
  #examples: number;
  #loss: number;
  /** Of metrics that are means, times the examples. */
  readonly #means: Map<string, number>;
  /** Of the others, by metric and statistic. */
  readonly #statistics: Map<string, Map<string, number[]>>;

  constructor(judges: Judges, start: EpochTotals = { examples: 0, loss: 0, metrics: {} }) {
    this.#metrics = Object.entries(judges.metrics ?? {});
    this.#examples = start.examples;
    this.#loss = start.loss;
    const metrics = Object.entries(start.metrics);
    this.#means = new Map(metrics.flatMap(([name, sum]) => (typeof sum === "number" ? [[name, sum]] : [])));
    this.#statistics = new Map(
      metrics.flatMap(([name, sums]) =>
        typeof sums === "number"
          ? []
          : [[name, new Map(Object.entries(sums).map(([statistic, values]) => [statistic, [...values]]))]],
      ),
    );
  }

  /** How many examples were added. */
  get examples(): number {
    return this.#examples;
  }

  add({ loss, metrics }: BatchScores, examples: number): void {
    this.#examples += examples;
    this.#loss += loss * examples;
    for (const [name, metric] of this.#metrics) {
      const value = metrics.get(name);
      if (typeof value === "number") this.#means.set(name, (this.#means.get(name) ?? 0) + value * examples);
      else if (typeof metric !== "function") this.#addStatistics(name, metric, value ?? new Map());
    }
  }

  /** The scores of all that was added. */
  result(): Scores {
    // Metrics may have any name, so that records are made of entries, which sets no prototype.
    const metrics = new Map<string, number>();
    const tables = new Map<string, readonly (readonly number[])[]>();
    for (const [name, metric] of this.#metrics) {
      const result =
        typeof metric === "function"
          ? this.#mean(this.#means.get(name) ?? 0)
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
    const statistics = [...this.#statistics].map(([name, sums]) => {
      return [name, Object.fromEntries([...sums].map(([statistic, values]) => [statistic, [...values]]))] as const;
    });
    return {
      examples: this.#examples,
      loss: this.#loss,
      metrics: Object.fromEntries<EpochTotals["metrics"][string]>([...this.#means, ...statistics]),
    };
  }

  /** Statistics are added as they are, or collected value by value. */
  #addStatistics(
    name: string,
    { collect }: Metric<MetricResult>,
    statistics: ReadonlyMap<string, ArrayLike<number>>,
  ): void {
    const totals = this.#statistics.get(name) ?? new Map<string, number[]>();
    this.#statistics.set(name, totals);
    for (const [statistic, values] of statistics) {
      const sums = totals.get(statistic) ?? [];
      totals.set(statistic, sums);
      const isCollected = collect?.includes(statistic) === true;
      for (let at = 0; at < values.length; at++) {
        const value = values[at] ?? 0;
        if (isCollected) sums.push(value);
        else sums[at] = (sums[at] ?? 0) + value;
      }
    }
  }

  #totalsOf(name: string): MetricTotals {
    const totals = [...(this.#statistics.get(name) ?? [])];
    return Object.fromEntries(totals.map(([statistic, sums]) => [statistic, Float64Array.from(sums)]));
  }

  #mean(sum: number): number {
    return sum / Math.max(1, this.#examples);
  }
}

/** True for data in a program's result. */
export function isHostTensor(value: unknown): value is HostTensor {
  return isTyped(value);
}
