/** What needs an engine, with the default one where it was given none. */
import { checkKind, type Engine } from "@rensa/core";
import { defaultEngine } from "./engine.ts";

/** What may be given an engine. */
export interface EngineSetting {
  /** What compiles and runs it, as `createEngine` makes it. Default: {@link defaultEngine}. */
  readonly engine?: Engine;
}

/** The settings of a function, with an engine. */
export function withEngine<Settings extends EngineSetting>(owner: string, settings: Settings) {
  checkKind(`${owner}: the configuration`, settings, "record");
  return { ...settings, engine: settings.engine ?? defaultEngine() };
}
