/** Sentences of several lengths, padded to one: a convolution and attention find out whether a review is good. */
import { padSequences, seededRandom } from "@rensa/data";
import { accuracy, conv1d, dense, embedding, globalAveragePool, multiHeadAttention } from "@rensa/nn";
import { sequential, withLengths } from "@rensa/nn";
import { relu, softmaxCrossEntropy } from "@rensa/ops";
import { adam, createTrainer, evaluate } from "rensa";

// A word of 20 is good (1) or bad (2), which a "not" (3) before it turns around; the others say nothing.
const random = seededRandom(0);
const reviews = Array.from({ length: 1200 }, () =>
  Int32Array.from({ length: 5 + random.integer(16) }, () => 1 + random.integer(20)),
);
const value = (word: number, at: number, words: Int32Array) => ([0, 1, -1][word] ?? 0) * (words[at - 1] === 3 ? -1 : 1);
const labels = reviews.map((words) => Number(words.map(value).reduce((sum, each) => sum + each, 0) > 0));
const [train, test] = padSequences(reviews, { targets: labels, classes: 2, to: 20 }).split(1000);

const model = withLengths(
  sequential(
    embedding(21, 16),
    conv1d(16, 32, 3, { padding: "same" }),
    relu,
    multiHeadAttention(32, 4),
    globalAveragePool(),
    dense(32, 2),
  ),
);
const data = train.batch(32);
const trainer = createTrainer({ model, loss: softmaxCrossEntropy, optimizer: adam(3e-3), data, epochs: 12 });
await trainer.start();

const parameters = await trainer.readParameters();
const { metrics } = await evaluate({ model, parameters, data: test.batch(200), metrics: { accuracy: accuracy() } });
console.log("accuracy", metrics["accuracy"]);
