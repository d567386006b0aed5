/** Values against what is written down: a result, a function of elements, a function of tensors. */
import {
  formatShape,
  hostTensor,
  isFloat,
  isTyped,
  nestedShape,
  RensaError,
  sizeOf,
  type HostTensor,
  type NestedArray,
} from "@rensa/core";
import { firstDifference, tensorDifference, type Difference } from "@rensa/core/compiler";
import { elementwise } from "../elementwise.ts";
import { about } from "../finding.ts";
import { movedInputs } from "../moved-inputs.ts";
import { Subject, tensorsOf, type Results } from "../subject.ts";
import { always, type Check } from "./check.ts";

/** The tolerance of a reference in double precision. */
const doubles = 1e-9;

/** There is something to compare values with. */
export const expectation: Check = {
  name: "expectation",
  claim: "has a value to be compared with, or says why not",
  skip: always,
  differences: ({ samples, sample }) => {
    const { reference: byElement, tensorReference } = referencesOf({ samples, sample });
    const compared = sample.expected !== undefined || byElement !== undefined || tensorReference !== undefined;
    return [
      compared || sample.noReference !== undefined
        ? null
        : {
            where: "what its values are compared with",
            expected: "expected, reference, tensorReference or, with a reason, noReference",
            found: "nothing",
          },
      compared && sample.noReference !== undefined
        ? { where: "noReference", expected: "left out, since there is one", found: JSON.stringify(sample.noReference) }
        : null,
    ];
  },
};

/** The shape and the elements that a sample writes down. */
export const expected: Check = {
  name: "expected",
  claim: "has the values that are written down",
  skip: ({ sample }) => (sample.expected === undefined ? "it writes down no result" : null),
  differences: async (subject) => {
    const values = subject.sample.expected ?? [];
    const fast = sole(await subject.run("values", {}));
    return [shapeDifference(fast, values), firstDifference(fast.data, flat(values), subject.tolerance)];
  },
};

/** The elements of a reference of elements or of tensors. */
export const reference: Check = {
  name: "reference",
  claim: "has the values of its reference",
  skip: (subject) => {
    const { reference: byElement, tensorReference } = referencesOf(subject);
    if (tensorReference !== undefined) return null;
    if (byElement === undefined) return "it has no reference";
    // The reference of the op is about its default attributes.
    const own = subject.sample.reference !== undefined;
    return !own && subject.sample.expected !== undefined ? "its values are written down" : null;
  },
  differences: async (subject) => [await referenceDifference(subject), await otherData(subject)],
};

async function referenceDifference(subject: Subject): Promise<Difference | null> {
  const { reference: byElement, tensorReference } = referencesOf(subject);
  const oracle = sole(await subject.run("values", { precision: "f64" }));
  if (tensorReference !== undefined) {
    const [attributes = {}] = subject.calls;
    const wanted = referenceTensor(tensorReference(subject.inputs, attributes), oracle);
    if (typeText(wanted) !== typeText(oracle)) {
      return {
        where: "the type",
        expected: `${typeText(wanted)}, which tensorReference returned; give hostTensor(data, ${formatShape(oracle.shape)}, "${oracle.dtype}") or nested numbers there, if the op is right`,
        found: typeText(oracle),
      };
    }
    // What is written in float32 has its rounding.
    return tensorDifference(oracle, wanted, wanted.data instanceof Float32Array ? 1e-6 : doubles);
  }
  if (byElement === undefined) return null;
  return firstDifference(oracle.data, elementwise(subject.inputs, byElement), doubles);
}

/** The same for other data, of a function on arrays: it may have kept those of an earlier call. */
async function otherData({ samples, sample }: Subject): Promise<Difference | null> {
  if (!("host" in samples.op.definition.form)) return null;
  const [inputs = sample.inputs] = movedInputs(sample.inputs);
  try {
    return about("other data", await referenceDifference(new Subject(samples, { ...sample, inputs })));
  } catch (error) {
    // Data that the op refuses.
    if (error instanceof RensaError && error.code === "HOST_OP_FAILED") return null;
    throw error;
  }
}

/** The types of the trace, which are the same each time. */
export const types: Check = {
  name: "types",
  claim: "has the type that it is traced with",
  skip: always,
  differences: async (subject) => {
    const found = await subject.run("values", {});
    return [...tensorsOf(subject.traced.result)].map(([path, type]) => {
      const tensor = found.get(path);
      const [wanted, given] = [typeText(type), tensor === undefined ? "nothing" : typeText(tensor)];
      if (given !== wanted) return { where: "the type", expected: wanted, found: given };
      const [size, length] = [sizeOf(type.shape), tensor?.data.length];
      return size === length
        ? null
        : { where: "the number of elements", expected: String(size), found: String(length) };
    });
  },
};

/** The references of a sample, or else those of its op. */
function referencesOf({ samples, sample }: Pick<Subject, "samples" | "sample">) {
  const own = sample.reference !== undefined || sample.tensorReference !== undefined;
  const { reference: byElement, tensorReference } = own ? sample : samples;
  return { reference: byElement, tensorReference };
}

/** What a reference of tensors returned: numbers, and those of f64, are doubles under the float dtype of the result. */
function referenceTensor(given: NestedArray | HostTensor, { dtype }: HostTensor): HostTensor {
  if (isTyped(given)) return given.dtype === "f64" && isFloat(dtype) ? { ...given, dtype } : given;
  const tensor = hostTensor(given, undefined, isFloat(dtype) ? "f64" : dtype);
  return { ...tensor, dtype };
}

/** The result of a sample, which has one. */
function sole(results: Results): HostTensor {
  const [first] = results.values();
  if (first === undefined) throw new TypeError("The sample returns no tensor.");
  return first;
}

/** Numbers nested in arrays say the shape; a list of all elements, in a result of several axes, does not. */
function shapeDifference({ shape }: HostTensor, values: NestedArray): Difference | null {
  const [found, wanted] = [formatShape(shape), formatShape(nestedShape(values))];
  return found === wanted ? null : { where: "the shape", expected: wanted, found };
}

function flat(values: NestedArray): readonly number[] {
  return [values].flat(9).map(Number);
}

function typeText({ shape, dtype }: { readonly shape: readonly number[]; readonly dtype: string }): string {
  return `${dtype}${formatShape(shape)}`;
}
