/** The contract of gradient transforms: an optimizer is one of them, in terms of ops, and mostly a chain of small ones. */
import { checkParts, RensaError, type Tensor, type TensorTree } from "@rensa/core";
import type { NumberRange } from "../ranges.ts";

/** What an update may ask beside the gradients. */
export interface UpdateContext {
  /** The loss at the parameters of now. */
  readonly loss: Tensor;
  /**
   * The loss and its gradients at other parameters, on the same batch and with the same random numbers.
   *
   * @param parameters - The other parameters, in the same structure.
   */
  evaluate(parameters: TensorTree): { readonly loss: Tensor; readonly gradients: TensorTree };
}

/** A number of an optimizer that can be changed while it runs: its first value, and the range that it has to stay in. */
export interface Hyperparameter extends NumberRange {
  readonly initial: number;
}

/** What a transform keeps from step to step. */
export type TransformState = Readonly<{
  /** What it needs of earlier steps, such as a velocity. */
  slots: Readonly<Record<string, TensorTree>>;
  /** Scalars that can be set while a training runs. */
  hyperparameters: Readonly<Record<string, Tensor>>;
  /** Scalars that tell of the last update. */
  reports: Readonly<Record<string, Tensor>>;
  /** The states of the transforms within: of one, or in a list or record of them as they were given. */
  inner: InnerStates;
}>;

/** The states of the transforms within another one; `{}` where there are none. */
export type InnerStates = TransformState | readonly TransformState[] | Readonly<{ [name: string]: TransformState }>;

/** What an update is made from. */
export interface UpdateArguments {
  readonly gradients: TensorTree;
  /** As `init` or the update before has made it. */
  readonly state: TransformState;
  /** In the same places as the gradients. */
  readonly parameters: TensorTree;
  /** Needed by those that evaluate the loss elsewhere, such as `sam`. `trainStep` gives it. */
  readonly context?: UpdateContext;
}

/** What an update makes. */
export interface Updated {
  /** What is added to the parameters, in the same places. */
  readonly updates: TensorTree;
  readonly state: TransformState;
}

/** A transform within another one. */
export interface TransformMember {
  /** Its name in addresses: `inner`, its place in a list, or its name in a record. */
  readonly name: string;
  /** True where an author or user has chosen the name. */
  readonly isNamed: boolean;
  /** Where its state stands in that of the other. */
  readonly keys: readonly string[];
  readonly transform: Transform;
}

/**
 * A gradient transform: what it keeps, and what it makes of gradients. Both run inside a trace, so the whole optimizer
 * is part of the compiled training step. `transform` makes one. The idea is optax's.
 *
 * @typeParam Address - the addresses of its hyperparameters, such as `learningRate` or `slow.learningRate`.
 */
export interface Transform<Address extends string = string> {
  /** For errors. */
  readonly name: string;
  /** Its own hyperparameters by name; those of its members are theirs. */
  readonly hyperparameters: ReadonlyMap<string, Hyperparameter>;
  /** The names of its own reports. */
  readonly reports: readonly string[];
  /** The transforms within. */
  readonly members: readonly TransformMember[];
  /** The addresses of all hyperparameters, its members' too: the shortest ones that mean one alone. */
  readonly addresses: readonly Address[];
  /**
   * The state before the first step.
   *
   * @param parameters - The parameters, nested in records.
   */
  init(parameters: TensorTree): TransformState;
  /**
   * The updates that are added to the parameters, and the next state.
   *
   * @param given - The gradients, the parameters and the state.
   */
  update(given: UpdateArguments): Updated;
  /**
   * What is evaluated in place of the parameters, such as their running mean. Default: the parameters.
   *
   * @param state - The state.
   * @param parameters - The parameters.
   */
  evaluated?(state: TransformState, parameters: TensorTree): TensorTree;
}

/** Refuses what is no transform. */
export function checkTransform(owner: string, transform: Transform): void {
  checkParts(`${owner}: the transform`, transform, "init", "update", "members");
}

/** The state of a member in that of a transform. */
export function stateOfMember(state: TransformState, { keys }: TransformMember): TransformState {
  return stateAt(state, keys);
}

/** The state that stands at some place of another. */
export function stateAt(state: TransformState, keys: readonly string[]): TransformState {
  let found: unknown = state;
  for (const key of keys) found = partOf(found, key);
  for (const part of ["slots", "hyperparameters", "reports", "inner"]) partOf(found, part);
  // All of its parts are there.
  return found as TransformState;
}

/** A part of a state by its own name, never a prototype's. */
export function partOf(state: unknown, name: string): unknown {
  if (typeof state === "object" && state !== null && Object.hasOwn(state, name)) {
    return (state as Readonly<Record<string, unknown>>)[name];
  }
  throw new RensaError("ARGUMENT_INVALID", `The optimizer's state has no "${name}"; it belongs to another optimizer.`);
}
