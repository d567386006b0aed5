/** Mistakes in forms that are formulas: scalar and composite. */
import { full, type HostTensor, type Index, type Scalar, type Tensor } from "@rensa/core";
import { add, mul, sum } from "@rensa/ops";
import { define, type AnyOp, type Mistakes } from "./src/work.ts";

const twice = <T>(body: (first: boolean) => T): (() => T) => {
  let count = 0;
  return () => body(count++ === 0);
};
let kept: Tensor | undefined;

type At = readonly [Index, Index];

export const inForms: Mistakes = {
  "a formula that throws": [
    "OP_INVALID its scalar form threw TypeError: oh",
    {
      op: () =>
        define({
          scalar: () => {
            throw new TypeError("oh");
          },
        }),
    },
  ],
  "a formula that throws a text": [
    "OP_INVALID its scalar form threw no",
    {
      op: () =>
        define({
          scalar: () => {
            const text: unknown = "no";
            throw text;
          },
        }),
    },
  ],
  "a formula that returns nothing": [
    "OP_INVALID its scalar form returned undefined",
    { op: () => define({ scalar: ([x]) => void x.mul(2) }) },
  ],
  "a formula that returns a number": [
    "OP_INVALID returned the number 2; return an expression",
    { op: () => define({ scalar: () => 2 }) },
  ],
  "a formula that returns a list": [
    "OP_INVALID returned a list of 1; return an expression",
    { op: () => define({ scalar: ([x]) => [x] }) },
  ],
  "a formula that waits": [
    "OP_INVALID is asynchronous",
    { op: () => define({ scalar: async ([x]) => await Promise.resolve(x) }) },
  ],
  "a formula that returns a promise": [
    "OP_INVALID returned a promise",
    { op: () => define({ scalar: ([x]) => Promise.resolve(x) }) },
  ],
  "a formula that generates": [
    "OP_INVALID returned an object",
    {
      op: () =>
        define({
          scalar: function* () {
            yield 1;
          },
        }),
    },
  ],
  "a formula in operators": [
    "ARGUMENT_INVALID planted: its scalar form: A scalar of an op has no value",
    { op: () => define({ scalar: ([x]) => Number(x) * 2 }) },
  ],
  "a formula in ops": [
    "ARGUMENT_INVALID mul: a is an object, not a tensor",
    { op: () => define({ scalar: ([x]) => mul(x as never, 2 as never) }) },
  ],
  "a formula of an input that has no name": [
    'ARGUMENT_INVALID name in "inputs" and "attributes" all that it reads',
    { op: () => define({ scalar: ([x, y]) => x.mul(y) }) },
  ],
  "a formula of an attribute that there is not": [
    "ARGUMENT_INVALID planted: its scalar form",
    { op: () => define({ scalar: ([x], { slope }) => x.mul(slope as never) }) },
  ],
  "a formula of a method that there is not": [
    "OP_INVALID x.sigmoid is not a function",
    { op: () => define({ scalar: (([x]: readonly [{ sigmoid: () => unknown }]) => x.sigmoid()) as never }) },
  ],
  "a formula of its list of inputs": [
    "OP_INVALID its inputs come as a list, ([x]) => ..., of expressions",
    { op: () => define({ scalar: ((x: Scalar) => x.mul(2)) as never }) },
  ],
  "a composite in methods": [
    "OP_INVALID of tensors, for which there are ops: mul(x, 2), and not x.mul(2)",
    { op: () => define({ composite: (([x]: readonly [Scalar]) => x.mul(2)) as never }) },
  ],
  "a composite of a tensor's data": [
    "OP_INVALID an input has shape and dtype, and no data before the program runs",
    { op: () => define({ composite: (([x]: readonly [HostTensor]) => full([], x.data[0] ?? 0)) as never }) },
  ],
  "an element with an index for a number": [
    "ARGUMENT_INVALID a number or a boolean, and position(i) for an index i",
    {
      op: () =>
        define({ loops: ([x]) => ({ shape: x.shape, element: (...at: At) => x.at(...at).mul(at[0] as never) }) }),
    },
  ],
  "an element with a position that is not converted": [
    'DTYPE_MISMATCH convert one of them, such as position(i).to("f32")',
    {
      op: () =>
        define({
          loops: ([x], _attributes, { position }) => ({
            shape: x.shape,
            element: (...at: At) => x.at(...at).mul(position(at[0])),
          }),
        }),
    },
  ],
  "loops in methods of an operand": [
    "OP_INVALID of operands that are read: x.at(i, j).mul(2), and not x.mul(2)",
    { op: () => define({ loops: (([x]: readonly [Scalar]) => x.mul(2)) as never }) },
  ],
  "a formula that changes its attributes": [
    "OP_INVALID Cannot assign to read only property 'by'",
    {
      op: () =>
        define({
          attributes: { by: 1 },
          scalar: ([x], given) => {
            (given as Record<string, number>)["by"] = 3;
            return x;
          },
        }),
    },
  ],
  "a formula that throws later": [
    "OP_INVALID its scalar form threw TypeError: oh",
    {
      op: () => {
        const later = twice((first) => {
          if (!first) throw new TypeError("oh");
        });
        return define({
          scalar: ([x]) => {
            later();
            return x.mul(2);
          },
        });
      },
    },
  ],
  "a formula that returns nothing later": [
    "OP_INVALID its scalar form returned undefined",
    {
      op: () => {
        const later = twice((first) => first);
        return define({ scalar: ([x]) => (later() ? x.mul(2) : undefined) });
      },
    },
  ],
  "a composite that throws": [
    "OP_INVALID its composite form threw TypeError: oh",
    {
      op: () =>
        define({
          composite: () => {
            throw new TypeError("oh");
          },
        }),
    },
  ],
  "a composite that returns nothing": [
    "OP_INVALID its composite form returned undefined; return a tensor",
    { op: () => define({ composite: ([x]) => void mul(x, 2) }) },
  ],
  "a composite that returns a number": [
    "OP_INVALID returned the number 2; return a tensor",
    { op: () => define({ composite: () => 2 }) },
  ],
  "a composite that returns no tensor among others": [
    "OP_INVALID returned undefined; return a tensor",
    { op: () => define({ composite: ([x]) => [x, undefined] }) },
  ],
  "a composite of nothing": [
    "OP_INVALID returned a list of 0; return a tensor",
    { op: () => define({ composite: () => [] }) },
  ],
  "a composite that waits": [
    "OP_INVALID is asynchronous",
    { op: () => define({ composite: async ([x]) => await Promise.resolve(x) }) },
  ],
  "a composite whose parts do not fit": [
    "SHAPE_MISMATCH add: [2, 3] and [2] do not broadcast",
    { op: () => define({ composite: ([x]) => add(x, sum(x, 1) as never) }) },
  ],
  "a composite of data": [
    "ARGUMENT_INVALID add: b is a list of 3, not a tensor",
    { op: () => define({ composite: ([x]) => add(x, [1, 2, 3] as never) }) },
  ],
  "a composite with a tensor that it kept": [
    "TRACE_MIXED mul: a belongs to another trace",
    { op: () => define({ composite: ([x]) => mul((kept ??= x), x) }) },
  ],
  "a composite of itself": [
    "INVALID Maximum call stack size exceeded",
    {
      op: () => {
        const itself: AnyOp = define({ composite: ([x]) => itself(x) });
        return itself;
      },
    },
  ],
  "a composite with a vjp that throws as it says its types": [
    "OP_INVALID its composite form threw TypeError: oh",
    {
      op: () =>
        define({
          vjp: () => [null],
          composite: () => {
            throw new TypeError("oh");
          },
        }),
    },
  ],
};
