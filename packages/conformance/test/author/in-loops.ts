/** Mistakes in forms that are loops or regions. */
import { type Index } from "@rensa/core";
import { define, type Mistakes } from "./src/work.ts";

const fail = (): never => {
  throw new TypeError("oh");
};
type At = readonly [Index, Index];

export const inLoops: Mistakes = {
  "loops that throw": [
    "OP_INVALID its loops form threw TypeError: oh",
    {
      op: () =>
        define({
          loops: () => {
            throw new TypeError("oh");
          },
        }),
    },
  ],
  "loops that wait": [
    "OP_INVALID is asynchronous",
    { op: () => define({ loops: async () => await Promise.resolve() }) },
  ],
  "loops that return nothing": [
    "OP_INVALID its loops form returned undefined; return { shape, element }",
    { op: () => define({ loops: () => undefined }) },
  ],
  "loops without elements": [
    "OP_INVALID returned an object; return { shape, element }",
    { op: () => define({ loops: ([x]) => ({ shape: x.shape }) }) },
  ],
  "loops of no output": [
    "OP_INVALID returned a list of 0; return { shape, element }",
    { op: () => define({ loops: () => [] }) },
  ],
  "loops of an output that is a hole": [
    "OP_INVALID returned a list of 1; return { shape, element }",
    { op: () => define({ loops: () => new Array(1) }) },
  ],
  "an element that throws": [
    "OP_INVALID its element threw TypeError: oh",
    {
      op: () =>
        define({
          loops: ([x]) => ({
            shape: x.shape,
            element: () => {
              throw new TypeError("oh");
            },
          }),
        }),
    },
  ],
  "an element that is a number": [
    "OP_INVALID its element returned the number 1",
    { op: () => define({ loops: ([x]) => ({ shape: x.shape, element: () => 1 }) }) },
  ],
  "an element that waits": [
    "OP_INVALID its element returned a promise",
    { op: () => define({ loops: ([x]) => ({ shape: x.shape, element: async () => await Promise.resolve(x) }) }) },
  ],
  "an element of an input that has no name": [
    'OP_INVALID name in "inputs" all that it reads',
    { op: () => define({ loops: ([x, y]) => ({ shape: x.shape, element: (...at: At) => y.at(...at) }) }) },
  ],
  "a read out of range": [
    "OP_INVALID at indices from 1 to 3, and they go from 0 to 2",
    { op: () => define({ loops: ([x]) => ({ shape: x.shape, element: (...[i, j]: At) => x.at(i, j.add(1)) }) }) },
  ],
  "a read with too few indices": [
    "RANK_MISMATCH has 2 axes and was read with 1 indices",
    { op: () => define({ loops: ([x]) => ({ shape: x.shape, element: (i: Index) => x.at(i) }) }) },
  ],
  "a read at NaN": [
    "ARGUMENT_INVALID An index is made with NaN",
    { op: () => define({ loops: ([x]) => ({ shape: x.shape, element: (i: Index) => x.at(i, Number.NaN) }) }) },
  ],
  "a read at nothing": [
    "OP_INVALID at undefined; give an index",
    { op: () => define({ loops: ([x]) => ({ shape: x.shape, element: (i: Index) => x.at(i, undefined as never) }) }) },
  ],
  "a read at a float": [
    "OP_INVALID an expression of f32; give an index",
    { op: () => define({ loops: ([x]) => ({ shape: x.shape, element: (i: Index) => x.at(i, x.at(i, 0)) }) }) },
  ],
  "a shape below 0": [
    "ATTRIBUTE_INVALID [-1] is not a shape",
    { op: () => define({ loops: ([x]) => ({ shape: [-1], element: () => x.flat(0) }) }) },
  ],
  "a shape of half an element": [
    "ATTRIBUTE_INVALID [1.5] is not a shape",
    { op: () => define({ loops: ([x]) => ({ shape: [1.5], element: () => x.flat(0) }) }) },
  ],
  "a dtype that the elements do not have": [
    'OP_INVALID convert them with to("i32")',
    { op: () => define({ loops: ([x]) => ({ shape: x.shape, dtype: "i32", element: (...at: At) => x.at(...at) }) }) },
  ],
  "a dtype that there is not": [
    "OP_INVALID it says f16; give f32, f64",
    { op: () => define({ loops: ([x]) => ({ shape: x.shape, dtype: "f16", element: (...at: At) => x.at(...at) }) }) },
  ],
  "a sum over a number": [
    "ATTRIBUTE_INVALID what it reduces over: 3 is not a shape",
    {
      op: () =>
        define({
          loops: ([x], _, { sumOver }) => ({
            shape: [2],
            element: (i: Index) => sumOver(3 as never, (k) => x.at(i, k)),
          }),
        }),
    },
  ],
  "a sum of nothing": [
    "OP_INVALID what it reduces is undefined",
    {
      op: () =>
        define({
          loops: (_, __, { sumOver }) => ({ shape: [2], element: () => sumOver([3], () => undefined as never) }),
        }),
    },
  ],
  "a scatter without what is there before": [
    "OP_INVALID return { shape, element }, or a list of them, or { shape, initial, over, add }",
    { op: () => define({ loops: ([x]) => ({ shape: x.shape, over: x.shape, add: fail }) }) },
  ],
  "a scatter that combines as there is not": [
    "OP_INVALID returned an object; return { shape",
    {
      op: () =>
        define({ loops: ([x]) => ({ shape: x.shape, over: x.shape, combine: "plus", initial: fail, add: fail }) }),
    },
  ],
  "a scatter to too few indices": [
    "OP_INVALID its add returned an object; return { at, value }, with 2 indices",
    {
      op: () =>
        define({
          loops: ([x], _, { constant }) => ({
            shape: x.shape,
            over: x.shape,
            initial: () => constant(0, "f32"),
            add: (...[i, j]: At) => ({ at: [i], value: x.at(i, j) }),
          }),
        }),
    },
  ],
  "a scatter of nothing": [
    "OP_INVALID its add returned undefined",
    {
      op: () =>
        define({
          loops: ([x], _, { constant }) => ({
            shape: x.shape,
            over: x.shape,
            initial: () => constant(0, "f32"),
            add: () => undefined,
          }),
        }),
    },
  ],
  "loops without a vjp": [
    "VJP_MISSING give defineOp a vjp",
    { op: () => define({ loops: ([x]) => ({ shape: x.shape, element: (...at: At) => x.at(...at) }) }) },
  ],
  "a region that is none": [
    "OP_INVALID its region form returned the number 3",
    {
      op: () =>
        define({
          nonDifferentiable: "it is planted",
          forward: { region: () => 3, types: () => [{ shape: [], dtype: "f32" }], withRegion: fail },
        }),
    },
  ],
  "a region that throws as it says its types": [
    "OP_INVALID its types threw TypeError: oh",
    {
      op: () =>
        define({
          forward: {
            region: fail,
            withRegion: fail,
            types: () => {
              throw new TypeError("oh");
            },
          },
        }),
    },
  ],
};
