/** What initializers refuse. */
import { formatGiven, RensaError } from "@rensa/core";

/** Refuses a number that is not above a bound. */
export function checkAbove(name: string, what: string, value: number, bound = 0): void {
  if (typeof value === "number" && value > bound && value < Infinity) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${name}: the ${what} is ${formatGiven(value)}; give a finite number above ${String(bound)}.`,
  );
}

/** Refuses a number that is not finite. */
export function checkFinite(name: string, what: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new RensaError("ATTRIBUTE_INVALID", `${name}: the ${what} is ${formatGiven(value)}; give a finite number.`);
}
