/** Errors as plain data, since a copy of an error loses its class and its code. */
import { RensaError } from "@rensa/core";

/** An error that can be sent. */
export type PortableError =
  { readonly typed: ReturnType<RensaError["toJSON"]> } | { readonly name: string; readonly message: string };

/** An error as data. */
export function packError(error: unknown): PortableError {
  if (error instanceof RensaError) return { typed: error.toJSON() };
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: "Error", message: String(error) };
}

/** The error again: a {@link RensaError} with its code, sentence and origin, or an `Error` of the same name. */
export function unpackError(packed: PortableError): Error {
  if ("typed" in packed) {
    const { code, message, ...details } = packed.typed;
    return new RensaError(code, message, details);
  }
  const error = new Error(packed.message);
  error.name = packed.name;
  return error;
}

/** The error as one that an event can carry. */
export function typedError(error: Error, doing: string): RensaError {
  return error instanceof RensaError
    ? error
    : new RensaError("INTERNAL", `${doing}: ${error.message}`, { cause: error });
}
