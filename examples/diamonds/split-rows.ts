/** Prints which diamonds are in which part, as rows of those that are not left out: for `reference.py`. */
import { Dataset } from "@rensa/data";
import { threeParts } from "./diamonds.ts";

const count = Number(process.argv[2]);
const rows = Int32Array.from({ length: count }, (_, row) => row);
const parts = Object.entries(threeParts(Dataset.fromArrays({ inputs: rows, targets: rows, shape: [] })));
const listed = parts.map(([name, part]) => [
  name,
  Array.from({ length: part.size }, (_, row) => part.at(row).inputs.data[0]),
]);
process.stdout.write(`${JSON.stringify(Object.fromEntries(listed))}\n`);
