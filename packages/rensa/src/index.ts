/**
 * Rensa: a differentiable dataflow graph runtime. The core, the optimizers, the JavaScript backend, and `compile` with
 * the standard pipeline.
 *
 * @packageDocumentation
 */
export * from "@rensa/core";
export * from "@rensa/optim";
export * from "@rensa/backend-js";
export { compile, type CompileSettings } from "./compile.ts";
export * from "./pipeline.ts";
export { standardRegistry } from "./standard-registry.ts";
