/**
 * Prints how long a page in headless Chromium takes to compile W3 of the benchmarks, and for how long at a time it can do
 * nothing else: `npx tsx packages/browser-tests/test/measure-compile.ts [rounds]`. Figures are medians over fresh pages.
 */
import type { CompileFigures } from "../src/compile/report.ts";
import { findChromium } from "./find-chromium.ts";
import { startCompilePage } from "./on-compile-page.ts";

const rounds = Number(process.argv[2] ?? 5);
const executablePath = findChromium();
if (executablePath === null) throw new Error("There is no Chromium on the PATH; give its path in CHROMIUM_PATH.");
const page = await startCompilePage(executablePath);

function median(values: readonly number[]): string {
  return ([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN).toFixed(0);
}

for (const way of ["train", "compile"] as const) {
  const all: (readonly CompileFigures[])[] = [];
  for (let round = 0; round < rounds; round++) all.push(await page.call("measure", way));
  for (const [at, name] of ["first", "second", "third"].entries()) {
    const figures = all.flatMap((round) => round[at] ?? []);
    const of = (key: keyof CompileFigures): string => median(figures.map((each) => each[key]));
    const least = Math.min(...figures.map(({ worst }) => worst)).toFixed(0);
    console.log(
      `${way.padEnd(8)}${name.padEnd(7)} compile ${of("milliseconds").padStart(5)} ms, worst task ${of("worst").padStart(4)} ms (least ${least}), turns ${of("turns")}`,
    );
  }
}
await page.close();
