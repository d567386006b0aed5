/** What a training is made of, held to its parts before anything is traced. */
import { checkKind, checkOptions, checkParts, refuseArgument } from "@rensa/core";
import { ranges } from "../ranges.ts";
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
    "stepsInFlight",
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
    const part = config[name];
    if (typeof part === "function" && !(parts[name][0] in part))
      refuseArgument(`${owner}: the ${name}`, part, `${part.name}(...)`);
    checkParts(`${owner}: the ${name}`, part, ...parts[name]);
  }
  checkKind(`${owner}: the loss`, config.loss, "function");
  if (config.parameters !== undefined) {
    checkKind(`${owner}: the parameters`, valuesOf(config.parameters), "map");
  }
  const { stepsInFlight = 1 } = config;
  if (!isCount(stepsInFlight)) refuseArgument(`${owner}: stepsInFlight`, stepsInFlight, ranges.count.words);
  if (config.validation !== undefined) checkParts(`${owner}: the validation`, config.validation, ...parts.data);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && ranges.count.holds(value);
}

/** The values of given parameters. */
function valuesOf(parameters: unknown): unknown {
  return typeof parameters === "object" && parameters !== null && "values" in parameters && !("get" in parameters)
    ? parameters.values
    : parameters;
}
