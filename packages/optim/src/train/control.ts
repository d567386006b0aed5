/** What can be asked of a training while it runs: by its app, by operators on its events, or from another thread. */
import { checkParts, checkKind, type HostTensor } from "@rensa/core";
import { attachControl } from "./event-control.ts";
import type { CheckpointSavedEvent, EventBase, TrainEvent } from "./event.ts";
import type { Kept, TrainingSnapshot } from "./snapshot/snapshot.ts";

/** An event that operators add to the stream; where the run stands is added to it. */
export type AddedEvent = Omit<CheckpointSavedEvent, keyof EventBase>;

/**
 * Steers a training and reads from it. What is read is the state between two steps.
 *
 * @typeParam Address - the addresses of the optimizer's hyperparameters, where they are known.
 */
export interface TrainingControl<Address extends string = string> {
  /** Waits before the next step. */
  pause(): void;
  resume(): void;
  /**
   * Ends the run within one step, for a reason that its last event tells. A stop at the last step of an epoch leaves that
   * epoch open: neither validation nor `epochCompleted` follow, and a run that goes on from there does both first. Where
   * the run is over, or was told to stop before, it changes nothing.
   *
   * @param reason - Why, in words.
   */
  stop(reason?: string): void;
  /**
   * The hyperparameters of now, by the shortest address that means one alone: `learningRate`, `weightDecay`, and
   * `slow.learningRate` where groups have one each.
   */
  readHyperparameters(): Promise<Readonly<Record<string, number>>>;
  /**
   * Sets a hyperparameter before the next step; while the training compiles, before the first one. An event tells of it.
   *
   * @param address Its name, after those of as many groups as one likes. It means all that it fits: `learningRate` is
   *   that
   *   of all groups, `slow.learningRate` that of one.
   * @param value - The number, in the range of the hyperparameter.
   *
   * @throws RensaError `ARGUMENT_INVALID` where the optimizer has none of this address, with those that it has, and where
   *   the value is out of the hyperparameter's range, with the range. Nothing is set then.
   */
  setHyperparameter(address: Address, value: number): Promise<void>;
  /** A copy of the parameters, by path. */
  readParameters(): Promise<ReadonlyMap<string, HostTensor>>;
  /**
   * Sets parameters by path before the next step; what is left out keeps its value.
   *
   * @param parameters - Tensors by path.
   *
   * @throws RensaError `INPUT_MISMATCH` for a path or a type that does not fit, before anything is changed.
   */
  writeParameters(parameters: ReadonlyMap<string, HostTensor>): Promise<void>;
  /**
   * Everything that decides how the run goes on. Called while an event is delivered, it is the state of that moment.
   */
  snapshot(): Promise<TrainingSnapshot>;
  /**
   * Keeps something in all snapshots from now on, under a name.
   *
   * @param name - The name, which no other operator of the run has.
   * @param kept - What is kept: plain JSON, and tensors.
   */
  keep(name: string, kept: Kept): void;
  /**
   * What was kept under a name, before a crash too; `null` where nothing was.
   *
   * @param name - The name, which no other operator of the run has.
   */
  kept(name: string): Promise<Kept | null>;
  /**
   * Holds the run between two steps, without an event, until the returned function is called: for work that the run must
   * not overtake. A run that is over is held too: its stream completes, and `start` resolves, when nobody holds it any
   * more. A stop does not wait.
   */
  hold(): () => void;
  /**
   * Adds an event to the stream, for all subscribers.
   *
   * @param event - The event, without what all events have.
   */
  emit(event: AddedEvent): void;
  /**
   * Asks for the event `gradientHealth` after every `every`-th step, until the returned function is called. Where nobody
   * asks, nothing is computed.
   *
   * @param every - How many steps lie between two of the events.
   */
  watchGradients(every: number): () => void;
}

/**
 * Gives an event its control, which neither JSON nor a copy of it shows, and freezes all of it.
 *
 * @param event - The event, which is frozen.
 * @param given - What steers the training.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { withControl } from "@rensa/optim";
 * import { controlOf, createTrainer, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const trainer = createTrainer(config);
 * trainer.events$.subscribe((event) => {
 *   const control = controlOf(event);
 *   if (event.type !== "started" || control === null) return;
 *   const copy = structuredClone(event);
 *   console.log(controlOf(copy), controlOf(withControl(copy, control)) === control); // null true
 * });
 * await trainer.start();
 * ```
 */
export function withControl<E extends TrainEvent>(event: E, given: TrainingControl): E {
  checkKind("withControl: the event", event, "record");
  checkParts("withControl: the control", given, "stop");
  return attachControl(event, given);
}
