/** createStore: values that several programs share, from what they begin with. */
import { checkKind, checkOneOf, checkParts } from "../graph/check-argument.ts";
import { checkOptions } from "../graph/check-options.ts";
import { RensaError } from "../graph/error.ts";
import { formatGiven } from "../graph/format-given.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { Tensor } from "../op/tensor.ts";
import { makeTraced, traceTree } from "../trace/trace.ts";
import { flattenTree, isTyped, mapTree, type IsAnyTree, type TensorTree, type TypeTree } from "../trace/tree.ts";
import { compile, type CompileOptions } from "./compile.ts";
import { makeStore } from "./make-store.ts";
import type { Store, TypesOf } from "./store.ts";

/** How a store begins. */
export interface StoreStart {
  /** Of the random key that its start is given: an integer. Default: 0. */
  readonly seed?: number;
}

/** For what a store is made. */
export interface CreateStoreOptions
  extends StoreStart, Pick<CompileOptions, "backend" | "passes" | "plugins" | "precision"> {}

/** The tree with every host tensor replaced by its type. */
export type TypesOnly<T> =
  IsAnyTree<T> extends true
    ? TypeTree
    : T extends TensorType
      ? TensorType<T["shape"], T["dtype"]>
      : { readonly [K in keyof T]: TypesOnly<T[K]> };

const keyType: TensorType<readonly [2], "i32"> = { shape: [2], dtype: "i32" };

/** The name of the random key among the inputs of the start, which no store has. */
const keyName = "random key of the start";

/** The second word of a random key, whose first is the seed. */
const keyWord = 0x52454e53;

/**
 * Makes a store for programs of a backend. An engine's `createStore` knows all but the start.
 *
 * @param start What it begins with: a function of a random key, which is traced, compiled and run once, its results
 *   written
 *   where they stay; or types and host tensors, nested under names, of which types begin with zeros.
 * @param options - The seed of its start, and the engine.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a start of another kind and a seed that is no integer; as `compile` for what is traced.
 *
 * @example
 * ```ts
 * import { jsBackend } from "@rensa/backend-js";
 * import { compile, createStore, f32, trace } from "@rensa/core";
 * import { add, mul, normal, sum } from "@rensa/ops";
 *
 * const backend = jsBackend();
 * const store = await createStore((key) => ({ weights: normal(key, [3]) }), { backend, seed: 1 });
 * const learn = await compile(
 *   trace({ ...store.types, step: f32() }, ({ weights, step }) => ({ weights: add(mul(weights, 0), step) })),
 *   { backend, state: store },
 * );
 * const act = await compile(
 *   trace({ ...store.types, x: f32(3) }, ({ weights, x }) => sum(mul(weights, x))),
 *   { backend, state: store },
 * );
 * learn.run({ step: 2 });
 * console.log(act.run({ x: [1, 2, 3] }).data[0]); // 12
 * console.log(store.readNow("weights").data); // Float32Array [2, 2, 2]
 * ```
 */
export function createStore<T>(
  start: (key: Tensor<readonly [2], "i32">) => T,
  options: CreateStoreOptions,
): Promise<Store<TypesOf<T>>>;
export function createStore<const T extends Readonly<Record<string, TypeTree>>>(
  start: T,
  options: CreateStoreOptions,
): Promise<Store<TypesOnly<T>>>;
// Within, trees of any kind are handled alike; who has an engine's start does not know its kind either.
export function createStore(start: unknown, options: CreateStoreOptions): Promise<never>;
export async function createStore(start: unknown, options: CreateStoreOptions): Promise<unknown> {
  checkOptions("createStore", options, ["backend", "passes", "plugins", "precision", "seed"]);
  const { backend, precision = "f32", seed = 0 } = options;
  checkParts("createStore: the backend", backend, "name", "prepare", "createStorage");
  checkOneOf("createStore: the precision", precision, ["f32", "f64"]);
  if (!Number.isSafeInteger(seed)) {
    throw new RensaError("ARGUMENT_INVALID", `createStore: the seed is ${formatGiven(seed)}; give an integer.`);
  }
  if (typeof start === "function") return startWith(start as (key: Tensor<readonly [2], "i32">) => unknown, options);
  const types = recordOfTypes(start, ({ shape, dtype }) => ({ shape, dtype }));
  const store = await makeStore(types, { backend, precision });
  const isGiven = (value: TensorType): value is HostTensor => "data" in value;
  const given = flattenTree(start, isTyped).flatMap(([path, leaf]): [string, HostTensor][] =>
    isGiven(leaf) ? [[path, leaf]] : [],
  );
  store.writeByPath(new Map(given));
  return store;
}

async function startWith(
  start: (key: Tensor<readonly [2], "i32">) => unknown,
  { backend, passes = [], plugins = [], precision = "f32", seed = 0 }: CreateStoreOptions,
): Promise<unknown> {
  const spec = { [keyName]: keyType };
  const { graph, result, definitions } = traceTree<typeof spec, TensorTree>(
    spec,
    (inputs: Readonly<Record<string, Tensor<readonly [2], "i32">>>) => {
      const key = inputs[keyName];
      return key === undefined ? {} : start(key);
    },
  );
  const store = await makeStore(
    recordOfTypes(result, (type) => type),
    { backend, precision },
  );
  const traced = makeTraced<typeof spec, unknown>(graph, spec, result, definitions);
  const program = await compile(traced, { backend, passes, plugins, precision, state: store });
  await program.runAsync({ [keyName]: Int32Array.of(seed, keyWord) });
  return store;
}

/** The tree of a store, which has names at its top. */
function recordOfTypes(tree: unknown, typeOf: (leaf: TensorType) => TensorType): Readonly<Record<string, TypeTree>> {
  checkKind("createStore: the start", tree, "record");
  if (isTyped(tree)) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      "createStore: the start is a single tensor; give it a name, as in { weights: ... }.",
    );
  }
  if (Object.keys(Object(tree) as object).length === 0) {
    throw new RensaError("ARGUMENT_INVALID", "createStore: the start names nothing; give at least one value.");
  }
  return mapTree<TensorType, Readonly<Record<string, TypeTree>>>(tree, isTyped, typeOf);
}
