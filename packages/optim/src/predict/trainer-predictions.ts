/** What a trainer predicts: with the parameters that a validation would see now. Loaded where somebody asks for it. */
import {
  isTyped,
  mapTree,
  traceTree,
  type HostTensor,
  type Program,
  type TensorType,
  type Tree,
  type TypeTree,
} from "@rensa/core";
import { mergeTensors } from "../transforms/trees.ts";
import type { TrainConfig } from "../train/config.ts";
import type { TrainingStore } from "../train/step/state-types.ts";
import type { State } from "../train/step/trace-step.ts";
import { trainableOf, trainedPart } from "../train/step/trainable.ts";
import { batchOf } from "./batch-of.ts";
import { inferenceOf, OneProgram } from "./one-program.ts";

/** The predictor of a trainer, on the trainer's own parameters, or those that its optimizer evaluates in their place. */
export class TrainerPredictions {
  readonly #config: TrainConfig;
  readonly #store: TrainingStore;
  readonly #example: TypeTree;
  #predict: Promise<Predicting> | null = null;

  constructor(config: TrainConfig, store: TrainingStore) {
    this.#config = config;
    this.#store = store;
    this.#example = mapTree<TensorType, TypeTree>(config.data.inputs, isTyped, ({ shape, dtype }) => ({
      shape: shape.slice(1),
      dtype,
    }));
  }

  /** The outputs for a batch. */
  async of(inputs: unknown): Promise<Tree<HostTensor>> {
    const batch = batchOf(inputs, this.#example);
    const { program, refresh } = await (this.#predict ??= this.#make());
    await refresh();
    return program.predict(batch);
  }

  async #make(): Promise<Predicting> {
    const { engine, model, optimizer } = this.#config;
    const parts = { engine, apply: inferenceOf(model), example: this.#example };
    if (optimizer.evaluated === undefined) {
      const program = new OneProgram({ ...parts, store: this.#store.pick("parameters") });
      return { program, refresh: () => Promise.resolve() };
    }
    const store = await engine.createStore({ parameters: this.#store.types.parameters });
    const evaluate = await this.#compileEvaluated();
    const refresh = async (): Promise<void> => {
      const { evaluated } = (await evaluate.runAsync({})) as { readonly evaluated: Tree<HostTensor> };
      store.write({ parameters: evaluated });
    };
    return { program: new OneProgram({ ...parts, store }), refresh };
  }

  /** What says which parameters are evaluated in place of those that are trained. */
  async #compileEvaluated(): Promise<Program<unknown, unknown>> {
    const { engine, model, optimizer } = this.#config;
    const state = this.#store.pick("parameters", "optimizer");
    const traced = traceTree<typeof state.types, unknown>(
      state.types,
      ({ parameters, optimizer: kept }: Pick<State, "parameters" | "optimizer">) => {
        const trained = trainedPart(parameters, trainableOf(model));
        return { evaluated: mergeTensors(parameters, optimizer.evaluated?.(kept, trained) ?? trained) };
      },
    );
    return engine.compile(traced, { state });
  }
}

interface Predicting {
  readonly program: OneProgram;
  /** Takes over what has changed since. */
  readonly refresh: () => Promise<void>;
}
