/** A small network that an optimizer trains as one compiled step program: what trajectories are taken from. */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  constant,
  flattenTree,
  gradientsOf,
  isTyped,
  mapTree,
  traceTree,
  type Backend,
  type HostTensor,
  type Precision,
  type Tensor,
  type TensorTree,
  type TensorType,
} from "@rensa/core";
import { foldConstants, shareCommon } from "@rensa/core/compiler";
import { add, matmul, mean, square, sub, tanh } from "@rensa/ops";
import type { Transform, TransformState, UpdateContext } from "../src/transforms/transform.ts";

/** Data and first parameters, by name. */
export type Problem = Readonly<Record<string, HostTensor>>;

/** Where it is computed. */
export interface Setting {
  readonly backend?: Backend;
  readonly precision?: Precision;
  /** Default: true. Without it, `update` gets no context. */
  readonly context?: boolean;
}

export const parameterNames = ["w1", "b1", "w2", "b2"] as const;

/** The mean squared error of a hidden layer of tanh. */
export function lossAt(problem: Problem, parameters: TensorTree): Tensor {
  const { w1, b1, w2, b2 } = parameters as Readonly<Record<string, Tensor>>;
  const [x, y] = [constant(problem["x"]!), constant(problem["y"]!)];
  const hidden = tanh(add(matmul(x, w1!), b1!));
  return mean(square(sub(add(matmul(hidden, w2!), b2!), y)));
}

/** A training that runs step by step. */
export interface Descent {
  /** Makes some steps. */
  run(steps: number): void;
  /** The state by path, such as `optimizer.inner.0.slots.first.w1`. */
  state(): ReadonlyMap<string, HostTensor>;
  write(state: Readonly<Record<string, HostTensor>>): void;
  /** All parameters, end to end. */
  parameters(): number[];
  /** What is evaluated, end to end; the parameters where the optimizer says nothing of it. */
  evaluated(): number[];
  loss(): number;
  readonly kernels: number;
}

/** Compiles a training. */
export async function descent(optimizer: Transform, problem: Problem, setting: Setting = {}): Promise<Descent> {
  const { backend = jsBackend(), precision = "f64", context: hasContext = true } = setting;
  const first = Object.fromEntries(parameterNames.map((name) => [name, problem[name]!]));
  const types = mapTree<TensorType, Readonly<Record<string, TensorType>>>(first, isTyped, ({ shape, dtype }) => ({
    shape,
    dtype,
  }));
  const options = { backend, precision, passes: [foldConstants, shareCommon] };

  const start = traceTree<typeof types, { optimizer: unknown }>(types, (given: TensorTree) => ({
    optimizer: optimizer.init(given),
  }));
  const slots = (start.result as { readonly optimizer?: unknown }).optimizer ?? {};
  const spec = { state: { parameters: types, optimizer: slots } };
  interface Given {
    readonly state: { readonly parameters: TensorTree; readonly optimizer: TransformState };
  }
  const step = traceTree<typeof spec, { loss: Tensor; evaluated: unknown; state: unknown }>(
    spec,
    ({ state }: Given) => {
      const evaluate = (parameters: TensorTree) => {
        const loss = lossAt(problem, parameters);
        return { loss, gradients: gradientsOf(loss, parameters) };
      };
      const { loss, gradients } = evaluate(state.parameters);
      const context: UpdateContext = { loss, evaluate };
      const { updates, state: next } = optimizer.update({
        gradients,
        state: state.optimizer,
        parameters: state.parameters,
        ...(hasContext && { context }),
      });
      const moved = Object.fromEntries(
        parameterNames.map((name) => [name, add(at(state.parameters, name), at(updates, name))]),
      );
      const evaluated = optimizer.evaluated?.(next, moved) ?? moved;
      return { loss, evaluated, state: { parameters: moved, optimizer: next } };
    },
  );
  const program = await compile(step, { ...options, state: ["state"] });
  const begun = (await compile(start, options)).run(first) as unknown;
  const initial = new Map<string, HostTensor>();
  mapTree<HostTensor, unknown>({ parameters: first, ...(begun as object) }, isTyped as never, (leaf, path) => {
    initial.set(`state.${path}`, leaf);
    return leaf;
  });
  program.store.writeByPath(initial);
  let last: { loss: HostTensor; evaluated: Readonly<Record<string, HostTensor>> } | undefined;
  const named = (values: Readonly<Record<string, HostTensor>>) =>
    parameterNames.flatMap((name) => Array.from(values[name]!.data));
  const stateNow = () => new Map(flattenTree(program.store.readNow(), (value): value is HostTensor => isTyped(value)));
  return {
    run: (steps) => {
      for (let count = 0; count < steps; count++) {
        const result: unknown = program.run({});
        last = result as typeof last;
      }
    },
    state: () => new Map([...stateNow()].map(([path, value]) => [path.slice("state.".length), value])),
    write: (state) => {
      program.store.writeByPath(new Map(Object.entries(state).map(([path, value]) => [`state.${path}`, value])));
    },
    parameters: () => {
      const state = stateNow();
      return parameterNames.flatMap((name) => Array.from(state.get(`state.parameters.${name}`)!.data));
    },
    evaluated: () => named(last!.evaluated),
    loss: () => last!.loss.data[0]!,
    kernels: program.stages.kernels.length,
  };
}

function at(tree: TensorTree, name: string): Tensor {
  return (tree as Readonly<Record<string, Tensor>>)[name]!;
}
