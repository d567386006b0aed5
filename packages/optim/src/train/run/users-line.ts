/** Where the user asked for a training, as the errors of its run tell it. */
import { RensaError, type Place } from "@rensa/core";
import { isLibraryFile } from "@rensa/core/compiler";

/**
 * An error of a run with a line of the user's. What a run traces, it traces later than it was asked for, so that an error of
 * a model made of given layers would name a line of this library, or none.
 *
 * @param place Where the user asked for the run.
 */
export function withUsersLine(error: RensaError, place: Place | undefined): RensaError {
  const { code, sentence, origin, written, op, node, cause } = error;
  if (place === undefined || written !== undefined || (origin !== undefined && !isLibraryFile(origin.file)))
    return error;
  return new RensaError(code, sentence, { origin: { ...place, scope: origin?.scope ?? "" }, op, node, cause });
}
