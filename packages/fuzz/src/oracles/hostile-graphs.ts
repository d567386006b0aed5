/** Graph files that are damaged, or mean harm. */
import { controlOps, graphToJson, printGraph, registry } from "@rensa/core/graph";
import { standardOps } from "@rensa/ops";
import { randomStream } from "../generate/random.ts";
import { judge, type Reader } from "../files/graph/judge.ts";
import { inject, mutate, type Mutation, type Random } from "../files/graph/mutate.ts";
import { enlargeAttributes, mutateAttributes } from "../files/graph/mutate-attributes.ts";
import { mutateJson } from "../files/graph/mutate-json.ts";
import { comparingReader, jsonReader, textReader } from "../files/graph/readers.ts";
import type { Oracle } from "./oracle.ts";

const standard = registry(controlOps, standardOps);

/** How files are changed and read. */
interface Way {
  readonly original: (text: string, json: string) => string;
  readonly change: (original: string, random: Random) => Mutation;
  readonly reader: Reader;
  readonly count: number;
}

const ways: readonly Way[] = [
  { original: (text) => text, change: mutate, reader: textReader(standard, false), count: 12 },
  { original: (_text, json) => json, change: mutateJson, reader: jsonReader(standard, false), count: 8 },
  { original: (text) => text, change: inject, reader: textReader(standard, true), count: 5 },
  { original: (text) => text, change: enlargeAttributes, reader: textReader(standard, false), count: 4 },
  { original: (text) => text, change: mutateAttributes, reader: comparingReader(standard), count: 8 },
];

/** Each graph is damaged 37 times. A file is refused with a code for it, or is the graph that it shows, and runs no code. */
export const hostileGraphs: Oracle = {
  name: "hostile-graphs",
  claim: "a damaged graph file is refused, or is the graph that it shows, and nothing of it is run",
  avoid: [],
  maxSteps: 6,
  check: async (one, context) => {
    const { graph } = context.program(one);
    const [text, json] = [printGraph(graph), graphToJson(graph)];
    const random = randomStream(one.seed);
    for (const { original, change, reader, count } of ways) {
      for (let at = 0; at < count; at++) {
        const mutation = change(original(text, json), random);
        await judgeMutation(mutation, reader);
      }
    }
  },
};

async function judgeMutation({ text, what }: Mutation, reader: Reader): Promise<void> {
  try {
    await judge(text, reader, 1);
  } catch (cause) {
    // Origins are paths of this machine.
    const plain = text.replaceAll(/ \/\/ "[^"\n]*":\d+:\d+( in [^\n]*)?/g, "");
    const shown = plain.length > 2000 ? `${plain.slice(0, 2000)}...` : plain;
    throw new Error(
      `${cause instanceof Error ? cause.message : String(cause)}\nafter ${what.slice(0, 300)}, of:\n${shown}`,
      { cause },
    );
  }
}
