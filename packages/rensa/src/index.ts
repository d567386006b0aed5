/**
 * Rensa: a differentiable dataflow graph runtime. The core, the optimizers, the backends, and an engine
 * with the standard pipeline, which everything uses that is given none.
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
export { compile } from "./compile.ts";
export { createEngine, defaultEngine, type EngineOptions } from "./engine.ts";
export { evaluate, type EvaluateSettings } from "./evaluate.ts";
export { predictor, type PredictorSettings } from "./predictor.ts";
export { createTrainer, train, type TrainSettings } from "./train.ts";
export type { EngineSetting } from "./with-engine.ts";
export * from "./pipeline.ts";
export { multiStart, search } from "./search.ts";
export { standardRegistry } from "./standard-registry.ts";
