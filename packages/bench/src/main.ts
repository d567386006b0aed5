/** Runs the benchmarks and prints their figures. */
import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { backendNames, Backends, type BackendName } from "./backend.ts";
import { compileTimes, type CompileTime } from "./compile/compile-times.ts";
import { compare, type Arena } from "./measure/compare.ts";
import { describeMachine, enableRelaxedSimd, machineLine } from "./measure/machine.ts";
import { settingsFor } from "./measure/rounds.ts";
import type { Row } from "./measure/row.ts";
import { isPython, PeerProcesses, peerNames, peersOf, type PeerName } from "./peers/list.ts";
import { eventCosts } from "./events/event-cost.ts";
import { mostCost, pluginCosts } from "./plugin/plugin-cost.ts";
import { profileTable } from "rensa/profile";
import { measureBandwidth, profile, writeTrace } from "./profile/profile.ts";
import { writeDocs, type Results } from "./report/docs.ts";
import { formatTable, resultTable } from "./report/table.ts";
import { selectWorkloads, workload, workloadNames } from "./workloads/list.ts";

interface Options {
  readonly quick: boolean;
  readonly only?: readonly string[];
  readonly peers?: readonly PeerName[];
  readonly python?: string;
  readonly threads: number;
  readonly rounds?: number;
  readonly backend: BackendName;
  readonly json: boolean;
  readonly profile: boolean;
  readonly plugin: boolean;
  readonly events: boolean;
  readonly writeDocs: boolean;
}

const list = (text: string): readonly string[] => text.split(",").map((part) => part.trim());
const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Give an integer from 1.");
  return value;
};
const selection = (text: string): readonly string[] => {
  try {
    selectWorkloads(list(text).filter((part) => part !== "compile"));
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
  return list(text);
};
const peerList = (text: string): readonly PeerName[] =>
  list(text).map((name) => {
    const found = peerNames.find((peer) => peer === name);
    if (found === undefined)
      throw new InvalidArgumentError(`There is no peer "${name}"; there are ${peerNames.join(", ")}.`);
    return found;
  });

const command = new Command("bench")
  .description("Measure Rensa side by side with other libraries, from the same weights and data.")
  .option("--quick", "fewer and shorter rounds", false)
  .option("--only <workloads>", `of ${workloadNames.join(", ")}, a letter for a family, or compile`, selection)
  .option("--peers <names>", `of ${peerNames.join(", ")}`, peerList)
  .option("--python <path>", "an interpreter with numpy, torch and jax, for the peers of these names")
  .option("--threads <count>", "threads that ours and Python's peers compute with", count, availableParallelism())
  .option("--rounds <count>", "rounds of each comparison", count)
  .addOption(new Option("--backend <name>", "what computes ours").choices(backendNames).default(backendNames[0]))
  .option("--json", "print one object, { machine, rows }, instead of a table", false)
  .option("--profile", "print the time of each kernel, and write it as a Chrome trace, instead of comparing", false)
  .option("--plugin", "compare ops of a plugin with the same built-in ones, instead of comparing libraries", false)
  .option(
    "--events",
    "compare steps of a trainer, watched and not, with the plain program, instead of comparing libraries",
    false,
  )
  .option("--write-docs", "write docs/benchmarks.md from the run", false)
  .addHelpText("after", "\nExample:\n  npm run bench -- --quick --only W1,G --python python3");

const options = command.parse().opts<Options>();
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const report = (text: string): void => void process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
  // Before the first module of WebAssembly.
  const relaxedSimd = enableRelaxedSimd();
  const { backend, threads, python } = options;
  const machine = describeMachine(relaxedSimd, backend, threads);
  const backends = new Backends(backend);
  const processes = new PeerProcesses(python, threads);
  const arena: Arena = {
    machine,
    settings: settingsFor(options.quick, options.rounds),
    processes,
    backend: (count) => backends.get(count),
    report,
  };
  if (options.json) report(machineLine(machine));
  else console.log(machineLine(machine));
  try {
    if (options.profile) await runProfiles(arena);
    else if (options.plugin) await runPluginCosts(arena);
    else if (options.events) await runEventCosts(arena);
    else print(await run(arena));
  } finally {
    await processes.closeAll();
    await backends.close();
  }
}

function chosenWorkloads(): readonly string[] {
  const only = options.only?.filter((part) => part !== "compile");
  return only === undefined ? workloadNames : selectWorkloads(only);
}

async function run(arena: Arena): Promise<Results> {
  const rows: Row[] = [];
  if (options.python === undefined) report("Without --python, numpy, PyTorch and JAX are left out.");
  for (const name of chosenWorkloads()) {
    const description = workload(name);
    const peers = peersOf(description)
      .filter((peer) => options.python !== undefined || !isPython(peer))
      .filter((peer) => options.peers?.includes(peer) ?? true);
    rows.push(...(await compare(description, peers, arena)));
  }
  const wanted = options.only?.includes("compile") ?? true;
  const compile = wanted ? await compileTimes(arena.backend(arena.machine.threads), options.quick ? 3 : 5) : undefined;
  return { machine: arena.machine, rows, ...(compile === undefined ? {} : { compile }) };
}

function print(results: Results): void {
  if (options.json) console.log(JSON.stringify(results));
  else {
    if (results.rows.length > 0) console.log(`\n${resultTable(results.rows)}`);
    if (results.compile !== undefined) console.log(`\n${compileTable(results.compile)}`);
  }
  if (options.writeDocs) {
    const shown = process.argv.slice(2).map((argument, at, all) => (all[at - 1] === "--python" ? "PATH" : argument));
    writeDocs(results, `npm run bench -- ${shown.join(" ")}`);
  }
}

function compileTable(times: readonly CompileTime[]): string {
  const lines = times.map(({ what, nodes, trace, compile, total }) => [
    what,
    String(nodes),
    trace.toFixed(0),
    compile.toFixed(0),
    total.toFixed(0),
  ]);
  return formatTable([["from a function to a program", "nodes", "trace ms", "compile ms", "total ms"], ...lines], [0]);
}

async function runPluginCosts(arena: Arena): Promise<void> {
  const costs = await pluginCosts(arena.backend(arena.machine.threads), arena.settings);
  if (options.json) console.log(JSON.stringify({ machine: arena.machine, pluginCosts: costs }));
  else {
    const lines = costs.map((cost) => [
      cost.op,
      cost.builtInMs.toFixed(3),
      percent(cost.builtInSpread),
      cost.pluginMs.toFixed(3),
      percent(cost.pluginSpread),
      cost.ratio.toFixed(3),
      String(cost.rounds),
    ]);
    console.log(`\n${formatTable([["op", "built-in ms", "±", "plugin ms", "±", "ratio", "rounds"], ...lines], [0])}`);
  }
  if (costs.some(({ ratio }) => ratio > mostCost)) {
    report(`An op of a plugin costs more than ${String(mostCost)} times the built-in one.`);
    process.exitCode = 1;
  }
}

async function runEventCosts(arena: Arena): Promise<void> {
  const costs = await eventCosts(arena.backend(arena.machine.threads), arena.settings);
  if (options.json) console.log(JSON.stringify({ machine: arena.machine, eventCosts: costs }));
  else {
    const lines = costs.map((cost) => [
      cost.what,
      cost.beforeMs.toFixed(3),
      percent(cost.beforeSpread),
      cost.afterMs.toFixed(3),
      percent(cost.afterSpread),
      cost.ratio.toFixed(3),
      cost.eventsPerSecond.toFixed(0),
      String(cost.rounds),
    ]);
    const head = ["W3", "before ms", "±", "after ms", "±", "ratio", "events/s", "rounds"];
    console.log(`\n${formatTable([head, ...lines], [0])}`);
  }
}

async function runProfiles(arena: Arena): Promise<void> {
  const bandwidth = measureBandwidth();
  const backend = arena.backend(arena.machine.threads);
  report(`Roof: ${(arena.machine.peak * backend.threads).toFixed(0)} GFLOP/s, ${bandwidth.toFixed(0)} GB/s`);
  for (const name of chosenWorkloads()) {
    const description = workload(name);
    const { kernels, runs } = await profile(description, backend, arena.machine, bandwidth);
    const trace = writeTrace(name, runs);
    console.log(`\n${name}: ${description.title}; Chrome trace in ${trace}\n${profileTable(kernels)}`);
  }
}

await main();
