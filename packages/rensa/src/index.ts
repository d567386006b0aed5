/**
 * Rensa: a differentiable dataflow graph runtime. The core, the optimizers, the backends, and `compile` with
 * the standard pipeline.
 *
 * @packageDocumentation
 */
export * from "@rensa/core";
export * from "@rensa/optim";
export * from "@rensa/backend-js";
export * from "@rensa/backend-wasm";
export { defaultBackend } from "./default-backend.ts";
export * from "./profile/kernel-profile.ts";
export * from "./profile/profiling-backend.ts";
export { compile, type CompileSettings } from "./compile.ts";
export * from "./pipeline.ts";
export { standardRegistry } from "./standard-registry.ts";
