/** The page of the codes of errors: each with calls that are refused with it. */
import { formatTensorType, type OpSamples, type RensaErrorCode } from "@rensa/core";
import { failingPrograms } from "../../programs/failing-programs.ts";
import type { FailedProgram } from "./run-programs.ts";
import { inlineCode } from "./markdown.ts";

/** What each code means, and what repairs it. */
const meanings: Readonly<Record<RensaErrorCode, string>> = {
  SHAPE_MISMATCH:
    "Shapes that do not go together. Compare the two shapes in the sentence; `reshape`, `expandDims`, `transpose` or `broadcastTo` make one fit the other.",
  DTYPE_MISMATCH: "Element types that do not go together. Convert one with `cast`.",
  RANK_MISMATCH: "A tensor with too few or too many axes. `reshape`, `expandDims` or `squeeze` change their number.",
  ATTRIBUTE_INVALID: "An option of an op or a layer that is not allowed. The sentence says what is.",
  ARGUMENT_INVALID: "An argument that is not allowed. The sentence says what is.",
  OP_INVALID: "The definition of an op that cannot work. The sentence names what is wrong in it.",
  OP_UNKNOWN: "A graph that names an op which nobody brought along. Give its plugin in `plugins`.",
  OP_DUPLICATE: "Two ops of one name. Rename one, or leave one plugin out.",
  PLUGIN_INVALID: "A plugin that cannot work. The sentence names what is wrong in it.",
  PLUGIN_MISMATCH: "A graph made with another version of a plugin. Load it with that version.",
  NOT_TRACING: "An op that was called outside of `trace`. Ops build graphs; compute with a compiled program.",
  TRACE_MIXED: "A tensor of one traced function, used in another. Pass it as an input.",
  VJP_MISSING: "A derivative of an op that has none. Give it a `vjp`.",
  NOT_DIFFERENTIABLE: "A derivative where there is none, by an integer for example.",
  LOSS_NOT_SCALAR: "A gradient of something that is not one number. Reduce it with `mean` or `sum`.",
  GRAPH_CYCLE: "A graph whose node depends on itself.",
  GRAPH_REFERENCE: "A graph whose node reads what is not there.",
  GRAPH_INVALID: "A graph that breaks a rule. The sentence names node and rule.",
  PARSE_FAILED: "A text that is no graph. The sentence names line and column.",
  INPUT_MISSING: "A program that was run without one of its inputs.",
  INPUT_MISMATCH: "Data that is not what a program was compiled for.",
  NON_FINITE: "NaN or an infinity where `checkFinite` looks for them. The sentence names the op that made the first.",
  PASS_CHANGED_VALUES: "A pass or rule that changed what a graph computes.",
  HOST_OP_FAILED: "An error in the function of a host op. Its cause is the error.",
  USER_CODE_FAILED: "An error in a function that was handed in. Its cause is the error.",
  BACKEND_UNSUPPORTED: "Something that the backend or the engine cannot do.",
  THREAD_LOST: "A thread that ended in the middle of a run. Compile again; resume a training from its checkpoint.",
  DATA_EMPTY: "Data without examples.",
  DATA_INVALID: "Data that is not what it should be. The sentence names the place.",
  DATA_SOURCE_FAILED: "A source of data that failed. Its cause is the error.",
  LABEL_OUT_OF_RANGE: "A label outside of the classes.",
  INDEX_OUT_OF_RANGE: "An index outside of what it indexes, where `checkIndices` looks for it.",
  TRAINER_STATE: "A command that a trainer cannot follow in the state in which it is.",
  PROGRAM_BUSY: "A program that was used while it runs. Await the run before.",
  PROGRAM_RELEASED: "A program that was used after `release`. Compile again.",
  FILE_INVALID: "A file that breaks the rules of its format.",
  CHECKPOINT_INVALID: "A checkpoint that is damaged.",
  CHECKPOINT_MISMATCH: "A checkpoint of another model, optimizer or data.",
  STORAGE_FAILED: "A disk or browser storage that refused to read or write.",
  INTERNAL: "A mistake in Rensa itself. Please tell us, with what you did.",
};

/**
 * Makes the page.
 *
 * @param programs - what fails with each code, as it was run.
 */
export function errorCodesPage(samples: Iterable<OpSamples>, programs: ReadonlyMap<string, FailedProgram>): string {
  const refused = new Map<string, string[]>();
  for (const { op, errors } of samples) {
    for (const { name, code, inputs } of errors ?? []) {
      const line = `${inlineCode(op.definition.name)}: ${name} (${inlineCode(inputs.map(formatTensorType).join(", "))})`;
      refused.set(code, [...(refused.get(code) ?? []), line]);
    }
  }
  const sections = Object.entries(meanings).map(([code, meaning]) => {
    const examples = (refused.get(code) ?? []).slice(0, 5).map((line) => `- ${line}`);
    const shown = examples.length === 0 ? "" : `\nOps that refuse something with it:\n\n${examples.join("\n")}\n`;
    return `## ${code} {#${code.toLowerCase()}}\n\n${meaning}\n\n${programText(code, programs)}${shown}`;
  });
  return `---\ntitle: Codes of errors\neditLink: false\n---\n\n# Codes of errors\n\nEvery [\`RensaError\`](/reference/errors/RensaError) has a code that never changes its meaning, and a sentence that says what to do.\n\n${sections.join("\n")}`;
}

/** A program that fails, and what it prints; else why there is none. */
function programText(code: string, programs: ReadonlyMap<string, FailedProgram>): string {
  const program = programs.get(code);
  if (program !== undefined) return `\`\`\`ts\n${program.text}\n\`\`\`\n\n\`\`\`txt\n${program.printed}\n\`\`\`\n`;
  const reason = Object.entries(failingPrograms).find(([each]) => each === code)?.[1];
  return typeof reason === "string" ? `${reason}\n` : "";
}
