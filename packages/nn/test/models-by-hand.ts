/** What a model computes, its scopes, and how it is refused. */
import { f32, i32, RensaError, trace, type Tensor } from "@rensa/core";
import type { Model } from "../src/model.ts";
import { contextOf, initialize, keyOf, parameterTypes, pattern, run, treeOf } from "./layers-harness.ts";

export const paths = async (model: Pick<Model, "initialize">) => Object.keys(await initialize(model, 1));

/** What a model makes of inputs, from the parameters of a seed. */
export async function applied(model: Model, training: boolean, stepSeed = 3, seed = 1): Promise<number[]> {
  const parameters = await initialize(model, seed);
  const types = parameterTypes(model);
  const results = await run(
    { x: pattern([4, 8], 0), key: keyOf(stepSeed), ...parameters },
    ({ x, key, ...leaves }) => ({
      output: model.apply(treeOf(types, leaves), x as Tensor, contextOf(training, key as Tensor)),
    }),
  );
  return Array.from(results["output"]?.data ?? []);
}

/** The scopes of the nodes of a model. */
export function scopesOf(model: Model, shape: readonly number[]): Set<string> {
  const traced = trace({ x: f32(...shape), key: i32(2) }, ({ x, key }) =>
    model.apply(model.initialize(key) as never, x, contextOf(true, key)),
  );
  return new Set(Object.values(traced.graph.nodes).map(({ origin }) => origin?.scope ?? ""));
}

export const codeOf = (body: () => unknown): string => {
  try {
    body();
  } catch (error) {
    if (error instanceof RensaError) return `${error.code}: ${error.sentence}`;
    throw error;
  }
  return "nothing was thrown";
};

/** The refusal of an input of a shape. */
export const refusal = (model: Model, ...shape: number[]): string =>
  codeOf(() =>
    trace({ x: f32(...shape), key: i32(2) }, ({ x, key }) =>
      model.apply(model.initialize(key) as never, x, contextOf(false, key)),
    ),
  );
