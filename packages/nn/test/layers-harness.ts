/** Running a layer in a test. */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  flattenTree,
  isTensor,
  mapTree,
  traceTree,
  type HostTensor,
  type Precision,
  type Shape,
  type Tensor,
  type TensorTree,
  type TensorType,
} from "@rensa/core";
import type { ApplyContext, Key, Model } from "../src/model.ts";

const keyType: TensorType<readonly [2], "i32"> = { shape: [2], dtype: "i32" };

/** Values by path. */
export type Values = Readonly<Record<string, HostTensor>>;

/** Numbers from -50/64 to 50/64, of which 101 in a row differ; exact in float32. The formula of `reference/layers.py`. */
export function pattern(shape: Shape, seed: number, map: (value: number) => number = (value) => value): HostTensor {
  const size = shape.reduce((product, extent) => product * extent, 1);
  const data = Float32Array.from({ length: size }, (_, at) => map((((at * 37 + seed * 29 + 17) % 101) - 50) / 64));
  return { shape, dtype: "f32", data };
}

/** The key of a seed. */
export function keyOf(seed: number): HostTensor {
  return { ...keyType, data: Int32Array.of(seed, 77) };
}

/** What `body` makes of tensors by name, computed. */
export async function run(
  inputs: Values,
  body: (inputs: Readonly<Record<string, Tensor>>) => unknown,
  precision: Precision = "f32",
): Promise<Values> {
  const spec = Object.fromEntries(Object.entries(inputs).map(([name, { shape, dtype }]) => [name, { shape, dtype }]));
  const traced = traceTree<typeof spec, Values>(spec, body);
  const program = await compile(traced, { backend: jsBackend(), precision });
  return program.run(inputs);
}

/** A model's parameters before the first step, by path. */
export async function initialize(model: Pick<Model, "initialize">, seed: number): Promise<Values> {
  return run({ key: keyOf(seed) }, ({ key }) =>
    Object.fromEntries(flattenTree(model.initialize(key as Key), isTensor)),
  );
}

/** The types of a model's parameters, as the tree that they are. */
export function parameterTypes(model: Pick<Model, "initialize">): unknown {
  return traceTree({ key: keyType }, ({ key }: { key: Key }) => model.initialize(key)).result;
}

/** A tree of types with the tensor of each path in its place. */
export function treeOf(types: unknown, tensors: Readonly<Record<string, Tensor>>): TensorTree {
  const isType = (value: unknown): value is TensorType =>
    typeof value === "object" && value !== null && "dtype" in value;
  return mapTree<TensorType, TensorTree>(types, isType, (_, path) => tensors[path === "" ? "parameters" : path]);
}

/** A context that keeps what is assigned. */
export function contextOf(training: boolean, key: Tensor): ApplyContext & { readonly assigned: Map<Tensor, Tensor> } {
  const assigned = new Map<Tensor, Tensor>();
  return {
    training,
    key: key as Key,
    assigned,
    assign: (parameter, value) => {
      assigned.set(parameter, value);
    },
  };
}
