/** Mistakes in what `defineOp` is given: names, attributes, fields, and in how an op is called. */
import { mul } from "@rensa/ops";
import { define, type Mistakes, type WrittenOp } from "./src/work.ts";

const scalar: WrittenOp["scalar"] = ([x]) => x.mul(2);
const fail = (): never => {
  throw new TypeError("the author's mistake");
};
const asRecord = (text: string): unknown => JSON.parse(text);

export const inDefinitions: Mistakes = {
  "an empty name": ['OP_INVALID "" is not an op name', { op: () => define({ scalar, name: "" }) }],
  "a name of a prototype": [
    "OP_INVALID is not an op name; use lower",
    { op: () => define({ scalar, name: "__proto__" }) },
  ],
  "a name that is a number": ["OP_INVALID 3 is not an op name", { op: () => define({ scalar, name: 3 }) }],
  "no name": ["OP_INVALID missing is not an op name", { op: () => define({ scalar, name: undefined }) }],
  "a name that graphs use": [
    "OP_INVALID a part of every graph; give another",
    { op: () => define({ scalar, name: "constant" }) },
  ],
  "a misspelled field": [
    'ARGUMENT_INVALID defineOp: planted: has no option "gradient"',
    { op: () => define({ scalar, gradient: fail }) },
  ],
  "no form": ["OP_INVALID give one form", { op: () => define({}) }],
  "two forms at once": [
    "OP_INVALID is { scalar, loops }; give one form",
    { op: () => define({ scalar, loops: fail }) },
  ],
  "a function as the form": [
    "OP_INVALID the forward of planted is a function",
    { op: () => define({ scalar, forward: scalar }) },
  ],
  "a form that is no function": [
    "OP_INVALID scalar of planted is the number 1",
    { op: () => define({ forward: { scalar: 1 } }) },
  ],
  "a region without its types": [
    "OP_INVALID types of planted is undefined",
    { op: () => define({ forward: { region: fail } }) },
  ],
  "inputs that are a text": [
    'OP_INVALID its inputs are "x"; give a list of names',
    { op: () => define({ scalar, inputs: "x" }) },
  ],
  "an input that is a number": [
    "OP_INVALID its inputs are [1]; give a list",
    { op: () => define({ scalar, inputs: [1] }) },
  ],
  "an input of a prototype": [
    "OP_INVALID give a list of names",
    { op: () => define({ scalar, inputs: ["__proto__"] }) },
  ],
  "inputs with a hole": ["OP_INVALID its inputs are [missing", { op: () => define({ scalar, inputs: new Array(1) }) }],
  "two inputs of one name": [
    'OP_INVALID has two inputs "x"; rename',
    { op: () => define({ scalar, inputs: ["x", "x"] }) },
  ],
  "inputs and variadic": [
    "OP_INVALID leave out one of them",
    { op: () => define({ scalar, inputs: ["x"], variadic: true }) },
  ],
  "attributes in a list": ["ARGUMENT_INVALID give a record", { op: () => define({ scalar, attributes: [1] }) }],
  "attributes that are null": ["ARGUMENT_INVALID give a record", { op: () => define({ scalar, attributes: null }) }],
  "an attribute without a default": [
    'OP_INVALID the default of the attribute "by" of planted is missing, which does not say',
    { op: () => define({ scalar, attributes: { by: undefined } }) },
  ],
  "an attribute that is a function": [
    'OP_INVALID the default of the attribute "by" of planted is a function',
    { op: () => define({ scalar, attributes: { by: fail } }) },
  ],
  "an attribute that is a date": [
    'OP_INVALID the default of the attribute "by" of planted is a record',
    { op: () => define({ scalar, attributes: { by: new Date(0) } }) },
  ],
  "an attribute that is an array of bytes": [
    "OP_INVALID does not say what is allowed",
    { op: () => define({ scalar, attributes: { by: new Uint8Array(2) } }) },
  ],
  "an attribute of items of two kinds": [
    'OP_INVALID the default of the attribute "by" of planted is [1, "x"]',
    { op: () => define({ scalar, attributes: { by: [1, "x"] } }) },
  ],
  "an attribute named as a prototype": [
    'OP_INVALID has an attribute "__proto__"',
    { op: () => define({ scalar, attributes: asRecord('{ "__proto__": 1 }') }) },
  ],
  "an attribute with a prototype in it": [
    "OP_INVALID does not say what is allowed",
    { op: () => define({ scalar, attributes: { by: asRecord('{ "__proto__": 1 }') } }) },
  ],
  "a misspelled trait": [
    "ARGUMENT_INVALID did you mean commutative?",
    { op: () => define({ scalar, traits: { comutative: true } }) },
  ],
  "a trait that is a text": [
    'OP_INVALID its trait impure is "yes"',
    { op: () => define({ scalar, traits: { impure: "yes" } }) },
  ],
  "a reason that is true": [
    "OP_INVALID give the reason, as a text",
    { op: () => define({ scalar, nonDifferentiable: true }) },
  ],
  "a reason that is empty": [
    "OP_INVALID give the reason, as a text",
    { op: () => define({ scalar, nonDifferentiable: "" }) },
  ],
  "a vjp, and a reason for having none": [
    "OP_INVALID has a vjp and says that it has none",
    { op: () => define({ scalar, nonDifferentiable: "no", vjp: () => [] }) },
  ],
  "parameters that are no text": ["OP_INVALID takes is 3; give the names", { op: () => define({ scalar, takes: 3 }) }],
  "a result of no dtype": ['OP_INVALID the result is "f16"', { op: () => define({ scalar, result: "f16" }) }],
  "a result that is not said": [
    'OP_INVALID its scalar form gives bool; say result: "bool"',
    { op: () => define({ scalar: ([x]) => x.gt(0) }) },
  ],
  "a result that is said, and is another": [
    "OP_INVALID gives f32; say so in result",
    { op: () => define({ scalar, result: "bool" }) },
  ],
  "a call that is no function": [
    "OP_INVALID call of planted is the number 3",
    { op: () => define({ scalar, call: 3 }) },
  ],
  "a call that throws": [
    "OP_INVALID its call threw TypeError: oh; correct it there",
    {
      op: () =>
        define({
          scalar,
          call: () => {
            throw new TypeError("oh");
          },
        }),
    },
  ],
  "a call that returns a number": [
    "OP_INVALID its call returned the number 3",
    { op: () => define({ scalar, call: () => 3 }) },
  ],
  "a call that returns nothing": [
    "OP_INVALID its call returned undefined; return what apply returned",
    { op: () => define({ scalar, call: () => () => undefined }) },
  ],
  "a call that waits": [
    "OP_INVALID its call returned a promise",
    { op: () => define({ scalar, call: () => async () => await Promise.resolve() }) },
  ],
  "a call whose function throws": [
    "ARGUMENT_INVALID planted: cannot be called with a tensor f32[2,3] (TypeError: oh)",
    {
      op: () =>
        define({
          scalar,
          call: () => () => {
            throw new TypeError("oh");
          },
        }),
    },
  ],
  "a check that is no function": [
    "OP_INVALID check of planted is the number 3",
    { op: () => define({ scalar, check: 3 }) },
  ],
  "a check that throws a bare error": [
    "OP_INVALID its check threw TypeError: oh",
    {
      op: () =>
        define({
          scalar,
          check: () => {
            throw new TypeError("oh");
          },
        }),
    },
  ],
  "a check that waits": [
    "OP_INVALID is asynchronous",
    { op: () => define({ scalar, check: async () => await Promise.resolve() }) },
  ],
  "a check that says no": [
    "OP_INVALID its check returned the boolean false",
    { op: () => define({ scalar, check: () => false }) },
  ],
  "indices that are no function": [
    "OP_INVALID indices of planted is the number 3",
    { op: () => define({ scalar, indices: 3 }) },
  ],
  "indices that are no list": [
    "OP_INVALID its indices returned the number 3",
    { op: () => define({ scalar, indices: () => 3 }) },
  ],
  "indices that throw": [
    "OP_INVALID its indices threw TypeError: oh",
    {
      op: () =>
        define({
          scalar,
          indices: () => {
            throw new TypeError("oh");
          },
        }),
    },
  ],
  "a call that is not nested": [
    "OP_INVALID it gets apply, and returns the function: call: (apply) => (x) => apply([x])",
    { op: () => define({ scalar, call: (x: never) => mul(x, 2 as never) }) },
  ],
  "a call that applies to a tensor": [
    "OP_INVALID its call applies it to a tensor f32[2,3]; give a list of its inputs",
    { op: () => define({ scalar, call: (apply: (x: unknown) => readonly unknown[]) => (x: unknown) => apply(x) }) },
  ],
  "a call without inputs": [
    "ARGUMENT_INVALID x is missing; call it as planted(x, options?)",
    { apply: (op) => () => op() },
  ],
  "a call with too many inputs": ["ARGUMENT_INVALID its options are a tensor", { apply: (op) => (x) => op(x, x) }],
  "a call with data": ["ARGUMENT_INVALID x is a list of 3, not a tensor", { apply: (op) => () => op([1, 2, 3]) }],
  "a call outside of a trace": ["NOT_TRACING work only inside trace", { afterwards: (op) => op(3) }],
  "an attribute that there is not": [
    'ATTRIBUTE_INVALID has no attribute "to"; it has none',
    { apply: (op) => (x) => op(x, { to: 3 }) },
  ],
  "an attribute of another kind": [
    'ATTRIBUTE_INVALID the attribute "by" is "3"; give a finite number',
    { op: () => define({ scalar, attributes: { by: 2 } }), apply: (op) => (x) => op(x, { by: "3" }) },
  ],
  "an attribute that is NaN": [
    'ATTRIBUTE_INVALID the attribute "by" is NaN; give a finite number',
    { op: () => define({ scalar, attributes: { by: 2 } }), apply: (op) => (x) => op(x, { by: Number.NaN }) },
  ],
  "an attribute that is a function in a call": [
    "ATTRIBUTE_INVALID is a function; give a finite number",
    { op: () => define({ scalar, attributes: { by: 2 } }), apply: (op) => (x) => op(x, { by: fail }) },
  ],
  "an attribute that is null": [
    'ARGUMENT_INVALID "by" is null; leave it out for its default',
    { op: () => define({ scalar, attributes: { by: 2 } }), apply: (op) => (x) => op(x, { by: null }) },
  ],
};
