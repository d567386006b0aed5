/** Parameters that a training is given to begin with. Loaded where there are some. */
import type { HostTensor } from "@rensa/core";
import { fitParameters } from "../../checkpoint/fit-parameters.ts";
import type { TrainConfig } from "../config.ts";
import { parametersOf } from "./parameters-of.ts";

/**
 * The given parameters by path, held to those of the model.
 *
 * @throws RensaError `CHECKPOINT_MISMATCH` with the names of those that are missing, too many, or of another type.
 */
export function givenParameters({
  model,
  parameters = new Map<string, HostTensor>(),
}: Pick<TrainConfig, "model" | "parameters">): Readonly<Record<string, HostTensor>> {
  const { values, ...options } = "get" in parameters ? { values: parameters } : parameters;
  return Object.fromEntries(fitParameters(values, parametersOf(model).byPath, options));
}
