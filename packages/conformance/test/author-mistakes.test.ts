/**
 * What an author of a plugin gets wrong, and TypeScript did not see, is answered by a typed error with a sentence, the op
 * and the author's line, or found by the checks. To add a mistake, add a row to a table in `author/`.
 */
import { readFileSync } from "node:fs";
import { RensaError } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { findingText } from "../src/index.ts";
import { inDefinitions } from "./author/in-definitions.ts";
import { inDerivatives } from "./author/in-derivatives.ts";
import { inForms } from "./author/in-forms.ts";
import { inHostFunctions } from "./author/in-host-functions.ts";
import { inLoops } from "./author/in-loops.ts";
import { inKernels } from "./author/in-kernels.ts";
import { inPlugins } from "./author/in-plugins.ts";
import { inRules } from "./author/in-rules.ts";
import { inSamples } from "./author/in-samples.ts";
import { answerTo, type Mistakes } from "./author/src/work.ts";

const tables: Readonly<Record<string, Mistakes>> = {
  "in-definitions": inDefinitions,
  "in-forms": inForms,
  "in-loops": inLoops,
  "in-host-functions": inHostFunctions,
  "in-derivatives": inDerivatives,
  "in-rules": inRules,
  "in-kernels": inKernels,
  "in-plugins": inPlugins,
  "in-samples": inSamples,
};

/** The lines of a table in which a mistake is written. */
function linesOf(table: string, mistake: string): readonly [first: number, last: number] {
  const lines = readFileSync(new URL(`author/${table}.ts`, import.meta.url), "utf8").split("\n");
  const isRow = (line: string): boolean => /^ {2}"?[^\s"].*: (\[|\w+\()/.test(line);
  const first = lines.findIndex((line) => line.startsWith(`  "${mistake}": `));
  const next = lines.findIndex((line, at) => at > first && (isRow(line) || line.startsWith("}")));
  return [first + 1, next];
}

describe.each(Object.entries(tables))("an author's mistake %s", (table, mistakes) => {
  it.each(Object.entries(mistakes))("is answered: %s", async (mistake, [answer, work]) => {
    const [, code = "", piece = ""] = /^([A-Z_]+|[a-z ]+):? (.*)$/.exec(answer) ?? [];
    const found = await answerTo(work);
    if ("findings" in found) {
      const texts = found.findings.map(findingText);
      expect(
        found.findings.map(({ check }) => check),
        texts.join("\n"),
      ).toContain(code);
      expect(texts.join("\n")).toContain(piece);
      return;
    }
    const { error } = found;
    if (!(error instanceof RensaError)) throw error;
    expect(`${error.code} ${error.sentence}`).toContain(code);
    expect(error.sentence).toContain(piece);
    const place = error.written ?? error.origin;
    const [first, last] = linesOf(table, mistake);
    expect(place?.file, error.message).toContain(`/author/${table}.ts`);
    // At the end of the stack there is no room to map a line of what runs to one of the source.
    const isOverflow = error.sentence.includes("Maximum call stack");
    const line = isOverflow ? first : (place?.line ?? 0);
    expect([line >= first, line <= last], error.message).toEqual([true, true]);
    const isNamed = /^(ARGUMENT|PLUGIN)/.test(error.code) || error.sentence.includes("is not an op name");
    if (!isNamed) expect(error.op).toBeTypeOf("string");
  });
});
