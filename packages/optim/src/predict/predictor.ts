/** A trained model as a function of data. */
import {
  checkKind,
  checkOptions,
  checkParts,
  flattenTree,
  isTyped,
  type DataOf,
  type Engine,
  type HostTensor,
  type HostTensorsOf,
  type TensorTree,
  type TensorType,
  type Tree,
  type TypeTree,
} from "@rensa/core";
import type { Model } from "@rensa/nn";
import { fitParameters } from "../checkpoint/fit-parameters.ts";
import { parametersOf } from "../train/step/parameters-of.ts";
import { withParameterPaths } from "../train/step/state-paths.ts";
import { batchOf } from "./batch-of.ts";
import { inferenceOf, OneProgram, type ProgramParts } from "./one-program.ts";

/** A trained model, but for the engine that it runs on. */
export interface Prediction<O extends TensorTree, I extends TypeTree = TypeTree> {
  /** The model. */
  readonly model: Model<TensorTree, never, O>;
  /** By path, as a trainer's `readParameters` gives them, or `loadParameters` of a checkpoint. */
  readonly parameters: ReadonlyMap<string, HostTensor>;
  /** The type of one example, as `inputs` of a data set: a tensor's, or a tree of them. */
  readonly example: I;
}

/** What a {@link predictor} is made of. */
export interface PredictorConfig<O extends TensorTree, I extends TypeTree = TypeTree> extends Prediction<O, I> {
  /** What compiles and runs it, as `createEngine` of `rensa` makes it. */
  readonly engine: Engine;
}

/** A model with parameters. */
export interface Predictor<O, I extends TypeTree = TensorType> {
  /**
   * The outputs for a batch: nested arrays, typed arrays or tensors, whose first axis counts the examples, of which there
   * may be any number. Calls are answered in their order.
   *
   * @param inputs - The inputs of some examples.
   *
   * @throws RensaError `INPUT_MISMATCH`, `INPUT_MISSING` where the data is none of the model's, such as one example.
   */
  (inputs: DataOf<I>): Promise<HostTensorsOf<O>>;
  /**
   * Sets parameters by path, for the calls that follow; what is left out keeps its value.
   *
   * @param parameters - Tensors by path.
   *
   * @throws RensaError `CHECKPOINT_MISMATCH` where they are not those of the model, before anything is changed.
   */
  setParameters(parameters: ReadonlyMap<string, HostTensor>): void;
}

/**
 * Makes a function of a model and its parameters, in inference mode: dropout is off, batch norm uses its running means.
 *
 * It holds the parameters once, whatever the sizes of batches: programs are compiled for a few sizes, and one at a time has
 * storage. Batches are filled up, or taken in parts, where each example is computed by itself; that is tried with the first
 * batch, and a model for which it is not so runs in a program of each batch's size.
 *
 * @throws RensaError `CHECKPOINT_MISMATCH` where the parameters are not those of the model, naming the first that
 *   differs.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, hostTensor } from "@rensa/core";
 * import { dense } from "@rensa/nn";
 * import { predictor } from "@rensa/optim";
 * import { createEngine, jsBackend } from "rensa";
 *
 * const parameters = new Map([
 *   ["weights", hostTensor([[2], [3]])],
 *   ["bias", hostTensor([1])],
 * ]);
 * const engine = createEngine({ backend: jsBackend() });
 * const predict = predictor({ engine, model: dense(2, 1), parameters, example: f32(2) });
 * const rows = [
 *   [1, 1],
 *   [0, 2],
 * ];
 * console.log((await predict(rows)).data); // Float32Array [6, 7]
 * predict.setParameters(new Map([["bias", hostTensor([0])]]));
 * console.log((await predict(rows)).data); // Float32Array [5, 6]
 * ```
 */
export function predictor<O extends TensorTree, I extends TypeTree>(config: PredictorConfig<O, I>): Predictor<O, I>;
// Within, trees of any kind are handled alike.
export function predictor(config: PredictorConfig<TensorTree>): object {
  checkOptions("predictor", config, ["model", "parameters", "example", "engine"]);
  const { model, example, engine } = config;
  checkParts("predictor: the model", model, "initialize", "apply");
  checkParts("predictor: the engine", engine, "backend", "compile");
  checkParts("predictor: the example", example);
  const { tree, byPath } = parametersOf(model);
  return predictorOn({ engine, apply: inferenceOf(model), example }, tree, fitParameters(config.parameters, byPath));
}

/** A predictor of what computes outputs, whose types the caller says. */
export function predictorOn(
  parts: Omit<ProgramParts, "store">,
  types: TypeTree,
  parameters: ReadonlyMap<string, HostTensor>,
): object {
  const { engine, example } = parts;
  /** Those that the store does not hold yet. */
  let waiting = parameters;
  const making = later(async () => {
    const store = await engine.createStore({ parameters: types });
    return { store, program: new OneProgram({ ...parts, store }) };
  });
  let turn: Promise<unknown> = Promise.resolve();
  const predict = async (inputs: unknown): Promise<Tree<HostTensor>> => {
    const batch = batchOf(inputs, example);
    const outputs = turn.then(async () => {
      const { store, program } = await making();
      if (waiting.size > 0) {
        store.writeByPath(withParameterPaths(waiting));
        waiting = new Map();
      }
      return program.predict(batch);
    });
    turn = outputs.catch(() => undefined);
    return outputs;
  };
  const byPath = new Map(flattenTree(types, isTyped));
  const setParameters = (given: ReadonlyMap<string, HostTensor>): void => {
    checkKind("setParameters: the parameters", given, "map");
    const known = [...byPath].filter(([path]) => given.has(path));
    const changed = fitParameters(given, new Map(known));
    turn = turn.then(() => {
      waiting = new Map([...waiting, ...changed]);
    });
  };
  return Object.assign(predict, { setParameters });
}

/** What is made when it is first wanted. */
function later<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
