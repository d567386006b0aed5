/** Lengths of what is made from nothing. */
import { RensaError } from "@rensa/core";

/**
 * Refuses what is not a length.
 *
 * @throws RensaError `ATTRIBUTE_INVALID`.
 */
export function requireLength(name: string, length: number): void {
  if (Number.isInteger(length) && length >= 1) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${name}: ${String(length)} is not a length; give an integer of 1 or more.`,
  );
}
