/** npm run check:outside: what arrives in a user's hands, packed, installed, compiled, bundled and run. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { checkBundles } from "./bundle/check-bundles.ts";
import { checkPages } from "./chromium/check-pages.ts";
import { checkSizes } from "./check-sizes.ts";
import { checkTemplate } from "./check-template.ts";
import { install, isInstalled } from "./install.ts";
import { checkTarballs } from "./pack/check-tarballs.ts";
import { packInto, tarballsIn } from "./pack/pack.ts";
import { checkStranger } from "./check-stranger.ts";
import { CheckFailure } from "./run-command.ts";
import type { Place } from "./step.ts";
import { checkTypes } from "./types/check-types.ts";

interface Options {
  readonly only?: string;
  readonly folder?: string;
}

const steps = [checkTarballs, checkTypes, checkBundles, checkPages, checkTemplate, checkStranger, checkSizes];
const names = steps.map(({ name }) => name);

const options: Options = new Command("npm run check:outside --")
  .description(
    `What users get: packs all packages, installs them outside the repository, and checks\n${steps
      .map(({ name, claim }) => `  ${name}: ${claim}`)
      .join("\n")}`,
  )
  .option("--only <steps>", "only these, separated by commas (pages run what bundle made)")
  .option("--folder <path>", "work in this folder and keep it; what is packed and installed there is used again")
  .parse()
  .opts();

const wanted = options.only?.split(",") ?? names;
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(", ")}; there are ${names.join(", ")}.`);
  process.exit(2);
}

const folder = options.folder === undefined ? mkdtempSync(join(tmpdir(), "rensa-outside-")) : resolve(options.folder);
mkdirSync(folder, { recursive: true });
const packed = join(folder, "packed");
const project = join(folder, "project");
const failed: string[] = [];

/** Does a step and says in a line how it went; false where it failed. */
async function timed(name: string, job: () => Promise<string>): Promise<boolean> {
  const start = performance.now();
  const seconds = (): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  try {
    const found = await job();
    console.log(`ok     ${name} (${seconds()}): ${found}`);
    return true;
  } catch (error) {
    console.log(`FAILED ${name} (${seconds()})`);
    console.error(error instanceof CheckFailure ? error.message : error);
    failed.push(name);
    return false;
  }
}

async function check(): Promise<void> {
  const isPacked =
    tarballsIn(packed).length > 0 ||
    (await timed("build and pack", async () => {
      await packInto(packed);
      return `${String(tarballsIn(packed).length)} packages`;
    }));
  if (!isPacked) return;
  const place: Place = { folder, project, tarballs: tarballsIn(packed) };
  if (!isInstalled(place) && !(await timed("install", () => install(place)))) return;
  for (const step of steps) {
    // What could not be bundled cannot be opened in a page.
    if (step === checkPages && failed.includes(checkBundles.name)) continue;
    if (wanted.includes(step.name)) await timed(step.name, () => step.run(place));
  }
}

await check();
if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(", ")}. Run one alone with npm run check:outside -- --only NAME.`);
  process.exitCode = 1;
}
