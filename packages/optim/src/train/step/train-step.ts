/** trainStep: what a trainer does in a step, for any trace. */
import { callUserCode, checkKind, checkParts, gradientsOf, scope, type Tensor, type TensorTree } from "@rensa/core";
import type { ApplyContext, Key, Model } from "@rensa/nn";
import { add } from "@rensa/ops";
import { checkTransform, type Transform, type TransformState } from "../../transforms/transform.ts";
import { mergeTensors } from "../../transforms/trees.ts";
import type { Criterion } from "../config.ts";
import { Assignments, trainableOf, trainedPart } from "./trainable.ts";

/** What a training step reads and replaces. */
export type TrainState<P extends TensorTree = TensorTree> = Readonly<{ parameters: P; optimizer: TransformState }>;

/** What a training step learns from. */
export interface TrainStepBatch<I, T> {
  readonly inputs: I;
  readonly targets: T;
  /** A random key, another one at every step: what dropout and the like draw from. */
  readonly key: Key;
}

/** What a training step makes. */
export type TrainStepResult<P extends TensorTree, O extends TensorTree> = Readonly<{
  /** The parameters and the optimizer's state after the update. */
  state: TrainState<P>;
  /** Before the update. */
  loss: Tensor;
  /** Before the update. */
  outputs: O;
}>;

/** A training step, for use in traces. */
export interface TrainStep<P extends TensorTree, I, T, O extends TensorTree> {
  /** Parameters and the optimizer's state before the first step, from a random key. */
  readonly initialize: (key: Key) => TrainState<P>;
  /** Forward, backward and update. */
  readonly step: (state: TrainState<P>, batch: TrainStepBatch<I, T>) => TrainStepResult<P, O>;
}

/**
 * What a trainer does in a step, for loops of your own: the gradients of the loss by the parameters that are trained, the
 * optimizer's update of these, and for the others what the model assigns to them (running means); frozen ones stay as they
 * are. `train` and `createTrainer` use it themselves, so a loop around it gives their bits.
 *
 * @param model - The model.
 * @param loss A scalar of the model's outputs and the targets.
 * @param optimizer - The optimizer.
 *
 * @throws RensaError `ARGUMENT_INVALID` for parts of the wrong kind. In a trace: `LOSS_NOT_SCALAR`, and what model, loss and
 *   optimizer throw.
 *
 * @example
 * ```ts
 * import { jsBackend } from "@rensa/backend-js";
 * import { compile, createStore, f32, full, i32, trace, type Tensor } from "@rensa/core";
 * import { meanSquaredError, mul } from "@rensa/ops";
 * import { sgd, trainStep } from "@rensa/optim";
 *
 * const line = {
 *   initialize: () => ({ slope: full([], 0) }),
 *   apply: ({ slope }: { slope: Tensor }, x: Tensor) => mul(x, slope),
 * };
 * const { initialize, step } = trainStep(line, meanSquaredError, sgd(0.1));
 * const backend = jsBackend();
 * const store = await createStore(initialize, { backend, seed: 1 });
 *
 * const learn = await compile(
 *   trace({ ...store.types, x: f32(2), y: f32(2), key: i32(2) }, ({ x, y, key, ...before }) => {
 *     const { state, loss } = step(before, { inputs: x, targets: y, key });
 *     return { ...state, loss };
 *   }),
 *   { backend, state: store },
 * );
 * const act = await compile(
 *   trace({ ...store.pick("parameters").types, x: f32() }, ({ parameters, x }) => line.apply(parameters, x)),
 *   { backend, state: store },
 * );
 * for (let count = 0; count < 20; count++) learn.run({ x: [1, 2], y: [3, 6], key: [0, count] });
 * console.log(act.run({ x: 10 }).data[0]?.toFixed(2)); // 30.00
 * ```
 */
export function trainStep<P extends TensorTree, I = Tensor, T = Tensor, O extends TensorTree = Tensor>(
  model: Model<P, I, O>,
  loss: Criterion<O, T>,
  optimizer: Transform,
): TrainStep<P, I, T, O> {
  checkParts("trainStep: the model", model, "initialize", "apply");
  checkKind("trainStep: the loss", loss, "function");
  checkTransform("trainStep", optimizer);
  const isTrainable = trainableOf(model);
  return {
    initialize: (key) => {
      const parameters = scope("initialize", () => callUserCode("The model's initialize", () => model.initialize(key)));
      return { parameters, optimizer: optimizer.init(trainedPart(parameters, isTrainable)) };
    },
    step: ({ parameters, optimizer: state }, { inputs, targets, key }) => {
      const judged = (at: TensorTree, assign: ApplyContext["assign"]) => {
        // The same tree with other tensors.
        const outputs = scope("model", () =>
          callUserCode("The model's apply", () => model.apply(at as P, inputs, { training: true, key, assign })),
        );
        return { outputs, loss: scope("loss", () => callUserCode("The loss", () => loss(outputs, targets))) };
      };
      const trained = trainedPart(parameters, isTrainable);
      const assignments = new Assignments(parameters, trained);
      const now = judged(parameters, (parameter, value) => {
        assignments.set(parameter, value);
      });
      const evaluate = (elsewhere: TensorTree) => {
        const there = judged(mergeTensors(parameters, elsewhere), () => undefined);
        return { loss: there.loss, gradients: gradientsOf(there.loss, elsewhere) };
      };
      const made = scope("optimizer", () =>
        optimizer.update({
          gradients: gradientsOf(now.loss, trained),
          state,
          parameters: trained,
          context: { loss: now.loss, evaluate },
        }),
      );
      // The same tree with other tensors.
      const next = assignments.next(made.updates, (parameter, update) => add(parameter, update)) as P;
      return { state: { parameters: next, optimizer: made.state }, ...now };
    },
  };
}
