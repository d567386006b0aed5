/** The number of an epoch that an operator watches, and which way is better. */
import { RensaError } from "@rensa/core";
import type { MonitorOptions } from "../checkpoint/monitor.ts";
import type { EpochCompletedEvent } from "../train/event.ts";

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

/** Refuses what cannot be a count. */
export function checkCount(operator: string, name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${operator}: ${name} cannot be ${String(value)}; give an integer from ${String(least)}.`,
  );
}

/** Refuses what is not a number of the range. */
export function checkRange(operator: string, name: string, value: number, isInside: boolean, range: string): void {
  if (Number.isFinite(value) && isInside) return;
  throw new RensaError("ARGUMENT_INVALID", `${operator}: ${name} cannot be ${String(value)}; give a number ${range}.`);
}
