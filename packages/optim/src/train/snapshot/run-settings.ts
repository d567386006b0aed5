/** What a run is made with beside its graph, and how it differs from what it was made with before. */
import { rensaVersion } from "@rensa/core";
import type { TrainConfig, TrainingData } from "../config.ts";
import type { ConfigurationChange, ConfigurationChangedEvent } from "../event.ts";
import { runIdOf } from "../run/run-id.ts";
import type { RunSettings } from "./snapshot.ts";

/** How a run goes on otherwise than it began. */
export type ConfigurationChanges = Pick<ConfigurationChangedEvent, "changes" | "message">;

/** Before the name of a hyperparameter among the settings. */
const hyperparameterPrefix = "hyperparameters.";

/** The settings of a configuration, with the hyperparameters before the first step. */
export function settingsOf(config: TrainConfig, hyperparameters: Readonly<Record<string, number>>): RunSettings {
  const { epochs, engine, data, validation } = config;
  return {
    runId: runIdOf(config),
    rensa: rensaVersion,
    epochs,
    backend: engine.backend.name,
    ...settingsOfData("data", data),
    ...(validation === undefined ? {} : settingsOfData("validation", validation)),
    ...Object.fromEntries(Object.entries(hyperparameters).map(([name, value]) => [hyperparameterPrefix + name, value])),
  };
}

function settingsOfData(name: string, { batchesPerEpoch, examplesPerEpoch }: TrainingData): RunSettings {
  return { [`${name}.batchesPerEpoch`]: batchesPerEpoch, [`${name}.examplesPerEpoch`]: examplesPerEpoch ?? null };
}

/**
 * The settings of a run, which its snapshots hold: its own, but that the hyperparameters of one that goes on are those
 * that it began with, because they came with its snapshot.
 */
export function settingsOfRun(config: TrainConfig, hyperparameters: Readonly<Record<string, number>>): RunSettings {
  const before = Object.entries(config.resume?.settings ?? {});
  const begun = before.filter(([name]) => name.startsWith(hyperparameterPrefix));
  return { ...settingsOf(config, hyperparameters), ...Object.fromEntries(begun) };
}

/** Where two settings differ. */
export function changesOf(before: RunSettings, now: RunSettings): readonly ConfigurationChange[] {
  const [old, own] = [new Map(Object.entries(before)), new Map(Object.entries(now))];
  return [...new Set([...old.keys(), ...own.keys()])].flatMap((name): readonly ConfigurationChange[] => {
    const change = { name, before: old.get(name) ?? null, now: own.get(name) ?? null };
    if (Object.is(change.before, change.now)) return [];
    return [{ ...change, counts: name.startsWith(hyperparameterPrefix) ? "before" : "now" }];
  });
}

/** Changes as a sentence for people. */
export function describeChanges(changes: readonly ConfigurationChange[]): string {
  const told = changes.map(({ name, before, now, counts }) => {
    const end = counts === "before" ? "; the snapshot's counts, setHyperparameter changes it" : "";
    return `${name} was ${String(before)} and is ${String(now)} now${end}`;
  });
  return `The run goes on with another configuration than it began with: ${told.join(". ")}.`;
}
