/** Which metrics a training takes: of one output, or of one that is picked. Checked by the compiler. */
import type { Tensor, TensorType } from "@rensa/core";
import { accuracy, dense, metricOf, meanAbsoluteErrorMetric, type Model } from "@rensa/nn";
import { add, meanSquaredError, softmaxCrossEntropy } from "@rensa/ops";
import { train } from "rensa";
import { sgd, type TrainingData } from "../src/index.ts";

type Outputs = {
  readonly digit: Tensor<readonly [8, 10], "f32">;
  readonly tilt: Tensor<readonly [8], "f32">;
};
type Targets = {
  readonly digit: TensorType<readonly [8], "i32">;
  readonly tilt: TensorType<readonly [8], "f32">;
};
declare const several: Model<Record<never, never>, Tensor<readonly [8, 4], "f32">, Outputs>;
declare const data: TrainingData<TensorType<readonly [8, 4], "f32">, Targets>;
declare const single: TrainingData<TensorType<readonly [8, 4], "f32">, TensorType<readonly [8], "i32">>;
const common = { optimizer: sgd(0.1), epochs: 1 };

train({
  ...common,
  data,
  model: several,
  loss: (outputs, targets) =>
    add(softmaxCrossEntropy(outputs.digit, targets.digit), meanSquaredError(outputs.tilt, targets.tilt)),
  metrics: {
    digit: metricOf(accuracy(), "digit"),
    tilt: metricOf(meanAbsoluteErrorMetric(), (outputs: Outputs, targets: { readonly tilt: Tensor }) => [
      outputs.tilt,
      targets.tilt,
    ]),
  },
});
train({ ...common, data: single, model: dense(4, 10), loss: softmaxCrossEntropy, metrics: { accuracy: accuracy() } });

train({
  ...common,
  data,
  model: several,
  loss: (outputs, targets) => meanSquaredError(outputs.tilt, targets.tilt),
  // @ts-expect-error a metric of one tensor picks none of several
  metrics: { accuracy: accuracy() },
});
train({
  ...common,
  data,
  model: several,
  loss: (outputs, targets) => meanSquaredError(outputs.tilt, targets.tilt),
  // @ts-expect-error there are no targets of that name
  metrics: { roll: metricOf(accuracy(), "roll") },
});
train({
  ...common,
  data: single,
  model: dense(4, 10),
  loss: softmaxCrossEntropy,
  // @ts-expect-error there is one output, and it has no name
  metrics: { digit: metricOf(accuracy(), "digit") },
});
