/** Runs what layers compute with given parameters on given inputs. */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  constant,
  flattenTree,
  hostTensor,
  isTensor,
  isTyped,
  mapTree,
  sampleTensor,
  traceTree,
  type CompileOptions,
  type HostTensor,
  type Tensor,
  type TensorTree,
} from "@rensa/core";
import type { ApplyContext, Key } from "../src/model.ts";

/** Data by name, or traced tensors. */
export type ByName<T> = Readonly<Record<string, T>>;

/** A context of a training, with a key. */
export function training(key: Key): ApplyContext {
  return {
    training: true,
    key,
    assign: () => {
      throw new TypeError("A layer of this test assigned something.");
    },
  };
}

/** Fixed numbers in the shapes of a layer's own parameters, each tensor's different. They compile faster than random ones. */
export function fixedLike<P>(initial: P): P {
  let count = 0;
  return mapTree<Tensor, P>(initial, isTensor, ({ shape }) => {
    count++;
    return constant(sampleTensor(shape, -0.7 + 0.01 * count, 0.6, "f32"));
  });
}

/** A program of what a body makes of its inputs and a key, by path. Default: on the float64 oracle. */
export async function prepare(
  inputs: ByName<HostTensor>,
  body: (given: ByName<Tensor>, key: Key) => TensorTree,
  options: CompileOptions = { backend: jsBackend(), precision: "f64" },
): Promise<(inputs: ByName<HostTensor>) => ByName<HostTensor>> {
  const key = hostTensor(new Int32Array([3, 4]), [2]);
  const spec = mapTree<HostTensor, ByName<{ shape: readonly number[] }>>(
    { ...inputs, key },
    isHost,
    ({ shape, dtype }) => ({
      shape,
      dtype,
    }),
  );
  const traced = traceTree<typeof spec, unknown>(
    spec,
    ({ key: words, ...given }: ByName<Tensor> & { readonly key: Key }) => body(given, words),
  );
  const program = await compile(traced, options);
  return (data) => {
    const result: unknown = program.run({ ...data, key });
    return Object.fromEntries(flattenTree(result, isHost));
  };
}

/** {@link prepare} and one run. */
export async function evaluate(
  inputs: ByName<HostTensor>,
  body: (given: ByName<Tensor>, key: Key) => TensorTree,
  options?: CompileOptions,
): Promise<ByName<HostTensor>> {
  return (await prepare(inputs, body, options))(inputs);
}

function isHost(value: unknown): value is HostTensor {
  return isTyped(value);
}
