/** Mistakes in ops: in values, derivatives, batches, attributes, errors, and in what samples leave out. */
import {
  broadcastTo,
  defineOp,
  f32,
  hostTensor,
  RensaError,
  sampleTensor,
  type OpErrorSample,
  type OpSample,
  type OpSamples,
  type Tensor,
  type TensorType,
  type VjpArguments,
  type VjpThunks,
} from "@rensa/core";
import { abs, add, flip, mean, minimum, mul } from "@rensa/ops";
import {
  copies,
  callElsewhere,
  cubes,
  cubesWith,
  cubeVjp,
  hostOp,
  laterExamples,
  samplesOf,
  slopeOf,
  spoiledCubes,
  times,
  writtenDown,
  type Plant,
  type Run,
  type Unary,
} from "./plant.ts";

const put =
  (at: number, value: number): Run =>
  (_, y) => {
    y.data[at] = value;
  };

const wrongForDoubles = defineOp({
  name: "cube",
  forward: { scalar: ([x]) => (x.dtype === "f64" ? x.mul(x).mul(x).add(1e-6) : x.mul(x).mul(x)) },
});

const cubeOp = hostOp("cube", { run: cubes() });

const ignoring = defineOp({
  name: "noisy",
  inputs: ["x", "noise"],
  forward: { scalar: ([x, noise]) => x.add(noise.mul(0)) },
});

const values: readonly Plant[] = [
  {
    mistake: "one value is off by 1e-4",
    samples: spoiledCubes((_, y) => (y.data[3] = (y.data[3] ?? 0) + 1e-4)),
    seenBy: ["reference"],
  },
  {
    mistake: "all values are off by a ten millionth",
    samples: spoiledCubes((_, y) => {
      y.data.forEach((value, at) => (y.data[at] = value * (1 + 1e-7)));
    }),
    seenBy: ["reference"],
  },
  { mistake: "a value is NaN, not a number", samples: spoiledCubes(put(2, Number.NaN)), seenBy: ["reference"] },
  { mistake: "a value is infinite, not a number", samples: spoiledCubes(put(2, Infinity)), seenBy: ["reference"] },
  {
    mistake: "a value is a number, not NaN",
    samples: writtenDown(copies, [hostTensor([2, 1])], [Number.NaN, 1]),
    seenBy: ["expected"],
  },
  {
    mistake: "an infinity has the other sign",
    samples: writtenDown(copies, [hostTensor([Infinity, 1])], [-Infinity, 1]),
    seenBy: ["expected"],
  },
  {
    mistake: "the values are right and the shape is another",
    samples: writtenDown(copies, [hostTensor([1, 2])], [[1], [2]]),
    seenBy: ["expected"],
  },
  {
    mistake: "there is a value where none is right",
    samples: writtenDown(copies, [hostTensor([1])], []),
    seenBy: ["expected"],
  },
  {
    mistake: "its dtype is not that of the reference of tensors",
    samples: samplesOf(hostOp("cube", { run: copies }), {
      tensorReference: ([x]) => hostTensor(x?.data ?? [], x?.shape, "i32"),
    }),
    seenBy: ["reference"],
  },
  {
    mistake: "the reference of tensors has other values",
    samples: samplesOf(hostOp("cube", { run: cubes() }), {
      tensorReference: ([x]) => Array.from(x?.data ?? [], (each) => each ** 3 * (1 + 1e-8)),
    }),
    seenBy: ["reference"],
  },
  {
    mistake: "a reference of tensors alone has other values",
    samples: {
      op: cubeOp,
      samples: [{ name: "a vector", inputs: [sampleTensor([7])], apply: (x) => cubeOp(x) }],
      tensorReference: ([x]) => Array.from(x?.data ?? [], (each) => each ** 3 + 1e-6),
    },
    seenBy: ["reference"],
  },
  {
    mistake: "an input changes nothing, and there is nothing to compare with",
    samples: {
      op: ignoring,
      samples: ["first", "second"].map((name) => ({
        name,
        inputs: [sampleTensor([7]), sampleTensor([7])],
        apply: (x, noise) => ignoring(x, noise),
        noReference: "it is planted",
      })),
    },
    seenBy: ["inputs"],
    inSamples: ["first"],
  },
  {
    mistake: "the last elements are left out where their number is no multiple of 4",
    samples: tails(),
    seenBy: ["reference"],
    inSamples: ["7 elements"],
  },
  {
    mistake: "it is wrong where there is nothing",
    samples: emptyTotals(),
    seenBy: ["expected"],
    inSamples: ["nothing"],
  },
  { mistake: "it is wrong for f64", samples: samplesOf(wrongForDoubles), seenBy: ["other dtype"] },
  {
    mistake: "float32 loses what float64 has",
    samples: spoiledCubes((_, y) => {
      if (y.data instanceof Float32Array) y.data[6] = (y.data[6] ?? 0) * (1 + 1e-4);
    }),
    seenBy: ["oracle"],
  },
];

function tails(): OpSamples {
  const op = hostOp("cube", { run: cubes((_, y) => y.data.fill(0, y.data.length - (y.data.length % 4))) });
  const lengthOf = (size: number): OpSample => ({
    name: `${String(size)} elements`,
    inputs: [sampleTensor([size])],
    apply: (x) => op(x),
  });
  return samplesOf(op, { samples: [4, 8, 7].map(lengthOf) });
}

function emptyTotals(): OpSamples {
  const op = hostOp("total", {
    types: ([x]) => [{ shape: [], dtype: x?.dtype ?? "f32" }],
    run: (x, y) => {
      const total = Array.from(x.data).reduce((sum, each) => sum + each, 0);
      y.data[0] = x.data.length === 0 ? 1 : total;
    },
  });
  const sample = (name: string, elements: readonly number[], expected: number): OpSample => ({
    name,
    inputs: [hostTensor(elements, [elements.length])],
    apply: (x) => op(x),
    expected,
  });
  return { op, samples: [sample("two", [1, 2], 3), sample("nothing", [], 0)] };
}

const wrongSlope = defineOp({
  name: "wrong_slope",
  forward: { scalar: ([x]) => x.mul(x).mul(3) },
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(times(gradient, x), 5)],
});

const slopeToNan = defineOp({
  name: "slope_to_nan",
  forward: { scalar: ([x]) => x.mul(x).mul(3) },
  vjp: ({ gradient }): VjpThunks => [() => mul(gradient, Number.NaN)],
});

const difference = defineOp({
  name: "difference",
  inputs: ["a", "b"],
  traits: { commutative: true },
  forward: { scalar: ([a, b]) => a.sub(b) },
});

const later = laterExamples();
const slopeWrongInBatches = hostOp("slope_wrong_in_batches", {
  run: (x, y) => {
    x.data.forEach((value, at) => (y.data[at] = 3 * value * value));
    if (later(y)) y.data[0] = 100;
  },
  vjp: ({ inputs: [x], gradient }) => [() => mul(times(gradient, x ?? gradient), 6)],
});

const derivatives: readonly Plant[] = [
  {
    mistake: "the gradient is off by a hundredth",
    samples: cubesWith(({ inputs: [x], gradient }) => [() => mul(times(gradient, slopeOf(x as Tensor)), 1.01)]),
    seenBy: ["vjp"],
  },
  {
    mistake: "the gradient is off by 1e-5",
    samples: cubesWith(({ inputs: [x], gradient }) => [() => times(gradient, add(slopeOf(x as Tensor), 1e-5))]),
    seenBy: ["vjp"],
  },
  {
    mistake: "the gradient does not weigh by the cotangent",
    samples: cubesWith(({ inputs: [x], gradient }) => [
      () => times(broadcastTo(mean(gradient), gradient.shape), slopeOf(x as Tensor)),
    ]),
    seenBy: ["vjp"],
  },
  {
    mistake: "the gradient is right in its sum only",
    samples: cubesWith(({ inputs: [x], gradient }) => [() => flip(times(gradient, slopeOf(x as Tensor)), 0)]),
    seenBy: ["vjp"],
  },
  {
    mistake: "the gradient is right for cotangents above 0 only",
    samples: cubesWith(({ inputs: [x], gradient }) => [() => times(abs(gradient), slopeOf(x as Tensor))]),
    seenBy: ["jvp"],
  },
  {
    mistake: "the second derivative is wrong",
    samples: cubesWith(({ inputs: [x], gradient }) => [() => times(gradient, wrongSlope(x as Tensor))]),
    seenBy: ["second order"],
  },
  {
    mistake: "the second derivative is NaN",
    samples: cubesWith(({ inputs: [x], gradient }) => [() => times(gradient, slopeToNan(x as Tensor))]),
    seenBy: ["second order"],
  },
  {
    mistake: "there is no gradient, and no reason for it",
    samples: samplesOf(
      defineOp({
        name: "cube",
        forward: { host: { types: (inputs) => inputs, run: ([x], [y]) => y && cubes()(x, y, {}) } },
        call: (apply) => (x: Tensor) => apply([x]),
      }),
    ),
    seenBy: ["jvp", "second order", "vjp", "vmap of gradients"],
  },
  {
    mistake: "a batch of gradients is wrong",
    samples: cubesWith(({ inputs: [x], gradient }) => [() => times(gradient, slopeWrongInBatches(x as Tensor))]),
    seenBy: ["vmap of gradients"],
  },
  { mistake: "a batch of values is wrong", samples: batchesOf(), seenBy: ["vmap"] },
  {
    mistake: "a batch has the first example throughout, of an op that takes only what ascends",
    samples: sameThroughout(),
    seenBy: ["vmap"],
  },
  {
    mistake: "a batch is wrong where only the first operand has one",
    samples: sharedIn((ofFirst, ofLast) => ofFirst && !ofLast),
    seenBy: ["vmap"],
  },
  {
    mistake: "a batch is wrong where only the last operand has one",
    samples: sharedIn((ofFirst, ofLast) => !ofFirst && ofLast),
    seenBy: ["vmap"],
  },
  {
    mistake: "the gradient is right for small values only",
    samples: cubesWith(({ inputs: [x], gradient }) => [
      () => times(gradient, times(minimum(x as Tensor, 10), mul(x as Tensor, 3))),
    ]),
    seenBy: ["gradients elsewhere"],
  },
  {
    mistake: "the gradient is right above 0 only",
    samples: aboveZero(),
    seenBy: ["gradients elsewhere"],
  },
  {
    mistake: "operands do not change places as is said",
    samples: {
      op: difference,
      samples: [
        {
          name: "two vectors",
          inputs: [sampleTensor([5]), sampleTensor([5], 1, 2)],
          apply: (a, b) => difference(a, b),
        },
      ],
      reference: (a, b) => a - b,
    },
    seenBy: ["traits"],
  },
];

/** Cubes of numbers above 0, whose gradient has the wrong sign below it. */
function aboveZero(): OpSamples {
  const vjp = ({ gradient, inputs: [x] }: VjpArguments): VjpThunks => [
    () => times(gradient, times(abs(x as Tensor), mul(x as Tensor, 3))),
  ];
  return samplesOf(hostOp("cube", { run: cubes(), vjp }), {}, { inputs: [sampleTensor([7], 1, 2)] });
}

/** Sums of two operands, which are wrong in later examples of a batch that some of them have. */
function sharedIn(isWrong: (ofFirst: boolean, ofLast: boolean) => boolean): OpSamples {
  const [isLaterFirst, isLaterLast] = [laterExamples(), laterExamples()];
  const op = defineOp({
    name: "total",
    inputs: ["a", "b"],
    forward: {
      host: {
        types: ([a]) => [a],
        run: ([a, b], [y]) => {
          const wrong = isWrong(isLaterFirst(a), isLaterLast(b));
          a.data.forEach((value, at) => {
            if (y !== undefined) y.data[at] = wrong ? 0 : value + (b.data[at] ?? 0);
          });
        },
      },
    },
    nonDifferentiable: "it is planted",
    call: (apply) => (a: Tensor, b: Tensor) => apply([a, b]),
  });
  const inputs = [sampleTensor([5]), sampleTensor([5], 1, 2)];
  return { op, samples: [{ name: "two vectors", inputs, apply: (a, b) => op(a, b) }], reference: (a, b) => a + b };
}

function batchesOf(): OpSamples {
  const isLater = laterExamples();
  return spoiledCubes((x, y, attributes) => {
    if (isLater(y)) put(1, 7)(x, y, attributes);
  });
}

/** Cubes of ascending numbers; in a batch, those of its first example. */
function sameThroughout(): OpSamples {
  const isLater = laterExamples();
  const first: number[] = [];
  const run: Run = (x, y, attributes) => {
    if (x.data.some((value, at) => value < (x.data[at - 1] ?? value))) throw new TypeError("They do not ascend.");
    cubes()(x, y, attributes);
    if (isLater(y)) y.data.set(first);
    else first.splice(0, Infinity, ...y.data);
  };
  return samplesOf(hostOp("cube", { run }), {}, { inputs: [hostTensor([1, 2, 3, 5])] });
}

let calls = 0;
const runs = new WeakMap<object, number>();
const timesRun = ({ data }: { readonly data: object }): number => {
  const count = (runs.get(data) ?? 0) + 1;
  runs.set(data, count);
  return count;
};

const repeats: readonly Plant[] = [
  {
    mistake: "a zero has the other sign in a second run",
    samples: writtenDown((_, y) => y.data.fill(timesRun(y) > 1 ? -0 : 0), [hostTensor([1, 2])], [0, 0]),
    seenBy: ["repeatable"],
  },
  {
    mistake: "it adds to what the run before left",
    samples: spoiledCubes((x, y) => {
      if (timesRun(y) > 1) x.data.forEach((_, at) => (y.data[at] = (y.data[at] ?? 0) + 1e-9));
    }),
    seenBy: ["repeatable", "vmap"],
  },
  {
    mistake: "it writes into its operand",
    samples: spoiledCubes((x) => (x.data[0] = 5)),
    seenBy: ["host function", "repeatable"],
  },
  {
    mistake: "it is impure and does not say so",
    samples: spoiledCubes((_, y) => (y.data[0] = (y.data[0] ?? 0) * (1 + 1e-5 * ++calls))),
    seenBy: ["emitted", "host function", "other dtype", "reference", "repeatable", "vmap"],
  },
];

const badAttribute = (code: "ATTRIBUTE_INVALID" | "SHAPE_MISMATCH", sentence: string) => (): TensorType[] => {
  throw new RensaError(code, sentence);
};

/** Samples of cubes with an error of a call. */
function refusing(
  types: (inputs: readonly TensorType[]) => readonly TensorType[],
  apply: (op: Unary) => OpSample["apply"] = (op) => (x) => op(x),
): OpSamples {
  const op = hostOp("cube", {
    run: cubes(),
    types: (inputs) => (inputs[0]?.shape.length === 2 ? types(inputs) : inputs),
  });
  const error: OpErrorSample = { name: "a matrix", inputs: [f32(2, 2)], apply: apply(op), code: "SHAPE_MISMATCH" };
  return samplesOf(op, { errors: [error] });
}

const power = hostOp("power", {
  attributes: { exponent: 3 },
  run: cubes(),
});

const messages: readonly Plant[] = [
  { mistake: "it does not refuse", samples: refusing((inputs) => inputs), seenBy: ["errors"] },
  {
    mistake: "it refuses with another code",
    samples: refusing(badAttribute("ATTRIBUTE_INVALID", "power: give it a vector instead.")),
    seenBy: ["errors"],
  },
  {
    mistake: "it refuses without a sentence",
    samples: refusing(badAttribute("SHAPE_MISMATCH", "no")),
    seenBy: ["errors"],
  },
  {
    mistake: "it refuses with a line that is not that of the samples",
    samples: refusing(badAttribute("SHAPE_MISMATCH", "cube: it is a matrix; give it a vector."), callElsewhere),
    seenBy: ["errors"],
  },
  {
    mistake: "it throws a bare error",
    samples: refusing(() => {
      throw new TypeError("x is not a vector, and that is all.");
    }),
    seenBy: ["errors"],
  },
  {
    mistake: "an attribute is ignored",
    samples: samplesOf(power, {}, { apply: (x) => power(x, { exponent: 2 }), reference: (x) => x ** 2 }),
    seenBy: ["reference"],
  },
];

const cube = hostOp("cube", { run: cubes(), vjp: cubeVjp });
const other = hostOp("other", { run: cubes(), vjp: cubeVjp });

const omissions: readonly Plant[] = [
  { mistake: "there is no sample", samples: samplesOf(cube, { samples: [] }), seenBy: ["coverage"] },
  {
    mistake: "two samples have one name",
    samples: samplesOf(cube, {
      samples: [1, 2].map(() => ({ name: "twice", inputs: [sampleTensor([3])], apply: (x) => cube(x) })),
    }),
    seenBy: ["coverage"],
  },
  {
    mistake: "the samples call another op",
    samples: samplesOf(cube, {}, { apply: (x) => other(x) }),
    seenBy: ["coverage"],
  },
  {
    mistake: "no sample has another value of an attribute",
    samples: samplesOf(power),
    seenBy: ["coverage"],
  },
  {
    mistake: "there is nothing to compare values with",
    samples: { op: cube, samples: [{ name: "a vector", inputs: [sampleTensor([3])], apply: (x) => cube(x) }] },
    seenBy: ["expectation"],
  },
  {
    mistake: "there is a reference, and a reason for having none",
    samples: samplesOf(cube, {}, { noReference: "it was forgotten" }),
    seenBy: ["expectation"],
  },
];

/** All of them. */
export const plantsInOps: readonly Plant[] = [...values, ...derivatives, ...repeats, ...messages, ...omissions];
