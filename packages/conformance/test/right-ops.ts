/** Ops without a mistake, in each form, with what is easily taken for one: NaN, infinities, zeros of both signs, nothing. */
import {
  defineOp,
  hostTensor,
  sampleTensor,
  scan,
  scope,
  type Attributes,
  type OpSamples,
  type OpValue,
  type Tensor,
  type VjpThunks,
} from "@rensa/core";
import { mul, sum } from "@rensa/ops";
import { cubes, cubeVjp, hostOp, samplesOf } from "./plant.ts";
import { cubesKeeping } from "./planted-residuals.ts";
import { cubesByRules } from "./planted-rules.ts";

const scaled = defineOp({
  name: "scaled_sine",
  attributes: { scale: 1 },
  forward: { scalar: ([x], { scale }) => x.mul(scale).sin() },
});

const rowSums = defineOp({
  name: "row_sums",
  forward: {
    loops: ([x], _, { sumOver }) => ({
      shape: [x.shape[0] ?? 1],
      element: (row) => sumOver([x.shape[1] ?? 1], (column) => x.at(row, column)),
    }),
  },
  vjp: ({ inputs: [x], gradient }) => [() => sameRows(gradient, x)],
  call: (apply) => (x: Tensor) => apply([x]),
});

const sameRows: OpValue & ((sums: Tensor, x: Tensor) => Tensor) = defineOp({
  name: "same_rows",
  inputs: ["sums", "x"],
  forward: { loops: ([sums, x]) => ({ shape: x.shape, dtype: x.dtype, element: (row) => sums.at(row) }) },
  vjp: ({ gradient }): VjpThunks => [() => rowSums(gradient), null],
  call: (apply) => (sums: Tensor, x: Tensor) => apply([sums, x]),
});

const energy = defineOp({
  name: "energy",
  inputs: ["x", "y"],
  attributes: { half: false },
  forward: { composite: ([x, y], { half }) => mul(sum(mul(x, y)), half ? 0.5 : 1) },
  call:
    (apply) =>
    (x: Tensor, y: Tensor, given: Attributes = {}) =>
      apply([x, y], given),
});

const products = (numbers: readonly ArrayLike<number>[]): number =>
  Array.from(numbers[0] ?? []).reduce((total, each, at) => total + each * (numbers[1]?.[at] ?? 0), 0);

const noise = hostOp("noise", {
  run: (_, y) => y.data.fill(1),
  traits: { impure: true },
});

const positive = defineOp({ name: "is_positive", forward: { scalar: ([x]) => x.gt(0) }, result: "bool" });

const edges = hostOp("cube", { run: cubes() });

/** All of them. */
export const rightOps: readonly OpSamples[] = [
  samplesOf(cubesKeeping({})),
  samplesOf(cubesByRules({})),
  samplesOf(cubesByRules({ hasVjp: false })),
  samplesOf(hostOp("cube", { run: cubes(), vjp: cubeVjp })),
  samplesOf(edges, {}, { inputs: [hostTensor([Number.NaN, Infinity, -Infinity, 0, -0])] }),
  samplesOf(edges, {}, { inputs: [hostTensor([], [0, 3])] }),
  {
    op: scaled,
    samples: [
      { name: "a matrix", inputs: [sampleTensor([3, 5])], apply: (x) => scaled(x) },
      {
        name: "a scale",
        inputs: [sampleTensor([7], -1, 1, "f64")],
        apply: (x) => scaled(x, { scale: 2 }),
        reference: (x) => Math.sin(2 * x),
      },
    ],
    reference: Math.sin,
  },
  {
    op: rowSums,
    samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5])], apply: (x) => rowSums(x) }],
    tensorReference: ([x]) =>
      Array.from({ length: 3 }, (_, row) =>
        Array.from(x?.data.slice(5 * row, 5 * row + 5) ?? []).reduce((total, each) => total + each, 0),
      ),
  },
  {
    op: energy,
    samples: [false, true].map((half) => ({
      name: half ? "a half" : "all of it",
      inputs: [sampleTensor([4]), sampleTensor([4], -1, 2)],
      apply: (x, y) => energy(x, y, { half }),
    })),
    tensorReference: (inputs, { half }) => products(inputs.map(({ data }) => data)) * (half === true ? 0.5 : 1),
  },
  samplesOf(noise, { reference: () => 1 }),
  samplesOf(positive, { reference: (x) => Number(x > 0) }),
  {
    op: scaled,
    samples: [
      {
        name: "what a loop makes, in a scope",
        inputs: [sampleTensor([3, 4])],
        apply: (x) =>
          scope("outer", () => {
            const [half] = scan(x, {}, (carry: Tensor) => [mul(carry, 0.5), {}], { length: 1 });
            return scaled(half, { scale: 2 });
          }),
      },
    ],
    reference: Math.sin,
  },
];
