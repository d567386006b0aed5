/** Numbers that options must be. */
import { RensaError } from "@rensa/core";

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
