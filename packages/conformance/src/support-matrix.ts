/** supportMatrix: what every op can do, as Markdown tables whose cells are found by running the op's samples. */
import { checkKind, RensaError, type OpSamples } from "@rensa/core";

/** `"yes"`, `"no"`, or, where neither says it all, the reason. */
export type Verdict = string;

/** One column of the tables. */
export interface SupportColumn {
  /** Its heading. */
  readonly title: string;
  /** What "yes" says, as a sentence. */
  readonly meaning: string;
  /** True where its cells are words to read, not verdicts. */
  readonly isText?: boolean;
  /** Finds out by running the samples of an op. */
  readonly judge: (samples: OpSamples) => Promise<Verdict>;
}

/** The ops of one table. */
export interface SupportFamily {
  readonly name: string;
  readonly ops: readonly OpSamples[];
}

/** One row: an op and its verdicts, in the order of the columns. */
interface Row {
  readonly name: string;
  readonly verdicts: readonly Verdict[];
}

/**
 * A table per family with a row per op and a column per question. Reasons become footnotes, each once. A judge that
 * throws is answered with "no" and the error.
 *
 * @param families - The ops, by family.
 * @param columns - The questions.
 * @param onOp - Is told of each op before it is asked about.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { forwardColumn, supportMatrix } from "@rensa/conformance";
 * import { sampleTensor, type Tensor } from "@rensa/core";
 * import { exp } from "@rensa/ops";
 *
 * const sample = { name: "a vector", inputs: [sampleTensor([3])], apply: (x: Tensor) => exp(x) };
 * const samples = { op: exp, samples: [sample], reference: Math.exp };
 * const text = await supportMatrix([{ name: "Functions", ops: [samples] }], [forwardColumn]);
 * console.log(text.split("\n").filter((line) => line.startsWith("|")).join("\n"));
 * // | op    | forward |
 * // | ----- | ------- |
 * // | `exp` | yes     |
 * ```
 */
export async function supportMatrix(
  families: readonly SupportFamily[],
  columns: readonly SupportColumn[],
  onOp?: (name: string) => void,
): Promise<string> {
  checkKind("supportMatrix: the families", families, "list");
  checkKind("supportMatrix: the columns", columns, "list");
  if (onOp !== undefined) checkKind("supportMatrix: onOp", onOp, "function");
  const reasons: string[] = [];
  const sections: string[] = [];
  for (const { name, ops } of families) {
    const rows: Row[] = [];
    for (const samples of ops) {
      onOp?.(samples.op.definition.name);
      rows.push({ name: samples.op.definition.name, verdicts: await judged(samples, columns) });
    }
    sections.push(`## ${name}\n\n${table(columns, rows, reasons)}`);
  }
  const meanings = columns.map(({ title, meaning }) => `- **${title}**: ${meaning}`).join("\n");
  const notes = reasons.map((reason, at) => `[^${String(at + 1)}]: ${reason}`).join("\n\n");
  return [meanings, ...sections, ...(notes === "" ? [] : [notes])].join("\n\n") + "\n";
}

/**
 * The headings and the ops of a text that {@link supportMatrix} made: what can be checked without running anything.
 *
 * @param text - The text.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { readSupportMatrix } from "@rensa/conformance";
 *
 * const text = "| op | forward |\n| --- | --- |\n| `exp` | yes |";
 * console.log(readSupportMatrix(text)); // { titles: ["forward"], ops: ["exp"] }
 * ```
 */
export function readSupportMatrix(text: string): {
  readonly titles: readonly string[];
  readonly ops: readonly string[];
} {
  checkKind("readSupportMatrix: the text", text, "string");
  const lines = text.split("\n").filter((line) => line.startsWith("|"));
  const cells = lines.map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
  const titles = cells[0]?.slice(1) ?? [];
  const ops = cells.flatMap(([first = ""]) => (/^`.*`$/.test(first) ? [first.slice(1, -1)] : []));
  return { titles, ops };
}

async function judged(samples: OpSamples, columns: readonly SupportColumn[]): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  // One after the other: backends with threads take turns anyway.
  for (const { judge } of columns) {
    try {
      verdicts.push(await judge(samples));
    } catch (error) {
      // The message of an error of ours also names files of this machine.
      verdicts.push(`no: ${error instanceof RensaError ? error.sentence : String(error)}`);
    }
  }
  return verdicts;
}

function table(columns: readonly SupportColumn[], rows: readonly Row[], reasons: string[]): string {
  const lines = [
    ["op", ...columns.map(({ title }) => title)],
    ...rows.map(({ name, verdicts }) => [
      `\`${name}\``,
      ...verdicts.map((verdict, at) => (columns[at]?.isText === true ? verdict : cellOf(verdict, reasons))),
    ]),
  ];
  const widths = (lines[0] ?? []).map((_, at) => Math.max(3, ...lines.map((line) => (line[at] ?? "").length)));
  const [head = "", ...body] = lines.map((line) => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | "));
  const rule = widths.map((width) => "-".repeat(width)).join(" | ");
  return [head, rule, ...body].map((line) => `| ${line} |`).join("\n");
}

/** A reason stands in a footnote, after "no" where it begins so. */
function cellOf(verdict: Verdict, reasons: string[]): string {
  if (verdict === "yes" || verdict === "no") return verdict;
  const [, word = "–", reason = verdict] = /^(yes|no): (.*)$/s.exec(verdict) ?? [];
  const line = reason.replace(/\s+/g, " ").trim();
  if (!reasons.includes(line)) reasons.push(line);
  return `${word}[^${String(reasons.indexOf(line) + 1)}]`;
}
