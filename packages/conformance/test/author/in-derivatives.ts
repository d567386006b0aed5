/** Mistakes in vjps: what they return, what they throw, and gradients that are wrong. */
import { sampleTensor, type Tensor } from "@rensa/core";
import { abs, add, div, mul, sign, sqrt, square, sum } from "@rensa/ops";
import { define, type AnyOp, type Mistakes, type Work, type WrittenOp } from "./src/work.ts";

/** A host op that computes cubes. */
const cube: WrittenOp = {
  types: ([x]) => [x],
  run: ([x], [y]) => {
    x.data.forEach((value, at) => (y.data[at] = value ** 3));
  },
};
const compared = (op: () => AnyOp): Work => ({ op, reference: (x: number) => x ** 3 });
const product: WrittenOp = { inputs: ["x", "y"], scalar: ([x, y]) => x.mul(y) };
let kept: Tensor | undefined;

export const inDerivatives: Mistakes = {
  "a vjp that is a list": [
    "OP_INVALID vjp of planted is a list of 0",
    { op: () => define({ ...cube, vjp: [] as never }) },
  ],
  "a vjp that waits": [
    "OP_INVALID vjp of planted is asynchronous",
    { op: () => define({ ...cube, vjp: async () => await Promise.resolve([]) }) },
  ],
  "a vjp that throws": [
    "OP_INVALID its vjp threw TypeError: oh",
    {
      op: () =>
        define({
          ...cube,
          vjp: () => {
            throw new TypeError("oh");
          },
        }),
    },
  ],
  "a vjp that returns null": [
    "OP_INVALID its vjp returned null; return a list with one thunk",
    { op: () => define({ ...cube, vjp: () => null }) },
  ],
  "a vjp that returns a number": [
    "OP_INVALID its vjp returned the number 3",
    { op: () => define({ ...cube, vjp: () => 3 }) },
  ],
  "a vjp that returns a thunk": [
    "OP_INVALID its vjp returned a function",
    {
      op: () =>
        define({
          ...cube,
          vjp:
            ({ gradient }) =>
            () =>
              gradient,
        }),
    },
  ],
  "a gradient in place of a thunk": [
    "OP_INVALID its vjp returned a tensor f32[2,3] for input 0; return a function",
    { op: () => define({ ...cube, vjp: ({ gradient }) => [gradient] }) },
  ],
  "no thunk": [
    "OP_INVALID its vjp returned undefined for input 0",
    { op: () => define({ ...cube, vjp: () => [undefined] }) },
  ],
  "a hole in place of a thunk": [
    "OP_INVALID its vjp returned undefined for input 0",
    { op: () => define({ ...cube, vjp: () => new Array(1) }) },
  ],
  "too few thunks": ["OP_INVALID returned 0 thunks for 1 inputs", { op: () => define({ ...cube, vjp: () => [] }) }],
  "too many thunks": [
    "OP_INVALID returned 2 thunks for 1 inputs",
    { op: () => define({ ...cube, vjp: () => [null, null] }) },
  ],
  "a thunk that throws": [
    "OP_INVALID its vjp's thunk for input 0 threw TypeError: oh",
    {
      op: () =>
        define({
          ...cube,
          vjp: () => [
            () => {
              throw new TypeError("oh");
            },
          ],
        }),
    },
  ],
  "a thunk that returns a number": [
    "OP_INVALID thunk for input 0 returned the number 3; return a tensor",
    { op: () => define({ ...cube, vjp: () => [() => 3] }) },
  ],
  "a thunk that returns null": [
    "OP_INVALID returned null; return a tensor",
    { op: () => define({ ...cube, vjp: () => [() => null] }) },
  ],
  "a thunk that returns nothing": [
    "OP_INVALID returned undefined; return a tensor",
    { op: () => define({ ...cube, vjp: ({ gradient }) => [() => void mul(gradient, 2)] }) },
  ],
  "a thunk that returns a list": [
    "OP_INVALID returned a list of 1; return a tensor",
    { op: () => define({ ...cube, vjp: ({ gradient }) => [() => [gradient]] }) },
  ],
  "a thunk that waits": [
    "OP_INVALID returned a promise",
    { op: () => define({ ...cube, vjp: ({ gradient }) => [async () => await Promise.resolve(gradient)] }) },
  ],
  "a thunk that reads data": [
    "OP_INVALID thunk for input 0 threw TypeError",
    {
      op: () =>
        define({
          ...cube,
          vjp: ({ inputs: [x] }) => [() => (Reflect.get(x, "data") as number[]).map((each) => each)],
        }),
    },
  ],
  "a gradient of another shape": [
    "OP_INVALID its vjp returned f32[3] for input 0, which is f32[2, 3]",
    { op: () => define({ ...cube, vjp: ({ gradient }) => [() => sum(gradient, 0)] }) },
  ],
  "a gradient whose parts do not fit": [
    "SHAPE_MISMATCH mul: [2, 3] and [2] do not broadcast",
    { op: () => define({ ...cube, vjp: ({ gradient }) => [() => mul(gradient, sum(gradient, 1) as never)] }) },
  ],
  "a gradient that was kept": [
    "vjp: belongs to another trace",
    compared(() => define({ ...cube, vjp: ({ gradient }) => [() => (kept ??= gradient)] })),
  ],
  "a gradient that is left out": [
    "vjp: element 0 of the gradient by input 0 is 0",
    compared(() => define({ ...cube, vjp: () => [null] })),
  ],
  "a gradient that is off by 1e-4": [
    "vjp: element 0 of the gradient by input 0",
    compared(() =>
      define({ ...cube, vjp: ({ inputs: [x], gradient }) => [() => mul(gradient, mul(mul(x, x), 3.0001))] }),
    ),
  ],
  "a gradient that is summed": [
    "vjp: element 0 of the gradient by input 0",
    compared(() =>
      define({
        ...cube,
        vjp: ({ inputs: [x], gradient }) => [() => mul(gradient, sum(mul(x, x), 0, { keepDims: true }))],
      }),
    ),
  ],
  "a gradient that is wrong on one side": [
    "gradients elsewhere: of the sample's negatives",
    {
      op: () =>
        define({
          types: ([x]) => [x],
          run: ([x], [y]) => {
            x.data.forEach((value, at) => (y.data[at] = Math.abs(value)));
          },
          vjp: ({ gradient }) => [() => gradient],
        }),
      reference: Math.abs,
    },
  ],
  "a gradient that is no slope at a kink": [
    "gradients elsewhere: at 0",
    {
      op: () =>
        define({
          types: ([x]) => [x],
          run: ([x], [y]) => {
            x.data.forEach((value, at) => (y.data[at] = Math.abs(value)));
          },
          vjp: ({ inputs: [x], gradient }) => [
            () => mul(gradient, add(sign(x), mul(5, add(1, mul(-1, abs(sign(x))))))),
          ],
        }),
      reference: Math.abs,
    },
  ],
  "a gradient that is NaN at a kink": [
    "gradients elsewhere: at 0",
    {
      op: () =>
        define({
          types: ([x]) => [x],
          run: ([x], [y]) => {
            x.data.forEach((value, at) => (y.data[at] = Math.abs(value)));
          },
          vjp: ({ inputs: [x], gradient }) => [() => mul(gradient, div(x, sqrt(square(x))))],
        }),
      reference: Math.abs,
    },
  ],
  "a gradient that is wrong for one input": [
    "vjp: of the gradient by input 1",
    {
      op: () =>
        define({
          ...product,
          vjp: ({ inputs: [x, y], gradient }) => [() => mul(gradient, y), () => mul(gradient, mul(x, 1.0001))],
        }),
      reference: (x: number, y: number) => x * y,
    },
  ],
  "a gradient that is wrong where an input is broadcast": [
    "gradients elsewhere: of [5,1] and [3]",
    {
      op: () =>
        define({
          ...product,
          vjp: ({ inputs: [x, y], gradient }) => [
            () => mul(gradient, y),
            () => (x.shape.join() === y.shape.join() ? mul(gradient, x) : mul(sum(gradient), sum(x))),
          ],
        }),
      reference: (x: number, y: number) => x * y,
    },
  ],
  "a gradient that throws where there is nothing": [
    "gradients elsewhere: of [0]",
    {
      op: () =>
        define({
          scalar: ([x]) => x.mul(x),
          vjp: ({ inputs: [x], gradient }) => [
            () => {
              if (x.shape.includes(0)) throw new TypeError("oh");
              return mul(gradient, mul(x, 2));
            },
          ],
        }),
      reference: (x: number) => x * x,
    },
  ],
  "a gradient of the wrong dtype": [
    "OP_INVALID its vjp returned f32[2,3] for input 0, which is f64[2, 3]",
    {
      op: () =>
        define({
          ...cube,
          types: ([x]) => [{ shape: x.shape, dtype: "f32" }],
          vjp: ({ gradient }) => [() => gradient],
        }),
      inputs: [sampleTensor([2, 3], 1, 2, "f64")],
    },
  ],
};
