/** A small model and its parameters, for the tests of models in files. */
import { flattenTree, isTyped, type HostTensor } from "@rensa/core";
import { dense, sequential } from "@rensa/nn";
import { relu } from "@rensa/ops";
import { createEngine, i32, jsBackend, sampleTensor, trace, type Model } from "../src/index.ts";

export const engine = createEngine({ backend: jsBackend() });

/** Parameters of a model, all of them different. */
export function parametersOf(model: Pick<Model, "initialize">): ReadonlyMap<string, HostTensor> {
  const { result } = trace({ key: i32(2) }, ({ key }) => model.initialize(key));
  const types = flattenTree(result, isTyped);
  return new Map(types.map(([path, { shape }], at) => [path, sampleTensor(shape, 0.1, 0.5 + at / 10)]));
}

export const plain = sequential(dense(2, 8), relu, dense(8, 3));
