/** How something is refused, as a text of code and message. */
import { RensaError } from "@rensa/core";

const told = (error: unknown): string =>
  error instanceof RensaError ? `${error.code} ${error.message}` : String(error);

/** The code of what a call throws. */
export function codeOf(action: () => unknown): string {
  return refusal(action).split(" ", 1).join("");
}

/** The code and the message of what a call throws. */
export function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return told(error);
  }
  return "nothing thrown";
}

/** The code and the message of what a promise rejects with. */
export async function errorOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    return told(error);
  }
  return "nothing thrown";
}
