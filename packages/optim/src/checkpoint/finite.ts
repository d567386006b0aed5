/** Whether a state can be gone on with: after a NaN, every further step is one. */
import { isFloat, type HostTensor } from "@rensa/core";
import type { TrainingSnapshot } from "../train/snapshot/snapshot.ts";

/** True where no float of a training's state is NaN or infinite. What an optimizer reports decides nothing. */
export function isFiniteState({ state, reports }: Pick<TrainingSnapshot, "state" | "reports">): boolean {
  const telling = new Set(reports);
  return [...state].every(([path, tensor]) => telling.has(path) || isFiniteTensor(tensor));
}

function isFiniteTensor({ dtype, data }: HostTensor): boolean {
  if (!isFloat(dtype)) return true;
  for (let at = 0; at < data.length; at++) if (!Number.isFinite(data[at])) return false;
  return true;
}
