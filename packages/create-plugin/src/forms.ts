/** The forms that a plugin's first op can have, and what the rest of the template says of them. */

/** The form of an op: a folder of `template/forms/`. */
export type PluginForm = "scalar" | "composite" | "loops" | "scan" | "host" | "random";

/** What the template's other files need to know of a form. */
interface FormTexts {
  /** What an op of this form is, as `--help` lists it. */
  readonly summary: string;
  /** What an author changes to make the op another one, as the README says it. */
  readonly change: string;
  /** What the example imports for its types. */
  readonly types: string;
  /** The inputs of the example, and the arguments of its call. */
  readonly inputs: string;
  readonly given: string;
  /** What the example is run with, and what comes out. */
  readonly data: string;
  readonly result: string;
  /** Whether the op is written in terms of other ops. */
  readonly usesOps: boolean;
}

const ofOne = { types: "f32", given: "x" };
const byWholeReference = "in plain TypeScript on whole tensors, as `tensorReference`";

/** The forms, in the order in which an author should try them. */
export const forms: Readonly<Record<PluginForm, FormTexts>> = {
  scalar: {
    ...ofOne,
    summary: "a formula for one element; its derivative is derived",
    change:
      "write its formula in `src/{{file}}.ts`, and in `src/{{file}}.samples.ts` the same formula for one number as `reference`. The derivative is derived",
    inputs: "x: f32(2)",
    data: "x: [0, 100]",
    result: "[0, 100]",
    usesOps: false,
  },
  composite: {
    ...ofOne,
    summary: "other ops; its derivative is theirs",
    change: `write it in other ops in \`src/{{file}}.ts\`, and in \`src/{{file}}.samples.ts\` what it computes ${byWholeReference}. The derivative is that of its parts`,
    inputs: "x: f32(3)",
    data: "x: [0, 0, 0]",
    result: "[0, 0, 0]",
    usesOps: true,
  },
  loops: {
    ...ofOne,
    summary: "each element as a formula of indices: windows, sums, gathers; you give the vjp",
    change: `write its loops and its vjp in \`src/{{file}}.ts\`, and in \`src/{{file}}.samples.ts\` what it computes ${byWholeReference}. The derivative is your vjp`,
    inputs: "x: f32(4)",
    data: "x: [1, 2, 3, 4]",
    result: "[1, 3, 6, 9]",
    usesOps: false,
  },
  scan: {
    ...ofOne,
    summary: "steps that depend on each other, as a loop in the graph; its derivative is derived",
    change: `write its step in \`src/{{file}}.ts\`, and in \`src/{{file}}.samples.ts\` what it computes ${byWholeReference}. The derivative is that of the loop`,
    inputs: "x: f32(2)",
    data: "x: [0, 0]",
    result: "[0, 0]",
    usesOps: true,
  },
  host: {
    ...ofOne,
    summary: "TypeScript on typed arrays, where nothing else can say it; you give the vjp",
    change: `write its types, its function and its vjp in \`src/{{file}}.ts\`, and in \`src/{{file}}.samples.ts\` what it computes ${byWholeReference}. The derivative is your vjp`,
    inputs: "x: f32(2)",
    data: "x: [0, 0]",
    result: "[0, 0]",
    usesOps: false,
  },
  random: {
    summary: "numbers drawn by a key, in other ops",
    change:
      "write it in other ops in `src/{{file}}.ts`. Random numbers have nothing to be compared with (`noReference`), so give `src/{{file}}.samples.ts` calls whose result is known. The derivative is that of its parts",
    types: "f32, i32",
    inputs: "key: i32(2), x: f32(2)",
    given: "key, x",
    data: "key: [1, 2], x: [Infinity, -Infinity]",
    result: "[Infinity, -Infinity]",
    usesOps: true,
  },
};

/**
 * The form of that name.
 *
 * @throws TypeError with a sentence for the author, where there is none.
 */
export function pluginForm(name: string): PluginForm {
  if (Object.hasOwn(forms, name)) return name as PluginForm;
  const known = Object.keys(forms).join(", ");
  throw new TypeError(`${JSON.stringify(name)} is not a form; give --form one of ${known}.`);
}
