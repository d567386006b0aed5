/** Mistakes in samples: with nothing to compare with, with references that are none, and that are wrong. */
import { f32, type HostTensor, type Tensor } from "@rensa/core";
import { checkCoverage } from "../../src/index.ts";
import { define, type Mistakes } from "./src/work.ts";

const cube = (x: number): number => x ** 3;
const flat = ([x]: readonly HostTensor[]) => Array.from(x?.data ?? [], cube);
const refused = (code: string) => ({ errors: [{ name: "none", inputs: [f32(2)], apply: (x: Tensor) => x, code }] });

export const inSamples: Mistakes = {
  "nothing to compare with": ["expectation: is nothing instead of expected, reference", {}],
  "a reference, and a reason for having none": [
    "expectation: left out, since there is one",
    { reference: cube, sample: { noReference: "no" } },
  ],
  "a reference that is wrong": ["reference: element 0 is", { reference: (x: number) => x ** 3 + 1e-4 }],
  "a reference that throws": [
    "reference: the outcome is TypeError: oh",
    {
      reference: () => {
        throw new TypeError("oh");
      },
    },
  ],
  "a reference that returns nothing": [
    "reference: What the reference returned is missing; give a number",
    { reference: () => undefined },
  ],
  "a reference that returns a text": [
    'reference: What the reference returned is "4',
    { reference: (x: number) => String(cube(x)) },
  ],
  "a reference that waits": [
    "reference: What the reference returned is a promise; give a number",
    { reference: async (x: number) => await Promise.resolve(cube(x)) },
  ],
  "a reference that is no function": ["reference: the reference is 3; give a function", { reference: 3 }],
  "a reference of tensors that is flat": [
    "reference: the type is f32[2, 3] instead of f32[6], which tensorReference returned",
    { samples: { tensorReference: flat } },
  ],
  "a reference of tensors that returns nothing": [
    "reference: the data holds undefined",
    { samples: { tensorReference: () => undefined } },
  ],
  "a result that is written down wrong": [
    "expected: element 0 is",
    {
      sample: {
        expected: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
    },
  ],
  "a result that is written down flat": ["expected: the shape is", { sample: { expected: [1, 2, 3, 4, 5, 6] } }],
  "no samples": ["coverage: the number of samples is 0", { samples: { samples: [] } }],
  "samples that are no list": [
    "ARGUMENT_INVALID The samples of an op is a record; give a list",
    { afterwards: (op) => checkCoverage({ op, samples: {} as never }) },
  ],
  "a sample without a name": ["coverage: the name of sample 0", { reference: cube, sample: { name: undefined } }],
  "a sample that throws": [
    "coverage: oh",
    {
      reference: cube,
      sample: {
        apply: () => {
          throw new TypeError("oh");
        },
      },
    },
  ],
  "a sample that waits": [
    "coverage: must not be async",
    { reference: cube, sample: { apply: async (x: Tensor) => await Promise.resolve(x) } },
  ],
  "a sample of another op": [
    "coverage: what the samples call is other ops",
    { reference: (x: number) => x, sample: { apply: (x: Tensor) => x } },
  ],
  "a tolerance in which anything fits": [
    "coverage: the tolerance is 1 instead of",
    { reference: cube, samples: { tolerance: 1 } },
  ],
  "an attribute that no sample gives": [
    "coverage: the attribute by is its default in all of them",
    {
      op: () => define({ attributes: { by: 2 }, scalar: ([x], { by }) => x.mul(by as number) }),
      reference: (x: number) => 2 * x,
    },
  ],
  "an error that is not thrown": [
    "errors: is no error instead of a RensaError OP_INVALID",
    { reference: cube, samples: refused("OP_INVALID") },
  ],
  "a commutative op that is not": [
    "traits: commutative",
    {
      op: () => define({ inputs: ["x", "y"], traits: { commutative: true }, scalar: ([x, y]) => x.sub(y) }),
      reference: (x: number, y: number) => x - y,
    },
  ],
};
