/** The error of a run as an event tells it, and the error again. */
import { formatGiven, RensaError } from "@rensa/core";

/** What led to an error, as plain data. */
export interface FailureCause {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** What led to it in turn. */
  readonly cause?: FailureCause;
}

/** The error of a run as plain data. */
export type Failure = ReturnType<RensaError["toJSON"]> & {
  /** Where it was thrown, for people. */
  readonly stack?: string;
  readonly cause?: FailureCause;
};

/** The errors that failures in this thread are of. */
const errors = new WeakMap<Failure, RensaError>();

/** An error as an event carries it. */
export function failureOf(error: RensaError): Failure {
  const failure: Failure = { ...error.toJSON(), ...stackOf(error), ...causeOf(error, 0) };
  errors.set(failure, error);
  return failure;
}

/** The error of a failure: itself in the thread where it was thrown, else one like it, with its cause and its stacks. */
export function errorOf(failure: Failure): RensaError {
  const known = errors.get(failure);
  if (known !== undefined) return known;
  const { code, message, stack, cause, ...details } = failure;
  const error = new RensaError(code, message, cause === undefined ? details : { ...details, cause: errorLike(cause) });
  withStack(error, stack);
  errors.set(failure, error);
  return error;
}

/** Causes of causes beyond this say no more, and may lead in a circle. */
const deepest = 8;

function causeOf({ cause }: Error, depth: number): { readonly cause?: FailureCause } {
  if (cause === undefined || depth >= deepest) return {};
  if (!(cause instanceof Error)) return { cause: { name: typeof cause, message: formatGiven(cause) } };
  const { name, message } = cause;
  return { cause: { name, message, ...stackOf(cause), ...causeOf(cause, depth + 1) } };
}

function stackOf({ stack }: Error): { readonly stack?: string } {
  return stack === undefined ? {} : { stack };
}

function errorLike({ name, message, stack, cause }: FailureCause): Error {
  const error = new Error(message, cause === undefined ? {} : { cause: errorLike(cause) });
  error.name = name;
  withStack(error, stack);
  return error;
}

function withStack(error: Error, stack: string | undefined): void {
  if (stack !== undefined) Object.defineProperty(error, "stack", { value: stack, configurable: true, writable: true });
}
