/** The number of an epoch that is watched, and which way is better. */
import { RensaError } from "@rensa/core";
import type { EpochCompletedEvent } from "./event.ts";

/** What is watched, and which way is better. */
export interface MonitorOptions {
  /**
   * `loss`, a metric's name, or one of them after `validation.`. Default: `validation.loss` where there are validation
   * data, else `loss`.
   */
  readonly monitor?: string;
  /** Default: `min` for losses; anything else has to say it. */
  readonly mode?: "min" | "max";
}

/**
 * Whether less is better, or more.
 *
 * @throws RensaError `ARGUMENT_INVALID` where that is not said of something other than a loss.
 */
export function modeOf({ monitor, mode }: MonitorOptions, operator: string): "min" | "max" {
  if (mode !== undefined || monitor === undefined || /(^|\.)loss$/.test(monitor)) return mode ?? "min";
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${operator}: is "${monitor}" better when it is lower or higher? Say mode: "min" or mode: "max".`,
  );
}

/** A watched number. */
export interface Monitored {
  readonly name: string;
  readonly value: number;
}

/**
 * The watched number of an epoch.
 *
 * @throws RensaError `ARGUMENT_INVALID` where the epoch has none of this name.
 */
export function monitored(event: EpochCompletedEvent, monitor: string | undefined, operator: string): Monitored {
  const { loss, metrics, validation } = event;
  const name = monitor ?? (validation === null ? "loss" : "validation.loss");
  const held = validation === null ? [] : Object.entries({ ...validation.metrics, loss: validation.loss });
  const values = new Map([
    ...Object.entries({ ...metrics, loss }),
    ...held.map(([own, value]) => [`validation.${own}`, value] as const),
  ]);
  const value = values.get(name);
  if (value !== undefined) return { name, value };
  const hint = validation === null ? " This training has no validation data." : "";
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${operator}: there is no "${name}" to monitor; choose one of ${[...values.keys()].join(", ")}.${hint}`,
  );
}
