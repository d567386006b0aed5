/** npm run mutants: changes the sources, one place at a time, and lists the changes that no test sees. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { copyRepository } from "./copy.ts";
import { chooseMutants, findMutants, type Mutant } from "./mutant.ts";
import { applyMutation } from "./mutation.ts";
import { runStage, stagesFor, type Stage } from "./test-run.ts";

interface Options {
  readonly count: string;
  readonly seed: string;
  readonly only?: string;
  readonly stages: string;
  readonly list?: true;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
const command = new Command("npm run mutants --")
  .description(
    "Changes the sources below a folder, one place at a time in a copy, and lists the changes that no test sees.\n" +
      "A survivor asks for a test, or says the same as the code before. Begin with a small folder: a survivor costs a run of the tests.",
  )
  .argument("<folder>", "a folder or file, such as packages/core/src/passes")
  .option("--count <number>", "how many mutants, chosen at random", "20")
  .option("--seed <number>", "the same seed chooses the same mutants", "1")
  .option("--only <ids>", "only these, by the names that a run prints, separated by commas")
  .option("--stages <number>", "1: tests of the package; 2: of the other packages too; 3: slow ones as well", "2")
  .option("--list", "print the mutants and run nothing")
  .parse();
const options = command.opts<Options>();
const [argument = "."] = command.args;
const folder = relative(root, resolve(process.env["INIT_CWD"] ?? root, argument));

const all = findMutants(root, folder);
const only = options.only?.split(",");
const chosen =
  only === undefined
    ? chooseMutants(all, Number(options.count), Number(options.seed))
    : all.filter(({ id }) => only.includes(id));
if (chosen.length === 0) command.error(`There is nothing to change in ${folder}; give a folder with sources.`);

if (options.list === true) {
  for (const { id, description } of chosen) console.log(`${id}  ${description}`);
} else {
  process.exitCode = (await judge(chosen)) ? 0 : 1;
}

/** Runs the tests with each mutant; true where all were seen. */
async function judge(mutants: readonly Mutant[]): Promise<boolean> {
  const copy = copyRepository(root);
  process.once("exit", () => copy.remove());
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
  const stages = stagesFor(folder).slice(0, Number(options.stages));
  const limits = await measure(copy.path, stages);
  const survivors: Mutant[] = [];
  for (const [place, mutant] of mutants.entries()) {
    const start = Date.now();
    const seen = await seenBy(copy.path, mutant, stages, limits);
    if (seen === null) survivors.push(mutant);
    const seconds = ((Date.now() - start) / 1000).toFixed(0);
    const count = `[${String(place + 1)}/${String(mutants.length)}]`;
    console.log(
      `${count} ${seen === null ? "SURVIVED" : "seen    "} ${seconds} s  ${mutant.id}  ${mutant.description}`,
    );
    if (seen !== null) console.log(`        ${seen}`);
  }
  console.log(`\n${String(mutants.length - survivors.length)} of ${String(mutants.length)} mutants were seen.`);
  for (const { id, description } of survivors) console.log(`SURVIVED ${id}  ${description}`);
  return survivors.length === 0;
}

/** The seconds after which each stage is taken to hang; also that the tests pass before anything is changed. */
async function measure(path: string, stages: readonly Stage[]): Promise<readonly number[]> {
  const limits: number[] = [];
  for (const stage of stages) {
    const start = Date.now();
    const verdict = await runStage(path, stage);
    if (verdict.kind === "failed") command.error(`The tests fail before anything is changed: ${verdict.by}.`);
    const seconds = (Date.now() - start) / 1000;
    console.log(`Unchanged, ${stage.name}: ${seconds.toFixed(0)} s.`);
    limits.push(60 + 3 * seconds);
  }
  return limits;
}

/** The test that fails with a mutant, or null. */
async function seenBy(
  path: string,
  mutant: Mutant,
  stages: readonly Stage[],
  limits: readonly number[],
): Promise<string | null> {
  const file = join(path, mutant.file);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, applyMutation(text, mutant));
  try {
    for (const [place, stage] of stages.entries()) {
      const verdict = await runStage(path, stage, limits[place]);
      if (verdict.kind !== "passed") return verdict.kind === "failed" ? verdict.by : `${stage.name} does not end`;
    }
    return null;
  } finally {
    writeFileSync(file, text);
  }
}
