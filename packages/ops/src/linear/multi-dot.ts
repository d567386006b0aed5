/** The product of a chain of matrices, in the cheapest order. */
import { present } from "@rensa/core/compiler";
import { makeOp, formatShape, RensaError, type Shape, type Tensor } from "@rensa/core";
import { reshape } from "../shape/reshape.ts";
import { matmul } from "./matmul.ts";
import type { Chain } from "./product-types.ts";

/**
 * The product of a chain of matrices, multiplied in the order that has the fewest multiplications. The first may be a
 * vector, which is a row, and the last one, which is a column. As PyTorch's `linalg.multi_dot`.
 *
 * The order is that of Cormen et al., "Introduction to Algorithms", matrix-chain multiplication.
 *
 * @throws RensaError `ARGUMENT_INVALID` for fewer than two, `RANK_MISMATCH` for what is no matrix, `SHAPE_MISMATCH` where a
 *   matrix has not as many rows as the one before has columns, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { multiDot } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * // (a b) c would take 100 times as many multiplications as a (b c).
 * const traced = trace({ a: f32(100, 100), b: f32(100, 100), c: f32(100) }, ({ a, b, c }) => multiDot([a, b, c]));
 * console.log(traced.result); // { shape: [100], dtype: "f32" }
 * ```
 */
export const multiDot = makeOp({
  name: "multi_dot",
  variadic: true,
  forward: {
    composite: (inputs) => {
      const given = Array.from(inputs);
      const matrices = given.map((tensor, at) => reshape(tensor, asMatrix(tensor.shape, at === 0)));
      const splits = cheapestSplits(matrices.map(({ shape }) => shape));
      const product = (from: number, to: number): Tensor => {
        const split = splits[from]?.[to];
        if (split === undefined) return present(matrices[from]);
        return matmul(product(from, split), product(split + 1, to));
      };
      const whole = product(0, matrices.length - 1);
      const [rows = 1, columns = 1] = whole.shape;
      const keeps = [given[0], given.at(-1)].map((tensor) => tensor?.shape.length === 2);
      return reshape(whole, [...(keeps[0] === true ? [rows] : []), ...(keeps[1] === true ? [columns] : [])]);
    },
  },
  check: (_attributes, inputs) => {
    const shapes = inputs.map(({ shape }) => shape);
    const chain = shapes.map(formatShape).join(" x ");
    if (shapes.length < 2) {
      throw new RensaError("ARGUMENT_INVALID", `multiDot: ${chain} is no chain; give at least two matrices.`);
    }
    const isEnd = (at: number): boolean => at === 0 || at === shapes.length - 1;
    if (shapes.some(({ length }, at) => length !== 2 && !(length === 1 && isEnd(at)))) {
      throw new RensaError(
        "RANK_MISMATCH",
        `multiDot: ${chain} is not a chain of matrices; only the first and the last may have one axis, and all others have two.`,
      );
    }
    const matrices = shapes.map((shape, at) => asMatrix(shape, at === 0));
    const wrong = matrices.findIndex(([rows], at) => at > 0 && matrices[at - 1]?.[1] !== rows);
    if (wrong < 0) return;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `multiDot: in ${chain} matrix ${String(wrong)} has ${String(matrices[wrong]?.[0])} rows and the one before ${String(matrices[wrong - 1]?.[1])} columns; the numbers must be equal.`,
    );
  },
  takes: "matrices",
  call:
    (apply) =>
    <const T extends readonly Tensor[]>(matrices: T): Tensor<Chain<T>, T[number]["dtype"]> =>
      apply(matrices),
});

function asMatrix(shape: Shape, isFirst: boolean): Shape {
  return shape.length === 2 ? shape : isFirst ? [1, ...shape] : [...shape, 1];
}

/** Where to cut each part of the chain in two, `[from][to]`. */
function cheapestSplits(matrices: readonly Shape[]): readonly (readonly (number | undefined)[])[] {
  const count = matrices.length;
  const costs = matrices.map(() => new Array<number>(count).fill(0));
  const splits = matrices.map(() => new Array<number | undefined>(count).fill(undefined));
  for (let length = 2; length <= count; length++) {
    for (let from = 0; from + length <= count; from++) {
      const to = from + length - 1;
      const options = Array.from({ length: length - 1 }, (_, step) => {
        const split = from + step;
        const size = (matrices[from]?.[0] ?? 1) * (matrices[split]?.[1] ?? 1) * (matrices[to]?.[1] ?? 1);
        return { split, cost: (costs[from]?.[split] ?? 0) + (costs[split + 1]?.[to] ?? 0) + size };
      });
      const best = options.reduce((a, b) => (b.cost < a.cost ? b : a));
      (costs[from] ?? [])[to] = best.cost;
      (splits[from] ?? [])[to] = best.split;
    }
  }
  return splits;
}
