/** Mistakes in rules: patterns that match nothing, replacements that are none, and that are wrong. */
import { isTensor, type Tensor } from "@rensa/core";
import { add, cast, exp, expandDims, mul, neg, sum } from "@rensa/ops";
import { plugin, ruleOf, type AnyOp, type Mistakes, type Work } from "./src/work.ts";

const pattern = (op: AnyOp) => ({ op, inputs: [{ op: neg, inputs: ["x"] }] });
/** Samples in which a rule on the cube of a negative fires. */
const ofNegative: Work = { apply: (op) => (x) => op(neg(x)), reference: (x: number) => -(x ** 3) };
let kept: Tensor | undefined;

export const inRules: Mistakes = {
  "a rule without a name": [
    "ARGUMENT_INVALID has no name; give its equation",
    { rules: (op) => [ruleOf("", pattern(op), () => null)] },
  ],
  "a rule without an op": [
    "ARGUMENT_INVALID the pattern is a record; give what has op",
    { rules: () => [ruleOf("?", { inputs: ["x"] }, () => null)] },
  ],
  "a rule that names its op": [
    'ARGUMENT_INVALID the op of its pattern is "planted"',
    { rules: () => [ruleOf("?", { op: "planted" }, () => null)] },
  ],
  "a rule of more inputs than its op has": [
    "ARGUMENT_INVALID has 2 patterns for the inputs of planted; give 1: x",
    { rules: (op) => [ruleOf("?", { op, inputs: ["x", "y"] }, () => null)] },
  ],
  "a rule of an attribute that there is not": [
    'ARGUMENT_INVALID planted has no attribute "slope"',
    { rules: (op) => [ruleOf("?", { op, attributes: { slope: 1 } }, () => null)] },
  ],
  "a rule of inputs that are a text": [
    'ARGUMENT_INVALID the inputs of planted is "x"; give a list',
    { rules: (op) => [ruleOf("?", { op, inputs: "x" }, () => null)] },
  ],
  "a rule of an input that is null": [
    "ARGUMENT_INVALID the pattern of input 0 of planted is null",
    { rules: (op) => [ruleOf("?", { op, inputs: [null] }, () => null)] },
  ],
  "a rule of a value that is a text": [
    'ARGUMENT_INVALID is "1"; give { value: 1 }',
    { rules: (op) => [ruleOf("?", { op, inputs: [{ value: "1" }] }, () => null)] },
  ],
  "a misspelled part of a pattern": [
    'ARGUMENT_INVALID has no option "input"; did you mean inputs?',
    { rules: (op) => [ruleOf("?", { op, input: ["x"] }, () => null)] },
  ],
  "a rule that replaces nothing": [
    "ARGUMENT_INVALID give a function",
    { rules: (op) => [ruleOf("?", pattern(op), 3 as never)] },
  ],
  "rules that are no list": [
    'ARGUMENT_INVALID rewrites of "planted" is a record; give a list',
    { plugin: (op) => plugin(op, { rewrites: ruleOf("?", pattern(op), () => null) }) },
  ],
  "a rule that is null": [
    'ARGUMENT_INVALID rule 0 of "planted" is null',
    { plugin: (op) => plugin(op, { rewrites: [null] }) },
  ],
  "a rule of a hole": [
    'ARGUMENT_INVALID rule 0 of "planted" is missing',
    { plugin: (op) => plugin(op, { rewrites: new Array(1) }) },
  ],
  "a rule that throws": [
    'OP_INVALID The rule "?": it threw TypeError: oh; correct it there',
    {
      ...ofNegative,
      rules: (op) => [
        ruleOf("?", pattern(op), () => {
          throw new TypeError("oh");
        }),
      ],
    },
  ],
  "a rule that waits": [
    "OP_INVALID it returned a promise",
    { ...ofNegative, rules: (op) => [ruleOf("?", pattern(op), async ({ x }) => await Promise.resolve(x))] },
  ],
  "a rule that returns nothing": [
    "OP_INVALID it returned undefined; return a tensor, a number, or null",
    { ...ofNegative, rules: (op) => [ruleOf("?", pattern(op), () => undefined)] },
  ],
  "a rule that returns a text": [
    "OP_INVALID it returned a string",
    { ...ofNegative, rules: (op) => [ruleOf("?", pattern(op), () => "x")] },
  ],
  "a rule that returns a list": [
    "OP_INVALID it returned a list of 1",
    { ...ofNegative, rules: (op) => [ruleOf("?", pattern(op), ({ x }) => [x])] },
  ],
  "a rule that returns what it kept": [
    "rules: it returned a tensor of another graph",
    { ...ofNegative, rules: (op) => [ruleOf("?", pattern(op), ({ x }) => (kept ??= x))] },
  ],
  "a rule of what the pattern does not capture": [
    'OP_INVALID The rule "?": neg: x is missing',
    { ...ofNegative, rules: (op) => [ruleOf("?", pattern(op), ({ y }) => neg(y as Tensor))] },
  ],
  "a rule whose parts do not fit": [
    'OP_INVALID The rule "?": add: [2, 3] and [2] do not broadcast',
    {
      ...ofNegative,
      rules: (op) => [ruleOf("?", pattern(op), ({ x }) => add(x as Tensor, sum(x as Tensor, 1) as never))],
    },
  ],
  "a rule that never fires": [
    'rules: the rule "?" fires is 0 instead of one at least',
    {
      reference: (x: number) => x ** 3,
      rules: (op) => [ruleOf("?", { op, inputs: [{ op: exp, inputs: ["x"] }] }, () => null)],
    },
  ],
  "a rule of another shape": [
    "rules: does not fit: f32[1, 2, 3] in place of f32[2, 3]",
    { ...ofNegative, rules: (op) => [ruleOf("?", pattern(op), ({ x }) => expandDims(x as Tensor, 0))] },
  ],
  "a rule of another dtype": [
    'rules: by the rule "?"',
    { ...ofNegative, rules: (op) => [ruleOf("?", pattern(op), ({ x }) => cast(x as Tensor, "f64"))] },
  ],
  "a rule that undoes itself": [
    "rules: comes to no end",
    { ...ofNegative, rules: (op) => [ruleOf("?", pattern(op), ({ x }) => op(neg(x as Tensor)))] },
  ],
  "a rule that grows": [
    "rules: comes to no end",
    { ...ofNegative, rules: (op) => [ruleOf("?", pattern(op), ({ x }) => op(neg(mul(x as Tensor, 1))))] },
  ],
  "two rules that undo each other": [
    "rules: comes to no end",
    {
      ...ofNegative,
      rules: (op) => [
        ruleOf("one", pattern(op), ({ x }) => neg(op(x))),
        ruleOf("other", { op: neg, inputs: [{ op, inputs: ["x"] }] }, ({ x }) => op(neg(x as Tensor))),
      ],
    },
  ],
  "a rule that is off by 1e-4": [
    'rules: by the rule "?"',
    { ...ofNegative, rules: (op) => [ruleOf("?", pattern(op), ({ x }) => mul(op(x), -1.0001))] },
  ],
  "a rule that is wrong in a region": [
    "rules: inside scan",
    {
      ...ofNegative,
      rules: (op) => [
        ruleOf("?", pattern(op), ({ x }) =>
          isTensor(x) && x.reference.node.startsWith("element") ? op(x) : neg(op(x)),
        ),
      ],
    },
  ],
};
