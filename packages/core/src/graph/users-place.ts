/** Where the user's code called an op: the first stack frame outside the library. */

/** A place in a source file. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the user's place of each op call.
 *
 * Reading a mapped stack is slow (it goes through source maps), and a trace asks thousands of times from few places:
 * so the raw position of the frames is the key, and each place is resolved once.
 */
export class OriginFinder {
  readonly #places = new Map<string, Place | null>();

  /** The user's place, seen from inside `site` (whose own frame and those above it are left out). */
  find(site: unknown): Place | null {
    const key = rawStack(site);
    if (key === null) return parseStack(mappedStack(site));
    let place = this.#places.get(key);
    if (place === undefined) {
      place = parseStack(mappedStack(site));
      this.#places.set(key, place);
    }
    return place;
  }
}

/** What V8 (and by now most engines) have beside the standard. */
interface StackInterface {
  prepareStackTrace?: ((error: Error, sites: readonly CallSite[]) => unknown) | undefined;
  captureStackTrace?: (holder: object, site?: unknown) => void;
}

interface CallSite {
  getFileName(): string | null;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
}

const engine: StackInterface = Error as StackInterface;

/** The positions of the frames as the engine runs them, without source maps; `null` where the engine cannot say. */
function rawStack(site: unknown): string | null {
  if (engine.captureStackTrace === undefined) return null;
  const prepare = engine.prepareStackTrace;
  try {
    engine.prepareStackTrace = (_error, sites) =>
      sites
        .map((s) => `${s.getFileName() ?? ""}:${String(s.getLineNumber())}:${String(s.getColumnNumber())}`)
        .join("\n");
    return mappedStack(site);
  } finally {
    engine.prepareStackTrace = prepare;
  }
}

function mappedStack(site: unknown): string {
  const holder: { stack?: string } = {};
  if (engine.captureStackTrace === undefined) return new Error().stack ?? "";
  engine.captureStackTrace(holder, site);
  return holder.stack ?? "";
}

/**
 * The first place outside the library in a stack: that of an error, or of what called `site`.
 *
 * @param error What was thrown; only errors have a stack.
 * @param site A function that is under way, in place of an error.
 * @returns `undefined` where the stack is all of the library's.
 *
 * @example
 * ```ts
 * import { authorsPlace } from "@rensa/core/compiler";
 *
 * console.log(authorsPlace("no error")); // undefined
 * ```
 */
export function authorsPlace(error: unknown, site?: unknown): Place | undefined {
  const stack = site === undefined ? error instanceof Error && error.stack : mappedStack(site);
  return parseStack(stack || "", false) ?? undefined;
}

/** The first frame outside the library, else, where one is wanted, the first of all. */
function parseStack(stack: string, orFirst = true): Place | null {
  let first: Place | null = null;
  for (const line of stack.split("\n")) {
    const match = /\(?((?:file:\/\/|https?:\/\/|[A-Za-z]:)?[^\s()]+):(\d+):(\d+)\)?$/.exec(line);
    // The message of an error of ours, which stands before the frames.
    if (match === null || /^ +(?:made|written) at /.test(line)) continue;
    const [, file = "", row = "0", column = "0"] = match;
    const place = { file: file.replace(/^file:\/\//, ""), line: Number(row), column: Number(column) };
    first ??= place;
    if (!isLibrary(file)) return place;
  }
  return orFirst ? first : null;
}

/** This file where it is not installed, but checked out. */
const checkedOut = /[^\s()]*\/packages\/(?=core\/src\/graph\/users-place\.ts)/;

/**
 * The folder of the packages where they are not installed, but checked out. The stack knows it in modules of every kind;
 * `import.meta` would break bundles for CommonJS.
 */
const libraryRoot = checkedOut.exec(String(new Error().stack))?.[0].replace(/^file:\/\//, "");

/** Installed packages, and the sources of those that are checked out, tests apart. */
export function isLibrary(file: string): boolean {
  if (file.includes("/node_modules/") || file.startsWith("node:")) return true;
  if (libraryRoot === undefined || !file.replace(/^file:\/\//, "").startsWith(libraryRoot)) return false;
  return file.includes("/src/") && !/\.(test|test-d|samples)\.[a-z]+$/.test(file);
}
