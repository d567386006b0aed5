/** Ops that keep residuals, in each form that may, and a record of what their host functions were asked for. */
import {
  customVjp,
  defineOp,
  Index,
  select,
  type OpValue,
  type Scalar,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { add, div, exp, log, max, mul, square, sub, sum } from "@rensa/ops";

const at0 = Index.constant(0);

/** How often a host function ran, and how often it was asked for its residuals too. */
export const asked = { runs: 0, residuals: 0 };

/** Forgets what was asked. */
export function forget(): void {
  asked.runs = 0;
  asked.residuals = 0;
}

/** What the function of `asked` was called for by `body`. */
export async function askedBy(body: () => Promise<unknown>): Promise<{ runs: number; residuals: number }> {
  forget();
  await body();
  return { ...asked };
}

/** Where rows are `positions`, the numbers; zeros elsewhere. */
const placed = defineOp({
  name: "placed",
  inputs: ["values", "positions", "like"],
  forward: {
    loops: ([values, positions, like], _, { position, constant }) => ({
      shape: like.shape,
      element: (row = at0, column = at0) =>
        select(positions.at(row).eq(position(column)), values.at(row), constant(0, values.dtype)),
    }),
  },
  vjp: ({ inputs: [, positions], gradient }): VjpThunks => [() => picked(gradient, positions), null, null],
  call: (apply) => (values: Tensor, positions: Tensor, like: Tensor) => apply([values, positions, like]),
});

/** The elements of rows at positions. */
const picked: OpValue & ((x: Tensor, positions: Tensor) => Tensor) = defineOp({
  name: "picked",
  inputs: ["x", "positions"],
  forward: {
    loops: ([x, positions]) => ({
      shape: x.shape.slice(0, 1),
      element: (row = at0) => x.at(row, positions.at(row)),
    }),
  },
  vjp: ({ inputs: [x, positions], gradient }): VjpThunks => [() => placed(gradient, positions, x), null],
  call: (apply) => (x: Tensor, positions: Tensor) => apply([x, positions]),
});

/** The largest of each row, by a host function that keeps its place, an integer. */
export const rowMaximum = defineOp({
  name: "row_maximum",
  forward: {
    host: {
      types: ([x]) => [
        { shape: x.shape.slice(0, 1), dtype: x.dtype },
        { shape: x.shape.slice(0, 1), dtype: "i32" },
      ],
      run: ([x], [largest, places]) => {
        asked.runs++;
        if (places !== undefined) asked.residuals++;
        const columns = x.shape[1] ?? 1;
        largest?.data.forEach((_, row) => {
          const elements = Array.from(x.data.subarray(row * columns, (row + 1) * columns));
          const best = Math.max(...elements);
          largest.data[row] = best;
          if (places !== undefined) places.data[row] = elements.indexOf(best);
        });
      },
    },
  },
  residuals: ["places"],
  vjp: ({ inputs: [x], residuals: [places], gradient }) => [() => placed(gradient, places, x)],
  call: (apply) => (x: Tensor) => apply([x]),
});

/** The logarithm of a sum of exponentials, by a host function that keeps the weights, which have a derivative too. */
export const softMaximum = defineOp({
  name: "soft_maximum",
  forward: {
    host: {
      types: ([x]) => [{ shape: [], dtype: x.dtype }, x],
      run: ([x], [total, weights]) => {
        asked.runs++;
        if (weights !== undefined) asked.residuals++;
        const exponentials = Array.from(x.data, (each) => Math.exp(each));
        const all = exponentials.reduce((before, each) => before + each, 0);
        if (total !== undefined) total.data[0] = Math.log(all);
        exponentials.forEach((each, at) => {
          if (weights !== undefined) weights.data[at] = each / all;
        });
      },
    },
  },
  residuals: ["weights"],
  vjp: ({ residuals: [weights], gradient }) => [() => mul(gradient, weights)],
  residualVjp: ({ residuals: [weights], gradient }) => [() => mul(weights, sub(gradient, sum(mul(gradient, weights))))],
  call: (apply) => (x: Tensor) => apply([x]),
});

/** log(1 + s) of the sum of squares s of each row, in loops, which keeps s. */
export const logEnergy = defineOp({
  name: "log_energy",
  forward: {
    loops: ([x], _, { sumOver }) => {
      const [rows = 1, columns = 1] = x.shape;
      const energy = (row: Index): Scalar =>
        sumOver([columns], (column = at0) => x.at(row, column).mul(x.at(row, column)));
      return [
        { shape: [rows], element: (row = at0) => energy(row).add(1).log() },
        { shape: [rows], element: (row = at0) => energy(row) },
      ];
    },
  },
  residuals: ["energy"],
  vjp: ({ inputs: [x], residuals: [energy], gradient }) => [() => rowsTimes(div(mul(gradient, 2), add(energy, 1)), x)],
  residualVjp: ({ inputs: [x], gradient }) => [() => rowsTimes(mul(gradient, 2), x)],
  call: (apply) => (x: Tensor) => apply([x]),
});

const rowsTimes: OpValue & ((scale: Tensor, x: Tensor) => Tensor) = defineOp({
  name: "rows_times",
  inputs: ["scale", "x"],
  forward: {
    loops: ([scale, x]) => ({
      shape: x.shape,
      element: (row = at0, column = at0) => x.at(row, column).mul(scale.at(row)),
    }),
  },
  vjp: ({ inputs: [scale, x], gradient }): VjpThunks => [
    () => rowProducts(gradient, x),
    () => rowsTimes(scale, gradient),
  ],
  call: (apply) => (scale: Tensor, x: Tensor) => apply([scale, x]),
});

const rowProducts: OpValue & ((x: Tensor, y: Tensor) => Tensor) = defineOp({
  name: "row_products",
  inputs: ["x", "y"],
  forward: {
    loops: ([x, y], _, { sumOver }) => ({
      shape: x.shape.slice(0, 1),
      element: (row = at0) => sumOver([x.shape[1] ?? 1], (column = at0) => x.at(row, column).mul(y.at(row, column))),
    }),
  },
  vjp: ({ inputs: [x, y], gradient }): VjpThunks => [() => rowsTimes(gradient, y), () => rowsTimes(gradient, x)],
  call: (apply) => (x: Tensor, y: Tensor) => apply([x, y]),
});

/** log(1 + exp(x)) of other ops, which keeps the exponential. */
export const softPlus = customVjp({
  name: "soft_plus_kept",
  inputs: ["x"],
  residuals: ["exponential"],
  forward: (x) => {
    const exponential = exp(x);
    return [log(add(exponential, 1)), exponential];
  },
  vjp: ({ residuals: [exponential], gradient }) => [() => mul(gradient, div(exponential, add(exponential, 1)))],
  residualVjp: ({ residuals: [exponential], gradient }) => [() => mul(gradient, exponential)],
});

type Of = (x: Tensor) => Tensor;

/** Each op on a matrix, with what it computes in ops without residuals. */
export const kept: Readonly<Record<string, readonly [Of, Of]>> = {
  "integers of a host op": [rowMaximum, (x) => max(x, -1)],
  "floats of a host op": [softMaximum, (x) => log(sum(exp(x)))],
  "floats of loops": [logEnergy, (x) => log(add(sum(square(x), -1), 1))],
  "floats of a composite": [softPlus, (x) => log(add(exp(x), 1))],
};
