/** How long it takes from a function to a program that can run. */
import { compile, type Backend } from "@rensa/core";
import { adam } from "@rensa/optim";
import { defaultPasses } from "rensa";
import { modelOf } from "../ours/engine.ts";
import { traceStep } from "../ours/train-step.ts";
import { isTraining } from "../workloads/description.ts";
import { workload } from "../workloads/list.ts";
import { compileGraph, noBackend, type StageTimes } from "./compile-scaling.ts";

/** The median of some compilations, in milliseconds. */
export interface CompileTime extends StageTimes {
  readonly what: string;
}

/** Measures a real step and graphs of 1,000 and 10,000 nodes, with the backend and, of the graphs, without one. */
export async function compileTimes(backend: Backend, rounds: number): Promise<readonly CompileTime[]> {
  const compilations: readonly [what: string, run: () => Promise<StageTimes>][] = [
    ["W3", () => compileTraining("W3", backend)],
    ["1,000 nodes", () => compileGraph(1000, backend)],
    ["10,000 nodes", () => compileGraph(10_000, backend)],
    ["1,000 nodes, no backend", () => compileGraph(1000, noBackend)],
    ["10,000 nodes, no backend", () => compileGraph(10_000, noBackend)],
  ];
  const found = compilations.map(([what, run]) => ({ what, run, times: [] as StageTimes[] }));
  await compileGraph(1000, backend);
  for (let round = 0; round < rounds; round++) for (const { run, times } of found) times.push(await run());
  return found.map(({ what, times }) => ({ what, ...middle(times) }));
}

async function compileTraining(name: string, backend: Backend): Promise<StageTimes> {
  const description = workload(name);
  if (!isTraining(description)) throw new TypeError(`${name} is no training.`);
  const start = performance.now();
  const traced = traceStep(modelOf(description), adam(description.learningRate));
  const traceEnd = performance.now();
  await compile(traced, { backend, passes: defaultPasses, state: ["state"] });
  const end = performance.now();
  const nodes = Object.keys(traced.graph.nodes).length;
  return { nodes, trace: traceEnd - start, compile: end - traceEnd, total: end - start };
}

function middle(times: readonly StageTimes[]): StageTimes {
  const sorted = [...times].sort((a, b) => a.total - b.total);
  const found = sorted[Math.floor(sorted.length / 2)];
  if (found === undefined) throw new TypeError("There are no times.");
  return found;
}
