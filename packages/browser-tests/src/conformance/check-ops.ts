/** The samples of ops on the WebAssembly backend with the given numbers of threads: fast, and in one of the places strict. */
import { checkBackend } from "@rensa/conformance/check-backend";
import { findingText } from "@rensa/conformance/finding";
import { Subject } from "@rensa/conformance/subject";
import type { OpSamples } from "@rensa/core";
import { wasmBackend } from "rensa";
import { environment } from "./environment.ts";
import type { Environment, OpsReport } from "./report.ts";

const files = import.meta.glob<OpSamples>("../../../ops/src/**/*.samples.ts", { eager: true, import: "samples" });

// All samples run in Node, on the same engine; in pages and in workers every op runs once.
const everySample = Object.values(files).flatMap((op) => op.samples.slice(0, 1).map((sample) => ({ op, sample })));

/** The kinds of places that samples run in: isolated or not, on a page's main thread or in a worker. */
const places = 4;

/** Which of the places this is: one and the next but one differ in both. */
function placeOf({ crossOriginIsolated: isolated, hasDocument }: Environment): number {
  return 2 * Number(isolated) + Number(hasDocument !== isolated);
}

/** Checks the samples. */
export async function checkOps(threads: readonly number[]): Promise<OpsReport> {
  // With a grain of 0 everything is split that can be, however small.
  const groupOf = (numerics: "fast" | "strict") => ({
    name: numerics,
    backends: threads.map((count) => wasmBackend({ threads: count, numerics, grain: 0 })),
  });
  const [fast, strict] = [groupOf("fast"), groupOf("strict")];
  const place = placeOf(environment());
  const failures: string[] = [];
  const ran = new Set<string>();
  for (const [position, { op, sample }] of everySample.entries()) {
    // Each op runs on a main thread and in a worker, on a page that is isolated and on one that is not: in two of the places.
    if (position % 2 !== place % 2) continue;
    // Products and sums in one rounding or two are all the difference, so that each op is strict in one of them.
    const groups = position % places === place ? [fast, strict] : [fast];
    ran.add(op.op.definition.name);
    failures.push(...(await checkBackend(new Subject(op, sample), groups)).map(findingText));
  }
  const both = [fast, strict];
  await Promise.all(both.flatMap(({ backends }) => backends.map((backend) => backend.close())));
  return {
    environment: environment(),
    threads: both.map(({ backends }) => backends.map((backend) => backend.threads)),
    ops: [...ran],
    failures,
  };
}
