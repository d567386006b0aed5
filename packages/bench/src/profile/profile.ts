/** The profile of a workload's step. */
import { mkdirSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Backend } from "@rensa/core";
import {
  chromeTrace,
  kernelProfiles,
  profilingBackend,
  type KernelProfile,
  type KernelRun,
  type Recording,
} from "rensa/profile";
import type { Machine } from "../measure/machine.ts";
import { buildOurs } from "../ours/engine.ts";
import type { Description } from "../workloads/description.ts";

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
  const kernels = kernelProfiles(recording.runs, { flops: machine.peak * backend.threads, bandwidth });
  return { kernels, runs: recording.runs.slice(-kernels.length) };
}

/** Writes one step as a Chrome trace, for `chrome://tracing` or Perfetto; returns the path of the file. */
export function writeTrace(workload: string, runs: readonly KernelRun[]): string {
  const folder = new URL("../../../../.cache/bench/", import.meta.url);
  const file = new URL(`profile-${workload}.json`, folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ ...chromeTrace(runs), otherData: { workload } }));
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
