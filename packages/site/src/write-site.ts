/** Writes all pages of the site as Markdown, for VitePress to build. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeGuides } from "./guides/write-guides.ts";
import { canThrow } from "./reference/completeness/can-throw.ts";
import { gapsIn, type Gap } from "./reference/completeness/gaps.ts";
import { entryPoints } from "./reference/entry-points.ts";
import { internalTypeFaults } from "./reference/internal-types.ts";
import { readSources } from "./reference/read-sources.ts";
import { exportedSymbols } from "./reference/symbols.ts";
import { writeReference } from "./reference/write-reference.ts";
import { root } from "./root.ts";
import { playPage } from "./runnable/play-page.ts";
import { writeEditor } from "./runnable/write-editor.ts";
import { writeModules } from "./runnable/write-modules.ts";
import { writeSourcePages } from "./sources/source-pages.ts";
import { writeDigits } from "./write-digits.ts";

/** What was written. */
export interface WrittenSite {
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
  const open = join(folder, "public");
  rmSync(folder, { recursive: true, force: true });
  let pages = 0;
  const write = (page: string, text: string): void => {
    const path = join(folder, `${page}.md`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    pages++;
  };
  tell("Reading the sources");
  const doors = entryPoints();
  // In processes of their own, while this one reads.
  const programs = Promise.all([writeModules(doors, join(open, "run")), writeEditor(doors, join(open, "run"))]);
  const symbols = exportedSymbols(await readSources(doors, reuse), doors);
  tell(`Writing ${String(symbols.length)} pages of the reference`);
  await writeReference(symbols, write);
  tell("Copying the guides");
  const linked = writeGuides(write, join(open, "pictures"));
  write("/play", playPage());
  tell("Copying the sources");
  cpSync(join(root, "packages", "site", "theme", "public"), open, { recursive: true });
  writeDigits(open);
  await writeSourcePages([...new Set([...symbols.map(({ file }) => `packages/${file}`), ...linked])], open);
  await programs;
  return { pages, gaps: gapsIn(symbols, canThrow), internalTypes: internalTypeFaults(symbols) };
}
