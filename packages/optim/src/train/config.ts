/** What a training is made of. */
import type {
  Engine,
  HostTensor,
  HostTensorsOf,
  Tensor,
  TensorsOf,
  TensorTree,
  TensorType,
  TypeTree,
} from "@rensa/core";
import type { Metric, MetricResult, Model } from "@rensa/nn";
import type { FitOptions } from "../checkpoint/fit-parameters.ts";
import type { Transform } from "../transforms/transform.ts";
import type { ReportError } from "./run/event-stream.ts";
import type { TrainingSnapshot } from "./snapshot/snapshot.ts";

/** Which batches of a pass over the data are wanted. The order depends on these values alone. */
export interface PassOptions {
  /** The number of the pass, from 0. */
  readonly epoch: number;
  /** The seed of the run. */
  readonly seed: number;
  /** Default: as the data is made. An evaluation gives `false`. */
  readonly shuffle?: boolean;
  /** Batches to leave out at the start, because a run goes on after them. Default: 0. */
  readonly start?: number;
}

/** Where batches come from. `Dataset.batch` of `@rensa/data` makes one; anything with these members will do. */
export interface TrainingData<I extends TypeTree = TensorType, T extends TypeTree = TensorType> {
  /** The type of a full batch of inputs: a tensor's, or a tree of them. */
  readonly inputs: I;
  /** The type of a full batch of targets. */
  readonly targets: T;
  /**
   * How many batches a pass has, from 1. A source may go on after them and is not asked then; one that ends before is an
   * error (`DATA_SOURCE_FAILED`).
   */
  readonly batchesPerEpoch: number;
  /** Examples in a pass, where that is known: a resumed run tells where it has changed. Default: not known. */
  readonly examplesPerEpoch?: number;
  /** The batches of one pass; every batch has the declared types, but for fewer examples in the last one. */
  batches(options: PassOptions): Iterable<TrainingBatch<I, T>> | AsyncIterable<TrainingBatch<I, T>>;
}

/** One batch. The first axis of all its tensors counts the examples. */
export interface TrainingBatch<I extends TypeTree = TensorType, T extends TypeTree = TensorType> {
  readonly inputs: HostTensorsOf<I>;
  readonly targets: HostTensorsOf<T>;
}

/** A function of a model's outputs and the targets that returns a scalar: the mean over the examples. */
export type Criterion<O extends TensorTree = Tensor, T = Tensor> = (outputs: O, targets: T) => Tensor;

/** Parameters to begin with, and how they fit the model. */
export interface GivenParameters extends FitOptions {
  /** By path. */
  readonly values: ReadonlyMap<string, HostTensor>;
}

/** A training, but for the engine that it runs on. */
export interface Training<
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
> {
  /** What is trained: how its parameters begin, and what it makes of inputs. */
  readonly model: Model<P, TensorsOf<I>, O>;
  /** What is minimized: a scalar of the outputs and targets, the mean over the examples. */
  readonly loss: Criterion<O, TensorsOf<T>>;
  /** What turns gradients into updates of the parameters. */
  readonly optimizer: Transform;
  /** The batches of an epoch, with their types. */
  readonly data: TrainingData<I, T>;
  /** Evaluated after each epoch, in order and without shuffling. Smaller last batches count by their examples. */
  readonly validation?: TrainingData<I, T>;
  /** Further numbers to watch: means over the examples, or metrics that are exact over batches of any sizes. */
  readonly metrics?: Readonly<
    Record<string, Criterion<O, TensorsOf<T>> | Metric<MetricResult, NoInfer<O>, NoInfer<TensorsOf<T>>>>
  >;
  /** How many times the data are gone through. */
  readonly epochs: number;
  /**
   * Parameters to begin with, by path, as `readParameters` and `loadParameters` give them: all of the model's, or with
   * `partial` some. A run that goes on (`resume`) has those of its snapshot. Default: the model's own, by the seed.
   */
  readonly parameters?: ReadonlyMap<string, HostTensor> | GivenParameters;
  /** Decides the initial parameters, the order of the data and every random number. Default: 0. */
  readonly seed?: number;
  /**
   * Where to go on, as a snapshot of an earlier run has it: the same steps follow, bit for bit. Another model, loss,
   * optimizer, batch size or seed is refused by name; what may be changed on purpose (epochs, data, hyperparameters, the
   * backend) is told of by the event `configurationChanged`. Default: a new run.
   */
  readonly resume?: TrainingSnapshot | null;
  /**
   * How many steps may be begun before the first of them was told of, which hides how long the way to the backend is and what
   * subscribers take. Events, checkpoints and the final bits are those of one at a time: whoever acts at an event (`stop`,
   * `pause`, `snapshot`, `setHyperparameter`, ...) finds the state of that step, and what was begun after it is computed again.
   * For that, two copies of parameters and of the optimizer's state are kept, and the batches of the last steps. A host op that
   * remembers earlier calls would give other values when a step is computed again: leave it at 1 with such ops. Default: 1.
   */
  readonly stepsInFlight?: number;
  /** Ends the run when it aborts, as `stop` does; its reason is the event's. */
  readonly signal?: AbortSignal;
  /** Default: `run-<seed>`. */
  readonly runId?: string;
  /** Told of errors that subscribers throw. Default: `console.error`. */
  readonly onSubscriberError?: ReportError;
}

/** A training, and what compiles and runs it. */
export interface TrainConfig<
  P extends TensorTree = TensorTree,
  I extends TypeTree = TensorType,
  T extends TypeTree = TensorType,
  O extends TensorTree = Tensor,
> extends Training<P, I, T, O> {
  /**
   * Backend, passes, plugins and checks, as `createEngine` of `rensa` makes them. With its `checkFinite`, NaN and
   * infinities in batches, losses, parameters and slots are refused before the step that makes them counts: the training
   * fails with the first node that made one.
   */
  readonly engine: Engine;
}
