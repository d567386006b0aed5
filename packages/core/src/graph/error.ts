/** The one error type of Rensa: a stable code, a sentence that says what to do, and the user's line. */
import type { Origin } from "./origin.ts";
import type { Place } from "./users-place.ts";

/** The stable codes of {@link RensaError}. A code never changes its meaning; its sentence may be improved. */
export type RensaErrorCode =
  | "SHAPE_MISMATCH"
  | "DTYPE_MISMATCH"
  | "RANK_MISMATCH"
  | "ATTRIBUTE_INVALID"
  | "ARGUMENT_INVALID"
  | "OP_INVALID"
  | "OP_UNKNOWN"
  | "OP_DUPLICATE"
  | "PLUGIN_INVALID"
  | "PLUGIN_MISMATCH"
  | "NOT_TRACING"
  | "TRACE_MIXED"
  | "VJP_MISSING"
  | "NOT_DIFFERENTIABLE"
  | "LOSS_NOT_SCALAR"
  | "GRAPH_CYCLE"
  | "GRAPH_REFERENCE"
  | "GRAPH_INVALID"
  | "PARSE_FAILED"
  | "INPUT_MISSING"
  | "INPUT_MISMATCH"
  | "NON_FINITE"
  | "PASS_CHANGED_VALUES"
  | "HOST_OP_FAILED"
  | "USER_CODE_FAILED"
  | "BACKEND_UNSUPPORTED"
  | "THREAD_LOST"
  | "DATA_EMPTY"
  | "DATA_INVALID"
  | "DATA_SOURCE_FAILED"
  | "LABEL_OUT_OF_RANGE"
  | "INDEX_OUT_OF_RANGE"
  | "TRAINER_STATE"
  | "PROGRAM_BUSY"
  | "PROGRAM_RELEASED"
  | "FILE_INVALID"
  | "CHECKPOINT_INVALID"
  | "CHECKPOINT_MISMATCH"
  | "STORAGE_FAILED"
  | "INTERNAL";

/** What a {@link RensaError} carries besides its sentence. */
export interface RensaErrorDetails {
  /** Where the user's code made the node at fault. */
  readonly origin?: Origin | undefined;
  /** Where the author of an op, a rule or a kernel wrote what is at fault. */
  readonly written?: Place | undefined;
  /** The op concerned, by name. */
  readonly op?: string | undefined;
  /** The graph node concerned, by id. */
  readonly node?: string | undefined;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/**
 * The error that every part of Rensa throws.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { RensaError } from "@rensa/core";
 *
 * const error = new RensaError("SHAPE_MISMATCH", "add: [2] and [3] do not broadcast.");
 * console.log(error.code); // "SHAPE_MISMATCH"
 * ```
 */
export class RensaError extends Error {
  override readonly name = "RensaError";
  /** The stable code, for programs. */
  readonly code: RensaErrorCode;
  /** The sentence without the origin. */
  readonly sentence: string;
  /** Where the user's code made the node at fault, where it is known. */
  readonly origin: Origin | undefined;
  /** Where the author of an op, a rule or a kernel wrote what is at fault, where that is an author's. */
  readonly written: Place | undefined;
  /** The op concerned, by name. */
  readonly op: string | undefined;
  /** The graph node concerned, by id. */
  readonly node: string | undefined;

  /**
   * @param code - The stable code, for programs.
   * @param sentence - What is wrong, and what to do.
   * @param details - Where it happened, and what led to it.
   */
  constructor(code: RensaErrorCode, sentence: string, details: RensaErrorDetails = {}) {
    const { origin, written } = details;
    const [made, wrote] = [origin && formatOrigin(origin), written && formatPlace(written)];
    super(
      sentence +
        (made === undefined ? "" : `\n    made at ${made}`) +
        (wrote === undefined || made?.startsWith(wrote) === true ? "" : `\n    written at ${wrote}`),
      details.cause === undefined ? {} : { cause: details.cause },
    );
    this.code = code;
    this.sentence = sentence;
    this.origin = origin;
    this.written = written;
    this.op = details.op;
    this.node = details.node;
  }

  /**
   * This error with details that were not known where it was thrown. Those it has are kept.
   *
   * @param details - Where it happened, and what led to it; what the error knows already is kept.
   */
  with(details: RensaErrorDetails): RensaError {
    return new RensaError(this.code, this.sentence, {
      origin: this.origin ?? details.origin,
      written: this.written ?? details.written,
      op: this.op ?? details.op,
      node: this.node ?? details.node,
      cause: this.cause ?? details.cause,
    });
  }

  /** A JSON-safe record of the error, as training events carry it. */
  toJSON(): {
    name: string;
    code: RensaErrorCode;
    message: string;
    origin?: Origin;
    written?: Place;
    op?: string;
    node?: string;
  } {
    return {
      name: this.name,
      code: this.code,
      message: this.sentence,
      ...(this.origin === undefined ? {} : { origin: this.origin }),
      ...(this.written === undefined ? {} : { written: this.written }),
      ...(this.op === undefined ? {} : { op: this.op }),
      ...(this.node === undefined ? {} : { node: this.node }),
    };
  }
}

/** `file:line:column`, with the scope path where there is one. */
export function formatOrigin(origin: Origin): string {
  const place = formatPlace(origin);
  return origin.scope === "" ? place : `${place} in ${origin.scope}`;
}

function formatPlace({ file, line, column }: Place): string {
  return `${file}:${String(line)}:${String(column)}`;
}
