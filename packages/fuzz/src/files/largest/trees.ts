/** Safetensors files, checkpoints and graphs of a million parts, or of parts inside each other. */
import { graphFromJson, loadGraph, parseGraph } from "@rensa/core/graph";
import { standardRegistry } from "rensa";
import { decodeSafetensors, encodeSafetensors } from "@rensa/io";
import type { LargestFile } from "./largest-file.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function withHeader(text: string, data = 0): Uint8Array {
  const header = encode(text);
  const file = new Uint8Array(8 + header.length + data);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  return file;
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
const empty = (at: number): string => `"${at.toString(36)}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`;
const tensors = {
  small: () => Promise.resolve(encodeSafetensors(new Map())),
  read: (bytes: Uint8Array) => Promise.resolve().then(() => decodeSafetensors(bytes)),
};
/** What each is, and what it is refused for. */
type Kinds = Readonly<Record<string, readonly [make: () => string, refusal?: RegExp]>>;

const headers: Kinds = {
  "a million tensors": [() => `{${numbers(1_000_000).map(empty).join(",")}}`, /`maximumHeaderBytes`/],
  "as many tensors as are read": [() => `{${numbers(70_000).map(empty).join(",")}}`],
  "a million remarks": [
    () =>
      `{"__metadata__":{${numbers(1_000_000)
        .map((at) => `"${at.toString(36)}":""`)
        .join(",")}}}`,
    /`maximumHeaderBytes`/,
  ],
  "a shape of millions": [
    () => `{"a":{"dtype":"F32","shape":[${"0,".repeat(8_000_000)}0],"data_offsets":[0,0]}}`,
    /`maximumHeaderBytes`/,
  ],
  "one long remark": [() => `{"__metadata__":{"a":"${"\\u0041".repeat(2_700_000)}"}}`, /`maximumHeaderBytes`/],
  "many empty lists": [() => `{"a":[${"[],".repeat(5_000_000)}[]]}`, /`maximumHeaderBytes`/],
  "white space": [() => `{${" ".repeat(99_000_000)}}`, /`maximumHeaderBytes`/],
  brackets: [() => `{"a":${"[".repeat(50_000_000)}`, /`maximumHeaderBytes`/],
};

const graphText = (count: number): string =>
  `graph(x: f32[2]) { ${numbers(count)
    .map((at) => `y_${String(at)}: f32[2] = identity(${at === 0 ? "x" : `y_${String(at - 1)}`})`)
    .join("\n")} return output = y_${String(count - 1)} }`;
const graphs: Kinds = {
  "a million nodes": [() => graphText(1_000_000), /`maximum/],
  "as many nodes as are read": [() => graphText(66_000)],
  "a million inputs": [
    () =>
      `graph(${numbers(1_000_000)
        .map((at) => `x${String(at)}: f32[2]`)
        .join(", ")}) { return output = x0 }`,
    /`maximum/,
  ],
  "a million outputs": [
    () =>
      `graph(x: f32[2]) { return ${numbers(1_000_000)
        .map((at) => `o${String(at)} = x`)
        .join(", ")} }`,
    /`maximumTokens`/,
  ],
  "an attribute of millions": [
    () => `graph(x: f32[2]) { y_0: f32[2] = identity(x) {a: [${"0, ".repeat(4_000_000)}0]} return output = y_0 }`,
    /`maximumTokens`/,
  ],
  "a constant of millions": [
    () =>
      `graph() { y_0: f32[4000001] = constant() {shape: [4000001], dtype: "f32", data: [${"0, ".repeat(4_000_000)}0]} return output = y_0 }`,
  ],
  "a node of a million operands": [
    () => `graph(x: f32[2]) { y_0: f32[2] = identity(${"x, ".repeat(1_000_000)}x) return output = y_0 }`,
    /`maximumTokens`/,
  ],
  "lists inside lists": [
    () => `graph(x: f32[2]) { y_0: f32[2] = identity(x) {a: ${"[".repeat(1_000_000)}`,
    /limit of depth/,
  ],
  "wide lists inside lists": [
    () => `graph(x: f32[2]) { y_0: f32[2] = identity(x) {a: [${"[[[]]], ".repeat(500_000)}[]]} return output = y_0 }`,
    /`maximumTokens`/,
  ],
  "a long name": [() => `graph(${"x".repeat(30_000_000)}: f32[2]) { return output = x }`, /`maximumCharacters`/],
  "a long text": [
    () => `graph(x: f32[2]) { y_0: f32[2] = identity(x) {a: "${"\\u0041".repeat(5_000_000)}"} return output = y_0 }`,
    /`maximumCharacters`/,
  ],
  "white space": [() => `graph(x: f32[2]) {${" \n".repeat(15_000_000)} return output = y_0 }`, /`maximumCharacters`/],
  plugins: [
    () =>
      `graph(x: f32[2]) uses {${numbers(500_000)
        .map((at) => `a${String(at)}: "b 1.0.0"`)
        .join(", ")}} { return output = x }`,
    /`maximumTokens`/,
  ],
  "a rank of millions": [() => `graph(x: f32[${"1, ".repeat(4_000_000)}1]) { return output = x }`, /`maximumTokens`/],
};
const small = "graph(x: f32[2]) { y_0: f32[2] = identity(x) return output = y_0 }";
const toJson = (text: string): string =>
  JSON.stringify({ format: "rensa-graph", version: 1, graph: text.split("\n") }, null, 2);
const registry = standardRegistry();

/** All of them. */
export const largestTrees: readonly LargestFile[] = [
  ...Object.entries(headers).map(([name, [make, refusal]]) => ({
    ...tensors,
    name: `safetensors of ${name}`,
    ...(refusal && { refusal }),
    make: () => Promise.resolve(withHeader(make())),
  })),
  ...Object.entries(graphs).flatMap(([name, [make, refusal]]) => [
    {
      name: `graph text of ${name}`,
      ...(refusal && { refusal }),
      small: () => Promise.resolve(encode(small)),
      make: () => Promise.resolve(encode(make())),
      read: (bytes: Uint8Array) => Promise.resolve().then(() => loadGraph(parseGraph(decode(bytes)), registry)),
    },
    {
      name: `graph JSON of ${name}`,
      ...(refusal && { refusal }),
      small: () => Promise.resolve(encode(toJson(small))),
      make: () => Promise.resolve(encode(toJson(make()))),
      read: (bytes: Uint8Array) => Promise.resolve().then(() => loadGraph(graphFromJson(decode(bytes)), registry)),
    },
  ]),
];
