/**
 * What needs Node: files and terminals.
 *
 * @packageDocumentation
 */
export { directoryStorage, directoryStore } from "./directory-store.ts";
export * from "./log-to.ts";
export { readLog } from "./ndjson.ts";
export * from "./progress-bar.ts";
export { formatEpoch, formatStarted } from "./progress-text.ts";
export { saveModel } from "./save-model.ts";
