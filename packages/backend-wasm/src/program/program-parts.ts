/** What some programs need and others do not, loaded where it is needed: many a page does without most of it. */
import { isControl, withInner, type Kernel, type ProgramPlan } from "@rensa/core/compiler";
import { contractionKind } from "../contraction/contraction-kind.ts";
import type * as contractionSupport from "../contraction/contraction-support.ts";
import type { LoadedFunctions } from "../lanes/apply.ts";
import { functionsOf } from "./functions-of.ts";
import type * as loopSupport from "./loop-support.ts";

/** What a program needs beside what all do. */
export interface ProgramParts {
  /** Functions among which there are all that it calls. */
  readonly functions: LoadedFunctions;
  /** For contractions that are worth a plan; `null` where there is none. */
  readonly contractions: typeof contractionSupport | null;
  /** For loops and branches; `null` where there is none. */
  readonly loops: typeof loopSupport | null;
}

/** Loads what a program needs. */
export async function partsFor(plan: ProgramPlan): Promise<ProgramParts> {
  const { kernels, precision } = plan;
  const isPlanned = (kernel: Kernel): boolean =>
    kernel.kind === "contraction" && contractionKind(kernel, precision) !== null;
  const [functions, contractions, loops] = await Promise.all([
    functionsOf(plan),
    withInner(kernels).some(isPlanned) ? import("../contraction/contraction-support.ts") : null,
    kernels.some(isControl) ? import("./loop-support.ts") : null,
  ]);
  return { functions, contractions, loops };
}
