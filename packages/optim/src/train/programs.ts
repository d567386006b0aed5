/** The programs of a training: the initial state, the step, the evaluation. */
import {
  compile,
  constant,
  flatten,
  gradientsOf,
  isTyped,
  RensaError,
  scope,
  sizeOf,
  traceTree,
  type HostTensor,
  type Program,
  type Tensor,
  type TensorTree,
  type TensorType,
  type TypeTree,
} from "@rensa/core";
import { add, foldIn } from "@rensa/ops";
import { mapTensors } from "../transforms/transform.ts";
import type { TrainConfig, TrainingBatch, TrainingData } from "./config.ts";
import type { Metrics, ParameterSummary } from "./event.ts";

type Key = Tensor<readonly [2], "i32">;

/** Loss and metrics of one batch. */
export interface Scores {
  readonly loss: number;
  readonly metrics: Metrics;
}

/** A training, compiled. */
export interface TrainingPrograms {
  readonly parameters: readonly ParameterSummary[];
  /** One step: forward, backward and update; its scores are those before the update. */
  step(batch: TrainingBatch): Scores;
  /** Takes the parameters of now for {@link TrainingPrograms.evaluate}. */
  prepareEvaluation(): void;
  /** The scores of a validation batch. */
  evaluate(batch: TrainingBatch): Scores;
  /** The parameters of now, by path. */
  readParameters(): ReadonlyMap<string, HostTensor>;
}

interface State {
  readonly parameters: TensorTree;
  readonly optimizer: TensorTree;
  readonly key: Key;
  readonly step: Tensor<readonly [], "i32">;
}

interface Scored {
  readonly loss: Tensor;
  readonly metrics: Readonly<Record<string, Tensor>>;
}

const keyType: TensorType<readonly [2], "i32"> = { shape: [2], dtype: "i32" };
const statePrefix = "state.parameters.";

/** Compiles a training. Whatever is wrong with the model, the loss or the optimizer is found here. */
export async function compileTraining(config: TrainConfig): Promise<TrainingPrograms> {
  const { model, optimizer, backend, passes = [], plugins = [], validation, checkFinite = false } = config;
  const options = { backend, passes, plugins, checkFinite };
  const initial = traceTree<{ key: typeof keyType }, { parameters: unknown; optimizer: unknown }>(
    { key: keyType },
    ({ key }: { key: Key }) => {
      const parameters = scope("initialise", () => model.initialise(key));
      return { parameters, optimizer: optimizer.init(parameters) };
    },
  );
  const { parameters, optimizer: slots } = initial.result as {
    readonly parameters: TypeTree;
    readonly optimizer: TypeTree;
  };
  const initialiser = await compile(initial, options);
  const step = await compile(
    traceStep(config, { parameters, optimizer: slots, key: keyType, step: { shape: [], dtype: "i32" } }),
    {
      ...options,
      state: ["state"],
    },
  );
  const evaluation =
    validation && (await compile(traceEvaluation(config, parameters, validation), { ...options, state: ["state"] }));
  const key: HostTensor = { ...keyType, data: Int32Array.of(config.seed ?? 0, 0x52454e53) };
  const start = flatten(initialiser.run({ key }), isHostTensor);
  step.writeState(
    new Map([["state.key", key], ...start.map(([path, tensor]): [string, HostTensor] => [`state.${path}`, tensor])]),
  );
  return {
    parameters: start.filter(([path]) => path.startsWith("parameters.")).map(summarise),
    step: (batch) => scoresOf(runOn(step, batch)),
    prepareEvaluation: () => evaluation?.writeState(parametersOf(step)),
    evaluate: (batch) => {
      if (evaluation === undefined)
        throw new RensaError("TRAINER_STATE", "There is no validation data to evaluate; give the training some.");
      return scoresOf(runOn(evaluation, batch));
    },
    readParameters: () =>
      new Map([...parametersOf(step)].map(([path, tensor]) => [path.slice(statePrefix.length), tensor])),
  };
}

function traceStep(config: TrainConfig, state: TypeTree) {
  const { model, optimizer, data } = config;
  const spec = { state, inputs: data.inputs, targets: data.targets };
  type Arguments = { readonly state: State; readonly inputs: Tensor; readonly targets: Tensor };
  return traceTree<typeof spec, { state: unknown; scores: Scored }>(
    spec,
    ({ state: before, inputs, targets }: Arguments) => {
      const context = { training: true, key: foldIn(before.key, before.step) };
      const outputs = scope("model", () => model.apply(before.parameters, inputs, context));
      const scores = score(config, outputs, targets);
      const gradients = gradientsOf(scores.loss, before.parameters);
      const [updates, slots] = scope("optimizer", () =>
        optimizer.update(gradients, before.optimizer, before.parameters),
      );
      const parameters = mapTensors(
        before.parameters,
        [updates],
        (parameter, update) => add(parameter, update) as Tensor,
      );
      return { state: { parameters, optimizer: slots, key: before.key, step: add(before.step, 1) }, scores };
    },
  );
}

function traceEvaluation(config: TrainConfig, parameters: TypeTree, validation: TrainingData) {
  const spec = { state: { parameters }, inputs: validation.inputs, targets: validation.targets };
  type Arguments = {
    readonly state: { readonly parameters: TensorTree };
    readonly inputs: Tensor;
    readonly targets: Tensor;
  };
  return traceTree<typeof spec, { state: unknown; scores: Scored }>(spec, ({ state, inputs, targets }: Arguments) => {
    // Nothing is random in an evaluation; a model that draws all the same draws the same each time.
    const key = constant({ ...keyType, data: new Int32Array(2) }) as Key;
    const outputs = scope("model", () => config.model.apply(state.parameters, inputs, { training: false, key }));
    return { state, scores: score(config, outputs, targets) };
  });
}

function score(config: TrainConfig, outputs: Tensor, targets: Tensor): Scored {
  const loss = scope("loss", () => config.loss(outputs, targets));
  const metrics = Object.fromEntries(
    Object.entries(config.metrics ?? {}).map(([name, metric]) => [name, scope(name, () => metric(outputs, targets))]),
  );
  return { loss, metrics };
}

function runOn(program: Program<unknown, unknown>, { inputs, targets }: TrainingBatch): unknown {
  return program.run({ inputs, targets });
}

function scoresOf(result: unknown): Scores {
  const values = flatten(result, isHostTensor).map(([path, { data }]): [string, number] => [
    path,
    data[0] ?? Number.NaN,
  ]);
  const metrics = values.filter(([path]) => path.startsWith("scores.metrics."));
  return {
    loss: new Map(values).get("scores.loss") ?? Number.NaN,
    metrics: Object.fromEntries(metrics.map(([path, value]) => [path.slice("scores.metrics.".length), value])),
  };
}

function parametersOf(program: Program<unknown, unknown>): ReadonlyMap<string, HostTensor> {
  return new Map([...program.readState()].filter(([path]) => path.startsWith(statePrefix)));
}

function summarise([path, { shape, dtype }]: [string, HostTensor]): ParameterSummary {
  return { name: path.slice("parameters.".length), shape, dtype, count: sizeOf(shape) };
}

function isHostTensor(value: unknown): value is HostTensor {
  return isTyped(value);
}
