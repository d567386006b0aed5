/**
 * Writes the package of a plugin: one op with its samples, tests, types and documentation.
 *
 * @packageDocumentation
 */
export { createPlugin, type CreatedPlugin, type PluginRequest } from "./create-plugin.ts";
export type { PluginForm } from "./forms.ts";
