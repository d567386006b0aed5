/** What options of a few words refuse. */
import { RensaError } from "@rensa/core";

/** Refuses a word that is not among the choices, as plain JavaScript can give one. */
export function checkChoice(layer: string, what: string, given: string, choices: readonly string[]): void {
  if (choices.includes(given)) return;
  const words = choices.map((choice) => `"${choice}"`).join(", ");
  throw new RensaError("ATTRIBUTE_INVALID", `${layer}: ${what} is "${given}"; give one of ${words}.`);
}
