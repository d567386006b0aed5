/** A model as graphs: of its outputs while training and after it, and with the gradients of its parameters. */
import {
  constant,
  flattenTree,
  gradientsOf,
  isFloat,
  isTensor,
  isTyped,
  traceTree,
  type Tensor,
  type TensorType,
  type Traced,
  type TypeTree,
} from "@rensa/core";
import { add, mul, sum } from "@rensa/ops";
import type { ApplyContext, Key } from "../model.ts";

/** A parameter of a model. */
export interface SummaryParameter {
  /** Path, such as `dense_1.weights`. */
  readonly name: string;
  readonly type: TensorType;
  readonly isTrained: boolean;
}

/** A model, traced. Parameters are the inputs `parameters.<path>`; outputs are `outputs`, or below it. */
export interface ModelTraces {
  readonly parameters: readonly SummaryParameter[];
  /** The outputs, not training. */
  readonly inference: Traced<unknown, unknown>;
  /** The outputs, training, and below `assigned` what parameters that are not trained will be. */
  readonly training: Traced<unknown, unknown>;
  /** The same, and below `gradients` what any loss needs. */
  readonly gradients: Traced<unknown, unknown>;
}

const keyType: TensorType<readonly [2], "i32"> = { shape: [2], dtype: "i32" };

/** A model that reads some inputs. Of its other trees nothing is said here: comparing them is too deep for TypeScript. */
export interface ModelOf<Inputs> {
  /**
   * @param key - A random key, i32[2]: equal keys give equal numbers.
   */
  initialize(key: Key): unknown;
  /**
   * @param parameters - The parameters, as `initialize` gives them.
   * @param inputs - A batch of inputs.
   * @param context - What the layer is told: the random key, and whether it is in training.
   */
  apply(parameters: never, inputs: Inputs, context: ApplyContext): unknown;
  /**
   * @param path - The parameter's path in the tree, such as `dense_1.weights`.
   */
  isTrainable?(path: string): boolean;
}

interface Given {
  readonly parameters: never;
  readonly inputs: never;
  readonly key: Key;
  readonly cotangents: Readonly<Record<string, Tensor>>;
}

/** Traces a model, whose inputs have the given types. Whatever is wrong with it is found here. */
export function traceModel(model: ModelOf<never>, inputs: TypeTree): ModelTraces {
  const initial = traceTree<unknown, unknown>({ key: keyType }, ({ key }: { readonly key: Key }) =>
    model.initialize(key),
  );
  const parameters = initial.result;
  const isTrained = (path: string): boolean => model.isTrainable?.(path) ?? true;
  const inference = traceTree<unknown, unknown>({ parameters, inputs }, (given: Given) => {
    const key = constant({ ...keyType, data: new Int32Array(2) }) as Key;
    return { outputs: model.apply(given.parameters, given.inputs, { training: false, key, assign: () => undefined }) };
  });
  const spec = { parameters, inputs, key: keyType };
  const training = traceTree<unknown, unknown>(spec, (given: Given) => applyInTraining(model, given));
  const outputs = flattenTree(training.result, isTyped).filter(([path, { dtype }]) => isOutput(path) && isFloat(dtype));
  const cotangents = Object.fromEntries(outputs.map(([, type], at) => [String(at), type]));
  const gradients = traceTree<unknown, unknown>({ ...spec, cotangents }, (given: Given) => {
    const applied = applyInTraining(model, given);
    const trained = flattenTree(given.parameters, isTensor).filter(
      ([path, { dtype }]) => isTrained(path) && isFloat(dtype),
    );
    const floats = flattenTree(applied.outputs, isTensor).filter(([, { dtype }]) => isFloat(dtype));
    // Any loss reaches the outputs as a cotangent of each; here they are inputs.
    const losses = floats.map(([, output], at) => sum(mul(output, given.cotangents[String(at)] ?? 1)));
    const [first, ...others] = losses;
    if (first === undefined || trained.length === 0) return { ...applied, gradients: [] };
    const loss = others.reduce((total, other) => add(total, other), first);
    return {
      ...applied,
      gradients: gradientsOf(
        loss,
        trained.map(([, tensor]) => tensor),
      ),
    };
  });
  return {
    parameters: flattenTree(parameters, isTyped).map(([name, type]) => ({ name, type, isTrained: isTrained(name) })),
    inference,
    training,
    gradients,
  };
}

/** True for the name of an output of a model, and not of what belongs to its training. */
export function isOutput(name: string): boolean {
  return name === "outputs" || name.startsWith("outputs.");
}

function applyInTraining(model: ModelOf<never>, { parameters, inputs, key }: Given) {
  const assigned = new Map<Tensor, Tensor>();
  const assign: ApplyContext["assign"] = (parameter, value) => {
    assigned.set(parameter, value);
  };
  const outputs = model.apply(parameters, inputs, { training: true, key, assign });
  return { outputs, assigned: [...assigned.values()] };
}
