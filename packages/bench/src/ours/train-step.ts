/** A training step as one program whose state is the parameters and the optimizer's moments. */
import { present } from "@rensa/core/compiler";
import {
  compile,
  flattenTree,
  gradientsOf,
  isTyped,
  traceTree,
  type Backend,
  type HostTensor,
  type StatefulProgram,
  type Tensor,
  type TensorType,
  type Traced,
  type TypeTree,
} from "@rensa/core";
import { jsBackend } from "@rensa/backend-js";
import { add } from "@rensa/ops";
import type { Transform, TransformState } from "@rensa/optim";
import { defaultPasses } from "rensa";

/** What is trained: parameters with their first values, the types of a batch, and its loss. */
export interface Model {
  readonly parameters: Readonly<Record<string, HostTensor>>;
  readonly x: TensorType;
  readonly y: TensorType;
  readonly loss: (parameters: Readonly<Record<string, Tensor>>, x: Tensor, y: Tensor) => Tensor;
}

/** The data of one step. */
export interface StepData {
  readonly x: HostTensor;
  readonly y: HostTensor;
}

/** A compiled training step. */
export interface TrainingStep {
  /** Forward, backward and update; returns the loss before the update. */
  run(data: StepData): number;
  readonly program: StatefulProgram<unknown, unknown, unknown>;
}

interface State {
  readonly parameters: Readonly<Record<string, Tensor>>;
  readonly optimizer: TransformState;
}

// The trees below the state are the model's and the optimizer's; the types of programs need not know them.
interface StepSpec {
  readonly state: unknown;
  readonly x: TensorType;
  readonly y: TensorType;
}

interface StepResult {
  readonly state: unknown;
  readonly loss: Tensor;
}

/** The optimizer's state before the first step, computed by itself. */
async function initialSlots(model: Model, optimizer: Transform): Promise<ReadonlyMap<string, HostTensor>> {
  const spec = typesOf(model);
  const traced = traceTree<typeof spec, unknown>(spec, (parameters: State["parameters"]) => ({
    slots: optimizer.init(parameters),
  }));
  const program = await compile(traced, { backend: jsBackend() });
  const result: unknown = program.run(model.parameters);
  return new Map(flattenTree(result, isHostTensor));
}

/**
 * Traces one step: `{ state, x, y }` to `{ state, loss }`, where the state is the parameters and the optimizer's.
 *
 * @throws RensaError Whatever the model's ops refuse; `LOSS_NOT_SCALAR`.
 */
export function traceStep(model: Model, optimizer: Transform): Traced<StepSpec, StepResult> {
  const parameters = typesOf(model);
  const slots = traceTree<typeof parameters, unknown>(parameters, (from: State["parameters"]) => optimizer.init(from));
  const state: TypeTree = { parameters, optimizer: slots.result };
  const { x, y } = model;
  interface Arguments {
    readonly state: State;
    readonly x: Tensor;
    readonly y: Tensor;
  }
  return traceTree<StepSpec, StepResult>({ state, x, y }, ({ state: before, x: inputs, y: targets }: Arguments) => {
    const loss = model.loss(before.parameters, inputs, targets);
    const gradients = gradientsOf(loss, before.parameters);
    const { updates, state: slots } = optimizer.update({
      gradients,
      state: before.optimizer,
      parameters: before.parameters,
    });
    const next = Object.entries(before.parameters).map(([name, parameter]) => [
      name,
      add(parameter, present((updates as State["parameters"])[name])),
    ]);
    return { state: { parameters: Object.fromEntries(next) as State["parameters"], optimizer: slots }, loss };
  });
}

/** Compiles a step for a backend and gives it its first state. */
export async function compileStep(model: Model, optimizer: Transform, backend: Backend): Promise<TrainingStep> {
  const traced = traceStep(model, optimizer);
  const program = await compile(traced, { backend, passes: defaultPasses, state: ["state"] });
  const parameters = Object.entries(model.parameters).map(([name, value]): [string, HostTensor] => [
    `state.parameters.${name}`,
    value,
  ]);
  const slots = [...(await initialSlots(model, optimizer))].map(([path, value]): [string, HostTensor] => [
    `state.optimizer.${path.slice("slots.".length)}`,
    value,
  ]);
  program.store.writeByPath(new Map([...parameters, ...slots]));
  return {
    run: (data) => {
      const { loss } = program.run(data);
      return loss.data[0] ?? Number.NaN;
    },
    program,
  };
}

function typesOf({ parameters }: Model): Record<string, TensorType> {
  return Object.fromEntries(Object.entries(parameters).map(([name, { shape, dtype }]) => [name, { shape, dtype }]));
}

function isHostTensor(value: unknown): value is HostTensor {
  return isTyped(value);
}
