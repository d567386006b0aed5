/** What a call throws, which must be an error of ours. */
import { RensaError } from "@rensa/core";

/** The error that a call throws. */
export function caught(call: () => unknown): RensaError {
  try {
    call();
  } catch (error) {
    if (error instanceof RensaError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
