/** Mistakes of backends, and which checks see them. */
import type { Backend, TypedArray } from "@rensa/core";
import { backendWith, ofGradients, put, plus, values, right } from "./spoiled-backends.ts";

const dtypeOf = (result: TypedArray): string => result.constructor.name;

const isSingle = (result: TypedArray): boolean => result instanceof Float32Array;

interface Planted {
  readonly mistake: string;
  readonly backends: readonly Backend[];
  readonly seenBy: readonly string[];
  readonly inSamples?: readonly string[];
}

export const plantedBackends: readonly Planted[] = [
  {
    mistake: "a value is off by 1e-4",
    backends: [backendWith(values((result) => put(result, 3, plus(1e-4))))],
    seenBy: ["backend dtypes", "backend values"],
  },
  {
    mistake: "a value is NaN",
    backends: [backendWith(values((result) => put(result, 3, () => Number.NaN)))],
    seenBy: ["backend dtypes", "backend values"],
  },
  {
    mistake: "a gradient is off by 1e-4",
    backends: [
      backendWith((result, plan) => {
        if (ofGradients(plan)) put(result, 0, plus(1e-4));
      }),
    ],
    seenBy: ["backend gradients"],
  },
  {
    mistake: "the last elements are left out where their number is no multiple of 4",
    backends: [
      backendWith(
        values((result) => {
          if (result.length % 4 !== 0) result.fill(0, result.length - (result.length % 4));
        }),
      ),
    ],
    seenBy: ["backend dtypes", "backend values"],
    inSamples: ["seven"],
  },
  {
    mistake: "operands that broadcast are read wrong",
    backends: [
      backendWith(
        values((result, { buffers }) => {
          if (buffers.some(({ shape }) => shape.join() === "2,4")) put(result, 7, plus(0.1));
        }),
      ),
    ],
    seenBy: ["backend dtypes", "backend values"],
    inSamples: ["a row"],
  },
  {
    mistake: "what is empty is refused",
    backends: [
      {
        ...right,
        prepare: async (plan, options) => {
          if (plan.buffers.some(({ shape }) => shape.includes(0))) throw new RangeError("nothing to compute");
          return await right.prepare(plan, options);
        },
      },
    ],
    seenBy: ["backend dtypes", "backend gradients", "backend values"],
    inSamples: ["nothing"],
  },
  {
    mistake: "it is wrong where kernels are not fused",
    backends: [
      backendWith(
        values((result, { kernels }) => {
          if (kernels.length > 1) put(result, 1, plus(1e-3));
        }),
      ),
    ],
    seenBy: ["backend values"],
  },
  {
    mistake: "doubles lose digits",
    backends: [
      backendWith(
        values((result, { precision }) => {
          if (precision === "f64") put(result, 1, plus(1e-7));
        }),
      ),
    ],
    seenBy: ["backend values"],
  },
  {
    mistake: "it is wrong for inputs of f64",
    backends: [
      backendWith(
        values((result, { precision }) => {
          if (precision === "f32" && dtypeOf(result) === "Float64Array") put(result, 1, plus(1e-7));
        }),
      ),
    ],
    seenBy: ["backend dtypes"],
  },
  {
    mistake: "it is wrong for integers by 1",
    backends: [
      backendWith(
        values((result) => {
          if (dtypeOf(result) === "Int32Array") put(result, 1, (value) => value + 1);
        }),
      ),
    ],
    seenBy: ["backend dtypes"],
  },
  {
    mistake: "it is wrong with two threads",
    backends: [
      right,
      backendWith(
        values((result) => put(result, 5, plus(1e-3))),
        2,
      ),
    ],
    seenBy: ["threads"],
  },
  {
    mistake: "it has another last bit with three threads",
    backends: [
      right,
      backendWith(() => undefined, 2),
      backendWith(
        values((result) => {
          if (isSingle(result)) put(result, 5, (value) => Math.fround(value * (1 + 2 ** -23)));
        }),
        3,
      ),
    ],
    seenBy: ["threads"],
  },
  {
    mistake: "gradients have another last bit with two threads",
    backends: [
      right,
      backendWith((result, plan) => {
        if (ofGradients(plan)) put(result, 0, (value) => Math.fround(value * (1 + 2 ** -23)));
      }, 2),
    ],
    seenBy: ["threads"],
  },
  {
    mistake: "a later run is off by a last bit",
    backends: [
      backendWith(
        values((result, _, run) => {
          if (run > 1 && isSingle(result)) put(result, 5, (value) => Math.fround(value * (1 + 2 ** -23)));
        }),
      ),
    ],
    seenBy: ["backend repeats"],
  },
  {
    mistake: "a later run with two threads is off",
    backends: [
      right,
      backendWith(
        values((result, _, run) => {
          if (run > 1) put(result, 5, plus(1e-3));
        }),
        2,
      ),
    ],
    seenBy: ["backend repeats"],
  },
  { mistake: "there is no backend", backends: [], seenBy: ["backend"] },
];
