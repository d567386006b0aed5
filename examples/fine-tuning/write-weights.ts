/**
 * Makes seven-digits.safetensors: trains the network of the file on the digits 0 to 6, and writes it with PyTorch's names and layout.
 * It stands in for a file from elsewhere.
 */
import { writeFileSync } from "node:fs";
import { softmaxCrossEntropy } from "@rensa/ops";
import { accuracy } from "@rensa/nn";
import { adam, cosine, createTrainer, evaluate } from "rensa";
import { imported, loadDigits } from "./networks.ts";
import { writeTorchFile } from "./torch-file.ts";

const { train, test } = await loadDigits();
const low = train.filter(({ targets }) => (targets.data[0] ?? 0) < 7);
const data = low.batch(50);
const trainer = createTrainer({
  model: imported,
  loss: softmaxCrossEntropy,
  optimizer: adam(cosine({ peak: 2e-3, steps: 6 * data.batchesPerEpoch })),
  data,
  epochs: 6,
});
await trainer.start();
const parameters = await trainer.readParameters();
writeFileSync(new URL("seven-digits.safetensors", import.meta.url), await writeTorchFile(parameters));
const unseen = test.filter(({ targets }) => (targets.data[0] ?? 0) < 7).batch(100);
const { metrics } = await evaluate({ model: imported, parameters, data: unseen, metrics: { accuracy: accuracy() } });
console.log(`accuracy on unseen digits from 0 to 6: ${String(metrics["accuracy"])}`);
