/** Whose a file is. */
import { checkKind } from "./check-argument.ts";
import { isLibrary } from "./users-place.ts";

/**
 * True for a file of an installed package, or of the sources of this library, tests apart: none of the user's.
 *
 * @param file Its path or address.
 * @throws RensaError `ARGUMENT_INVALID` for what is no text.
 *
 * @example
 * ```ts
 * import { isLibraryFile } from "@rensa/core/compiler";
 *
 * console.log(isLibraryFile("/app/node_modules/rensa/dist/index.js")); // true
 * ```
 */
export function isLibraryFile(file: string): boolean {
  checkKind("isLibraryFile: the file", file, "string");
  return isLibrary(file);
}
