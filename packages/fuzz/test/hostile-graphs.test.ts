/** The judge of hostile graph files names each fault that is planted in a reader, and refuses nothing of the library's. */
import { f32, RensaError, scan, trace } from "@rensa/core";
import { controlOps, graphsWithin, graphToJson, parseGraph, printGraph, registry, type Graph } from "@rensa/core/graph";
import { add, leakyRelu, softmax, standardOps } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { judge, type Reader } from "../src/files/graph/judge.ts";
import { inject, mutate } from "../src/files/graph/mutate.ts";
import { enlargeAttributes, mutateAttributes } from "../src/files/graph/mutate-attributes.ts";
import { mutateJson } from "../src/files/graph/mutate-json.ts";
import { comparingReader, jsonReader, textReader } from "../src/files/graph/readers.ts";
import { randomStream } from "../src/generate/random.ts";

const { graph } = trace({ x: f32(3, 2), "a.b": f32() }, (inputs) => {
  const [last, all] = scan(inputs["a.b"], inputs.x, (carry, element) => {
    const next = add(carry, leakyRelu(softmax(element), { slope: 0.5 }));
    return [carry, next];
  });
  return { last, all };
});
/** Without the place of this file, so that the same seed changes the same characters everywhere. */
const unplaced = (written: string): string => written.replaceAll(new URL(import.meta.url).pathname, "model.ts");
const text = unplaced(printGraph(graph));
const json = unplaced(graphToJson(graph));
const ops = registry(controlOps, standardOps);

/** What the judge says of damaged texts, first fault first; `null` where it says nothing of 400. */
async function finding(
  reader: Reader,
  change: typeof mutate,
  original: string,
  seconds?: number,
): Promise<string | null> {
  const random = randomStream(7);
  for (let at = 0; at < 400; at++) {
    try {
      await judge(change(original, random).text, reader, seconds);
    } catch (error) {
      return String(error).split("\n", 1)[0] ?? "";
    }
  }
  return null;
}

interface Planted {
  readonly what: string;
  readonly reader: Reader;
  readonly change?: typeof mutate;
  readonly original?: string;
  readonly message: RegExp;
  readonly seconds?: number;
}

describe("the judge of hostile graph files", () => {
  it("refuses nothing of the library's readers", async () => {
    expect(await finding(textReader(ops, false), mutate, text)).toBeNull();
    expect(await finding(jsonReader(ops, false), mutateJson, json)).toBeNull();
    expect(await finding(textReader(ops, true), inject, text)).toBeNull();
    expect(await finding(textReader(ops, false), enlargeAttributes, text)).toBeNull();
    expect(await finding(comparingReader(ops), mutateAttributes, text)).toBeNull();
  });

  const nothing = (): Promise<void> => Promise.resolve();
  const lenient = (parse: (text: string) => Graph, use: Reader["use"] = nothing): Reader => ({
    parse,
    use,
    shown: (each) => each,
  });
  const attributesOf = ({ nodes }: Graph): unknown[] =>
    Object.values(nodes).flatMap(({ attributes }) => [
      ...Object.values(attributes),
      ...graphsWithin(attributes).flatMap(attributesOf),
    ]);

  const runCode = (each: Graph): Promise<void> => {
    for (const value of attributesOf(each)) {
      try {
        // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the planted fault
        if (typeof value === "string") new Function(`return ${value}`)();
      } catch {
        continue;
      }
    }
    return nothing();
  };
  const pollute = (each: Graph): Promise<void> => {
    for (const name of [...each.inputs, ...each.outputs.map((output) => output.name), ...Object.keys(each.nodes)]) {
      const [first = "", second] = name.split(".");
      const root: Record<string, Record<string, unknown> | undefined> = {};
      if (second !== undefined) Reflect.set((root[first] ??= {}), second, 1);
    }
    return nothing();
  };
  const lastField = (json: string): Graph => {
    let lines: unknown;
    try {
      lines = (JSON.parse(json) as { graph: unknown }).graph;
    } catch {
      lines = null;
    }
    if (!Array.isArray(lines)) throw new RensaError("GRAPH_INVALID", "No graph.");
    return parseGraph(lines.join("\n"));
  };
  const waste = (each: string): Graph => {
    const start = process.cpuUsage();
    while (process.cpuUsage(start).user < 50_000);
    return parseGraph(each);
  };

  const planted: readonly Planted[] = [
    { what: "code that runs", reader: lenient(parseGraph, runCode), change: inject, message: /code from the file ran/ },
    {
      what: "a polluted prototype",
      reader: lenient(parseGraph, pollute),
      original: "graph(x: f32[2]) { y: f32[2] = relu(x) return z = y }",
      message: /a prototype was changed/,
    },
    { what: "an error without a code", reader: lenient((each) => JSON.parse(each) as Graph), message: /SyntaxError/ },
    {
      what: "an error of another code",
      reader: lenient(parseGraph, () => Promise.reject(new RensaError("INTERNAL", "no"))),
      message: /refused with INTERNAL/,
    },
    {
      what: "numbers read as others",
      reader: lenient((each) => parseGraph(each.replaceAll("1e999", "1"))),
      message: /is not the one that the text shows/,
    },
    {
      what: "one of two fields of a name",
      reader: { ...jsonReader(ops, false), parse: lastField, use: nothing },
      change: mutateJson,
      original: json,
      message: /is not the one that the text shows/,
    },
    { what: "a waste of time", reader: lenient(waste), message: /it took/, seconds: 0.01 },
  ];

  it.each(planted)("names $what", async ({ reader, change = mutate, original = text, message, seconds }) => {
    expect(await finding(reader, change, original, seconds)).toMatch(message);
  });
});
