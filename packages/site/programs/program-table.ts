/** What programs that fail are collected in. */
import type { RensaErrorCode } from "@rensa/core";

/** A program for each code, or a sentence that says why there is none. */
export type FailingPrograms = Readonly<Record<RensaErrorCode, (() => unknown) | string>>;
