/** A trained model as a function of data. */
import {
  checkParts,
  checkOptions,
  constant,
  flatten,
  isTyped,
  mapTree,
  scope,
  traceTree,
  type Engine,
  type HostTensor,
  type HostTensorsOf,
  type Program,
  type TensorTree,
  type TensorType,
  type Tree,
  type TypeTree,
} from "@rensa/core";
import type { Key, Model } from "@rensa/nn";
import { fitParameters } from "../checkpoint/fit-parameters.ts";
import { ByExamples } from "./by-examples.ts";
import { examplesOf } from "./batch-size.ts";
import { keyType } from "./trace-step.ts";

/** A trained model, but for the engine that it runs on. */
export interface Prediction<O extends TensorTree> {
  readonly model: Model<TensorTree, never, O>;
  /** By path, as a trainer's `readParameters` gives them, or `loadParameters` of a checkpoint. */
  readonly parameters: ReadonlyMap<string, HostTensor>;
  /** The type of one example, as `inputs` of a data set: a tensor's, or a tree of them. */
  readonly example: TypeTree;
}

/** What a {@link predictor} is made of. */
export interface PredictorConfig<O extends TensorTree> extends Prediction<O> {
  /** What compiles and runs it, as `createEngine` of `rensa` makes it. */
  readonly engine: Engine;
}

/** The outputs of a model for a batch. Batches may have any number of examples; for each number a program is compiled once. */
export type Predictor<O> = (inputs: Tree<HostTensor>) => Promise<HostTensorsOf<O>>;

/**
 * Makes a function of a model and its parameters, in inference mode: dropout is off, batch norm uses its running means.
 *
 * @throws RensaError `CHECKPOINT_MISMATCH` where the parameters are not those of the model, naming the first that differs.
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
 * const { data } = await predict(hostTensor([[1, 1], [0, 2]]));
 * console.log(data); // Float32Array [6, 7]
 * ```
 */
export function predictor<O extends TensorTree>(config: PredictorConfig<O>): Predictor<O> {
  checkOptions("predictor", config, ["model", "parameters", "example", "engine"]);
  const { model, example, engine } = config;
  checkParts("predictor: the model", model, "initialize", "apply");
  checkParts("predictor: the engine", engine, "backend", "compile");
  const start = traceTree<{ key: typeof keyType }, unknown>({ key: keyType }, ({ key }: { key: Key }) =>
    model.initialize(key),
  );
  const parameters = fitParameters(config.parameters, new Map(flatten(start.result, isTyped)));
  const programs = new ByExamples(async (examples) => {
    const sized = mapTree<TensorType, TypeTree>(example, isTyped, ({ shape, dtype }) => ({
      shape: [examples, ...shape],
      dtype,
    }));
    const spec = { parameters: start.result, inputs: sized };
    type Arguments = { readonly parameters: TensorTree; readonly inputs: never };
    const traced = traceTree<typeof spec, unknown>(spec, ({ parameters: given, inputs: x }: Arguments) => {
      const key = constant({ ...keyType, data: new Int32Array(2) }) as Key;
      const context = { training: false, key, assign: () => undefined };
      return { parameters: given, outputs: scope("model", () => model.apply(given, x, context)) };
    });
    const program = await engine.compile(traced, { state: ["parameters"] });
    program.writeState(new Map([...parameters].map(([path, tensor]) => [`parameters.${path}`, tensor])));
    return program as Program<unknown, unknown>;
  });
  return async (batch) => {
    const program = await programs.of(examplesOf(batch as TypeTree));
    const result: unknown = await program.runAsync({ inputs: batch });
    // They are data of O by construction; TypeScript gives up on comparing the two.
    return (result as { readonly outputs: never }).outputs;
  };
}
