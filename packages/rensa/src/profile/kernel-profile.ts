/** Where the time of a program goes: per kernel its time, FLOPs, bytes and share of the roof, as data, table or trace. */
import { checkKind } from "@rensa/core";
import { kernelCost } from "@rensa/core/compiler";
import type { KernelRun } from "./profiling-backend.ts";

/** What the machine can do at the most. */
export interface Roof {
  /** GFLOP/s of all threads together. */
  readonly flops: number;
  /** GB/s of memory, read and written together. */
  readonly bandwidth: number;
}

/** A kernel of a program. */
export interface KernelProfile {
  readonly name: string;
  readonly kind: string;
  /** The nodes in it, each once. */
  readonly nodes: readonly string[];
  /** The median over its runs. */
  readonly milliseconds: number;
  readonly flops: number;
  readonly bytes: number;
  /** The time that arithmetic or memory allow, whichever is longer, as a share of the time taken; `null` without a roof. */
  readonly ofRoof: number | null;
}

/**
 * The kernels of what was recorded, in order of execution.
 *
 * @param runs - The runs of a recording.
 * @param roof - What the machine can do at most, to compare with; `null` leaves the comparison out.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { exp } from "@rensa/ops";
 * import { createEngine, f32, trace, wasmBackend } from "rensa";
 * import { kernelProfiles, profilingBackend, type Recording } from "rensa/profile";
 *
 * const recording: Recording = { runs: [] };
 * const backend = profilingBackend(wasmBackend(), recording);
 * const program = await createEngine({ backend }).compile(trace({ x: f32(1000) }, ({ x }) => exp(x)));
 * program.run({ x: new Float32Array(1000) });
 * console.log(kernelProfiles(recording.runs).map(({ name, flops, bytes }) => ({ name, flops, bytes }))); // [{ name: "kernel_0", flops: 1000, bytes: 8000 }]
 * ```
 */
export function kernelProfiles(runs: readonly KernelRun[], roof: Roof | null = null): readonly KernelProfile[] {
  checkKind("kernelProfiles: the runs", runs, "list");
  if (roof !== null) checkKind("kernelProfiles: the roof", roof, "record");
  const byKernel = new Map<string, KernelRun[]>();
  for (const run of runs) {
    const known = byKernel.get(run.kernel.name);
    if (known === undefined) byKernel.set(run.kernel.name, [run]);
    else known.push(run);
  }
  return [...byKernel.values()].flatMap((all): KernelProfile[] => {
    const [first] = all;
    if (first === undefined) return [];
    const { kernel } = first;
    const times = all.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const milliseconds = times[Math.floor(times.length / 2)] ?? 0;
    const { flops, bytes } = kernelCost(kernel);
    const least = roof && Math.max(flops / roof.flops, bytes / roof.bandwidth) / 1e6;
    const nodes = [...new Set(kernel.nodes)];
    const ofRoof = least === null || milliseconds === 0 ? null : least / milliseconds;
    return [{ name: kernel.name, kind: kernel.kind, nodes, milliseconds, flops, bytes, ofRoof }];
  });
}

/**
 * The kernels that take the most time, as a table for people. Default: 20 of them.
 *
 * @param kernels - The profiles, as `kernelProfiles` gives them.
 * @param rows - How many are listed at most.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { exp } from "@rensa/ops";
 * import { createEngine, f32, trace, wasmBackend } from "rensa";
 * import { kernelProfiles, profileTable, profilingBackend, type Recording } from "rensa/profile";
 *
 * const recording: Recording = { runs: [] };
 * const backend = profilingBackend(wasmBackend(), recording);
 * const program = await createEngine({ backend }).compile(trace({ x: f32(1000) }, ({ x }) => exp(x)));
 * program.run({ x: new Float32Array(1000) });
 * console.log(profileTable(kernelProfiles(recording.runs)).split("\n")[0]); // "kernel    kind   µs    share  MFLOP   KB  of roof  nodes"
 * ```
 */
export function profileTable(kernels: readonly KernelProfile[], rows = 20): string {
  checkKind("profileTable: the kernels", kernels, "list");
  checkKind("profileTable: the number of rows", rows, "number");
  const total = kernels.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const share = (part: number): string => `${((100 * part) / (total === 0 ? 1 : total)).toFixed(1)} %`;
  const sorted = [...kernels].sort((a, b) => b.milliseconds - a.milliseconds);
  const lines = sorted
    .slice(0, rows)
    .map((kernel) => [
      kernel.name,
      kernel.kind,
      (kernel.milliseconds * 1000).toFixed(1),
      share(kernel.milliseconds),
      (kernel.flops / 1e6).toFixed(3),
      (kernel.bytes / 1e3).toFixed(1),
      kernel.ofRoof === null ? "" : `${(100 * kernel.ofRoof).toFixed(0)} %`,
      kernel.nodes.length > 3
        ? `${kernel.nodes.slice(0, 3).join(" ")} + ${String(kernel.nodes.length - 3)}`
        : kernel.nodes.join(" "),
    ]);
  const rest = sorted.slice(rows);
  if (rest.length > 0) {
    const time = rest.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    lines.push([`${String(rest.length)} others`, "", (time * 1000).toFixed(1), share(time), "", "", "", ""]);
  }
  const all = [["kernel", "kind", "µs", "share", "MFLOP", "KB", "of roof", "nodes"], ...lines];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? [];
  const isText = (column: number): boolean => column < 2 || column === 7;
  return all
    .map((line) =>
      line
        .map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/**
 * What was recorded as a Chrome trace, to be written as JSON and opened in Perfetto or `chrome://tracing`.
 *
 * @param runs - The runs of a recording.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { exp } from "@rensa/ops";
 * import { createEngine, f32, trace, wasmBackend } from "rensa";
 * import { chromeTrace, profilingBackend, type Recording } from "rensa/profile";
 *
 * const recording: Recording = { runs: [] };
 * const backend = profilingBackend(wasmBackend(), recording);
 * const program = await createEngine({ backend }).compile(trace({ x: f32(1000) }, ({ x }) => exp(x)));
 * program.run({ x: new Float32Array(1000) });
 * console.log(chromeTrace(recording.runs).traceEvents.length); // 1
 * ```
 */
export function chromeTrace(runs: readonly KernelRun[]): { readonly traceEvents: readonly object[] } {
  checkKind("chromeTrace: the runs", runs, "list");
  const traceEvents = runs.map(({ kernel, start, milliseconds }) => ({
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
  return { traceEvents };
}
