/** Functions that make a part, given in place of what they make: `cosine` for `cosine({ ... })`. */
import { RensaError } from "@rensa/core";

/**
 * Calls a part of a training. What makes such a part takes no tensors, and refuses them by its own name: then it was meant
 * to be called.
 *
 * @throws RensaError `ARGUMENT_INVALID` where the part was not called; otherwise what the call throws.
 */
export function callPart<Result>(what: string, part: Named, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    // An op is no maker, whatever it refuses.
    const isMaker =
      error instanceof RensaError && !("definition" in part) && error.sentence.startsWith(`${part.name}: `);
    if (!isMaker || !/^A/.test(error.code)) throw error;
    throw new RensaError("ARGUMENT_INVALID", uncalled(what, part), { origin: error.origin, cause: error });
  }
}

/** The sentence for a function that should have been called. */
export function uncalled(what: string, part: Named): string {
  return `${what} is a function that was not called: write ${part.name}(...).`;
}

/** A function, of which the name is enough. */
interface Named {
  readonly name: string;
}
