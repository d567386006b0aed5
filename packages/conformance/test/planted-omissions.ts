/** Mistakes in attributes and errors of ops, in what is done twice, and in what samples leave out. */
import {
  f32,
  hostTensor,
  RensaError,
  sampleTensor,
  type OpErrorSample,
  type OpSample,
  type OpSamples,
  type TensorType,
} from "@rensa/core";
import {
  callElsewhere,
  cubes,
  cubeVjp,
  hostOp,
  samplesOf,
  spoiledCubes,
  writtenDown,
  type Plant,
  type Unary,
} from "./plant.ts";

let calls = 0;

const runs = new WeakMap<object, number>();

const timesRun = ({ data }: { readonly data: object }): number => {
  const count = (runs.get(data) ?? 0) + 1;
  runs.set(data, count);
  return count;
};

export const repeats: readonly Plant[] = [
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

export const messages: readonly Plant[] = [
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

export const omissions: readonly Plant[] = [
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
