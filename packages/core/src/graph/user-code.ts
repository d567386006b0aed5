/** Calls of what users give: what they throw is theirs, and names their line. */
import { checkKind } from "./check-argument.ts";
import { RensaError, type RensaErrorCode } from "./error.ts";
import { authorsPlace } from "./users-place.ts";

/**
 * What user code threw as an error with a code of its own, the user's line, and the thrown as its cause. Errors of ours
 * stay what they are.
 *
 * @param what Whose it is, such as `The loss`.
 * @param cause - What it threw.
 * @param code Default: `USER_CODE_FAILED`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { userCodeError } from "@rensa/core";
 *
 * const error = userCodeError("The loss", new TypeError("x is undefined"));
 * console.log(error.code, error.sentence); // "USER_CODE_FAILED" "The loss threw: x is undefined"
 * ```
 */
export function userCodeError(what: string, cause: unknown, code: RensaErrorCode = "USER_CODE_FAILED"): RensaError {
  checkKind("userCodeError: what threw", what, "string");
  if (cause instanceof RensaError) return cause;
  const reason = cause instanceof Error ? cause.message : textOf(cause);
  return new RensaError(code, `${what} threw: ${reason}`, { cause, written: authorsPlace(cause) });
}

/**
 * Calls a function of the user's.
 *
 * @param what - What is called, for the sentence of the error.
 * @param call - Calls it.
 *
 * @throws RensaError `USER_CODE_FAILED` with the user's line where it throws an error that is none of ours.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { callUserCode } from "@rensa/core";
 *
 * console.log(callUserCode("The loss", () => 0.5)); // 0.5
 * ```
 */
export function callUserCode<Result>(what: string, call: () => Result): Result {
  checkKind("callUserCode: the function", call, "function");
  try {
    return call();
  } catch (cause) {
    throw userCodeError(what, cause);
  }
}

/** A text of whatever was thrown; not all has one. */
function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return typeof thrown;
  }
}
