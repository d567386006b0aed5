/** The plugin's ops in a small training: vitest runs this file as training.test.ts. */
import { Dataset } from "@rensa/data";
import { dense, sequential } from "@rensa/nn";
import { expandDims, meanSquaredError } from "@rensa/ops";
import { createEngine, adam, createTrainer, jsBackend, type Tensor } from "rensa";
import { expect, it } from "vitest";
import { bell, crest, echo, level, tidePlugin } from "./index.ts";

it("learns with its ops", async () => {
  const rows = Array.from({ length: 64 }, (_, row) => {
    const [x, y] = [((row * 7) % 31) / 31, ((row * 5) % 11) / 11];
    return { x, y, height: x * y + 0.5 };
  });
  const data = Dataset.fromRecords(rows, {
    inputs: ({ x, y }) => [x, y] as const,
    targets: ({ height }) => [height] as const,
  });
  const highest = (x: Tensor): Tensor => expandDims(crest(x, { sharpness: 2 }), -1);
  const trainer = createTrainer({
    model: sequential(dense(2, 8), bell, level, echo, dense(8, 4), highest),
    loss: meanSquaredError,
    optimizer: adam(0.02),
    data: data.batch(16),
    epochs: 12,
    seed: 7,
    engine: createEngine({ backend: jsBackend(), plugins: [tidePlugin] }),
  });
  const losses: number[] = [];
  trainer.events$.subscribe((event) => {
    if (event.type === "epochCompleted") losses.push(event.loss);
  });
  await trainer.start();
  expect(losses).toHaveLength(12);
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 3);
});
