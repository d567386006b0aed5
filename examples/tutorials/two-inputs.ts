/** Two inputs and two outputs: the words and the numbers of a ticket say its department, and how urgent it is. */
import { Dataset, seededRandom } from "@rensa/data";
import { accuracy, compose, dense, embedding, metricOf, rootMeanSquaredError } from "@rensa/nn";
import { add, concat, mean, meanSquaredError, mul, relu, softmaxCrossEntropy, squeeze } from "@rensa/ops";
import { adam, createTrainer, evaluate, hostTensor, type Tensor } from "rensa";

// Six of ten words are from the 15 of the ticket's department; its second number is a half of how urgent it is.
const count = 1200;
const random = seededRandom(0);
const department = Int32Array.from({ length: count }, () => random.integer(4));
const wordOf = (from = 0) => (random.uniform() < 0.6 ? 15 * from + random.integer(15) : random.integer(60));
const words = Int32Array.from({ length: 8 * count }, (_, at) => wordOf(department[Math.floor(at / 8)]));
const numbers = Float32Array.from({ length: 3 * count }, () => random.normal());
const urgency = Float32Array.from(department, (from, row) => from + (numbers[3 * row + 1] ?? 0));
const all = Dataset.fromTensors({
  inputs: { words: hostTensor(words, [count, 8]), numbers: hostTensor(numbers, [count, 3]) },
  targets: { department: hostTensor(department, [count]), urgency: hostTensor(urgency, [count]) },
});
const [train, test] = all.split(1000);

interface Ticket {
  readonly words: Tensor<readonly [number, 8], "i32">;
  readonly numbers: Tensor<readonly [number, 3], "f32">;
}
const model = compose(
  { embed: embedding(60, 16), body: dense(19, 32), department: dense(32, 4), urgency: dense(32, 1) },
  ({ embed, body, department, urgency }, { words, numbers }: Ticket) => {
    const features = relu(body(concat([mean(embed(words), 1), numbers], -1)));
    return { department: department(features), urgency: squeeze(urgency(features), -1) };
  },
);
const trainer = createTrainer({
  model,
  loss: (outputs, targets) =>
    add(
      softmaxCrossEntropy(outputs.department, targets.department),
      mul(meanSquaredError(outputs.urgency, targets.urgency), 0.2),
    ),
  optimizer: adam(3e-3),
  data: train.batch(32),
  epochs: 15,
});
await trainer.start();

const parameters = await trainer.readParameters();
const { metrics } = await evaluate({
  model,
  parameters,
  data: test.batch(200),
  metrics: { department: metricOf(accuracy(), "department"), urgency: metricOf(rootMeanSquaredError(), "urgency") },
});
console.log("accuracy of the department", metrics["department"]);
console.log("error of the urgency", metrics["urgency"]);
