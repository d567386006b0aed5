/** What shows a name at work, by the family that it is of. */
import { layerCost, countedLayers } from "./layer-costs.ts";
import { drawnOperators, marblesOf } from "./marbles.ts";
import { recordedEvent, recordedEvents } from "./recorded-events.ts";
import { drawnSchedules, scheduleCurve } from "./schedule-curves.ts";
import { drawnOptimizers, valleyPicture } from "./valley.ts";
import type { ExportedSymbol } from "../reference/symbols.ts";

/** The names that are shown so, to be held against those that there are. */
export const shownNames: readonly string[] = [
  ...countedLayers,
  ...drawnOperators,
  ...drawnOptimizers,
  ...drawnSchedules,
  ...recordedEvents,
];

/** As Markdown; `null` where nothing shows it. */
export async function figureOf({ name, family }: Pick<ExportedSymbol, "name" | "family">): Promise<string | null> {
  switch (family.id) {
    case "schedules":
      return scheduleCurve(name);
    case "optimizers":
      return valleyPicture(name);
    case "layers":
      return layerCost(name);
    case "training":
      return (await recordedEvent(name)) ?? marblesOf(name);
    case "operators":
    case "checkpoints":
      return marblesOf(name);
    default:
      return null;
  }
}
