/** A plan becomes a module. */
import { inParts, type ProgramPlan, type Yielding } from "@rensa/core/compiler";
import { threadSupport } from "../threads/later-pool.ts";
import { programModule, type ProgramModule, type ProgramOptions } from "./program-module.ts";
import { partsFor, type ProgramParts } from "./program-parts.ts";

/** A plan as a module, which never changes. */
export interface CompiledPlan extends Omit<ProgramModule, "bytes"> {
  readonly module: WebAssembly.Module;
  readonly moduleBytes: number;
}

/** Compiles a plan, giving way between its parts. */
export async function compilePlan(
  plan: ProgramPlan,
  settings: Omit<ProgramOptions, "barriers" | keyof ProgramParts>,
  yielding: Yielding,
): Promise<CompiledPlan> {
  const [parts, barriers] = await Promise.all([partsFor(plan), settings.threads > 1 ? threadSupport() : null]);
  const { bytes, ...program } = await inParts(programModule(plan, { ...settings, ...parts, barriers }), yielding);
  return { ...program, module: await WebAssembly.compile(bytes), moduleBytes: bytes.length };
}
