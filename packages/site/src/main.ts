/** `npm run docs`: writes the pages and builds the site. `npm run docs:serve` shows it. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { build } from "vitepress";
import { serve } from "../../browser-tests/test/serve.ts";
import { brokenLinks } from "./check-links.ts";
import { faultsOf, formatGaps } from "./reference/completeness/gaps.ts";
import { root } from "./root.ts";
import { missedQueries } from "./search/check-queries.ts";
import { queries } from "./search/queries.ts";
import { lookAt } from "./look/check-look.ts";
import { writeSite } from "./write-site.ts";

const theme = join(root, "packages", "site", "theme");
const site = join(root, "docs", "site");
const started = performance.now();

function tell(what: string): void {
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${what}`);
}

const program = new Command("docs")
  .description("Builds the documentation as a site into docs/site.")
  .option("--reuse", "take what was read of the sources the last time")
  .option("--serve", "show the site, on this machine only; it is built where it is not there")
  .option("--port <number>", "where to show it", "4173")
  .parse();
const {
  reuse = false,
  serve: shows = false,
  port,
} = program.opts<{ reuse?: boolean; serve?: boolean; port: string }>();

if (!shows || !existsSync(site)) await buildSite();
if (shows) {
  const { address } = await serve(site, { isolated: true, port: Number(port) });
  console.log(`The site is at ${address}, for this machine alone; Ctrl+C ends it.`);
}

async function buildSite(): Promise<void> {
  const { pages, gaps, internalTypes } = await writeSite(reuse, tell);
  if (gaps.length > 0) console.log(formatGaps(gaps));
  tell(`Building ${String(pages)} pages`);
  rmSync(site, { recursive: true, force: true });
  await build(theme);
  const broken = brokenLinks(site);
  const missed = await missedQueries(site);
  const barriers = await lookAt(site);
  if (barriers === null) console.log("There is no Chromium on this machine: nobody has looked at the site.");
  const faults = [...broken, ...missed, ...(barriers ?? []), ...faultsOf(gaps), ...internalTypes];
  for (const each of faults) console.error(each);
  if (faults.length > 0) {
    console.error(`The site has ${String(faults.length)} faults, which stand above.`);
    process.exitCode = 1;
  }
  tell(
    `The site stands in docs/site; ${String(queries.length - missed.length)} of ${String(queries.length)} searches find their page.`,
  );
}
