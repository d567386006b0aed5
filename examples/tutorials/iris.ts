/** Iris classification: a small network tells three species by four measures (R. A. Fisher, 1936). */
import { column, Dataset, standardize } from "@rensa/data";
import { csvFile } from "@rensa/data/node";
import { accuracy, dense, sequential } from "@rensa/nn";
import { relu, softmaxCrossEntropy } from "@rensa/ops";
import { adam, createTrainer, evaluate } from "rensa";

const measure = column.number();
const species = column.category(["setosa", "versicolor", "virginica"]);
const columns = { sepalLength: measure, sepalWidth: measure, petalLength: measure, petalWidth: measure, species };
const flowers = await (await csvFile(`${import.meta.dirname}/iris.csv`, { columns })).collect();
const all = Dataset.fromRecords(flowers, {
  inputs: ({ sepalLength, sepalWidth, petalLength, petalWidth }) => [sepalLength, sepalWidth, petalLength, petalWidth],
  targets: (flower) => flower.species,
  classes: 3,
});
const [train, test] = all.stratifiedSplit(0.8);
const scaling = standardize(train);

const model = sequential(dense(4, 16), relu, dense(16, 16), relu, dense(16, 3));
const data = scaling.apply(train).batch(16);
const trainer = createTrainer({ model, loss: softmaxCrossEntropy, optimizer: adam(0.01), data, epochs: 50 });
await trainer.start();

const parameters = await trainer.readParameters();
const { metrics } = await evaluate({
  model,
  parameters,
  data: scaling.apply(test).batch(30),
  metrics: { accuracy: accuracy() },
});
console.log("accuracy", metrics["accuracy"]);
