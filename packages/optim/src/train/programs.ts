/** The compiled programs of a training, with the state between them. */
import { flattenTree, sizeOf, type HostTensor, type Program } from "@rensa/core";
import { locate, pathOf } from "../transforms/addresses.ts";
import { examplesOf, sizeOfBatch } from "./batch-size.ts";
import type { TrainConfig, TrainingBatch } from "./config.ts";
import type { EvaluationPrograms } from "./evaluation.ts";
import type { GradientNorm, ParameterSummary } from "./event.ts";
import { Hyperparameters } from "./hyperparameters.ts";
import { ByExamples } from "./by-examples.ts";
import type { GradientNorms } from "./gradient-norms.ts";
import { readScores, isHostTensor, type BatchScores, type ScoreResult } from "./scores.ts";
import { batchTypes, keyOf, startOfRandomness, traceStart, traceStep } from "./trace-step.ts";
import { optimizerPrefix, parameterPrefix, statePrefix } from "./state-paths.ts";
import { withState, type StateTypes } from "./state-types.ts";
import { trainableOf } from "./trainable.ts";

type AnyProgram = Program<unknown, unknown>;

/** What a step says. */
export interface StepResult {
  readonly scores: BatchScores;
  /** The rate of the update; `null` where the optimizer has none, the first one where it has several. */
  readonly learningRate: number | null;
}

/** A training, compiled. */
export class TrainingPrograms {
  readonly parameters: readonly ParameterSummary[];
  readonly hyperparameters: Hyperparameters;
  /** The hyperparameters before the first step, as the configuration has them. */
  readonly begun: Readonly<Record<string, number>>;
  /** The paths of the state that only tell of the last step. */
  readonly reports: readonly string[];
  /** Which of the reports is the learning rate; -1 where none is. */
  readonly #learningRate: number;
  readonly #config: TrainConfig;
  readonly #types: StateTypes;
  readonly #steps: ByExamples<AnyProgram>;
  #evaluation: EvaluationPrograms | null = null;
  #gradients: GradientNorms | null = null;
  /** Holds the state. */
  #current: AnyProgram;

  private constructor(
    config: TrainConfig,
    types: StateTypes,
    steps: ByExamples<AnyProgram>,
    step: AnyProgram,
    parameters: readonly ParameterSummary[],
    initial: ReadonlyMap<string, HostTensor>,
  ) {
    this.#config = config;
    this.#types = types;
    this.#steps = steps;
    this.#current = step;
    this.parameters = parameters;
    this.hyperparameters = new Hyperparameters(config.optimizer);
    const reports = locate(config.optimizer, "reports");
    this.reports = reports.map((each) => optimizerPrefix + pathOf(each, "reports"));
    this.#learningRate = reports.findIndex(({ name }) => name === "learningRate");
    this.begun = this.hyperparameters.read(initial);
  }

  /** Compiles a training and sets its state to the start. Whatever is wrong with model, loss or optimizer is found here. */
  static async compile(config: TrainConfig): Promise<TrainingPrograms> {
    const { engine } = config;
    // Loaded where there are some.
    const given =
      config.parameters === undefined ? {} : (await import("./given-parameters.ts")).givenParameters(config);
    const start = traceStart(config, given);
    const types = start.result as StateTypes;
    const initializer = await engine.compile(start);
    const steps = new ByExamples(async (examples) =>
      engine.compile(traceStep(config, types, batchTypes(config.data, examples)), withState),
    );
    const step = await steps.of(examplesOf(config.data.inputs));
    const randomness = startOfRandomness(config.seed ?? 0);
    const initial = flattenTree(initializer.run({ key: keyOf(config.seed ?? 0), given }), isHostTensor);
    step.writeState(withPrefix(new Map([...initial, ...randomness])));
    const isTrainable = trainableOf(config.model);
    const parameters = initial
      .filter(([path]) => path.startsWith(parameterPrefix))
      .map(([path, { shape, dtype }]): ParameterSummary => {
        const name = path.slice(parameterPrefix.length);
        return { name, shape, dtype, count: sizeOf(shape), isTrained: isTrainable(name) };
      });
    const programs = new TrainingPrograms(config, types, steps, step, parameters, new Map(initial));
    if (config.validation !== undefined) {
      const { EvaluationPrograms: Evaluating } = await import("./evaluation.ts");
      programs.#evaluation = await Evaluating.compile(config, config.validation, types);
    }
    return programs;
  }

  /** One step: forward, backward and update. Its scores are those before the update. */
  async step(batch: TrainingBatch): Promise<StepResult> {
    const examples = sizeOfBatch(batch, this.#config.data);
    const program = this.#steps.get(examples) ?? (await this.#steps.of(examples));
    if (program !== this.#current) {
      program.writeState(this.#current.readState());
      this.#current = program;
    }
    const result = (await program.runAsync({ inputs: batch.inputs, targets: batch.targets })) as {
      readonly scores: ScoreResult;
      readonly reports: readonly HostTensor[];
    };
    return {
      scores: readScores(result.scores),
      learningRate: result.reports[this.#learningRate]?.data[0] ?? null,
    };
  }

  /** Looks at the parameters of now with the validation data; `null` where there is none. */
  evaluation(): EvaluationPrograms | null {
    this.#evaluation?.see(this.#current.readState());
    return this.#evaluation;
  }

  /** The gradients that the next step on this batch will see. */
  async gradientNorms(batch: TrainingBatch): Promise<readonly GradientNorm[]> {
    // Loaded where somebody asks for it.
    const { GradientNorms } = await import("./gradient-norms.ts");
    this.#gradients ??= new GradientNorms(this.#config, this.#types.parameters);
    return this.#gradients.of(batch, this.#current.readState(), this.parameters);
  }

  /** A copy of the state: `parameters.<path>`, `optimizer.<path>`, `key`, `step`. */
  readState(): ReadonlyMap<string, HostTensor> {
    return new Map([...this.#current.readState()].map(([path, tensor]) => [path.slice(statePrefix.length), tensor]));
  }

  /** Sets state by path. */
  writeState(state: ReadonlyMap<string, HostTensor>): void {
    this.#current.writeState(withPrefix(state));
  }

  /** A copy of the parameters, by path. */
  readParameters(): ReadonlyMap<string, HostTensor> {
    const own = [...this.readState()].filter(([path]) => path.startsWith(parameterPrefix));
    return new Map(own.map(([path, tensor]) => [path.slice(parameterPrefix.length), tensor]));
  }

  /** The hash of the traced step, by which another model, loss or optimizer is noticed. */
  async graphHash(): Promise<string> {
    const { data } = this.#config;
    const { graph } = traceStep(this.#config, this.#types, batchTypes(data, examplesOf(data.inputs)));
    // Only who takes or uses snapshots needs it.
    const { graphHash } = await import("./snapshot-support.ts");
    return graphHash(graph);
  }
}

function withPrefix(state: ReadonlyMap<string, HostTensor>): ReadonlyMap<string, HostTensor> {
  return new Map([...state].map(([path, tensor]) => [statePrefix + path, tensor]));
}
