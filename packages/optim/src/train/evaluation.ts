/** What the validation data says of parameters. Loaded where a training has such data. */
import { callUserCode, constant, scope, traceTree, type HostTensor, type Program, type TypeTree } from "@rensa/core";
import type { Key } from "@rensa/nn";
import type { Transform } from "../transforms/transform.ts";
import { mergeTensors } from "../transforms/trees.ts";
import { ByExamples } from "./by-examples.ts";
import { examplesOf, sizeOfBatch } from "./batch-size.ts";
import type { TrainConfig, TrainingBatch, TrainingData } from "./config.ts";
import { lossOf, metricTree, readScores, type BatchScores, type ScoreResult } from "./scores.ts";
import { optimizerPrefix, parameterPrefix, statePrefix } from "./state-paths.ts";
import { withState, type StateTypes } from "./state-types.ts";
import { batchTypes, keyType, type BatchTypes, type StepArguments } from "./trace-step.ts";
import { trainableOf, trainedPart } from "./trainable.ts";

type AnyProgram = Program<unknown, unknown>;

/** What is evaluated, of a training or without one. */
export type Evaluated = Pick<TrainConfig, "engine" | "model" | "loss" | "metrics"> & {
  /** Says which parameters are evaluated. */
  readonly optimizer: Pick<Transform, "evaluated">;
};

/** The programs that evaluate, with the parameters that they see. */
export class EvaluationPrograms {
  readonly data: TrainingData;
  readonly #programs: ByExamples<AnyProgram>;
  /** It depends on what the optimizer keeps which parameters are evaluated. */
  readonly #needsSlots: boolean;
  #state: ReadonlyMap<string, HostTensor> = new Map();

  private constructor(config: Evaluated, data: TrainingData, types: StateTypes) {
    this.data = data;
    this.#needsSlots = config.optimizer.evaluated !== undefined;
    const state = this.#needsSlots ? types : { parameters: types.parameters };
    this.#programs = new ByExamples(async (examples) =>
      config.engine.compile(traceEvaluation(config, state, batchTypes(data, examples)), withState),
    );
  }

  /** Compiles for full batches of the data. */
  static async compile(config: Evaluated, data: TrainingData, types: StateTypes): Promise<EvaluationPrograms> {
    const evaluation = new EvaluationPrograms(config, data, types);
    await evaluation.#programs.of(examplesOf(data.inputs));
    return evaluation;
  }

  /** Takes the parameters out of a training's state, for the scores to come. */
  see(state: ReadonlyMap<string, HostTensor>): void {
    this.#state = new Map(
      [...state].filter(
        ([path]) =>
          path.startsWith(statePrefix + parameterPrefix) ||
          (this.#needsSlots && path.startsWith(statePrefix + optimizerPrefix)),
      ),
    );
    this.#programs.forEach((program) => {
      program.writeState(this.#state);
    });
  }

  /** The scores of a batch. */
  async scores(batch: TrainingBatch): Promise<BatchScores> {
    const examples = sizeOfBatch(batch, this.data);
    const known = this.#programs.get(examples);
    const program = known ?? (await this.#programs.of(examples));
    if (known === undefined) program.writeState(this.#state);
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
  const spec = { state, ...batch };
  return traceTree<typeof spec, { state: unknown; scores: unknown }>(
    spec,
    ({ state: before, inputs, targets }: StepArguments) => {
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
      return { state: before, scores };
    },
  );
}
