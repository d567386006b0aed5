/**
 * Arguments, held to what they must be before anything is done with them: callers without types give what TypeScript would
 * refuse, and a TypeError from inside names neither what was called nor the caller's line.
 */
import { RensaError } from "./error.ts";
import { formatGiven } from "./format-given.ts";
import { authorsPlace } from "./users-place.ts";

/**
 * Refuses an argument, with the user's line.
 *
 * @param what What it is, as the subject of a sentence: `chain: transform 0`.
 * @param given - What the caller gave.
 * @param wanted What is wanted instead, after "give".
 *
 * @throws RensaError `ARGUMENT_INVALID`, always.
 *
 * @example
 * ```ts
 * import { refuseArgument } from "@rensa/core";
 *
 * function everyOther(steps: number) {
 *   if (steps % 2 !== 0) refuseArgument("everyOther: steps", steps, "an even number");
 * }
 * ```
 */
export function refuseArgument(what: string, given: unknown, wanted: string): never {
  refuse(`${what} is ${formatGiven(given)}; give ${wanted}.`);
}

/** Refuses a call, with the user's line. */
export function refuse(sentence: string): never {
  const place = authorsPlace(undefined, refuse);
  throw new RensaError("ARGUMENT_INVALID", sentence, { origin: place && { ...place, scope: "" } });
}

/** What a value can be asked to be. @inline */
type Kind = "function" | "string" | "number" | "list" | "map" | "record" | "iterable";

/** What an object of a kind has; the other kinds are what `typeof` says. */
const objectKinds: ReadonlyMap<Kind, (given: object) => boolean> = new Map<Kind, (given: object) => boolean>([
  ["list", Array.isArray],
  ["map", (given) => "get" in given && "size" in given],
  ["record", isPlain],
  ["iterable", (given) => Symbol.iterator in given],
]);

/**
 * Refuses what is of another kind. NaN is no number; what looks like a map is one, and a record has no class.
 *
 * @param what - What is checked, for the sentence of the error.
 * @param given - What the caller gave.
 * @param kind - What it has to be.
 *
 * @throws RensaError `ARGUMENT_INVALID`.
 *
 * @example
 * ```ts
 * import { checkKind } from "@rensa/core";
 *
 * function twice(call: () => void) {
 *   checkKind("twice: its call", call, "function");
 *   call();
 *   call();
 * }
 * ```
 */
export function checkKind(what: string, given: unknown, kind: Kind): void {
  const isObjectKind = objectKinds.get(kind);
  const isKind =
    isObjectKind === undefined
      ? typeof given === kind && !Number.isNaN(given)
      : typeof given === "object" && given !== null && isObjectKind(given);
  if (!isKind) refuseArgument(what, given, `a ${kind === "string" ? "text" : kind}`);
}

/** True for `{ ... }`: no list, nothing with a class, such as a promise or a tensor. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Refuses what lacks a part. It reads none: some are computed where they are read.
 *
 * @param what - What is checked, for the sentence of the error.
 * @param given - What the caller gave.
 * @param parts The names of members that it must have.
 *
 * @throws RensaError `ARGUMENT_INVALID`.
 *
 * @example
 * ```ts
 * import { checkParts } from "@rensa/core";
 * import type { Graph } from "@rensa/core/graph";
 *
 * function sizeOfGraph(graph: Graph): number {
 *   checkParts("sizeOfGraph: the graph", graph, "nodes", "inputs", "outputs");
 *   return Object.keys(graph.nodes).length;
 * }
 * ```
 */
export function checkParts(what: string, given: unknown, ...parts: readonly string[]): void {
  const isWhole =
    given !== null &&
    (typeof given === "object" || typeof given === "function") &&
    parts.every((name) => name in given);
  if (!isWhole) refuseArgument(what, given, `what has ${parts.join(", ")}`);
}

/**
 * Refuses what is none of some values.
 *
 * @param what - What is checked, for the sentence of the error.
 * @param given - What the caller gave.
 * @param allowed - The values that are allowed.
 *
 * @throws RensaError `ARGUMENT_INVALID`.
 *
 * @example
 * ```ts
 * import { checkOneOf } from "@rensa/core";
 *
 * function color(mode: "light" | "dark") {
 *   checkOneOf("color: the mode", mode, ["light", "dark"]);
 * }
 * ```
 */
export function checkOneOf(what: string, given: unknown, allowed: readonly unknown[]): void {
  if (!allowed.includes(given)) refuseArgument(what, given, allowed.join(", "));
}

/** Refuses what is no graph. */
export function checkGraph(graph: object): void {
  checkParts("The graph", graph, "nodes", "inputs", "outputs");
}

/** Refuses what `trace` did not return. */
export function checkTraced(traced: object): void {
  checkParts("The traced function", traced, "graph", "spec", "result", "definitions");
}
