/** The compiled programs of a training, on the store that all of them share. */
import { flattenTree, isTyped, sizeOf, type HostTensor, type Program, type TensorType } from "@rensa/core";
import { locate, pathOf } from "../../transforms/addresses.ts";
import { examplesOf, sizeOfBatch } from "./batch-size.ts";
import type { TrainConfig, TrainingBatch } from "../config.ts";
import type { EvaluationPrograms } from "./evaluation.ts";
import type { GradientNorm, ParameterSummary } from "../event.ts";
import { Hyperparameters } from "./hyperparameters.ts";
import { ByExamples } from "./by-examples.ts";
import type { GradientNorms } from "./gradient-norms.ts";
import type { StepResult } from "../run/run-state.ts";
import { readScores, type ScoreResult } from "./scores.ts";
import { batchTypes, keyOf, keyType, stepType, traceStart, traceStep } from "./trace-step.ts";
import { optimizerPrefix, parameterPath } from "./state-paths.ts";
import type { StateTypes, TrainingStore } from "./state-types.ts";
import { keptForLater, type StepUnderWay } from "../run/step-under-way.ts";
import type { StepsAhead } from "../run/steps-ahead.ts";
import { trainableOf } from "./trainable.ts";

type AnyProgram = Program<unknown, unknown>;

/** A training, compiled. */
export class TrainingPrograms {
  readonly parameters: readonly ParameterSummary[];
  readonly hyperparameters: Hyperparameters;
  /** The hyperparameters before the first step, as the configuration has them. */
  readonly begun: Readonly<Record<string, number>>;
  /** The paths of the state that only tell of the last step. */
  readonly reports: readonly string[];
  /** Takes steps back that nobody was told of; `null` where there is only one at a time. */
  readonly ahead: StepsAhead | null;
  /** Which of the reports is the learning rate; -1 where none is. */
  readonly #learningRate: number;
  readonly #config: TrainConfig;
  readonly #store: TrainingStore;
  readonly #steps: ByExamples<AnyProgram>;
  #evaluation: EvaluationPrograms | null = null;
  #gradients: GradientNorms | null = null;

  private constructor(
    config: TrainConfig,
    store: TrainingStore,
    ahead: StepsAhead | null,
    steps: ByExamples<AnyProgram>,
    begun: ReadonlyMap<string, HostTensor>,
    hyperparameters: Hyperparameters,
  ) {
    this.#config = config;
    this.#store = store;
    this.ahead = ahead;
    this.#steps = steps;
    const isTrainable = trainableOf(config.model);
    this.parameters = flattenTree(store.types.parameters, isTyped).map(([name, { shape, dtype }]): ParameterSummary => {
      return { name, shape, dtype, count: sizeOf(shape), isTrained: isTrainable(name) };
    });
    this.hyperparameters = hyperparameters;
    const reports = locate(config.optimizer, "reports");
    this.reports = reports.map((each) => optimizerPrefix + pathOf(each, "reports"));
    this.#learningRate = reports.findIndex(({ name }) => name === "learningRate");
    this.begun = hyperparameters.read(begun);
  }

  /** Compiles a training and sets its state to the start. Whatever is wrong with model, loss or optimizer is found here. */
  static async compile(config: TrainConfig): Promise<TrainingPrograms> {
    const { engine, seed = 0 } = config;
    // Loaded where there are some.
    const given =
      config.parameters === undefined ? {} : (await import("./given-parameters.ts")).givenParameters(config);
    const start = traceStart(config, given);
    const types: StateTypes = {
      ...(start.result as Pick<StateTypes, "parameters" | "optimizer">),
      key: keyType,
      step: stepType,
    };
    const ahead = await aheadOf(config, types);
    const store = ahead?.store ?? (await engine.createStore(types));
    store.write({ key: keyOf(seed) });
    const steps = new ByExamples(async (examples) =>
      engine.compile(traceStep(config, types, batchTypes(config.data, examples)), { state: store }),
    );
    await begin(await engine.compile(start, { state: store }), given);
    await steps.of(examplesOf(config.data.inputs));
    const hyperparameters = new Hyperparameters(config.optimizer);
    const begun = await store.readByPath(hyperparameters.paths);
    const programs = new TrainingPrograms(config, store, ahead, steps, begun, hyperparameters);
    if (config.validation !== undefined) {
      const { EvaluationPrograms: Evaluating } = await import("./evaluation.ts");
      programs.#evaluation = await Evaluating.compile(config, config.validation, store.pick("parameters", "optimizer"));
    }
    return programs;
  }

  /**
   * What begins a step on a batch (forward, backward and update) once its programs are compiled. Its scores are those before
   * the update, and so are its gradients, where somebody wants them.
   */
  async stepOn(batch: TrainingBatch, wantsGradients: boolean): Promise<() => StepUnderWay> {
    const examples = sizeOfBatch(batch, this.#config.data);
    const program = this.#steps.get(examples) ?? (await this.#steps.of(examples));
    const norms = wantsGradients ? await this.#gradientNormsOn(batch) : null;
    const { inputs, targets } = batch;
    return () => {
      const gradients = norms === null ? null : keptForLater(norms());
      return { gradients, result: keptForLater(this.#resultOf(program.runAsync({ inputs, targets }))) };
    };
  }

  /** What looks at the parameters with the validation data; `null` where there is none. */
  get evaluation(): EvaluationPrograms | null {
    return this.#evaluation;
  }

  /** The state, which programs of others may read. */
  get store(): TrainingStore {
    return this.#store;
  }

  /** The types of the state by path: `parameters.<path>`, `optimizer.<path>`, `key`, `step`. */
  get stateTypes(): ReadonlyMap<string, TensorType> {
    return new Map(flattenTree(this.#store.types, isTyped));
  }

  /** A copy of the state as it is now, by path. */
  readState(paths?: readonly string[]): Promise<ReadonlyMap<string, HostTensor>> {
    return this.#store.readByPath(paths);
  }

  /** Sets state by path. */
  writeState(state: ReadonlyMap<string, HostTensor>): void {
    this.#store.writeByPath(state);
  }

  /** A copy of the parameters, or of some, by path. */
  async readParameters(
    names: readonly string[] = this.parameters.map(({ name }) => name),
  ): Promise<ReadonlyMap<string, HostTensor>> {
    const own = [...(await this.#store.readByPath(names.map(parameterPath))).values()];
    return new Map(names.flatMap((name, at) => (own[at] === undefined ? [] : [[name, own[at]]])));
  }

  async #resultOf(run: Promise<unknown>): Promise<StepResult> {
    const { scores, reports } = (await run) as {
      readonly scores: ScoreResult;
      readonly reports: readonly HostTensor[];
    };
    return { scores: readScores(scores), learningRate: reports[this.#learningRate]?.data[0] ?? null };
  }

  async #gradientNormsOn(batch: TrainingBatch): Promise<() => Promise<readonly GradientNorm[]>> {
    // Loaded where somebody asks for it.
    const { GradientNorms } = await import("./gradient-norms.ts");
    this.#gradients ??= new GradientNorms(this.#config, this.#store);
    return this.#gradients.on(batch, this.parameters);
  }

  /** The hash of the traced step, by which another model, loss or optimizer is noticed. */
  async graphHash(): Promise<string> {
    const { data } = this.#config;
    const { graph } = traceStep(this.#config, this.#store.types, batchTypes(data, examplesOf(data.inputs)));
    // Only who takes or uses snapshots needs it.
    const { graphHash } = await import("../snapshot/graph-hash.ts");
    return graphHash(graph);
  }
}

async function aheadOf({ engine, stepsInFlight = 1 }: TrainConfig, types: StateTypes): Promise<StepsAhead | null> {
  if (stepsInFlight === 1) return null;
  const { StepsAhead: Ahead } = await import("../run/steps-ahead.ts");
  return Ahead.make(engine, types, stepsInFlight);
}

/** Runs the program of the start, which is needed once. */
async function begin(start: AnyProgram, given: Readonly<Record<string, HostTensor>>): Promise<void> {
  await start.runAsync({ given });
  start.release();
}
