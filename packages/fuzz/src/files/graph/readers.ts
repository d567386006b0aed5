/** The library's ways to read a graph from a text, as the judge asks them. */
import { jsBackend } from "@rensa/backend-js";
import {
  allocate,
  flattenTree,
  isTyped,
  mapTree,
  RensaError,
  sizeOf,
  whileLoop,
  type HostTensor,
  type TensorType,
} from "@rensa/core";
import { graphFromJson, graphsWithin, loadGraph, parseGraph, type Graph, type Registry } from "@rensa/core/graph";
import { createEngine } from "rensa";
import { expectBits, type Results } from "../../run/run.ts";
import type { Reader } from "./judge.ts";

/** More than this is not compiled: a file may ask for any size, which is no fault of what reads it. */
const mostElements = 100_000;

/** Reads printed graphs, loads them, and runs those that `runs` says. */
export function textReader(registry: Registry, runs: boolean): Reader {
  return { parse: parseGraph, use: (graph) => use(graph, registry, runs), shown: (text) => text };
}

/** Reads the JSON of graphs. */
export function jsonReader(registry: Registry, runs: boolean): Reader {
  return { parse: graphFromJson, use: (graph) => use(graph, registry, runs), shown: shownInJson };
}

/** Reads printed graphs, loads them, and has emitted code and the interpreter run them: their bits are the same. */
export function comparingReader(registry: Registry): Reader {
  return { parse: parseGraph, use: (graph) => compare(graph, registry), shown: (text) => text };
}

async function compare(graph: Graph, registry: Registry): Promise<void> {
  const traced = loadGraph(graph, registry);
  if (isLarge(graph) || mayNotEnd(graph)) return;
  const results: Results[] = [];
  for (const mode of ["interpret", "emit"] as const) {
    try {
      const program = await createEngine({ backend: jsBackend({ mode }) }).compile(traced, { precision: "f64" });
      const result: unknown = program.run(mapTree(traced.spec, isTyped, zeros));
      results.push(Object.fromEntries(flattenTree(result, (each): each is HostTensor => isTyped(each))));
    } catch (error) {
      // Data of zeros may be refused: labels, matrices without inverse.
      if (!(error instanceof RensaError)) throw error;
    }
  }
  const [wanted, found] = results;
  if (wanted !== undefined && found !== undefined) expectBits("emitted against interpreted", found, wanted);
}

async function use(graph: Graph, registry: Registry, runs: boolean): Promise<void> {
  const traced = loadGraph(graph, registry);
  if (!runs || isLarge(graph) || mayNotEnd(graph)) return;
  try {
    const program = await createEngine({ backend: jsBackend() }).compile(traced);
    program.run(mapTree(traced.spec, isTyped, zeros));
  } catch (error) {
    // What may be run has been found out before; a run is where emitted code would do harm.
    if (!(error instanceof RensaError)) throw error;
  }
}

function isLarge({ nodes }: Graph): boolean {
  const sizes = Object.values(nodes).flatMap(({ outputs }) => outputs.map(({ shape }) => sizeOf(shape)));
  return sizes.reduce((total, size) => total + size, 0) > mostElements;
}

/** A loop whose condition or step was damaged may never end, by what it means; running it would tell nothing. */
function mayNotEnd({ nodes }: Graph): boolean {
  return Object.values(nodes).some(
    ({ op, attributes }) => op === whileLoop.definition.name || graphsWithin(attributes).some(mayNotEnd),
  );
}

function zeros({ shape, dtype }: TensorType): HostTensor {
  return { shape, dtype, data: allocate(dtype, sizeOf(shape)) };
}

/** The lines of a record whose keys are all there once. */
function shownInJson(text: string): string | undefined {
  const record = JSON.parse(text) as Readonly<Record<string, unknown>>;
  // Every string is taken whole, so that what stands between two of them is none.
  const strings = text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g);
  const keys = [...strings].filter(([, colon]) => colon !== undefined).length;
  const { format, version, graph, ...others } = record;
  const isRecord = format === "rensa-graph" && version === 1 && Object.keys(others).length === 0 && keys === 3;
  return isRecord && Array.isArray(graph) ? graph.join("\n") : undefined;
}
