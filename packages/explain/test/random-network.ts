/** Random small networks: elementwise ops, reductions, broadcasts, products, views, control, ops of two outputs, values read twice. */
import { cond, defineOp, f64, full, scan, trace, type Tensor, type Traced, type VjpThunks } from "@rensa/core";
import {
  add,
  concat,
  div,
  exp,
  flip,
  less,
  logsumexp,
  matmul,
  max,
  maximum,
  mean,
  mul,
  prod,
  relu,
  reshape,
  sin,
  softmax,
  sort,
  split,
  stopGradient,
  sub,
  sum,
  tanh,
  topK,
  transpose,
  variance,
} from "@rensa/ops";
import fc from "fast-check";

const [rows, columns] = [2, 3] as const;
type Matrix = Tensor<readonly [2, 3], "f64">;

/** Two float outputs, each of both inputs, with a rule of its own. */
const both = defineOp({
  name: "sum_and_product",
  inputs: ["a", "b"],
  forward: { composite: ([a, b]) => [add(a, b), mul(a, b)] },
  vjp: ({ inputs: [a, b], gradients: [ofSum, ofProduct] }): VjpThunks => [
    () => add(ofSum as Tensor, mul(ofProduct as Tensor, b)),
    () => add(ofSum as Tensor, mul(ofProduct as Tensor, a)),
  ],
  call: (apply) => (a: Tensor, b: Tensor) => apply.all<readonly [Tensor, Tensor]>([a, b]),
});

type Step = (x: Matrix, y: Matrix, z: Matrix) => Tensor;

const wide = (x: Tensor): Tensor => mul(x, full([rows, columns], 1, "f64"));

/** Each makes a matrix of three. */
const steps: Readonly<Record<string, Step>> = {
  add: (x, y) => mul(add(x, y), 0.5),
  sub: (x, y) => sub(x, y),
  mul: (x, y) => mul(x, y),
  square: (x) => mul(x, x),
  div: (x, y) => div(x, add(mul(y, y), 1)),
  tanh: (x) => tanh(x),
  sine: (x) => sin(x),
  exp: (x) => exp(mul(x, 0.1)),
  relu: (x) => relu(x),
  maximum: (x, y) => maximum(x, y),
  stopped: (x, y) => mul(stopGradient(x), y),
  column: (x, y) => mul(sum(x, [1], { keepDims: true }), y),
  row: (x, y) => add(mean(x, [0]), y),
  largest: (x, y) => mul(max(x, [1], { keepDims: true }), y),
  spread: (x, y) => mul(variance(x), y),
  product: (x) => wide(prod(x)),
  likelihood: (x, y) => add(logsumexp(x), y),
  softmax: (x) => softmax(x),
  matmul: (x, y, z) => mul(matmul(matmul(x, transpose(y)), z), 0.3),
  gram: (x) => mul(matmul(matmul(x, transpose(x)), x), 0.3),
  turned: (x) => reshape(transpose(x), [rows, columns]),
  flipped: (x, y) => add(flip(x, [1]), y),
  joined: (x, y) => {
    const [first, second] = split(concat([x, y], 0), 2);
    return mul(first, second);
  },
  sorted: (x) => sort(x),
  top: (x, y) => mul(sum(topK(x, 2).values, [1], { keepDims: true }), y),
  both: (x, y) => {
    const [one, other] = both(x, y);
    return sub(one, other);
  },
  half: (x, y) => both(x, y)[1],
  scan: (x, y) => {
    const [last, all] = scan(x, { y }, (state, { y: row }) => [tanh(add(mul(state, row), 0.1)), { state }]);
    return add(last, mean(all.state, [0]));
  },
  cond: (x, y, z) =>
    cond(
      less(sum(x), sum(y)),
      () => mul(x, z),
      () => tanh(y),
    ),
};

/** A random network: steps, each of three values before it. */
export interface RandomNetwork {
  readonly steps: readonly { readonly name: string; readonly of: readonly number[] }[];
}

/** Random networks of up to five steps. */
export const randomNetworks: fc.Arbitrary<RandomNetwork> = fc.record({
  steps: fc.array(
    fc.record({
      name: fc.constantFrom(...Object.keys(steps)),
      of: fc.array(fc.nat(20), { minLength: 3, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

const spec = { w: f64(rows, columns), x: f64(rows, columns) } as const;

/** The loss of a network: a mean over its last value times those before. */
export function lossOf({ steps: chosen }: RandomNetwork): Traced<typeof spec, Tensor> {
  return trace(spec, ({ w, x }) => {
    const values: Matrix[] = [w, x];
    for (const { name, of } of chosen) {
      const [a, b, c] = of.map((at) => values[values.length - 1 - (at % values.length)]) as [Matrix, Matrix, Matrix];
      values.push(steps[name]?.(a, b, c) as Matrix);
    }
    return mean(mul(values.at(-1) as Matrix, w));
  });
}
