/** What the numbers were measured on. */
import { availableParallelism, cpus } from "node:os";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { fmaLoop, fmaLoopModule } from "./fma-loop.ts";

/** The machine and the engine. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  /** Of Node and of V8. */
  readonly engine: string;
  readonly platform: string;
  readonly relaxedSimd: boolean;
  /** GFLOP/s of the loop of multiply-adds, on one core. */
  readonly peak: number;
  readonly threads: number;
  readonly backend: string;
}

/**
 * True where the engine has relaxed SIMD. Node 20 has it behind a flag that must be set before the first module is
 * compiled, so this comes first.
 */
export function enableRelaxedSimd(): boolean {
  const probe = fmaLoopModule(true);
  // Newer engines have no such flag, and say so on standard error.
  if (!WebAssembly.validate(probe)) setFlagsFromString("--experimental-wasm-relaxed-simd");
  return WebAssembly.validate(probe);
}

/** Describes the machine; measures its peak. */
export function describeMachine(relaxedSimd: boolean, backend: string, threads: number): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? "unknown",
    engine: `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    platform: `${process.platform} ${process.arch}`,
    relaxedSimd,
    peak: peakOf(relaxedSimd),
    threads,
    backend,
  };
}

/** One line for people. */
export function machineLine(machine: Machine): string {
  const { cores, cpu, engine, platform, relaxedSimd, peak, threads, backend } = machine;
  const simd = relaxedSimd ? "relaxed SIMD" : "no relaxed SIMD";
  return `${String(cores)} cores of ${cpu}, ${platform}; ${engine}, ${simd}; FMA loop ${peak.toFixed(1)} GFLOP/s a core; backend ${backend}, threads ${String(threads)}`;
}

/** Collects garbage, so that what one contestant left is not collected on another's time. */
export const collectGarbage: () => void = (() => {
  setFlagsFromString("--expose-gc");
  const found: unknown = runInNewContext("gc");
  return typeof found === "function" ? () => void Reflect.apply(found, null, []) : () => undefined;
})();

function peakOf(relaxed: boolean): number {
  const flops = 1e8;
  const loop = fmaLoop(relaxed, flops);
  const rates = Array.from({ length: 60 }, () => {
    const burst = loop.run(1);
    return burst instanceof Promise ? 0 : flops / burst.milliseconds / 1e6;
  });
  // A peak is the best of them: the first ran in the baseline compiler's code, some beside other processes.
  return Math.max(...rates);
}
