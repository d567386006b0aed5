/** A forecast: an LSTM reads 30 steps of a series of two rhythms and says the next one. */
import { cutWindows } from "@rensa/data";
import { dense, lstm, sequential } from "@rensa/nn";
import { expandDims, meanAbsoluteError, meanSquaredError } from "@rensa/ops";
import { adam, createTrainer, evaluate } from "rensa";

const series = Float32Array.from({ length: 1000 }, (_, step) => Math.sin(step / 10) + 0.5 * Math.sin(step / 4.3));
const train = cutWindows(series.slice(0, 800), { length: 30 });
const test = cutWindows(series.slice(800), { length: 30 });

const model = sequential((x) => expandDims(x, -1), lstm(1, 32, { output: "last" }), dense(32, 1));
const data = train.batch(32);
const trainer = createTrainer({ model, loss: meanSquaredError, optimizer: adam(0.01), data, epochs: 4 });
await trainer.start();

const parameters = await trainer.readParameters();
const { metrics } = await evaluate({
  model,
  parameters,
  data: test.batch(test.size),
  metrics: { error: meanAbsoluteError },
});
console.log("mean absolute error", metrics["error"]);
