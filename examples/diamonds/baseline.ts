/** The linear baseline: least squares on the same measures and grades, by the normal equations, in float64. */
import { constant, full, traceTree, type Engine, type HostTensor, type Tensor, type TensorType } from "@rensa/core";
import { cast, cholesky, choleskySolve, concat, expandDims, matmul, oneHot, slice } from "@rensa/ops";
import { grades, type Diamonds } from "./diamonds.ts";
import type { Known } from "./model.ts";
import type { Predict } from "./evaluate.ts";

/** A row for each diamond: 1, its measures, and a 0 or 1 for each grade but the first of its kind. */
function featuresOf({ numbers, cut, color, clarity }: Known): Tensor {
  const examples = numbers.shape[0];
  const grade = (labels: Tensor<readonly [number], "i32">, count: number): Tensor =>
    slice(oneHot(labels, count, "f64"), [0, 1], [examples, count]);
  return concat(
    [
      full([examples, 1], 1, "f64"),
      cast(numbers, "f64"),
      grade(cut, grades.cut.length),
      grade(color, grades.color.length),
      grade(clarity, grades.clarity.length),
    ],
    1,
  );
}

/** Solves transpose(X) X w = transpose(X) y, where X are the features and y the prices. It predicts X w. */
export async function fitBaseline(train: Diamonds, engine: Engine): Promise<Predict> {
  const source = train.batch(train.size, { shuffle: false });
  const spec = { inputs: source.inputs, targets: source.targets };
  const program = await engine.compile(
    traceTree<typeof spec, TensorType>(
      spec,
      ({ inputs, targets }: { readonly inputs: Known; readonly targets: Tensor<readonly [number], "f32"> }) => {
        const features = featuresOf(inputs);
        const prices = cast(expandDims(targets, 1), "f64");
        const squares = matmul(features, features, { transposeA: true });
        const products = matmul(features, prices, { transposeA: true });
        return choleskySolve(cholesky(squares), products);
      },
    ),
  );
  const [coefficients] = Array.from(source.batches({ epoch: 0, seed: 0 }), (all): HostTensor => program.run(all));
  if (coefficients === undefined) throw new Error("There is no diamond to fit the baseline to.");
  return (known) => matmul(featuresOf(known), constant(coefficients));
}
