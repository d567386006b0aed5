/** evaluate: what data says of a model and its parameters, without a training. */
import {
  checkKind,
  checkOptions,
  checkParts,
  full,
  type Engine,
  type HostTensor,
  type Tensor,
  type TensorsOf,
  type TensorTree,
  type TensorType,
  type TypeTree,
} from "@rensa/core";
import { Yielding } from "@rensa/core/compiler";
import type { Metric, MetricResult, Model } from "@rensa/nn";
import { fitParameters } from "../checkpoint/fit-parameters.ts";
import { expectRange, ranges } from "../ranges.ts";
import { examplesOf } from "./step/batch-size.ts";
import { batchesOf } from "./run/batches-of.ts";
import type { Criterion, TrainingData } from "./config.ts";
import { EvaluationPrograms } from "./step/evaluation.ts";
import type { Metrics, Tables } from "./event.ts";
import { parametersOf } from "./step/parameters-of.ts";
import { ScoreTotals } from "./step/scores.ts";
import { withParameterPaths } from "./step/state-paths.ts";

/** How far an evaluation is. */
export interface EvaluationProgress {
  /** Batches that were evaluated. */
  readonly batches: number;
  /** How many there are. */
  readonly of: number;
  /** Examples in them. */
  readonly examples: number;
}

/** What is evaluated, but for the engine that it runs on. */
export interface Evaluation<
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
> {
  /** The model. */
  readonly model: Model<P, TensorsOf<I>, O>;
  /** By path, as a trainer's `readParameters` gives them, or `loadParameters` of a checkpoint. */
  readonly parameters: ReadonlyMap<string, HostTensor>;
  /** One pass is taken, without shuffling. */
  readonly data: TrainingData<I, T>;
  /** A scalar of the outputs and targets, the mean over the examples. Default: none. */
  readonly loss?: Criterion<O, TensorsOf<T>>;
  /** Means over the examples, or metrics that are exact over batches of any sizes, as of a training. Default: none. */
  readonly metrics?: Readonly<
    Record<string, Criterion<O, TensorsOf<T>> | Metric<MetricResult, NoInfer<O>, NoInfer<TensorsOf<T>>>>
  >;
  /** Called after each batch. */
  readonly onProgress?: (progress: EvaluationProgress) => void;
  /** Ends it when it aborts: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What {@link evaluate} takes. */
export interface EvaluateConfig<
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
> extends Evaluation<P, I, T, O> {
  /** What compiles and runs it, as `createEngine` of `rensa` makes it. */
  readonly engine: Engine;
}

/** What an evaluation found, over all examples. */
export interface EvaluationResult {
  /** `null` where no loss was given. */
  readonly loss: number | null;
  readonly metrics: Metrics;
  /** Results of metrics that are no numbers, such as a confusion matrix. */
  readonly tables: Tables;
  readonly examples: number;
}

/**
 * Evaluates a model in inference mode: dropout is off, batch norm uses its running means. Loss and metrics are those over all
 * examples of the data, whatever the sizes of its batches.
 *
 * @throws RensaError `CHECKPOINT_MISMATCH` where the parameters are not those of the model, `DATA_SOURCE_FAILED` where the
 *   data ends early or throws, `ARGUMENT_INVALID`, and as a program throws for its data.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { evaluate } from "@rensa/optim";
 * import { createEngine, jsBackend } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2], [3]], targets: [[3], [6], [6]], shape: [1], targetShape: [1] });
 * const { loss, examples } = await evaluate({
 *   engine: createEngine({ backend: jsBackend() }),
 *   model: dense(1, 1),
 *   parameters: new Map([["weights", hostTensor([[3]])], ["bias", hostTensor([0])]]),
 *   data: data.batch(2, { remainder: "keep" }),
 *   loss: meanSquaredError,
 * });
 * console.log(loss, examples); // 3, 3
 * ```
 */
export async function evaluate<
  P extends TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
>(config: EvaluateConfig<P, I, T, O>): Promise<EvaluationResult>;
// Within, trees of any kind are handled alike.
export async function evaluate(config: EvaluateConfig): Promise<EvaluationResult> {
  checkEvaluation(config);
  const { engine, model, data, loss, metrics = {}, onProgress, signal } = config;
  const { tree, byPath } = parametersOf(model);
  const parameters = fitParameters(config.parameters, byPath);
  const judges = { loss: loss ?? (() => full([], 0)), metrics };
  const store = await engine.createStore({ parameters: tree, optimizer: {} });
  store.writeByPath(withParameterPaths(parameters));
  const programs = await EvaluationPrograms.compile({ engine, model, ...judges, optimizer: {} }, data, store);
  let totals = ScoreTotals.of(judges);
  const yielding = new Yielding();
  let batches = 0;
  try {
    for await (const batch of batchesOf(data, { epoch: 0, seed: 0, shuffle: false })) {
      signal?.throwIfAborted();
      totals = totals.plus(await programs.scores(batch), examplesOf(batch.inputs));
      batches++;
      onProgress?.({ batches, of: data.batchesPerEpoch, examples: totals.examples });
      if (yielding.isDue) await yielding.now();
    }
  } catch (error) {
    // Data that the same signal ends throws too.
    signal?.throwIfAborted();
    throw error;
  }
  signal?.throwIfAborted();
  const found = totals.result();
  return { ...found, loss: loss === undefined ? null : found.loss, examples: totals.examples };
}

function checkEvaluation(config: EvaluateConfig): void {
  checkOptions("evaluate", config, [
    "engine",
    "model",
    "parameters",
    "data",
    "loss",
    "metrics",
    "onProgress",
    "signal",
  ]);
  checkParts("evaluate: the engine", config.engine, "backend", "compile");
  checkParts("evaluate: the model", config.model, "initialize", "apply");
  checkParts("evaluate: the data", config.data, "inputs", "targets", "batchesPerEpoch", "batches");
  expectRange("evaluate", ranges.count, { batchesPerEpoch: config.data.batchesPerEpoch });
  checkKind("evaluate: the parameters", config.parameters, "map");
  if (config.loss !== undefined) checkKind("evaluate: the loss", config.loss, "function");
  if (config.metrics !== undefined) checkKind("evaluate: the metrics", config.metrics, "record");
  if (config.onProgress !== undefined) checkKind("evaluate: onProgress", config.onProgress, "function");
  if (config.signal !== undefined) checkParts("evaluate: the signal", config.signal, "aborted");
}
