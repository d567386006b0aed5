/** Mistakes in derivatives and batches of ops. */
import {
  broadcastTo,
  defineOp,
  hostTensor,
  sampleTensor,
  type OpSamples,
  type Tensor,
  type VjpArguments,
  type VjpThunks,
} from "@rensa/core";
import { abs, add, flip, mean, minimum, mul } from "@rensa/ops";
import {
  cubes,
  cubesWith,
  hostOp,
  laterExamples,
  samplesOf,
  slopeOf,
  spoiledCubes,
  times,
  put,
  type Plant,
  type Run,
} from "./plant.ts";

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

export const derivatives: readonly Plant[] = [
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
