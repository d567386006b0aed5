/** The numbers of an optimizer that can be changed while it runs: scalars of its state below `hyperparameters`. */
import type { HostTensor, TensorType } from "@rensa/core";
import { optimizerPrefix } from "./state-paths.ts";
import { hyperparameterSegment } from "./trace-step.ts";

/**
 * Hyperparameters by name: the last segment of their paths, or the whole path where two have the same last one, as in
 * groups of parameters with an optimizer each.
 */
export class Hyperparameters {
  readonly #paths: ReadonlyMap<string, string>;
  readonly #types: ReadonlyMap<string, TensorType>;

  /** @param types - Those of the optimizer's state, by path. */
  constructor(types: readonly (readonly [path: string, type: TensorType])[]) {
    this.#types = new Map(types.map(([path, type]) => [optimizerPrefix + path, type]));
    const own = types.map(([path]) => path).filter((path) => path.split(".").at(-2) === hyperparameterSegment);
    const last = (path: string): string => path.split(".").at(-1) ?? path;
    this.#paths = new Map(
      own.map((path) => {
        const isUnique = own.filter((other) => last(other) === last(path)).length === 1;
        return [isUnique ? last(path) : path.replace(`${hyperparameterSegment}.`, ""), optimizerPrefix + path];
      }),
    );
  }

  /** Their values in a state. */
  read(state: ReadonlyMap<string, HostTensor>): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#paths].map(([name, path]) => [name, state.get(path)?.data[0] ?? Number.NaN]));
  }

  /** Where one stands in a training's state, and its type; `undefined` where there is none of this name. */
  find(name: string): { readonly path: string; readonly type: TensorType } | undefined {
    const path = this.#paths.get(name);
    const type = this.#types.get(path ?? "");
    return path === undefined || type === undefined ? undefined : { path, type };
  }

  /** All names. */
  get names(): readonly string[] {
    return [...this.#paths.keys()];
  }
}
