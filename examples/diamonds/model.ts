/** The network: embedded grades beside the measures, residual blocks with batch norm, and one number, in dollars. */
import type { Tensor } from "@rensa/core";
import { batchNorm, compose, dense, embedding, residual, sequential } from "@rensa/nn";
import { add, concat, mul, relu, squeeze } from "@rensa/ops";
import { grades } from "./diamonds.ts";

/** A batch of what is known of diamonds. */
export interface Known {
  readonly [name: string]: Tensor;
  readonly numbers: Tensor<readonly [number, 6], "f32">;
  readonly cut: Tensor<readonly [number], "i32">;
  readonly color: Tensor<readonly [number], "i32">;
  readonly clarity: Tensor<readonly [number], "i32">;
}

const features = 8;
const width = 96;

/**
 * Predicts prices in dollars. Inside, it computes with prices of mean 0 and deviation 1; `mean` and `deviation` are those
 * of the prices that it is trained on.
 */
export function priceNetwork({ mean, deviation }: { readonly mean: number; readonly deviation: number }) {
  const block = () =>
    residual(sequential(batchNorm(width), relu, dense(width, width), batchNorm(width), relu, dense(width, width)));
  return compose(
    {
      cut: embedding(grades.cut.length, features),
      color: embedding(grades.color.length, features),
      clarity: embedding(grades.clarity.length, features),
      body: sequential(dense(6 + 3 * features, width), block(), block(), batchNorm(width), relu, dense(width, 1)),
    },
    ({ cut, color, clarity, body }, known: Known) => {
      const all = concat([known.numbers, cut(known.cut), color(known.color), clarity(known.clarity)], -1);
      return add(mul(squeeze(body(all), -1), deviation), mean);
    },
  );
}

/** A {@link priceNetwork}. */
export type PriceNetwork = ReturnType<typeof priceNetwork>;
