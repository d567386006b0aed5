/** Explains a gradient of a small network as the sum over its paths to the loss, and draws that beside the loss that falls. */
import { drawExplanation, drawGraph, explain, formatExplanation } from "@rensa/explain";
import { readOptions } from "@rensa/example-tools";
import { writeFileSync } from "node:fs";
import { descend, loss, network, start } from "./network.ts";
import { composePicture } from "./picture.ts";

const { steps, picture } = readOptions("Explain the gradient of a weight, path by path.", {
  steps: [30, "steps of gradient descent"],
});

const asked = { inputs: start, weight: "w1", index: [0, 0] };
const explanation = explain(network, { ...asked, loss: "loss" });
console.log(formatExplanation(explanation, { steps: true }));

const losses = await descend(steps, 0.1);
console.log(
  `Gradient descent takes the loss from ${String(losses[0])} to ${String(losses.at(-1))} in ${String(steps)} steps.`,
);

const graph = await drawGraph(loss, { direction: "right", explanation: explain(loss, asked) });
const paths = await drawExplanation(explanation);
writeFileSync(picture, composePicture({ graph, paths, explanation, losses }));
