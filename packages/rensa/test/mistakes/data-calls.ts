/** A valid call of every function of `@rensa/data` and `@rensa/data/node`. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { f32, hostTensor } from "@rensa/core";
import * as data from "@rensa/data";
import type { Calls } from "./mistakes.ts";

const folder = mkdtempSync(join(tmpdir(), "rensa-mistakes-"));
const png = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="),
  (letter) => letter.charCodeAt(0),
);
mkdirSync(join(folder, "images", "a"), { recursive: true });
writeFileSync(join(folder, "images", "a", "1.png"), png);
writeFileSync(join(folder, "text.txt"), "hello world, hello world");
writeFileSync(join(folder, "table.csv"), "a\n1\n");
const numbers = data.Dataset.fromArrays({ inputs: new Float32Array(4), targets: [1, 2], shape: [2] });
const squares: data.Table = {
  inputs: f32(),
  targets: f32(),
  depth: 0,
  gather: (rows) => [Float32Array.from(rows), Float32Array.from(rows)],
};

export const dataCalls: Calls = {
  Scaling: () => [f32(2), hostTensor([0, 0]), hostTensor([1, 1])],
  "Scaling.fromJSON": () => [
    f32(2),
    new data.Scaling(f32(2), hostTensor(Float64Array.of(0, 0), [2]), hostTensor(Float64Array.of(1, 1), [2])).toJSON(),
  ],
  Categories: () => [["a", "b"], "other"],
  "Categories.fromJSON": () => [new data.Categories(["a", "b"]).toJSON()],
  fitMissing: () => [[1, null, 3], "median"],
  fitCategories: () => [["a", "b"], {}],
  "Dataset.fromArrays": () => [{ inputs: new Float32Array(4), targets: [1, 2], shape: [2] }],
  "Dataset.fromTensors": () => [{ inputs: hostTensor([1, 2]), targets: hostTensor([1, 2]) }],
  "Dataset.fromRecords": () => [
    [{ a: 1 }],
    { inputs: ({ a }: { a: number }) => [a], targets: ({ a }: { a: number }) => [a] },
  ],
  cutWindows: () => [[1, 2, 3, 4], { length: 2 }],
  padSequences: () => [[[1, 2], [3]], { targets: [1, 0] }],
  "Dataset.fromTable": () => [squares, 10],
  "DataStream.from": () => [[1, 2], {}],
  "column.number": () => [{}],
  "column.integer": () => [{}],
  "column.text": () => [{}],
  "column.boolean": () => [{}],
  "column.category": () => [["a", "b"], {}],
  padInBuckets: () => [[[1, 2], [3]], { targets: [0, 1], to: [1, 2] }],
  seededRandom: () => [7],
  shuffledOrder: () => [3, 1, 0],
  ElementwiseTable: () => [squares, [undefined, undefined]],
  standardize: () => [numbers],
  standardizeTargets: () => [numbers],
  minMaxScale: () => [numbers],
  oneHotVector: () => [1, 3],
  oneHot: () => [numbers, 3],
  csv: () => ["a\n1\n", {}],
  decodeImage: () => [png, 3, "it", {}],
  labeledImages: () => [[{ name: "a/1.png", label: "a", read: () => Promise.resolve(png) }], {}],
  resizeImage: () => [{ height: 2, width: 2, channels: 3, data: new Uint8Array(12) }, 1, 1],
  textLines: () => ["a\nb", {}],
  windowsOf: () => [new Int32Array(10), { context: 3 }],
  characters: () => ["hello world", { context: 3 }],
  characterVocabulary: () => ["hello"],
  byteVocabulary: () => [],
};

export const dataNodeCalls: Calls = {
  characterFile: () => [join(folder, "text.txt"), { context: 3 }],
  csvFile: () => [join(folder, "table.csv"), {}],
  imageFolder: () => [join(folder, "images"), {}],
  textFileLines: () => [join(folder, "text.txt"), {}],
};

export const digitsCalls: Calls = { digits: () => [{}] };
