/** Mistakes in host ops: in what they say of their types, and in what their functions do to arrays. */
import type { HostTensor } from "@rensa/core";
import { define, type AnyOp, type Mistakes, type Work, type WrittenOp } from "./src/work.ts";

type Run = NonNullable<WrittenOp["run"]>;
const cubes: Run = ([x], [y]) => {
  x.data.forEach((value, at) => (y.data[at] = value ** 3));
};
const types: WrittenOp["types"] = ([x]) => [x];
const reason = { nonDifferentiable: "it is planted" };
/** An op that computes cubes, compared with cubes. */
const compared = (op: () => AnyOp): Work => ({ op, reference: (x: number) => x ** 3 });
let kept: HostTensor | undefined;
let wrote: HostTensor | undefined;
let count = 0;

export const inHostFunctions: Mistakes = {
  "types that throw": [
    "OP_INVALID its host.types form threw TypeError: oh",
    {
      op: () =>
        define({
          run: cubes,
          types: () => {
            throw new TypeError("oh");
          },
        }),
    },
  ],
  "no types": ["OP_INVALID host.types of planted is undefined", { op: () => define({ run: cubes }) }],
  "types that wait": [
    "OP_INVALID is asynchronous",
    { op: () => define({ run: cubes, types: async () => await Promise.resolve([]) }) },
  ],
  "types in a promise": [
    "OP_INVALID returned a promise",
    { op: () => define({ run: cubes, types: () => Promise.resolve([]) }) },
  ],
  "types of no output": [
    "OP_INVALID returned a list of 0; return a list with the type of each output",
    { op: () => define({ run: cubes, types: () => [] }) },
  ],
  "types that are nothing": [
    "OP_INVALID returned undefined; return a list",
    { op: () => define({ run: cubes, types: () => undefined }) },
  ],
  "a type that is no list": [
    "OP_INVALID its host.types form returned a tensor f32[2,3]",
    { op: () => define({ run: cubes, types: ([x]) => x }) },
  ],
  "a type of no dtype": [
    'OP_INVALID not "f16" [2, 3]',
    { op: () => define({ run: cubes, types: ([x]) => [{ shape: x.shape, dtype: "f16" }] }) },
  ],
  "a type of no shape": [
    'OP_INVALID not "f32" [NaN]',
    { op: () => define({ run: cubes, types: () => [{ shape: [Number.NaN], dtype: "f32" }] }) },
  ],
  "a type that is a shape": [
    "OP_INVALID returned a list of 1; return a list with the type",
    { op: () => define({ run: cubes, types: () => [[2, 3]] }) },
  ],
  "types with a hole": [
    "OP_INVALID not missing missing",
    { op: () => define({ run: cubes, types: () => new Array(1) }) },
  ],
  "a function that throws": [
    "HOST_OP_FAILED its host function threw: oh",
    {
      op: () =>
        define({
          ...reason,
          types,
          run: () => {
            throw new TypeError("oh");
          },
        }),
    },
  ],
  "a function that waits": [
    "OP_INVALID host.run of planted is asynchronous",
    { op: () => define({ types, run: async () => await Promise.resolve() }) },
  ],
  "a function that returns a promise": [
    "OP_INVALID its host function returned a promise",
    { op: () => define({ ...reason, types, run: () => Promise.resolve() }) },
  ],
  "a function of outputs that it does not have": [
    "HOST_OP_FAILED its host function threw: Cannot read properties of undefined",
    {
      op: () =>
        define({
          ...reason,
          types,
          run: ([x], [, z]) => {
            z.data.set(x.data);
          },
        }),
    },
  ],
  "a function that sets more than there is": [
    "HOST_OP_FAILED its host function threw: offset is out of bounds",
    {
      op: () =>
        define({
          ...reason,
          types,
          run: ([x], [y]) => {
            y.data.set([...x.data, 1]);
          },
        }),
    },
  ],
  "a shape that does not fit what is computed": [
    "reference: instead of",
    compared(() => define({ ...reason, types: ([x]) => [{ shape: [x.shape[0]], dtype: x.dtype }], run: cubes })),
  ],
  "a value that is off by 1e-4": [
    "reference: element 0",
    compared(() =>
      define({
        ...reason,
        types,
        run: ([x], [y]) => {
          x.data.forEach((value, at) => (y.data[at] = value ** 3 + 1e-4));
        },
      }),
    ),
  ],
  "a value that is returned": [
    "OP_INVALID fill the outputs: y.data.set(...)",
    compared(() => define({ ...reason, types, run: ([x]) => x.data.map((value) => value ** 3) })),
  ],
  "an output that is replaced": [
    "OP_INVALID puts another array in place of an output's; fill the one that is there",
    compared(() =>
      define({
        ...reason,
        types,
        run: ([x], [y]) => {
          (y as { data: unknown }).data = x.data.map((value) => value ** 3);
        },
      }),
    ),
  ],
  "an element that is left out": [
    "host function: leaves elements",
    compared(() =>
      define({
        ...reason,
        types,
        run: ([x], [y]) => {
          x.data.forEach((value, at) => {
            if (at > 0) y.data[at] = value ** 3;
          });
        },
      }),
    ),
  ],
  "an element that is added to what was there": [
    "host function: leaves elements",
    compared(() =>
      define({
        ...reason,
        types,
        run: ([x], [y]) => {
          x.data.forEach((value, at) => (y.data[at]! += value ** 3));
        },
      }),
    ),
  ],
  "an input that is written": [
    "host function: writes into input 0",
    compared(() =>
      define({
        ...reason,
        types,
        run: ([x], [y]) => {
          cubes([x, x], [y, y], {});
          x.data[1] = 0;
        },
      }),
    ),
  ],
  "an input that is sorted in its place": [
    "host function: writes into input 0",
    {
      op: () =>
        define({
          ...reason,
          types,
          run: ([x], [y]) => {
            y.data.set(x.data.sort());
          },
        }),
      sample: { noReference: "it is planted" },
    },
  ],
  "an input that is kept": [
    "reference: of other data",
    compared(() =>
      define({
        ...reason,
        types,
        run: ([x], [y]) => {
          if (kept?.data.length !== x.data.length) kept = x;
          cubes([kept, kept], [y, y], {});
        },
      }),
    ),
  ],
  "an output that is kept": [
    "host function: keeps",
    compared(() =>
      define({
        ...reason,
        types,
        run: ([x], [y]) => {
          if (wrote?.data.length === y.data.length) y.data.set(wrote.data);
          else cubes([x, x], [y, y], {});
          wrote = y;
        },
      }),
    ),
  ],
  "a read beyond the input": [
    "reference: instead of",
    compared(() =>
      define({
        ...reason,
        types,
        run: ([x], [y]) => {
          y.data.forEach((_, at) => (y.data[at] = (x.data[at + 1] ?? Number.NaN) ** 3));
        },
      }),
    ),
  ],
  "an output that is too short for what is set": [
    "HOST_OP_FAILED offset is out of bounds; it gets",
    compared(() => define({ ...reason, types, run: ([x], [y]) => y.data.set([...x.data, 0]) })),
  ],
  "a chance that is not said": [
    "host function: it gives other values",
    compared(() =>
      define({
        ...reason,
        types,
        run: ([x], [y]) => {
          x.data.forEach((value, at) => (y.data[at] = value ** 3 + 1e-4 * count++));
        },
      }),
    ),
  ],
  "no vjp": ["VJP_MISSING give defineOp a vjp", { op: () => define({ types, run: cubes }) }],
};
