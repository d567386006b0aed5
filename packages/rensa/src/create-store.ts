/** createStore with the default engine. */
import type { Store, StoreStart, Tensor, TensorType, TypesOf, TypesOnly, TypeTree } from "@rensa/core";
import { defaultEngine } from "./engine.ts";

/**
 * Makes a store for programs of {@link defaultEngine}: values that stay from run to run, and that several programs read and
 * replace without copies. For another engine it is `engine.createStore(start)`.
 *
 * @param start What it begins with: a function of a random key, or types and host tensors nested under names.
 * @param options - The seed of its start, and the engine.
 *
 * @throws RensaError As the core's `createStore`.
 *
 * @example
 * ```ts
 * import { compile, createStore, f32, trace } from "rensa";
 * import { add } from "@rensa/ops";
 *
 * const store = await createStore({ total: f32() });
 * const count = await compile(
 *   trace({ ...store.types, x: f32() }, ({ total, x }) => ({ total: add(total, x) })),
 *   { state: store },
 * );
 * for (const x of [1, 2, 3]) count.run({ x });
 * console.log(store.readNow("total").data[0]); // 6
 * ```
 */
export function createStore<T>(
  start: (key: Tensor<readonly [2], "i32">) => T,
  options?: StoreStart,
): Promise<Store<TypesOf<T>>>;
export function createStore<const T extends Readonly<Record<string, TypeTree>>>(start: T): Promise<Store<TypesOnly<T>>>;
export function createStore(
  start: ((key: Tensor<readonly [2], "i32">) => unknown) | Readonly<Record<string, TensorType>>,
  options: StoreStart = {},
): Promise<unknown> {
  const engine = defaultEngine();
  if (typeof start === "function") return engine.createStore<unknown>(start, options);
  return engine.createStore<Readonly<Record<string, TensorType>>>(start);
}
