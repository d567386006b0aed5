/** What takes and uses snapshots: many a training does neither, and need not load it. */
export { resume } from "./resume.ts";
export { settingsOfRun } from "./run-settings.ts";
