/** Where the user's code called an op: the first stack frame outside the library. */

/** A place in a source file. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Frames that are asked for: what most calls need, and what layers in layers in layers do. Engines give 10 by themselves. */
const depths = [10, 50, 1000];

/**
 * Finds the user's place of each op call.
 *
 * Reading a mapped stack is slow (it goes through source maps), and a trace asks thousands of times from few places:
 * so the raw position of the frames is the key, and each place is resolved once.
 */
export class OriginFinder {
  /** `null` where all frames are the library's: then what called them is farther up. */
  readonly #places = new Map<string, Place | null>();

  /** The user's place, seen from inside `site` (whose own frame and those above it are left out). */
  find(site: unknown): Place | null {
    for (const depth of depths) {
      const frames = callingFrames(site, depth);
      const key = frames.join();
      let place = this.#places.get(key);
      if (place === undefined) place = parseStack(stackOf(site, frames.length || depth));
      if (key !== "") this.#places.set(key, place);
      if (place !== null) return place;
    }
    return null;
  }
}

/** What V8 (and by now most engines) have beside the standard. */
interface StackInterface {
  prepareStackTrace?: ((error: Error, frames: readonly Frame[]) => unknown) | undefined;
  captureStackTrace?: (holder: object, site?: unknown) => void;
  stackTraceLimit?: number;
}

/** One of a stack; as a text it has its position as the engine runs it, without source maps. */
interface Frame {
  toString(): string;
  isAsync(): boolean;
}

const engine: StackInterface = Error as StackInterface;

/** What called `site`, at most so many frames: what only waits for it has not. Empty where the engine cannot say. */
function callingFrames(site: unknown, depth: number): readonly Frame[] {
  const prepare = engine.prepareStackTrace;
  let found: readonly Frame[] = [];
  try {
    engine.prepareStackTrace = (_, frames) => {
      const waiting = frames.findIndex((frame) => frame.isAsync());
      found = waiting < 0 ? frames : frames.slice(0, waiting);
    };
    stackOf(site, depth);
    return found;
  } finally {
    engine.prepareStackTrace = prepare;
  }
}

/** The stack of what called `site`, of so many frames where the engine lets that be said. */
function stackOf(site: unknown, depth = engine.stackTraceLimit): string {
  if (engine.captureStackTrace === undefined) return new Error().stack ?? "";
  const holder: { stack?: string } = {};
  const before = engine.stackTraceLimit;
  // What cannot be set is left as it is.
  Reflect.set(engine, "stackTraceLimit", depth);
  try {
    engine.captureStackTrace(holder, site);
    return holder.stack ?? "";
  } finally {
    Reflect.set(engine, "stackTraceLimit", before);
  }
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
  if (site === undefined) return parseStack((error instanceof Error && error.stack) || "") ?? undefined;
  return new OriginFinder().find(site) ?? undefined;
}

/** The first frame outside the library. */
function parseStack(stack: string): Place | null {
  for (const line of stack.split("\n")) {
    const match = /\(?((?:file:\/\/|https?:\/\/|[A-Za-z]:)?[^\s()]+):(\d+):(\d+)\)?$/.exec(line);
    // The message of an error of ours, which stands before the frames.
    if (match === null || /^ +(?:made|written) at /.test(line)) continue;
    const [, file = "", row = "0", column = "0"] = match;
    if (!isLibrary(file)) return { file: file.replace(/^file:\/\//, ""), line: Number(row), column: Number(column) };
  }
  return null;
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
