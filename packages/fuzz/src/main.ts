/** npm run fuzz: random graphs and mutated files for as long as you like. */
import { appendFileSync, mkdirSync } from "node:fs";
import { Command } from "commander";
import { fileFormats } from "./files/file-formats.ts";
import { largestFiles } from "./files/largest/largest-files.ts";
import { tryLargest } from "./files/largest/try-largest.ts";
import { describeReport, tryFiles } from "./files/try-files.ts";
import { Builder } from "./generate/build.ts";
import type { Case } from "./generate/case.ts";
import { sampleGenerators } from "./generate/samples.ts";
import { families, tableOf } from "./generate/table.ts";
import { oracles } from "./oracles/all.ts";
import { closeBackends, Context, makeBackends } from "./oracles/oracle.ts";
import { ask, describeFailure, type Failure } from "./run/campaign.ts";
import { Discarded } from "./run/run.ts";

interface Options {
  readonly minutes: string;
  readonly seed?: string;
  readonly oracle?: string;
  readonly runs?: string;
  readonly avoid?: string;
  readonly case?: string;
}

/** The files of a kind are an oracle's name. */
const prefix = "files-";
const fileOracles = fileFormats.map(({ name }) => prefix + name);
const largestOracle = "largest-files";

const options: Options = new Command("npm run fuzz --")
  .description(
    `Random graphs, judged by oracles:\n${oracles.map(({ name, claim }) => `  ${name}: ${claim}`).join("\n")}\n` +
      `Mutated files, read in processes of their own:\n  ${fileOracles.join(", ")}\n` +
      `Files that are made to take as much time and memory as they can:\n  ${largestOracle}`,
  )
  .option("--minutes <number>", "how long", "1")
  .option("--seed <number>", "where the cases start (default: the time)")
  .option("--oracle <names>", "only these, separated by commas")
  .option("--runs <number>", "this many cases per oracle, instead of minutes")
  .option("--avoid <pattern>", "leave out generators whose names match this regular expression")
  .option("--case <json>", "only this case, as a failure prints it")
  .parse()
  .opts();

const wanted = options.oracle?.split(",");
const chosen = oracles.filter(({ name }) => wanted?.includes(name) ?? true);
const chosenFiles = fileOracles.filter((name) => wanted?.includes(name) ?? true);
const known = [...oracles.map(({ name }) => name), ...fileOracles, largestOracle];
const unknown = wanted?.filter((name) => !known.includes(name)) ?? [];
if (unknown.length > 0) {
  console.error(`There is no oracle ${unknown.join(", ")}; there are ${known.join(", ")}.`);
  process.exit(2);
}

const table = tableOf([...families.flat(), ...(await sampleGenerators())]);
const backends = makeBackends();
const context = new Context(new Builder(table), backends);
const log = new URL("../../../.cache/fuzz-failures.jsonl", import.meta.url);
mkdirSync(new URL(".", log), { recursive: true });

const shown = { minute: 0 };
const failed =
  options.case === undefined
    ? [await largest(), await files(), await campaign()].includes(true)
    : await single(JSON.parse(options.case) as Case);
await closeBackends(backends);
process.exitCode = failed ? 1 : 0;

async function single(one: Case): Promise<boolean> {
  let any = false;
  for (const { name, check } of chosen) {
    try {
      await check(one, context);
      console.log(`${name}: holds`);
    } catch (error) {
      if (!(error instanceof Discarded)) any = true;
      console.log(`${name}: ${error instanceof Error ? (error.stack ?? "") : String(error)}`);
    }
  }
  return any;
}

/** The same each time, so only where they are asked for. */
async function largest(): Promise<boolean> {
  if (wanted?.includes(largestOracle) !== true) return false;
  let any = false;
  for (const file of largestFiles) {
    const { line, isWrong } = await tryLargest(file);
    console.log(`${isWrong ? "FAILED " : ""}${line}`);
    any ||= isWrong;
  }
  return any;
}

/** Files first: they are quick. With a number of runs, so many of each kind. */
async function files(): Promise<boolean> {
  const runs = Number(options.runs ?? Math.ceil(200 * Number(options.minutes)));
  let any = false;
  for (const name of chosenFiles) {
    const format = name.slice(prefix.length);
    const report = await tryFiles(format, { first: Number(options.seed ?? Date.now() % 1_000_000), runs });
    console.log(describeReport(format, report));
    any ||= report.failures.length > 0;
  }
  return any;
}

async function campaign(): Promise<boolean> {
  if (chosen.length === 0) return false;
  const [start, seconds] = [Date.now(), Number(options.minutes) * 60];
  const batch = options.runs === undefined ? 20 : Number(options.runs);
  const counts = new Map(chosen.map(({ name }) => [name, { judged: 0, discarded: 0, failed: 0 }]));
  const pattern = options.avoid === undefined ? null : new RegExp(options.avoid);
  const avoid = pattern === null ? [] : [...table.keys()].filter((name) => pattern.test(name));
  let seed = Number(options.seed ?? start % 1_000_000);
  console.log(`Seed ${String(seed)}, ${String(table.size)} generators, ${String(chosen.length)} oracles.`);
  const elapsed = (): number => (Date.now() - start) / 1000;
  do {
    for (const oracle of chosen) {
      const { judged, discarded, failure } = await ask(oracle, table, context, { seed, runs: batch, avoid });
      const count = counts.get(oracle.name) ?? { judged: 0, discarded: 0, failed: 0 };
      count.judged += judged;
      count.discarded += discarded;
      if (failure !== null) {
        count.failed++;
        report(failure);
      }
      progress(counts, elapsed(), seconds);
      if (options.runs === undefined && elapsed() > seconds) break;
    }
    seed++;
  } while (options.runs === undefined && elapsed() < seconds);
  console.log(summary(counts, elapsed()));
  const failures = [...counts.values()].reduce((total, { failed: each }) => total + each, 0);
  console.log(`\n${String(failures)} failed.`);
  return failures > 0;
}

function report(failure: Failure): void {
  console.log(`\n${"=".repeat(80)}\n${describeFailure(failure, context)}\n`);
  appendFileSync(log, `${JSON.stringify(failure)}\n`);
}

type AllCounts = ReadonlyMap<string, { readonly judged: number; readonly discarded: number; readonly failed: number }>;

/** Cases per second, and by oracle the cases that it judged, minus those of which nothing could be said. */
function summary(counts: AllCounts, seconds: number): string {
  const total = [...counts.values()].reduce((sum, { judged }) => sum + judged, 0);
  const each = [...counts].map(([name, { judged, discarded, failed: bad }]) => {
    const extra = [discarded > 0 ? `-${String(discarded)}` : "", bad > 0 ? ` ${String(bad)} FAILED` : ""].join("");
    return `${name} ${String(judged)}${extra}`;
  });
  return `${(total / seconds).toFixed(1)} cases/s, ${seconds.toFixed(0)} s: ${each.join(", ")}`;
}

function progress(counts: AllCounts, seconds: number, of: number): void {
  if (!process.stdout.isTTY) {
    // A log gets a line for every minute.
    const minute = Math.floor(seconds / 60);
    if (minute > shown.minute) console.log(summary(counts, seconds));
    shown.minute = minute;
    return;
  }
  const left = options.runs === undefined ? `${Math.max(0, of - seconds).toFixed(0)} s left, ` : "";
  process.stdout.write(`\r\u001b[K${(left + summary(counts, seconds)).slice(0, process.stdout.columns - 1)}`);
}
