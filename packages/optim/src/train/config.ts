/** What a training is made of. */
import type { Backend, HostTensor, Pass, PluginDefinition, Tensor, TensorTree, TensorType } from "@rensa/core";
import type { Transform } from "../transforms/transform.ts";
import type { ReportError } from "./event-stream.ts";

/** What a model is told beside its inputs. */
export interface ApplyContext {
  /** True while training: dropout is on. */
  readonly training: boolean;
  /** A random key, another one at every step. */
  readonly key: Tensor<readonly [2], "i32">;
}

/** A model: parameters, and a function of them. Both run inside a trace. */
export interface Model<P extends TensorTree = TensorTree> {
  /** The parameters before the first step, from a random key. */
  initialise(key: Tensor<readonly [2], "i32">): P;
  /** The outputs for a batch of inputs. */
  apply(parameters: P, inputs: Tensor, context: ApplyContext): Tensor;
}

/** Where batches come from. `Dataset.batch` of `@rensa/data` makes one; anything with these members will do. */
export interface TrainingData<I extends TensorType = TensorType, T extends TensorType = TensorType> {
  /** The type of a batch of inputs. */
  readonly inputs: I;
  /** The type of a batch of targets. */
  readonly targets: T;
  readonly batchesPerEpoch: number;
  /** The batches of one epoch, in an order that depends on these values alone. */
  batches(options: {
    readonly epoch: number;
    readonly seed: number;
    readonly shuffle?: boolean;
  }): Iterable<TrainingBatch> | AsyncIterable<TrainingBatch>;
}

/** One batch. */
export interface TrainingBatch {
  readonly inputs: HostTensor;
  readonly targets: HostTensor;
}

/** A function of a model's outputs and the targets that returns a scalar. */
export type Criterion = (outputs: Tensor, targets: Tensor) => Tensor;

/** A training. */
export interface TrainConfig<P extends TensorTree = TensorTree> {
  readonly model: Model<P>;
  /** What is minimised: a scalar of the outputs and targets. */
  readonly loss: Criterion;
  readonly optimizer: Transform;
  readonly data: TrainingData;
  /** Evaluated after each epoch, in order and without shuffling. */
  readonly validation?: TrainingData;
  /** Further scalars to watch. */
  readonly metrics?: Readonly<Record<string, Criterion>>;
  readonly epochs: number;
  /** Decides the initial parameters, the order of the data and every random number. Default: 0. */
  readonly seed?: number;
  readonly backend: Backend;
  readonly passes?: readonly Pass[];
  /** Plugins, whose kernels for the backend are used; their rewrite rules go into `passes`. Default: none. */
  readonly plugins?: readonly PluginDefinition[];
  /**
   * Refuse NaN and infinities in batches, losses, parameters and slots, before the step that makes them counts: the
   * training fails with the first node that made one. It costs as `checkFinite` of `compile` does. Default: false.
   */
  readonly checkFinite?: boolean;
  /** Default: `run-<seed>`. */
  readonly runId?: string;
  /** Told of errors that subscribers throw. Default: `console.error`. */
  readonly onSubscriberError?: ReportError;
}
