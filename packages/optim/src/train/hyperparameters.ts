/** The numbers of an optimizer that can be changed while it runs: scalars of its state below `hyperparameters`. */
import { allocate, RensaError, type HostTensor, type TensorType } from "@rensa/core";
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

  /**
   * What to write to set one, and its value as the state will hold it.
   *
   * @throws RensaError `ARGUMENT_INVALID` where there is none of this name, or the value is not finite.
   */
  change(name: string, value: number): { readonly state: ReadonlyMap<string, HostTensor>; readonly held: number } {
    const path = this.#paths.get(name);
    const type = this.#types.get(path ?? "");
    if (path === undefined || type === undefined) {
      const all = [...this.#paths.keys()].join(", ");
      throw new RensaError(
        "ARGUMENT_INVALID",
        `setHyperparameter: the optimizer has no "${name}"; it has ${all === "" ? "none" : all}.`,
      );
    }
    if (!Number.isFinite(value)) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `setHyperparameter: "${name}" cannot be ${String(value)}; give a finite number.`,
      );
    }
    const data = allocate(type.dtype, 1).fill(value);
    return { state: new Map([[path, { ...type, data }]]), held: data[0] ?? value };
  }
}
