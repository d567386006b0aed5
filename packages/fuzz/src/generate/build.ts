/** A case becomes a traced function and its data. */
import {
  constant,
  flattenTree,
  gradientsOf,
  isFloat,
  isTensor,
  sizeOf,
  tensorType,
  traceTree,
  type HostTensor,
  type Tensor,
  type TensorType,
  type Traced,
} from "@rensa/core";
import { add, cast, mul, sum } from "@rensa/ops";
import type { Case } from "./case.ts";
import { Choices } from "./choices.ts";
import type { Generator } from "./generator.ts";
import { randomStream } from "./random.ts";
import { call, Workbench } from "./workbench.ts";

/** Types by the name of the input. */
export type Spec = Readonly<Record<string, TensorType>>;
/** Tensors by name. */
export type Tensors = Readonly<Record<string, Tensor>>;
/** Data by the name of the input. */
export type Data = Readonly<Record<string, HostTensor>>;
/** A traced function of tensors by name. */
export type Program = Traced<Spec, Tensors>;

/** Generators by name. */
export type GeneratorTable = ReadonlyMap<string, Generator>;

/** Errors put on every value of a graph, to find out how much its results depend on rounding. */
export interface Noise {
  /** Relative. */
  readonly level: number;
  readonly seed: number;
}

/** Random graphs made from a table of generators. */
export class Builder {
  readonly #table: GeneratorTable;

  constructor(table: GeneratorTable) {
    this.#table = table;
  }

  /** The function of a case, as it is called inside a trace: its results by name. */
  results(one: Case, inputs: Tensors, noise?: Noise): Tensors {
    const { indices, key, ...floats } = inputs;
    if (indices === undefined || key === undefined) throw new TypeError("A case has indices and a key as inputs.");
    const bench = new Workbench({
      indices,
      key,
      noise: noise?.level ?? 0,
      seed: noise?.seed ?? 0,
    });
    for (const tensor of Object.values(floats)) bench.push(tensor, 1.5);
    for (const [name, ...numbers] of one.steps) {
      const generator = this.#table.get(name);
      if (generator === undefined) throw new TypeError(`There is no generator ${name}.`);
      for (const { tensor, bound } of generator.make(bench, new Choices(numbers))) {
        bench.push(tensor, bound ?? Number.POSITIVE_INFINITY, generator.sums);
      }
    }
    const last = bench.values.slice(-one.results);
    return Object.fromEntries(last.map(({ tensor }, at) => [`result_${String(at)}`, tensor]));
  }

  /** The results of a case, traced. */
  values(one: Case, noise?: Noise): Program {
    return traced(specOf(one), (inputs) => this.results(one, inputs, noise));
  }

  /** The results of a case and the gradients of {@link lossOf} by its float inputs. */
  gradients(one: Case, noise?: Noise): Program {
    return traced(specOf(one), (inputs) => {
      const results = this.results(one, inputs, noise);
      const loss = lossOf(results);
      return loss === null
        ? results
        : {
            ...results,
            ...named("gradient_", gradientsOf(loss, floatsOf(inputs))),
          };
    });
  }
}

/** A function of tensors by name, traced. */
export function traced(spec: Spec, body: (inputs: Tensors) => Tensors): Program {
  return traceTree<Spec, Tensors>(spec, body);
}

/** The types of a case's inputs. */
export function specOf({ shapes }: Case): Spec {
  const floats = shapes.map((shape, at) => [`x${String(at)}`, tensorType("f32", shape)] as const);
  return {
    ...Object.fromEntries(floats),
    indices: tensorType("i32", [5]),
    key: tensorType("i32", [2]),
  };
}

/** The inputs that gradients flow to. */
export function floatsOf<T extends TensorType>(inputs: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(inputs).filter(([, { dtype }]) => isFloat(dtype)));
}

/** A scalar that depends on every element of every float differently; `null` where there are none. */
export function lossOf(results: Tensors): Tensor | null {
  const floats = flattenTree(floatsOf(results), isTensor).map(([, tensor]) => tensor);
  if (floats.length === 0) return null;
  // One dtype, so that no cotangent is rounded where nothing else is.
  const dtype = floats.some((tensor) => tensor.dtype === "f64") ? "f64" : "f32";
  const parts = floats.map((tensor, at) => {
    const next = randomStream(at + 77);
    const data = Float32Array.from({ length: sizeOf(tensor.shape) }, () => next() + 0.25);
    const given = constant({ shape: tensor.shape, dtype: "f32", data });
    const weights = tensor.dtype === "f32" ? given : call(cast, given, tensor.dtype);
    const part = call(sum, call(mul, tensor, weights));
    return tensor.dtype === dtype ? part : call(cast, part, dtype);
  });
  return parts.reduce((total, part) => call(add, total, part));
}

/** Tensors with something in front of their names. */
export function named<T>(prefix: string, tensors: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor]));
}

/** The data of a case; `example` counts in a batch. */
export function dataOf(one: Case, example = 0): Data {
  const next = randomStream(one.seed + example * 101);
  return Object.fromEntries(
    Object.entries(specOf(one)).map(([name, { shape, dtype }]) => {
      const size = sizeOf(shape);
      const data =
        dtype === "f32"
          ? Float32Array.from({ length: size }, () => next() * 3 - 1.5)
          : Int32Array.from({ length: size }, () => Math.floor(next() * (name === "key" ? 2 ** 31 : 6)));
      return [name, { shape, dtype, data }];
    }),
  );
}
