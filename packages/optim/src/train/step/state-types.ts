/** What all programs of a training keep from run to run. */
import type { Store, TensorType, TypeTree } from "@rensa/core";

/** The types of a training's state. */
export type StateTypes = Readonly<{
  parameters: TypeTree;
  optimizer: TypeTree;
  /** A random key, the same for the whole run. */
  key: TensorType<readonly [2], "i32">;
  /** Steps that were taken. */
  step: TensorType<readonly [], "i32">;
}>;

/** The store of a training. */
export type TrainingStore = Store<StateTypes>;
