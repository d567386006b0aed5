/** Where the time of a step goes: per kernel, its time, FLOPs, bytes and share of the roof. */
import { mkdirSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Backend } from "@rensa/core";
import type { Machine } from "../measure/machine.ts";
import { median } from "../measure/statistics.ts";
import { buildOurs } from "../ours/engine.ts";
import { formatTable } from "../report/table.ts";
import type { Description } from "../workloads/description.ts";
import { kernelCost } from "./kernel-cost.ts";
import { profilingBackend, type KernelRun, type Recording } from "./profiling-backend.ts";

/** A kernel of a step. */
export interface KernelProfile {
  readonly name: string;
  readonly kind: string;
  /** The ops in it, each once. */
  readonly nodes: readonly string[];
  /** The median over the steps. */
  readonly milliseconds: number;
  readonly flops: number;
  readonly bytes: number;
  /** The time that arithmetic or memory allow, whichever is longer, as a share of the time taken. */
  readonly ofRoof: number;
}

const warmUpSteps = 20;
const recordedSteps = 10;

/** Profiles the steps of a workload. `bandwidth` is in GB/s. */
export async function profile(
  description: Description,
  backend: Backend,
  machine: Machine,
  bandwidth: number,
): Promise<{ readonly kernels: readonly KernelProfile[]; readonly runs: readonly KernelRun[] }> {
  const recording: Recording = { runs: [] };
  const { step } = await buildOurs(description, profilingBackend(backend, recording));
  for (let at = 0; at < warmUpSteps; at++) step();
  recording.runs.length = 0;
  for (let at = 0; at < recordedSteps; at++) step();
  const byKernel = new Map<string, KernelRun[]>();
  for (const run of recording.runs) byKernel.set(run.kernel.name, [...(byKernel.get(run.kernel.name) ?? []), run]);
  const kernels = [...byKernel.values()].flatMap(([first, ...others]): KernelProfile[] => {
    if (first === undefined) return [];
    const { kernel } = first;
    const milliseconds = median([first, ...others].map((run) => run.milliseconds));
    const { flops, bytes } = kernelCost(kernel);
    const roof = Math.max(flops / (machine.peak * backend.threads), bytes / bandwidth) / 1e6;
    const nodes = [...new Set(kernel.nodes)];
    return [{ name: kernel.name, kind: kernel.kind, nodes, milliseconds, flops, bytes, ofRoof: roof / milliseconds }];
  });
  return { kernels, runs: recording.runs.slice(-byKernel.size) };
}

/** The kernels that take the most time, as a table. */
export function profileTable(kernels: readonly KernelProfile[], rows = 20): string {
  const total = kernels.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const sorted = [...kernels].sort((a, b) => b.milliseconds - a.milliseconds);
  const rest = sorted.slice(rows);
  const lines = sorted
    .slice(0, rows)
    .map(({ name, kind, nodes, milliseconds, flops, bytes, ofRoof }) => [
      name,
      kind,
      (milliseconds * 1000).toFixed(1),
      `${((100 * milliseconds) / total).toFixed(1)} %`,
      (flops / 1e6).toFixed(3),
      (bytes / 1e3).toFixed(1),
      `${(100 * ofRoof).toFixed(0)} %`,
      nodes.length > 3 ? `${nodes.slice(0, 3).join(" ")} + ${String(nodes.length - 3)}` : nodes.join(" "),
    ]);
  const others = rest.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  if (rest.length > 0) {
    const share = `${((100 * others) / total).toFixed(1)} %`;
    lines.push([`${String(rest.length)} others`, "", (others * 1000).toFixed(1), share, "", "", "", ""]);
  }
  const heads = ["kernel", "kind", "µs", "share", "MFLOP", "KB", "of roof", "nodes"];
  return formatTable([heads, ...lines], [0, 1, 7]);
}

/** Writes one step as a Chrome trace, for `chrome://tracing` or Perfetto; returns the path of the file. */
export function writeTrace(workload: string, runs: readonly KernelRun[]): string {
  const folder = new URL("../../../../.cache/bench/", import.meta.url);
  const file = new URL(`profile-${workload}.json`, folder);
  const events = runs.map(({ kernel, start, milliseconds }) => ({
    name: kernel.name,
    cat: kernel.kind,
    // A complete event; times are in microseconds.
    ph: "X",
    ts: start * 1000,
    dur: milliseconds * 1000,
    pid: 1,
    tid: 1,
    args: { nodes: kernel.nodes, ...kernelCost(kernel) },
  }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ traceEvents: events, otherData: { workload } }));
  return relative(process.cwd(), fileURLToPath(file));
}

/** GB/s, read and written together, of a copy that fits in no cache: what the roof takes memory to give. */
export function measureBandwidth(): number {
  const data = new Float64Array(8e6);
  const target = new Float64Array(data.length);
  const rates = Array.from({ length: 8 }, () => {
    const start = performance.now();
    target.set(data);
    return (2 * data.byteLength) / (performance.now() - start) / 1e6;
  });
  return Math.max(...rates);
}
