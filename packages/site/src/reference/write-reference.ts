/** Writes the pages of the reference: one for each name that has its own, and those above them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OpSamples } from "@rensa/core";
import { collectSamples } from "../../../ops/reference/collect.ts";
import { figureOf, shownNames } from "../figures/figure-of.ts";
import { namesElsewhere } from "../ops/elsewhere.ts";
import { opPage, type OpSurroundings } from "../ops/op-page.ts";
import { supportByOp } from "../ops/support-by-op.ts";
import { root } from "../root.ts";
import { namesWithWords, withKeywords } from "../search/words.ts";
import { callsInSource } from "../written-calls.ts";
import { errorCodesPage } from "./error-codes-page.ts";
import { families } from "./families.ts";
import { familyPage, groupByFolder, referencePage } from "./family-pages.ts";
import { pageContext } from "./page-context.ts";
import { runFailingPrograms } from "./run-programs.ts";
import { symbolPage, type PageContext } from "./symbol-page.ts";
import type { ExportedSymbol } from "./symbols.ts";

/**
 * Writes them.
 *
 * @param write - writes a page.
 */
export async function writeReference(
  symbols: readonly ExportedSymbol[],
  write: (page: string, text: string) => void,
): Promise<void> {
  const context = pageContext(symbols);
  refuseStrangers(context);
  const ops = await sampledOps(symbols);
  for (const symbol of symbols.filter(({ host }) => host === null)) {
    const op = ops.get(symbol);
    const text =
      op === undefined
        ? await symbolPage(symbol, context, await figureOf(symbol))
        : await opPage(symbol, op.samples, op.surroundings, context);
    write(symbol.page, withKeywords(text, [symbol, ...context.guestsOf(symbol)]));
  }
  const counts = new Map<string, number>();
  for (const family of families) {
    const own = symbols.filter((each) => each.family === family);
    counts.set(family.id, own.length);
    write(`/reference/${family.id}/index`, familyPage(family, own, context.addressOf));
  }
  write("/reference/index", referencePage(counts));
  const samples = [...ops.values()].map((op) => op.samples);
  write("/reference/errors/codes", errorCodesPage(samples, await runFailingPrograms()));
}

/** Lists that name what is not there say nothing of what is. */
function refuseStrangers({ byName }: PageContext): void {
  const listed = [...namesWithWords, ...namesElsewhere, ...shownNames];
  const strangers = listed.filter((name) => !byName.has(name.slice(name.indexOf("/") + 1)));
  if (strangers.length === 0) return;
  throw new Error(`Lists of words and of figures name ${strangers.join(", ")}, which nothing is called.`);
}

interface SampledOp {
  readonly samples: OpSamples;
  readonly surroundings: OpSurroundings;
}

/** What is known of the ops that have samples. */
async function sampledOps(symbols: readonly ExportedSymbol[]): Promise<ReadonlyMap<ExportedSymbol, SampledOp>> {
  const { families: found, broken } = await collectSamples();
  if (broken.length > 0) throw new Error(broken.join("\n"));
  const known = new Map(found.flatMap(({ ops }) => ops.map((each) => [each.op.definition.name, each])));
  const calls = callsInSource();
  const support = supportByOp(readFileSync(join(root, "docs", "support-matrix.md"), "utf8"));
  const groups = groupByFolder(symbols.filter(({ family }) => family.id === "ops"));
  const sampled = groups.flatMap(([, group]) =>
    group.flatMap((symbol): (readonly [ExportedSymbol, SampledOp])[] => {
      const samples = known.get(nameInGraphs(symbol));
      if (samples === undefined) return [];
      const related = group.filter(({ reflection }) => reflection.kind === symbol.reflection.kind);
      const row = support.get(samples.op.definition.name) ?? new Map<string, string>();
      return [
        [symbol, { samples, surroundings: { related, support: row, calls: calls.get(symbol.name) ?? new Map() } }],
      ];
    }),
  );
  return new Map(sampled);
}

/** `conv2dTranspose` is `conv2d_transpose` in graphs. */
function nameInGraphs({ name }: ExportedSymbol): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
