/** Loss and metrics: what a step computes of them in the graph, and their exact totals over batches of any sizes. */
import {
  flatten,
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

/** What a program says of one batch: the loss, and each metric or statistic by name. */
export type BatchScores = ReadonlyMap<string, ArrayLike<number>>;

/** The name of the loss among the scores; a metric cannot have it, as metrics' names begin with theirs. */
const lossName = "loss";
const metricPrefix = "metrics.";

/** Loss and metrics in a trace. The loss is among the results; its gradients are the step's. */
export function scoreTree(judges: Judges, outputs: Tensor, targets: Tensor) {
  const loss = scope("loss", () => judges.loss(outputs, targets));
  const metrics = Object.fromEntries(
    Object.entries(judges.metrics ?? {}).map(([name, metric]) => [
      name,
      scope(name, () =>
        typeof metric === "function" ? metric(outputs, targets) : metric.statistics(outputs, targets),
      ),
    ]),
  );
  for (const [name, value] of Object.entries(metrics)) {
    if (isTensor(value) && value.shape.length > 0) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `metrics: "${name}" is of shape [${value.shape.join(", ")}]; return a scalar, such as the mean over the examples.`,
      );
    }
  }
  return { loss, metrics };
}

/** Scores by path, as a program gives them: what is read after every step is not searched in a tree. */
export function scoresByPath(scores: TensorTree): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(flatten(scores, isTensor));
}

/** The scores in a program's result, which are by path. */
export function readScores(result: Readonly<Record<string, HostTensor>>): BatchScores {
  return new Map(Object.entries(result).map(([path, { data }]) => [path, data]));
}

/** How a score is totaled: weighted by examples, added as it is, or collected value by value. */
type Total = "mean" | "sum" | "collection";

/** Adds batches up. */
export class ScoreTotals {
  readonly #metrics: readonly (readonly [name: string, metric: Criterion | Metric<MetricResult>])[];
  readonly #kinds = new Map<string, Total>();
  readonly #sums: Map<string, number[]>;
  #examples: number;

  constructor(judges: Judges, start: EpochTotals = { examples: 0, sums: {} }) {
    this.#metrics = Object.entries(judges.metrics ?? {});
    this.#examples = start.examples;
    this.#sums = new Map(Object.entries(start.sums).map(([name, values]) => [name, [...values]]));
  }

  /** How many examples were added. */
  get examples(): number {
    return this.#examples;
  }

  add(scores: BatchScores, examples: number): void {
    this.#examples += examples;
    for (const [name, values] of scores) {
      const kind = this.#kindOf(name);
      const sums = this.#sums.get(name) ?? [];
      this.#sums.set(name, sums);
      const weight = kind === "mean" ? examples : 1;
      for (let at = 0; at < values.length; at++) {
        const value = (values[at] ?? 0) * weight;
        if (kind === "collection") sums.push(value);
        else sums[at] = (sums[at] ?? 0) + value;
      }
    }
  }

  /** The scores of all that was added. */
  result(): Scores {
    // Metrics may have any name, so that records are made of entries, which sets no prototype.
    const metrics = new Map<string, number>();
    const tables = new Map<string, readonly (readonly number[])[]>();
    for (const [name, metric] of this.#metrics) {
      const path = metricPrefix + name;
      const result = typeof metric === "function" ? this.#mean(path) : metric.result(this.#statistics(`${path}.`));
      if (typeof result === "number") metrics.set(name, result);
      // A copy: events are frozen, and the metric may keep what it returns.
      else
        tables.set(
          name,
          result.map((row) => [...row]),
        );
    }
    return { loss: this.#mean(lossName), metrics: Object.fromEntries(metrics), tables: Object.fromEntries(tables) };
  }

  /** The totals as a snapshot holds them. */
  toJSON(): EpochTotals {
    return {
      examples: this.#examples,
      sums: Object.fromEntries([...this.#sums].map(([name, sums]) => [name, [...sums]])),
    };
  }

  #kindOf(name: string): Total {
    const known = this.#kinds.get(name);
    if (known !== undefined) return known;
    let kind: Total = "mean";
    for (const [own, metric] of this.#metrics) {
      const prefix = `${metricPrefix}${own}.`;
      if (typeof metric === "function" || !name.startsWith(prefix)) continue;
      kind = metric.collect?.includes(name.slice(prefix.length)) === true ? "collection" : "sum";
    }
    this.#kinds.set(name, kind);
    return kind;
  }

  #statistics(prefix: string): MetricTotals {
    const own = [...this.#sums].filter(([path]) => path.startsWith(prefix));
    return Object.fromEntries(own.map(([path, sums]) => [path.slice(prefix.length), Float64Array.from(sums)]));
  }

  #mean(name: string): number {
    return (this.#sums.get(name)?.[0] ?? 0) / Math.max(1, this.#examples);
  }
}

/** True for data in a program's result. */
export function isHostTensor(value: unknown): value is HostTensor {
  return isTyped(value);
}
