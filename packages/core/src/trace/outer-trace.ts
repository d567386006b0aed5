/** The trace that control ops and transforms record in. */
import { RensaError } from "../graph/error.ts";
import { currentContext } from "../op/context.ts";
import { Recorder } from "./recorder.ts";

/**
 * The innermost trace being made.
 *
 * @throws RensaError `NOT_TRACING` where none is.
 */
export function outerTrace(what: string): Recorder {
  const context = currentContext(what);
  if (!(context instanceof Recorder)) throw new RensaError("NOT_TRACING", `${what}: works only inside trace(...).`);
  return context;
}
