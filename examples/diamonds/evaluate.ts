/** Predicts the prices of a part, batch by batch, and scores what was predicted. */
import {
  constant,
  isTensor,
  mapTree,
  RensaError,
  traceTree,
  type Engine,
  type HostTensor,
  type Program,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { metricEvaluator, r2Score, rootMeanSquaredError, type Key } from "@rensa/nn";
import type { Diamonds } from "./diamonds.ts";
import type { Known, PriceNetwork } from "./model.ts";

/** Prices of what is known of diamonds. It runs inside a trace. */
export type Predict = (known: Known) => Tensor;

/** How good predictions are, and the predictions themselves, in the order of the part. */
export interface Evaluation {
  readonly r2: number;
  /** In dollars. */
  readonly rootMeanSquaredError: number;
  readonly predictions: readonly number[];
  readonly prices: readonly number[];
}

/** What a network predicts with parameters that were trained. */
export function predictionsOf(network: PriceNetwork, parameters: ReadonlyMap<string, HostTensor>): Predict {
  return (known) => {
    const key = constant({ shape: [2], dtype: "i32", data: new Int32Array(2) }) as Key;
    // The initial parameters only give the tree its form: as nothing reads them, nothing computes them.
    const trained = mapTree<Tensor, ReturnType<PriceNetwork["initialize"]>>(
      network.initialize(key),
      isTensor,
      (_, path) => constant(parameters.get(path) ?? missing(path)),
    );
    return network.apply(trained, known, { training: false, key, assign: () => undefined });
  };
}

function missing(path: string): never {
  throw new RensaError("INPUT_MISSING", `predictionsOf: there is no parameter ${path}; give those of this network.`);
}

/** Scores predictions on all diamonds of a part. The last batch is smaller; the scores are exact all the same. */
export async function evaluate(predict: Predict, part: Diamonds, engine: Engine): Promise<Evaluation> {
  const source = part.batch(1024, { shuffle: false, remainder: "keep" });
  const programs = new Map<number, Program<typeof source.inputs, TensorType>>();
  const batches: { readonly outputs: HostTensor; readonly targets: HostTensor }[] = [];
  for (const { inputs, targets } of source.batches({ epoch: 0, seed: 0 })) {
    const [size] = targets.shape;
    const program = programs.get(size) ?? (await compilePrediction(predict, inputs, engine));
    programs.set(size, program);
    batches.push({ outputs: program.run(inputs), targets });
  }
  const { backend, passes } = engine;
  const settings = { backend, passes };
  return {
    r2: await metricEvaluator(r2Score(), settings)(batches),
    rootMeanSquaredError: await metricEvaluator(rootMeanSquaredError(), settings)(batches),
    predictions: batches.flatMap(({ outputs }) => Array.from(outputs.data)),
    prices: batches.flatMap(({ targets }) => Array.from(targets.data)),
  };
}

function compilePrediction<Spec>(predict: Predict, types: Spec, engine: Engine): Promise<Program<Spec, TensorType>> {
  return engine.compile(traceTree<Spec, TensorType>(types, (known: Known) => predict(known)));
}
