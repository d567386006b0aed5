/** What must hold of any text that is read as a graph, however it is damaged. */
import { RensaError } from "@rensa/core";
import { printGraph, type Graph } from "@rensa/core/graph";
import { differenceShown } from "./shown.ts";
import { trap } from "./mutate.ts";

/** How texts are read: the library's functions, or ones with a planted fault. */
export interface Reader {
  /** A text or a JSON text to a graph. */
  readonly parse: (text: string) => Graph;
  /** What a graph is used for: loading, compiling, a run. */
  readonly use: (graph: Graph) => Promise<void>;
  /** The printed graph that a text shows; `undefined` where it shows none, or several. */
  readonly shown: (text: string) => string | undefined;
}

/** Codes with which a damaged file may be refused. */
const allowed: ReadonlySet<string> = new Set([
  ...["PARSE_FAILED", "GRAPH_INVALID", "GRAPH_REFERENCE", "GRAPH_CYCLE", "ATTRIBUTE_INVALID", "OP_UNKNOWN"],
  ...["PLUGIN_MISMATCH"],
]);

/** Objects that everything inherits from. */
const prototypes: readonly object[] = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  String.prototype,
  Object,
  Map.prototype,
];

/**
 * Reads a text, and throws where something happens that may not: code runs, a prototype changes or is frozen, an error has
 * no code for it, a graph is accepted that is not the one shown, or more processor time passes than `seconds`.
 *
 * @returns Whether the graph was accepted.
 */
export async function judge(text: string, reader: Reader, seconds = Infinity): Promise<boolean> {
  const before = prototypes.map((each) => Reflect.ownKeys(each).length);
  const start = process.cpuUsage();
  let accepted = false;
  try {
    const graph = reader.parse(text);
    expectShown(text, graph, reader);
    await reader.use(graph);
    accepted = true;
  } catch (error) {
    if (!(error instanceof RensaError)) throw error;
    if (!allowed.has(error.code)) throw new Error(`refused with ${error.code}: ${error.message}`, { cause: error });
  } finally {
    expectUntouched(before);
  }
  const { user, system } = process.cpuUsage(start);
  const took = (user + system) / 1e6;
  if (took > seconds) throw new Error(`it took ${took.toFixed(1)} s`);
  return accepted;
}

function expectShown(text: string, graph: Graph, reader: Reader): void {
  const shown = reader.shown(text);
  const difference = shown === undefined ? "nothing or several graphs" : differenceShown(shown, printGraph(graph));
  if (difference !== null)
    throw new Error(`a graph was accepted that is not the one that the text shows: ${difference}`);
}

function expectUntouched(before: readonly number[]): void {
  if (trap in globalThis) {
    Reflect.deleteProperty(globalThis, trap);
    throw new Error("code from the file ran");
  }
  const changed = prototypes.find((each, at) => Object.isFrozen(each) || Reflect.ownKeys(each).length !== before[at]);
  if (changed === undefined) return;
  Reflect.deleteProperty(changed, "polluted");
  throw new Error("a prototype was changed");
}
