/** What a training is made of, held to its parts before anything is traced. */
import { checkKind, checkOptions, checkParts } from "@rensa/core";
import type { TrainConfig } from "./config.ts";

/** Refuses a config that lacks a part, or has one of a name that there is not. */
export function checkConfig(owner: string, config: { readonly [Name in keyof TrainConfig]?: unknown }): void {
  checkOptions(owner, config, [
    "model",
    "loss",
    "optimizer",
    "data",
    "validation",
    "metrics",
    "epochs",
    "parameters",
    "seed",
    "engine",
    "resume",
    "signal",
    "runId",
    "onSubscriberError",
  ]);
  const parts = {
    model: ["initialize", "apply"],
    optimizer: ["init", "update"],
    data: ["inputs", "targets", "batchesPerEpoch", "batches"],
    engine: ["backend", "compile"],
  } as const;
  for (const name of ["model", "optimizer", "data", "engine"] as const) {
    checkParts(`${owner}: the ${name}`, config[name], ...parts[name]);
  }
  checkKind(`${owner}: the loss`, config.loss, "function");
  if (config.parameters !== undefined) {
    checkKind(`${owner}: the parameters`, valuesOf(config.parameters), "map");
  }
  if (config.validation !== undefined) checkParts(`${owner}: the validation`, config.validation, ...parts.data);
}

/** The values of given parameters. */
function valuesOf(parameters: unknown): unknown {
  return typeof parameters === "object" && parameters !== null && "values" in parameters && !("get" in parameters)
    ? parameters.values
    : parameters;
}
