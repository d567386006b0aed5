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
  ATTRIBUTE_INVALID: "An option of an op or a layer that is not allowed. Give one that the sentence names.",
  ARGUMENT_INVALID: "An argument that is not allowed. Give what the sentence asks for.",
  OP_INVALID: "The definition of an op that cannot work. Correct what the sentence names in it.",
  OP_UNKNOWN: "A graph that names an op which nobody brought along. Give its plugin in `plugins`.",
  OP_DUPLICATE: "Two ops of one name. Rename one, or leave one plugin out.",
  PLUGIN_INVALID: "A plugin that cannot work. Correct what the sentence names in it.",
  PLUGIN_MISMATCH: "A graph made with another version of a plugin. Load it with that version.",
  NOT_TRACING: "An op that was called outside of `trace`. Ops build graphs; compute with a compiled program.",
  TRACE_MIXED: "A tensor of one traced function, used in another. Pass it as an input.",
  VJP_MISSING: "A derivative of an op that has none. Give it a `vjp`.",
  NOT_DIFFERENTIABLE:
    "A derivative where there is none. Put `stopGradient` around the op, or take one that has a slope.",
  LOSS_NOT_SCALAR: "A gradient of something that is not one number. Reduce it with `mean` or `sum`.",
  GRAPH_CYCLE:
    "A graph whose node depends on itself. Let one of the nodes that the sentence names read something else.",
  GRAPH_REFERENCE: "A graph that reads what is not there. Correct the name, or add the node.",
  GRAPH_INVALID:
    "A graph that breaks a rule. Write it anew with `graphToJson` or `printGraph`; of one that was edited, correct the node that the sentence names.",
  PARSE_FAILED: "A text that is no graph. Correct it at the line and column of the sentence.",
  INPUT_MISSING: "A program that was run without one of its inputs. Pass it too.",
  INPUT_MISMATCH:
    "Data that is not what a program was compiled for. Pass what the sentence asks for, or compile for the other type.",
  NON_FINITE:
    "NaN or an infinity where `checkFinite` looks for them. Keep from the op that the sentence names what it cannot take: add a small number before a division, `clamp` before a logarithm.",
  PASS_CHANGED_VALUES:
    "A pass or rule that changed what a graph computes. Correct the rule that the sentence names, or leave it out.",
  HOST_OP_FAILED: "An error in the function of a host op. Its `cause` is the error; give the op what it can take.",
  USER_CODE_FAILED:
    "An error in a function that was handed in. Its `cause` is the error, with the line where it was thrown.",
  BACKEND_UNSUPPORTED:
    "Something that the backend or the engine cannot do. Do with less, as the sentence says, or use the other backend.",
  THREAD_LOST: "A thread that ended in the middle of a run. Compile again; resume a training from its checkpoint.",
  DATA_EMPTY: "Data without examples. Give at least one.",
  DATA_INVALID: "Data that is not what it should be. Correct it at the place that the sentence names.",
  DATA_SOURCE_FAILED:
    "A source of data that failed. Its `cause` is the error; a source that is read in every epoch is a function that opens it anew.",
  LABEL_OUT_OF_RANGE:
    "A label outside of the classes. Correct it, or give the loss `ignoreLabel` for rows that have none.",
  INDEX_OUT_OF_RANGE:
    "An index outside of what it indexes, where `checkIndices` looks for it. Correct it, or say `outside` where the op takes it.",
  TRAINER_STATE:
    "A command that a trainer cannot follow in the state in which it is. A trainer that is idle is started; one that is running can be paused or stopped, and one that is paused resumed.",
  PROGRAM_BUSY:
    "A program that was used while it runs. Await the run before; for use inside of its own host op, compile it again.",
  PROGRAM_RELEASED: "A program that was used after `release`. Compile again.",
  FILE_INVALID: "A file that breaks the rules of its format. Give a file of that format, as a whole.",
  CHECKPOINT_INVALID:
    "A checkpoint that is damaged, or a file that is none. Resume from the one before: `resumeFrom` passes over damaged ones by itself.",
  CHECKPOINT_MISMATCH:
    "A checkpoint of another model, optimizer or data. Start with the configuration that wrote it; `fitParameters` takes parameters of another model over, with `rename` and `partial`.",
  STORAGE_FAILED:
    "A disk or browser storage that refused to read or write. Its `cause` is the refusal: look at the path, the rights and the space.",
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
  if (program !== undefined)
    return `\`\`\`ts fails=${code}\n${program.text}\n\`\`\`\n\n\`\`\`txt\n${program.printed}\n\`\`\`\n`;
  const reason = Object.entries(failingPrograms).find(([each]) => each === code)?.[1];
  return typeof reason === "string" ? `${reason}\n` : "";
}
