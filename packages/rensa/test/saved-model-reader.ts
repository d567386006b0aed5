/** Another process: reads a model of which it has no code, and prints what that predicts for the rows on its command line. */
import { readFileSync } from "node:fs";
import { Categories, Scaling } from "@rensa/data";
import { createEngine, f32, hostTensor, jsBackend, loadModel } from "../src/index.ts";

const [, , path = "", text = "[]"] = process.argv;
const { predict, notes } = loadModel(readFileSync(path), {
  engine: createEngine({ backend: jsBackend() }),
  example: f32(2),
  outputs: f32(3),
});
const scaling = Scaling.fromJSON(f32(2), notes.get("scaling"));
const classes = Categories.fromJSON(notes.get("classes"));
const rows = JSON.parse(text) as readonly (readonly [number, number])[];
const outputs = await predict(scaling.scale(hostTensor(rows, [rows.length, 2])));
const names = rows.map((_, row) => {
  const scores = [...outputs.data.subarray(3 * row, 3 * row + 3)];
  return classes.decode([scores.indexOf(Math.max(...scores))])[0];
});
console.log(JSON.stringify({ scores: [...outputs.data], names }));
