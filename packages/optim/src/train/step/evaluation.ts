/** What the validation data says of parameters. Loaded where a training has such data. */
import { callUserCode, constant, scope, traceTree, type Program, type Store, type TypeTree } from "@rensa/core";
import type { Key } from "@rensa/nn";
import type { Transform } from "../../transforms/transform.ts";
import { mergeTensors } from "../../transforms/trees.ts";
import { ByExamples } from "./by-examples.ts";
import { examplesOf, sizeOfBatch } from "./batch-size.ts";
import type { TrainConfig, TrainingBatch, TrainingData } from "../config.ts";
import { lossOf, metricTree, readScores, type BatchScores, type ScoreResult } from "./scores.ts";
import { batchTypes, keyType, type BatchTypes, type StepArguments } from "./trace-step.ts";
import { trainableOf, trainedPart } from "./trainable.ts";

type AnyProgram = Program<unknown, unknown>;

/** What is evaluated, of a training or without one. */
export type Evaluated = Pick<TrainConfig, "engine" | "model" | "loss" | "metrics"> & {
  /** Says which parameters are evaluated. */
  readonly optimizer: Pick<Transform, "evaluated">;
};

/** Where evaluations find parameters, and what an optimizer says of them. */
export type EvaluatedStore = Store<{ readonly parameters: TypeTree; readonly optimizer: TypeTree }>;

/** The programs that evaluate, on the parameters of a store as they are. */
export class EvaluationPrograms {
  readonly data: TrainingData;
  readonly #programs: ByExamples<AnyProgram>;

  private constructor(config: Evaluated, data: TrainingData, store: EvaluatedStore) {
    this.data = data;
    // It depends on what the optimizer keeps which parameters are evaluated.
    const needsSlots = config.optimizer.evaluated !== undefined;
    const { parameters, optimizer } = store.types;
    const types = needsSlots ? { parameters, optimizer } : { parameters };
    this.#programs = new ByExamples(async (examples) =>
      config.engine.compile(traceEvaluation(config, types, batchTypes(data, examples)), { state: store }),
    );
  }

  /** Compiles for full batches of the data. */
  static async compile(config: Evaluated, data: TrainingData, store: EvaluatedStore): Promise<EvaluationPrograms> {
    const evaluation = new EvaluationPrograms(config, data, store);
    await evaluation.#programs.of(examplesOf(data.inputs));
    return evaluation;
  }

  /** The scores of a batch. */
  async scores(batch: TrainingBatch): Promise<BatchScores> {
    const examples = sizeOfBatch(batch, this.data);
    const program = this.#programs.get(examples) ?? (await this.#programs.of(examples));
    const result = (await program.runAsync({ inputs: batch.inputs, targets: batch.targets })) as {
      readonly scores: ScoreResult;
    };
    return readScores(result.scores);
  }
}

/** Loss and metrics without an update. The optimizer's state is there where it says what is evaluated. */
function traceEvaluation(
  config: Evaluated,
  state: { readonly parameters: TypeTree; readonly optimizer?: TypeTree },
  batch: BatchTypes,
) {
  const spec = { ...state, ...batch };
  return traceTree<typeof spec, { scores: unknown }>(spec, ({ inputs, targets, ...before }: StepArguments) => {
    const { model, optimizer } = config;
    const isTrainable = trainableOf(model);
    const parameters =
      optimizer.evaluated === undefined
        ? before.parameters
        : mergeTensors(
            before.parameters,
            optimizer.evaluated(before.optimizer, trainedPart(before.parameters, isTrainable)),
          );
    // Nothing is random in an evaluation; a model that draws all the same draws the same each time.
    const key = constant({ ...keyType, data: new Int32Array(2) }) as Key;
    const context = { training: false, key, assign: () => undefined };
    const outputs = scope("model", () =>
      callUserCode("The model's apply", () => model.apply(parameters, inputs, context)),
    );
    const scores = { loss: lossOf(config, outputs, targets), metrics: metricTree(config, outputs, targets) };
    return { scores };
  });
}
