/** Transfer: what a network has learned of the digits 0 to 4 helps it to tell all ten by 20 examples of each. */
import { digits } from "@rensa/digits";
import { accuracy, conv2d, dense, flatten, frozen, maxPool2d, named, sequential } from "@rensa/nn";
import { relu, softmaxCrossEntropy } from "@rensa/ops";
import { adam, createTrainer, evaluate } from "rensa";

const { train, test } = await digits();
const images = train.reshape([28, 28, 1]);
const low = images.filter(({ targets }) => (targets.data[0] ?? 0) < 5).take(2000);
const few = images.take(200);

const features = named(
  "features",
  sequential(conv2d(1, 8, 3), relu, maxPool2d(2), conv2d(8, 16, 3), relu, maxPool2d(2), flatten()),
);
const settings = { loss: softmaxCrossEntropy, optimizer: adam(3e-3) };
const whole = sequential(features, named("head", dense(400, 5)));
const teacher = createTrainer({ ...settings, model: whole, data: low.batch(50), epochs: 3 });
await teacher.start();

const model = sequential(frozen(features), named("newHead", dense(400, 10)));
const parameters = { values: await teacher.readParameters(), partial: true };
const pupil = createTrainer({ ...settings, model, parameters, data: few.batch(20), epochs: 30 });
await pupil.start();

const trained = await pupil.readParameters();
const data = test.reshape([28, 28, 1]).batch(100);
const { metrics } = await evaluate({ model, parameters: trained, data, metrics: { accuracy: accuracy() } });
console.log("accuracy", metrics["accuracy"]);
