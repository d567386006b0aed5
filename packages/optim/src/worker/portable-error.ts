/** Errors as plain data, since a copy of an error loses its class and its code. */
import { RensaError, userCodeError } from "@rensa/core";
import { errorOf, failureOf, type Failure } from "../train/failure.ts";

/** An error that can be sent. */
export type PortableError = { readonly typed: Failure } | { readonly name: string; readonly message: string };

/** An error as data. */
export function packError(error: unknown): PortableError {
  if (error instanceof RensaError) return { typed: failureOf(error) };
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: "Error", message: String(error) };
}

/** The error again: a {@link RensaError} with its code, sentence and origin, cause and stack, or an `Error` of the same name. */
export function unpackError(packed: PortableError): Error {
  if ("typed" in packed) return errorOf(packed.typed);
  const error = new Error(packed.message);
  error.name = packed.name;
  return error;
}

/** The error as one that an event can carry; one that is none of ours comes from what the user has given. */
export function typedError(error: unknown, what: string): RensaError {
  return userCodeError(what, error);
}
