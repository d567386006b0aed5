/** Fine-tunes a network of another's making on a few digits, beside one that is trained on the same digits from nothing. */
import { readFile } from "node:fs/promises";
import { drawPicture, readOptions, reportProgress } from "@rensa/example-tools";
import { fineTune, loadDigits, someOfEach, trainFromNothing, type Point } from "./networks.ts";
import { readTorchFile } from "./torch-file.ts";

const { epochs, seed, most, picture } = readOptions("Fine-tune imported weights on a few examples of other digits.", {
  epochs: [40, "passes over the examples"],
  seed: [0, "decides what is random: the new weights and the order of the examples"],
  most: [10, "examples of each digit; a half and a fifth of it are tried too"],
});

const weights = await readTorchFile(await readFile(new URL("seven-digits.safetensors", import.meta.url)));
const { train, test } = await loadDigits();
const counts = [...new Set([most / 5, most / 2, most].map((count) => Math.max(1, Math.round(count))))];
const total = 2 * epochs * counts.reduce((sum, count) => sum + Math.max(1, count), 0);
const progress = reportProgress(total);
let steps = 0;
const results = [];
for (const count of counts) {
  const onStep = () => progress(++steps, `${String(count)} examples of each digit`);
  const setting = { few: someOfEach(train, count), test, epochs, seed, onStep };
  results.push({ count, tuned: await fineTune(weights, setting), fresh: await trainFromNothing(setting) });
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(7);
console.log("examples of each digit   new head only   fine-tuned   from nothing");
for (const { count, tuned, fresh } of results)
  console.log(
    `${String(count).padEnd(23)}${percent(tuned.headOnly).padStart(15)}${percent(tuned.accuracy).padStart(13)}${percent(fresh.accuracy).padStart(15)}`,
  );

const lineOf = (curve: readonly Point[]) => curve.map(({ step, accuracy }) => [step, accuracy] as const);
const [fewest, greatest] = [results.at(0), results.at(-1)];
const panelOf = (result: typeof fewest) =>
  result === undefined
    ? []
    : [
        {
          title: `accuracy by step, ${String(result.count)} of each digit`,
          y: [0, 1] as const,
          marks: [
            { line: lineOf(result.fresh.curve), color: "gray" as const, label: "from nothing" },
            { line: lineOf(result.tuned.curve), color: "blue" as const, label: "fine-tuned" },
          ],
        },
      ];
drawPicture(
  {
    title: "Accuracy by step and by number of examples, fine-tuned and from nothing",
    panels: [
      ...panelOf(fewest),
      ...panelOf(greatest),
      {
        title: "accuracy by examples of each digit",
        y: [0, 1],
        marks: [
          {
            line: results.map(({ count, fresh }) => [count, fresh.accuracy] as const),
            color: "gray",
            label: "from nothing",
          },
          {
            line: results.map(({ count, tuned }) => [count, tuned.headOnly] as const),
            color: "green",
            label: "new head only",
          },
          {
            line: results.map(({ count, tuned }) => [count, tuned.accuracy] as const),
            color: "blue",
            label: "fine-tuned",
          },
        ],
      },
    ],
  },
  picture,
);
