/** What an author may have meant, where what went wrong tells: the end of the sentence of an error. */

/** Advice on a bare error of a form, by the form and by what was thrown. */
const ofForms: readonly (readonly [form: RegExp, thrown: RegExp, advice: string])[] = [
  [
    /^scalar/,
    /is not a function$/,
    "its inputs come as a list, ([x]) => ..., of expressions with methods such as x.mul(2), x.exp() and x.gt(0)",
  ],
  [
    /^composite/,
    /is not a function$/,
    "its inputs come as a list, ([x]) => ..., of tensors, for which there are ops: mul(x, 2), and not x.mul(2)",
  ],
  [
    /^(?:loops|element|initial|add)/,
    /is not a function$/,
    "its inputs come as a list, ([x]) => ..., of operands that are read: x.at(i, j).mul(2), and not x.mul(2)",
  ],
  [
    /^(?:composite|host\.types|loops)/,
    /^Cannot read properties of undefined \(reading '\d+'\)$/,
    "an input has shape and dtype, and no data before the program runs: write what it computes, or read data in host.run",
  ],
];

/** How a bare error of a form is mended: by what it says, else by what is `known`. */
export function adviceOn(form: string, thrown: string, known: string): string {
  return ofForms.find(([what, message]) => what.test(form) && message.test(thrown))?.[2] ?? known;
}

/** Advice on errors of expressions, which do not know where they stand. */
const ofExpressions: readonly (readonly [end: RegExp, advice: string])[] = [
  [
    /(?<=A constant of an element is missing; give a number or a boolean)\.$/,
    `, and name in "inputs" and "attributes" all that it reads.`,
  ],
  [/(?<=A constant of an element is a record; give a number or a boolean)\.$/, ", and position(i) for an index i."],
  [/(?<=: (?:i32 and f\d\d|f\d\d and i32) differ; convert one of them)\.$/, ', such as position(i).to("f32").'],
];

/** A sentence about an expression, with what an author may have meant. */
export function withAdvice(sentence: string): string {
  const [end, advice] = ofExpressions.find(([pattern]) => pattern.test(sentence)) ?? [];
  return end === undefined || advice === undefined ? sentence : sentence.replace(end, advice);
}
