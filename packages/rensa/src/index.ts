/**
 * Rensa: a differentiable dataflow graph runtime. What a user needs, with an engine that has the standard pipeline, which
 * everything uses that is given none. Authors of ops, plugins, backends and tools find the rest in the packages.
 *
 * @packageDocumentation
 */

// Tensors, their types and their data.
export {
  bool,
  constant,
  f32,
  f64,
  full,
  hostTensor,
  i32,
  mapTree,
  sampleTensor,
  scope,
  toNested,
  u8,
  type DType,
  type HostTensor,
  type Shape,
  type TensorType,
  type Tensor,
  type TypeTree,
} from "@rensa/core";

// Functions of tensors as graphs, and what is made of them.
export {
  checkpoint,
  cond,
  customVjp,
  grad,
  gradientsOf,
  hessian,
  hessianVectorProduct,
  jacobian,
  jvp,
  rematerialize,
  scan,
  trace,
  traceTree,
  valueAndGrad,
  vjp,
  vmap,
  whileLoop,
  type Traced,
} from "@rensa/core";
export { printGraph, type Graph } from "@rensa/core/graph";

// Ops, rules and plugins: `@rensa/core` has the rest of what their authors need.
export { defineOp, definePlugin, rule, simplifyWith, type Plugin } from "@rensa/core";

// What computes.
export { defaultBackend } from "./default-backend.ts";
export { compile } from "./compile.ts";
export { createStore } from "./create-store.ts";
export { createEngine, defaultEngine, type EngineOptions } from "./engine.ts";
export { type EngineSetting } from "./with-engine.ts";
export { defaultPasses, passesWith, withoutPasses } from "./pipeline.ts";
export { standardRegistry } from "./standard-registry.ts";
export { type Backend, type Engine, type Pass, type Program, type Store } from "@rensa/core";
export { jsBackend } from "@rensa/backend-js";
export { canRunWasm, wasmBackend } from "@rensa/backend-wasm";

// Mistakes.
export { RensaError, type RensaErrorCode } from "@rensa/core";

// Training.
export { createTrainer, train } from "./train.ts";
export { evaluate } from "./evaluate.ts";
export { learningRateRange } from "./learning-rate-range.ts";
export { predictor } from "./predictor.ts";
export { loadModel } from "./load-model.ts";
export { encodeModel } from "@rensa/optim";
export {
  controlOf,
  fitParameters,
  loadParameters,
  ofType,
  trainStep,
  type Criterion,
  type LocalTrainer,
  type Metric,
  type Model,
  type Predictor,
  type TrainConfig,
  type Trainer,
  type TrainEvent,
  type TrainingControl,
  type TrainingData,
  type TrainingSnapshot,
  type Training,
} from "@rensa/optim";

// Optimizers, and what they are made of.
export {
  accumulateGradients,
  adadelta,
  adagrad,
  adam,
  adamax,
  adamw,
  addDecayedWeights,
  averageWeights,
  chain,
  clipByGlobalNorm,
  clipByValue,
  lamb,
  lbfgs,
  lion,
  lookahead,
  masked,
  muon,
  nadam,
  partition,
  radam,
  rmsprop,
  sam,
  scaleByLearningRate,
  sgd,
  transform,
  type Transform,
} from "@rensa/optim";

// Learning rates as functions of the step.
export {
  constantRate,
  cosine,
  cosineWithRestarts,
  exponentialDecay,
  inverseSquareRoot,
  inverseTime,
  joinSchedules,
  linear,
  multiStepDecay,
  oneCycle,
  piecewise,
  plotSchedule,
  polynomialDecay,
  sampleSchedule,
  stepDecay,
  warmUp,
  type Schedule,
} from "@rensa/optim";

// What watches and steers a run.
export {
  earlyStopping,
  explodingGradients,
  layerGradients,
  movingAverage,
  reduceOnPlateau,
  sampleSteps,
  stopOnNonFinite,
  vanishingGradients,
} from "@rensa/optim";

// Checkpoints.
export { browserStore, checkpointTo, memoryStore, resumeFrom } from "@rensa/optim";

// Training in a worker: its page imports `@rensa/optim/connect`.
export { serveTrainer } from "@rensa/optim";

// Many trainings.
export { multiStart, search } from "./search.ts";
export {
  bestParametersOf,
  choice,
  gridSearch,
  integer,
  logUniform,
  randomSearch,
  successiveHalving,
  uniform,
  type SearchEvent,
} from "@rensa/optim";
