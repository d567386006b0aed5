/** Setting a hyperparameter while a training runs. */
import { allocate, formatGiven, RensaError, type HostTensor } from "@rensa/core";
import type { Hyperparameters } from "./hyperparameters.ts";

/** A hyperparameter that is set. */
export interface HyperparameterChange {
  /** The shortest address that means it alone. */
  readonly address: string;
  /** As the state will hold it. */
  readonly value: number;
  readonly previous: number;
}

/**
 * What to write to set all hyperparameters that an address means.
 *
 * @throws RensaError `ARGUMENT_INVALID` where there is none, or the value is out of range of one, before anything is set.
 */
export function changeHyperparameter(
  hyperparameters: Hyperparameters,
  state: ReadonlyMap<string, HostTensor>,
  address: string,
  value: number,
): { readonly write: ReadonlyMap<string, HostTensor>; readonly changes: readonly HyperparameterChange[] } {
  const meant = hyperparameters.find(address);
  if (meant.length === 0) {
    const all = hyperparameters.addresses.join(", ");
    throw new RensaError(
      "ARGUMENT_INVALID",
      `setHyperparameter: the optimizer has no "${address}"; it has ${all === "" ? "none" : all}.`,
    );
  }
  const write = new Map<string, HostTensor>();
  const changes = meant.map(({ address: alone, path, range }): HyperparameterChange => {
    const old = state.get(path);
    const data = allocate(old?.dtype ?? "f32", 1).fill(value);
    const held = data[0] ?? value;
    if (typeof value !== "number" || !range.holds(value) || !range.holds(held)) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `setHyperparameter: "${alone}" cannot be ${formatGiven(value)}; give ${range.words}.`,
      );
    }
    write.set(path, { shape: [], dtype: old?.dtype ?? "f32", data });
    return { address: alone, value: held, previous: old?.data[0] ?? held };
  });
  return { write, changes };
}
