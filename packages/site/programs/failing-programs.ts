/** For each code of errors a program that fails with it: run as the page is made, so that what it prints is what a reader sees. */
import { ofData } from "./of-data.ts";
import { ofGraphs } from "./of-graphs.ts";
import { ofRuns } from "./of-runs.ts";
import { ofTracing } from "./of-tracing.ts";
import { ofTrainings } from "./of-trainings.ts";
import type { FailingPrograms } from "./program-table.ts";

/** All of them. */
export const failingPrograms: FailingPrograms = {
  ...ofTracing,
  ...ofGraphs,
  ...ofRuns,
  ...ofData,
  ...ofTrainings,
  INTERNAL: "Nobody knows one: it would have been mended.",
};

/** Where they are written. */
export const programFiles: readonly URL[] = ["tracing", "graphs", "runs", "data", "trainings"].map(
  (name) => new URL(`./of-${name}.ts`, import.meta.url),
);
