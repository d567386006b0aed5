/** The compiled programs of a training, with the state between them. */
import {
  compile,
  flatten,
  isTyped,
  RensaError,
  sizeOf,
  type HostTensor,
  type Program,
  type TypeTree,
} from "@rensa/core";
import type { TrainConfig, TrainingBatch, TrainingData } from "./config.ts";
import type { GradientNorm, ParameterSummary } from "./event.ts";
import { Hyperparameters } from "./hyperparameters.ts";
import { ByExamples } from "./by-examples.ts";
import { readScores, isHostTensor, type BatchScores } from "./scores.ts";
import { batchTypes, keyOf, startOfRandomness, traceEvaluation, traceStart, traceStep } from "./trace-step.ts";
import { trainableOf } from "./trainable.ts";

type AnyProgram = Program<unknown, unknown>;

/** What a step says. */
export interface StepResult {
  readonly scores: BatchScores;
  /** What the optimizer reports, by name. */
  readonly reports: Readonly<Record<string, number>>;
}

const statePrefix = "state.";
const parameterPrefix = "parameters.";

/** A training, compiled. */
export class TrainingPrograms {
  readonly parameters: readonly ParameterSummary[];
  readonly hyperparameters: Hyperparameters;
  readonly #config: TrainConfig;
  readonly #types: { readonly parameters: TypeTree; readonly optimizer: TypeTree };
  readonly #steps: ByExamples<AnyProgram>;
  readonly #evaluations: ByExamples<AnyProgram>;
  readonly #gradients: ByExamples<AnyProgram>;
  /** Holds the state. */
  #current: AnyProgram;
  /** The parameters that an evaluation sees. */
  #evaluated: ReadonlyMap<string, HostTensor> = new Map();

  private constructor(
    config: TrainConfig,
    types: { readonly parameters: TypeTree; readonly optimizer: TypeTree },
    steps: ByExamples<AnyProgram>,
    step: AnyProgram,
    parameters: readonly ParameterSummary[],
  ) {
    const options = compileOptions(config);
    this.#config = config;
    this.#types = types;
    this.#steps = steps;
    this.#current = step;
    this.parameters = parameters;
    this.hyperparameters = new Hyperparameters(flatten(types.optimizer, isTyped).map(([path]) => path));
    this.#evaluations = new ByExamples(async (examples) => {
      const state = config.optimizer.evaluated === undefined ? { parameters: types.parameters } : types;
      return compile(traceEvaluation(config, state, batchTypes(config.validation ?? config.data, examples)), options);
    });
    this.#gradients = new ByExamples(async (examples) => {
      // Loaded where somebody asks for it.
      const { traceGradientNorms } = await import("./gradient-norms.ts");
      return compile(traceGradientNorms(config, types.parameters, batchTypes(config.data, examples)), options);
    });
  }

  /** Compiles a training and sets its state to the start. Whatever is wrong with model, loss or optimizer is found here. */
  static async compile(config: TrainConfig): Promise<TrainingPrograms> {
    const options = compileOptions(config);
    const start = traceStart(config);
    const types = start.result as { readonly parameters: TypeTree; readonly optimizer: TypeTree };
    const initialiser = await compile(start, { ...options, state: [] });
    const steps = new ByExamples(async (examples) =>
      compile(traceStep(config, types, batchTypes(config.data, examples)), options),
    );
    const step = await steps.of(examplesOf(config.data.inputs));
    const randomness = startOfRandomness(config.seed ?? 0);
    const initial = flatten(initialiser.run({ key: keyOf(config.seed ?? 0) }), isHostTensor);
    step.writeState(withPrefix(new Map([...initial, ...randomness])));
    const isTrainable = trainableOf(config.model);
    const parameters = initial
      .filter(([path]) => path.startsWith(parameterPrefix))
      .map(([path, { shape, dtype }]): ParameterSummary => {
        const name = path.slice(parameterPrefix.length);
        return { name, shape, dtype, count: sizeOf(shape), isTrained: isTrainable(name) };
      });
    const programs = new TrainingPrograms(config, types, steps, step, parameters);
    if (config.validation !== undefined) await programs.#evaluations.of(examplesOf(config.validation.inputs));
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
      readonly scores: Readonly<Record<string, HostTensor>>;
      readonly reports: Readonly<Record<string, HostTensor>>;
    };
    const reports = Object.entries(result.reports).map(([name, { data }]) => [name, data[0] ?? Number.NaN]);
    return { scores: readScores(result.scores), reports: Object.fromEntries(reports) as Record<string, number> };
  }

  /** Takes the parameters of now for {@link TrainingPrograms.evaluate}. */
  prepareEvaluation(): void {
    const needsSlots = this.#config.optimizer.evaluated !== undefined;
    const state = [...this.#current.readState()];
    this.#evaluated = new Map(
      state.filter(
        ([path]) =>
          path.startsWith(statePrefix + parameterPrefix) || (needsSlots && path.startsWith("state.optimizer.")),
      ),
    );
    this.#evaluations.forEach((program) => {
      program.writeState(this.#evaluated);
    });
  }

  /** The scores of a validation batch. */
  async evaluate(batch: TrainingBatch): Promise<BatchScores> {
    const examples = sizeOfBatch(batch, this.#config.validation ?? this.#config.data);
    const known = this.#evaluations.get(examples);
    const program = known ?? (await this.#evaluations.of(examples));
    if (known === undefined) program.writeState(this.#evaluated);
    const result = (await program.runAsync({ inputs: batch.inputs, targets: batch.targets })) as {
      readonly scores: Readonly<Record<string, HostTensor>>;
    };
    return readScores(result.scores);
  }

  /** The gradients that the next step on this batch will see. */
  async gradientNorms(batch: TrainingBatch): Promise<readonly GradientNorm[]> {
    const program = await this.#gradients.of(sizeOfBatch(batch, this.#config.data));
    program.writeState(
      new Map([...this.#current.readState()].filter(([path]) => !path.startsWith("state.optimizer."))),
    );
    const { readGradientNorms } = await import("./gradient-norms.ts");
    return readGradientNorms(await program.runAsync({ inputs: batch.inputs, targets: batch.targets }), this.parameters);
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

  /** Sets parameters by path. */
  writeParameters(parameters: ReadonlyMap<string, HostTensor>): void {
    const known = new Set(this.parameters.map(({ name }) => name));
    for (const name of parameters.keys()) {
      if (known.has(name)) continue;
      const all = [...known].join(", ");
      throw new RensaError("INPUT_MISMATCH", `writeParameters: the model has no "${name}"; its parameters are ${all}.`);
    }
    this.writeState(new Map([...parameters].map(([name, tensor]) => [parameterPrefix + name, tensor])));
  }

  /** The hash of the traced step, by which another model, loss or optimizer is noticed. */
  async graphHash(): Promise<string> {
    const { data } = this.#config;
    const { graph } = traceStep(this.#config, this.#types, batchTypes(data, examplesOf(data.inputs)));
    // Only who takes or uses snapshots needs it.
    const { graphHash } = await import("./graph-hash.ts");
    return graphHash(graph);
  }
}

function compileOptions({ backend, passes = [], plugins = [], checkFinite = false }: TrainConfig) {
  return { backend, passes, plugins, checkFinite, state: ["state"] };
}

function withPrefix(state: ReadonlyMap<string, HostTensor>): ReadonlyMap<string, HostTensor> {
  return new Map([...state].map(([path, tensor]) => [statePrefix + path, tensor]));
}

/** The examples that the program for a batch takes: those of the batch, unless there are too many, which it will refuse. */
function sizeOfBatch({ inputs }: TrainingBatch, data: TrainingData): number {
  return Math.min(examplesOf(inputs), examplesOf(data.inputs));
}

/** The examples in a batch: the first extent of its first tensor. */
export function examplesOf(inputs: TypeTree): number {
  const [first] = flatten(inputs, isTyped);
  const examples = first?.[1].shape[0];
  if (examples === undefined) {
    throw new RensaError(
      "DATA_INVALID",
      "The data has no batch axis; let the first axis of every tensor count the examples.",
    );
  }
  return examples;
}
