/** A valid call of every function of `@rensa/optim`, its subpaths and `@rensa/io`. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsBackend } from "@rensa/backend-js";
import { f32, full, hostTensor, type Tensor, type TensorTree } from "@rensa/core";
import { encodeSafetensors } from "@rensa/io";
import { dense } from "@rensa/nn";
import { meanSquaredError, mul } from "@rensa/ops";
import * as optim from "@rensa/optim";
import type { Calls } from "./mistakes.ts";
import { createEngine, standardRegistry } from "rensa";

const batch = { inputs: hostTensor([1, 2], [2, 1]), targets: hostTensor([3, 6], [2, 1]) };
const config: optim.TrainConfig = {
  model: dense(1, 1),
  loss: meanSquaredError,
  optimizer: optim.sgd(0.1),
  data: { inputs: f32(2, 1), targets: f32(2, 1), batchesPerEpoch: 1, batches: () => [batch] },
  epochs: 1,
  engine: createEngine({ backend: jsBackend() }),
};
const snapshot: optim.TrainingSnapshot = {
  format: 3,
  rensa: "0.1.0",
  graph: "9f86d081",
  state: new Map([["parameters.weights", hostTensor([0.5, -0.5])]]),
  reports: [],
  progress: {
    runId: "run-0",
    seed: 0,
    epoch: 1,
    batch: 20,
    epochOver: false,
    step: 20,
    totals: { examples: 640, loss: 412.5, metrics: {} },
    validation: null,
  },
  settings: { epochs: 5 },
  kept: new Map(),
};
const encoded = await optim.encodeCheckpoint(snapshot);
const folder = mkdtempSync(join(tmpdir(), "rensa-mistakes-"));
writeFileSync(join(folder, "log.ndjson"), "");
const store = optim.memoryStore();
await store.save(snapshot);
const parameters = new Map([
  ["weights", hostTensor([[2], [3]])],
  ["bias", hostTensor([1])],
]);
const modelFile = optim.encodeModel({ model: dense(2, 1), parameters, example: f32(2) });
const storage: optim.CheckpointStorage = {
  read: () => Promise.resolve(null),
  write: () => Promise.resolve(),
  list: () => Promise.resolve([]),
  remove: () => Promise.resolve(),
};
const endpoint = {
  postMessage: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};
const base = { runId: "r", time: 0, epoch: 1, step: 1 };
const epochCompleted = {
  ...base,
  type: "epochCompleted",
  loss: 1,
  metrics: {},
  tables: {},
  validation: null,
  seconds: 1,
};
const started = {
  ...base,
  type: "started",
  parameters: [{ name: "w", shape: [1], dtype: "f32", count: 1, isTrained: true }],
  epochs: 1,
  batchesPerEpoch: 1,
  backend: "js",
  threads: 1,
  compileMilliseconds: 1,
  isResumed: false,
};
const trial = (): optim.Trainer => optim.createTrainer(config);
const space = { rate: optim.uniform(0, 1) };
const trainer = optim.createTrainer(config);

export const optimCalls: Calls = {
  browserStore: () => ["name", {}],
  checkpointTo: () => [store, {}],
  decodeCheckpoint: () => [encoded.file, encoded.manifest],
  encodeCheckpoint: () => [snapshot, {}],
  fitParameters: () => [parameters, parameters, {}],
  loadParameters: () => [store, {}],
  memoryStore: () => [{}],
  resumeFrom: () => [store, {}],
  checkpointStore: () => [storage, {}],
  bestParametersOf: () => [{ type: "trialReported" }],
  learningRateRange: () => [
    {
      model: config.model,
      loss: config.loss,
      optimizer: optim.sgd,
      data: config.data,
      engine: config.engine,
      steps: 2,
    },
  ],
  multiStart: () => [{ starts: 2, trial }],
  search: () => [{ space, strategy: optim.randomSearch({ trials: 1 }), trial }],
  choice: () => [[1, 2]],
  integer: () => [1, 2],
  logUniform: () => [1, 2],
  uniform: () => [1, 2],
  drawSettings: () => [{ space, seed: 0 }, 1],
  gridSearch: () => [{ points: 2 }],
  randomSearch: () => [{ trials: 2 }],
  successiveHalving: () => [{ trials: 2, maximumEpochs: 2 }],
  masked: () => [optim.sgd(0.1), () => true],
  chain: () => [optim.sgd(0.1)],
  serveTrainer: () => [trainer, endpoint],
  earlyStopping: () => [{}],
  explodingGradients: () => [{}],
  layerGradients: () => [{ ...base, type: "gradientHealth", gradients: [] }],
  movingAverage: () => [{}],
  reduceOnPlateau: () => [{}],
  sampleSteps: () => [{}],
  stopOnNonFinite: () => [{}],
  vanishingGradients: () => [{}],
  cosineWithRestarts: () => [{ peak: 1, steps: 10 }],
  exponentialDecay: () => [{ start: 1, factor: 0.5 }],
  inverseSquareRoot: () => [{ peak: 1, warmUp: 10 }],
  inverseTime: () => [{ start: 1, decay: 0.5 }],
  joinSchedules: () => [[optim.constantRate(1), optim.constantRate(2)], [5]],
  oneCycle: () => [{ peak: 1, steps: 10 }],
  piecewise: () => [[1, 2], [5]],
  plotSchedule: () => [optim.constantRate(1), 5, {}],
  polynomialDecay: () => [{ start: 1, steps: 10 }],
  linear: () => [{ start: 1, steps: 10 }],
  sampleSchedule: () => [optim.constantRate(1), 5],
  constantRate: () => [1],
  cosine: () => [{ peak: 1, steps: 10 }],
  stepDecay: () => [{ start: 1, every: 10 }],
  multiStepDecay: () => [{ start: 1, boundaries: [10] }],
  warmUp: () => [optim.constantRate(1), 5, {}],
  accumulateGradients: () => [2, optim.sgd(0.1)],
  scaleByAdadelta: () => [{}],
  adadelta: () => [1, {}],
  scaleBySumOfSquares: () => [{}],
  adagrad: () => [0.1, {}],
  scaleByAdam: () => [{}],
  scaleByAdamax: () => [{}],
  adamax: () => [0.1, {}],
  averageWeights: () => [optim.sgd(0.1), {}],
  centralizeGradients: () => [],
  clipAdaptively: () => [0.1, {}],
  clipByValue: () => [1],
  clipByGlobalNorm: () => [1],
  addGradientNoise: () => [1, {}],
  scaleByTrustRatio: () => [],
  lamb: () => [0.1, {}],
  lbfgs: () => [1, {}],
  scaleByLearningRate: () => [0.1],
  scaleByLion: () => [{}],
  lion: () => [0.1, {}],
  lookahead: () => [optim.sgd(0.1), {}],
  scaleByMomentum: () => [0.9, {}],
  scaleByMuon: () => [{}],
  muon: () => [0.1, optim.sgd(0.1), {}],
  scaleByNadam: () => [{}],
  nadam: () => [0.1, {}],
  sgd: () => [0.1, {}],
  adam: () => [0.1, {}],
  adamw: () => [0.1, {}],
  partition: () => [{ a: optim.sgd(0.1) }, () => "a"],
  scaleByRadam: () => [{}],
  radam: () => [0.1, {}],
  scaleByRms: () => [{}],
  rmsprop: () => [0.1, {}],
  sam: () => [optim.sgd(0.1), {}],
  addDecayedWeights: () => [0.1, {}],
  controlOf: () => [epochCompleted],
  withControl: () => [{ ...epochCompleted }, trainer],
  ofType: () => ["epochCompleted"],
  evaluate: () => [
    {
      model: dense(1, 1) as never,
      parameters: new Map([
        ["weights", hostTensor([[3]])],
        ["bias", hostTensor([0])],
      ]),
      data: config.data,
      engine: config.engine,
    },
  ],
  predictor: () => [
    { model: dense(2, 1), parameters, example: f32(2), engine: createEngine({ backend: jsBackend() }) },
  ],
  encodeModel: () => [{ model: dense(2, 1), parameters, example: f32(2), notes: {} }],
  loadModel: () => [modelFile, { engine: config.engine, registry: standardRegistry() }],
  train: () => [config],
  createTrainer: () => [config],
  trainStep: () => [config.model, config.loss, config.optimizer],
  transform: () => [{ update: ({ gradients }: { gradients: TensorTree }) => ({ updates: gradients }) }],
  stateAfter: () => [optim.idleState, epochCompleted],
};

/** Calls that stand inside of a trace. */
export const tracedOptimCalls = (x: Tensor): Calls => ({
  castLike: () => [full([], 1, "f64"), x],
  filledLike: () => [{ x }, 1],
  mapTensors: () => [{ x }, [{ x }], (one: Tensor, other: Tensor) => mul(one, other)],
});

export const optimConnectCalls: Calls = {
  connectTrainer: () => [endpoint, {}],
};

export const optimNodeCalls: Calls = {
  readLog: () => [join(folder, "log.ndjson")],
  formatEpoch: () => [epochCompleted, 1],
  formatStarted: () => [started],
  directoryStore: () => [folder, {}],
  directoryStorage: () => [folder],
  logTo: () => [join(folder, "log.ndjson"), {}],
  progressBar: () => [{}],
};

export const ioCalls: Calls = {
  decodeSafetensors: () => [encodeSafetensors(parameters)],
  encodeSafetensors: () => [parameters, {}],
};
