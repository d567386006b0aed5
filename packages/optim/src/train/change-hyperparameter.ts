/** Setting a hyperparameter while a training runs. */
import { allocate, RensaError, type HostTensor } from "@rensa/core";
import type { Hyperparameters } from "./hyperparameters.ts";

/**
 * What to write to set a hyperparameter, and its value as the state will hold it.
 *
 * @throws RensaError `ARGUMENT_INVALID` where there is none of this name, or the value is not finite.
 */
export function changeHyperparameter(
  hyperparameters: Hyperparameters,
  name: string,
  value: number,
): { readonly state: ReadonlyMap<string, HostTensor>; readonly held: number } {
  const found = hyperparameters.find(name);
  if (found === undefined) {
    const all = hyperparameters.names.join(", ");
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
  const { path, type } = found;
  const data = allocate(type.dtype, 1).fill(value);
  return { state: new Map([[path, { ...type, data }]]), held: data[0] ?? value };
}
