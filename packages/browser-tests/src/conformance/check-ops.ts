/** The samples of ops on the WebAssembly backend, fast and strict, with the given numbers of threads. */
import { checkBackend } from "@rensa/conformance/check-backend";
import { findingText } from "@rensa/conformance/finding";
import { Subject } from "@rensa/conformance/subject";
import type { OpSamples } from "@rensa/core";
import { wasmBackend } from "rensa";
import { environment } from "./environment.ts";
import type { OpsReport } from "./report.ts";

const files = import.meta.glob<OpSamples>("../../../ops/src/**/*.samples.ts", { eager: true, import: "samples" });

// All samples run in Node, on the same engine; in pages and workers every op runs once.
const everySample = Object.values(files).flatMap((op) => op.samples.slice(0, 1).map((sample) => ({ op, sample })));

/** Checks the samples. */
export async function checkOps(threads: readonly number[]): Promise<OpsReport> {
  // With a grain of 0 everything is split that can be, however small.
  const groups = (["fast", "strict"] as const).map((numerics) => ({
    name: numerics,
    backends: threads.map((count) => wasmBackend({ threads: count, numerics, grain: 0 })),
  }));
  const failures: string[] = [];
  for (const { op, sample } of everySample) {
    failures.push(...(await checkBackend(new Subject(op, sample), groups)).map(findingText));
  }
  await Promise.all(groups.flatMap(({ backends }) => backends.map((backend) => backend.close())));
  return {
    environment: environment(),
    threads: groups.map(({ backends }) => backends.map((backend) => backend.threads)),
    ops: [...new Set(everySample.map(({ op }) => op.op.definition.name))],
    failures,
  };
}
