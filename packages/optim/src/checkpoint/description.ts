/** What a checkpoint's file says beside its tensors: one text in the metadata of the safetensors file. */
import { RensaError } from "@rensa/core";
import type { Json, RunSettings, TrainingProgress, TrainingSnapshot } from "../train/snapshot/snapshot.ts";
import { CheckedJson } from "./checked-json.ts";
import { readExactJson, writeExactJson } from "./exact-json.ts";

/** The name of the text in the metadata. */
export const descriptionKey = "rensa";

/** Everything of a snapshot but the elements of its tensors, whose paths are in the order of their maps. */
export interface Description {
  readonly format: 3;
  readonly rensa: string;
  readonly graph: string;
  readonly progress: TrainingProgress;
  readonly settings: RunSettings;
  readonly state: readonly string[];
  readonly reports: readonly string[];
  readonly kept: readonly KeptDescription[];
}

/** What a subscriber keeps, but for the elements of its tensors. */
export interface KeptDescription {
  readonly name: string;
  readonly values: Json;
  /** `null` where there is no map of tensors. */
  readonly tensors: readonly string[] | null;
}

/** The name in the file of a tensor of the state. */
export function stateName(path: string): string {
  return `state.${path}`;
}

/** The name in the file of a kept tensor. Dots in what a subscriber calls itself do not end its name. */
export function keptName(name: string, path: string): string {
  return `kept.${name.replaceAll("%", "%25").replaceAll(".", "%2E")}.${path}`;
}

/** The text that describes a snapshot. */
export function describeSnapshot({
  format,
  rensa,
  graph,
  progress,
  settings,
  state,
  reports,
  kept,
}: TrainingSnapshot): string {
  return writeExactJson(
    {
      format,
      rensa,
      graph,
      progress: {
        ...progress,
        totals: { ...progress.totals },
        validation: progress.validation === null ? null : { ...progress.validation },
      },
      settings: { ...settings },
      state: [...state.keys()],
      reports,
      kept: [...kept].map(([name, { values, tensors }]) => ({
        name,
        values,
        tensors: tensors === undefined ? null : [...tensors.keys()],
      })),
    },
    "snapshot",
  );
}

/**
 * The description that a text holds.
 *
 * @throws RensaError `CHECKPOINT_INVALID` where it holds something else.
 */
export function readDescription(text: string): Description {
  const description = readJson(text, "decodeCheckpoint: its description");
  const field = (name: string): CheckedJson => description.field(name);
  return {
    // First, so that another format is not called damaged.
    format: field("format").format(),
    rensa: field("rensa").text(),
    graph: field("graph").text(),
    progress: readProgress(field("progress")),
    settings: field("settings").record((setting) => setting.nullable((value) => value.textOrNumber())),
    state: field("state").list((path) => path.text()),
    reports: field("reports").list((path) => path.text()),
    kept: field("kept").list((each) => ({
      name: each.field("name").text(),
      values: each.field("values").json(),
      tensors: each.field("tensors").nullable((tensors) => tensors.list((path) => path.text())),
    })),
  };
}

/** The JSON of a text, to be read field by field. */
export function readJson(text: string, label: string): CheckedJson {
  try {
    return new CheckedJson(readExactJson(text), label);
  } catch (error) {
    throw new RensaError("CHECKPOINT_INVALID", `${label} is not JSON; it is damaged.`, { cause: error });
  }
}

function readProgress(progress: CheckedJson): TrainingProgress {
  const totals = progress.field("totals");
  return {
    runId: progress.field("runId").text(),
    seed: progress.field("seed").number(),
    epoch: progress.field("epoch").count(),
    batch: progress.field("batch").count(),
    epochOver: progress.field("epochOver").boolean(),
    step: progress.field("step").count(),
    totals: {
      examples: totals.field("examples").count(),
      loss: totals.field("loss").number(),
      metrics: totals
        .field("metrics")
        .record((metric) =>
          typeof metric.value === "number"
            ? metric.value
            : metric.record((statistic) => statistic.list((sum) => sum.number())),
        ),
    },
    validation: progress.field("validation").nullable((validation) => ({
      loss: validation.field("loss").number(),
      metrics: validation.field("metrics").record((metric) => metric.number()),
    })),
  };
}
