/** Where an op was called, as its errors tell it. */
import { RensaError } from "../graph/error.ts";
import type { Origin } from "../graph/origin.ts";
import { authorsPlace } from "../graph/users-place.ts";

/** What an error asks of the trace in which it was thrown. @inline */
export interface CallPlace {
  /** True while an op's own form or vjp is recorded: what it calls is the author's, not the user's. */
  readonly isInsideOp: boolean;
  /**
   * Where the user's code called `site`.
   *
   * @param site - The function that the user called.
   */
  originOf(site: unknown): Origin | null;
}

// Like a call stack, this is not state: it is empty whenever no trace function is running.
const places: CallPlace[] = [];

/** Runs `body` with `place` as the innermost one. */
export function withPlace<T>(place: CallPlace, body: () => T): T {
  places.push(place);
  try {
    return body();
  } finally {
    places.pop();
  }
}

/** True in the trace function itself, where ops are called by the user. */
export function isUsersCall(): boolean {
  return places.at(-1)?.isInsideOp === false;
}

/** An error of an op's call, with the op, the user's line, and in an op that of its author, where it does not have them yet. */
export function locate(error: unknown, op: string, site: unknown): unknown {
  if (!(error instanceof RensaError)) return error;
  const innermost = places.at(-1);
  const written = innermost?.isInsideOp === true ? (error.written ?? authorsPlace(error, site)) : undefined;
  const origin = error.origin ?? (innermost === undefined ? placeOutside(error, site) : innermost.originOf(site));
  return error.with({ op, written, origin: origin ?? undefined });
}

/** Where the user called what works in traces only. */
function placeOutside(error: RensaError, site: unknown): Origin | undefined {
  const place = authorsPlace(error, site);
  return place && { ...place, scope: "" };
}
