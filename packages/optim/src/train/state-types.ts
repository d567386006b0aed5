/** What all programs of a training keep from run to run. */
import type { TypeTree } from "@rensa/core";

/** The types of a training's state. */
export type StateTypes = Readonly<Record<"parameters" | "optimizer", TypeTree>>;

/** How they are compiled. */
export const withState = { state: ["state"] } as const;
