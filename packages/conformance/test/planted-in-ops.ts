/** All mistakes in ops: in values, derivatives, batches, attributes, errors, and in what samples leave out. */
import type { Plant } from "./plant.ts";
import { values } from "./planted-values.ts";
import { derivatives } from "./planted-derivatives.ts";
import { messages, omissions, repeats } from "./planted-omissions.ts";

export const plantsInOps: readonly Plant[] = [...values, ...derivatives, ...repeats, ...messages, ...omissions];
