/** Writes all pages of the site as Markdown, for VitePress to build. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { OpSamples } from "@rensa/core";
import type { Reflection } from "typedoc";
import { collectSamples } from "../../ops/reference/collect.ts";
import { countedLayers, layerCost } from "./figures/layer-costs.ts";
import { drawnOperators, marblesOf } from "./figures/marbles.ts";
import { recordedEvent, recordedEvents } from "./figures/recorded-events.ts";
import { drawnSchedules, scheduleCurve } from "./figures/schedule-curves.ts";
import { drawnOptimizers, valleyPicture } from "./figures/valley.ts";
import { currentVersion } from "./guides/changelog.ts";
import { writeGuides } from "./guides/write-guides.ts";
import { callsInSource } from "./ops/calls-in-source.ts";
import { namesElsewhere } from "./ops/elsewhere.ts";
import { opPage } from "./ops/op-page.ts";
import { supportByOp } from "./ops/support-by-op.ts";
import { canThrow } from "./reference/completeness/can-throw.ts";
import { gapsIn, type Gap } from "./reference/completeness/gaps.ts";
import { errorCodesPage } from "./reference/error-codes-page.ts";
import { entryPoints } from "./reference/entry-points.ts";
import { families } from "./reference/families.ts";
import { familyPage, groupByFolder, referencePage } from "./reference/family-pages.ts";
import { runFailingPrograms } from "./reference/run-programs.ts";
import { internalTypeFaults } from "./reference/internal-types.ts";
import { readSources } from "./reference/read-sources.ts";
import { symbolPage, type PageContext } from "./reference/symbol-page.ts";
import { exportedSymbols, type ExportedSymbol } from "./reference/symbols.ts";
import { root } from "./root.ts";
import { playPage } from "./runnable/play-page.ts";
import { writeEditor } from "./runnable/write-editor.ts";
import { writeModules } from "./runnable/write-modules.ts";
import { writeDigits } from "./write-digits.ts";
import { namesWithWords, partsOf, wordsFor } from "./search/words.ts";
import { sourceAddress, writeSourcePages } from "./sources/source-pages.ts";

/** What was written. */
export interface WrittenSite {
  readonly folder: string;
  readonly pages: number;
  /** What docstrings lack. */
  readonly gaps: readonly Gap[];
  /** Where a page shows a type that is on none, as sentences. */
  readonly internalTypes: readonly string[];
}

/**
 * Writes them.
 *
 * @param reuse - takes what was read of the sources the last time.
 * @param tell - is told what is done next.
 */
export async function writeSite(reuse: boolean, tell: (what: string) => void): Promise<WrittenSite> {
  const folder = join(root, ".cache", "site", "pages");
  rmSync(folder, { recursive: true, force: true });
  const write = (page: string, text: string): void => {
    const path = join(folder, `${page}.md`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    pages++;
  };
  let pages = 0;
  tell("Reading the sources");
  const doors = entryPoints();
  // In processes of their own, while this one reads.
  const run = join(folder, "public", "run");
  const programs = Promise.all([writeModules(doors, run), writeEditor(doors, run)]);
  const symbols = exportedSymbols(await readSources(doors, reuse), doors);
  const context = contextOf(symbols);
  const listed = [
    ...namesWithWords,
    ...namesElsewhere,
    ...drawnSchedules,
    ...drawnOptimizers,
    ...countedLayers,
    ...drawnOperators,
    ...recordedEvents,
  ];
  const strangers = listed.filter((name) => !context.byName.has(name.slice(name.indexOf("/") + 1)));
  if (strangers.length > 0)
    throw new Error(`Lists of words and of other libraries name ${strangers.join(", ")}, which nothing is called.`);
  const samples = await samplesByOp();
  const calls = callsInSource();
  const support = supportByOp(readFileSync(join(root, "docs", "support-matrix.md"), "utf8"));
  const groups = new Map(
    groupByFolder(symbols.filter(({ family }) => family.id === "ops")).flatMap(([, some]) =>
      some.map((each) => [each, some] as const),
    ),
  );
  tell(`Writing ${String(symbols.length)} pages of the reference`);
  for (const symbol of symbols.filter(({ host }) => host === null)) {
    const sampled = symbol.family.id === "ops" ? samples.get(opNameOf(symbol)) : undefined;
    const related = (groups.get(symbol) ?? []).filter(({ reflection }) => reflection.kind === symbol.reflection.kind);
    const text =
      sampled === undefined
        ? await symbolPage(symbol, context, await figureOf(symbol))
        : await opPage(
            symbol,
            sampled,
            {
              related,
              support: support.get(sampled.op.definition.name) ?? new Map(),
              calls: calls.get(symbol.name) ?? new Map(),
            },
            context,
          );
    write(symbol.page, withKeywords(text, [symbol, ...context.guestsOf(symbol)]));
  }
  for (const family of families) {
    const own = symbols.filter((each) => each.family === family);
    write(`/reference/${family.id}/index`, familyPage(family, own, context.addressOf));
  }
  write(
    "/reference/index",
    referencePage(new Map(families.map(({ id }) => [id, symbols.filter(({ family }) => family.id === id).length]))),
  );
  write("/reference/errors/codes", errorCodesPage(samples.values(), await runFailingPrograms()));
  tell("Copying the guides");
  const linked = writeGuides(write, join(folder, "public", "pictures"));
  write("/play", playPage());
  tell("Copying the sources");
  cpSync(join(root, "packages", "site", "theme", "public"), join(folder, "public"), { recursive: true });
  writeDigits(join(folder, "public"));
  await writeSourcePages(
    [...new Set([...symbols.map(({ file }) => `packages/${file}`), ...linked])],
    join(folder, "public"),
  );
  await programs;
  return { folder, pages, gaps: gapsIn(symbols, canThrow), internalTypes: internalTypeFaults(symbols) };
}

function contextOf(symbols: readonly ExportedSymbol[]): PageContext {
  const pages = new Map<Reflection, string>(symbols.map(({ reflection, page }) => [reflection, page]));
  const addressOf = (target: Reflection): string | null => {
    for (let at: Reflection | undefined = target; at !== undefined; at = at.parent) {
      const page = pages.get(at);
      if (page !== undefined) return page;
    }
    return null;
  };
  const guests = new Map<ExportedSymbol, ExportedSymbol[]>();
  for (const symbol of symbols)
    if (symbol.host !== null) guests.set(symbol.host, [...(guests.get(symbol.host) ?? []), symbol]);
  return {
    addressOf,
    sourceOf: sourceAddress,
    version: currentVersion(),
    byName: new Map([...symbols].reverse().map((each) => [each.name, each])),
    guestsOf: (host) => guests.get(host) ?? [],
  };
}

async function samplesByOp(): Promise<ReadonlyMap<string, OpSamples>> {
  const { families: found, broken } = await collectSamples();
  if (broken.length > 0) throw new Error(broken.join("\n"));
  return new Map(found.flatMap(({ ops }) => ops.map((each) => [each.op.definition.name, each])));
}

/** `conv2dTranspose` is `conv2d_transpose` in graphs. */
function opNameOf({ name }: ExportedSymbol): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What shows a name at work. */
async function figureOf({ name, family }: ExportedSymbol): Promise<string | null> {
  switch (family.id) {
    case "schedules":
      return scheduleCurve(name);
    case "optimizers":
      return valleyPicture(name);
    case "layers":
      return layerCost(name);
    case "training":
      return (await recordedEvent(name)) ?? marblesOf(name);
    case "operators":
    case "checkpoints":
      return marblesOf(name);
    default:
      return null;
  }
}

/** Other words for what a page is about, which the search finds it by and which nobody sees. */
function withKeywords(text: string, symbols: readonly ExportedSymbol[]): string {
  const words = symbols.flatMap(({ name, family }) => wordsFor(name, family.id) ?? []).join(" ");
  const parts = symbols.flatMap(({ name }) => partsOf(name) ?? []).join(" ");
  return text.replace(
    "editLink: false\n",
    `editLink: false\nwords: ${JSON.stringify(words)}\nparts: ${JSON.stringify(parts)}\n`,
  );
}
