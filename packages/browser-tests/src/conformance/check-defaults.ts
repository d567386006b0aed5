/** What a page gets that asks for nothing in particular. */
import { sum } from "@rensa/ops";
import { compile, defaultBackend, f32, trace, wasmBackend } from "rensa";
import { environment } from "./environment.ts";
import type { DefaultsReport } from "./report.ts";

/** Compiles and runs a program on the default backend. */
export async function checkDefaults(): Promise<DefaultsReport> {
  const { name, threads } = defaultBackend();
  const program = await compile(trace({ x: f32(3) }, ({ x }) => sum(x)));
  const four = wasmBackend({ threads: 4 });
  await four.close();
  return {
    environment: environment(),
    backend: name,
    threads,
    threadsOfFour: four.threads,
    sum: program.run({ x: [1, 2, 3] }).data[0] ?? Number.NaN,
  };
}
