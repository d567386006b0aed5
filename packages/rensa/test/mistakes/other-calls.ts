/** A valid call of every function of the backends and of `@rensa/conformance`. */
import { jsBackend } from "@rensa/backend-js";
import * as conformance from "@rensa/conformance";
import {
  compile,
  defineOp,
  definePlugin,
  f32,
  hostTensor,
  rule,
  trace,
  type OpSamples,
  type Tensor,
} from "@rensa/core";
import { isLoopKernel } from "@rensa/core/compiler";
import { dense } from "@rensa/nn";
import { meanSquaredError } from "@rensa/ops";
import { randomSearch, sgd, uniform, type Training } from "@rensa/optim";
import * as rensa from "../../src/index.ts";
import type { Calls } from "./mistakes.ts";

const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
const samples: OpSamples = {
  op: twice,
  samples: [{ name: "one", inputs: [hostTensor([1])], apply: (x: Tensor) => twice(x) }],
  errors: [{ name: "none", inputs: [], apply: () => twice(1 as never), code: "ARGUMENT_INVALID" }] as never,
  reference: (x: number) => 2 * x,
};
const [sample] = samples.samples;
const rewrite = rule("twice(x) -> x", { op: twice, inputs: ["x"] }, () => null);
const plugin = definePlugin({
  name: "rensa-plugin-twice",
  version: "1.0.0",
  ops: { twice },
  backends: { js: { twice: (): undefined => undefined } },
});
const groups = [{ name: "js", backends: [jsBackend()] }];
const given = { samples: [samples], backends: groups };
const program = await compile(
  trace({ x: f32(3) }, ({ x }) => twice(x)),
  { backend: jsBackend() },
);
const kernel = program.stages.kernels.find(isLoopKernel);

export const jsCalls: Calls = {
  jsBackend: () => [{}],
  canGenerate: () => [],
  compileKernel: () => [kernel, { mode: "interpret" }],
  emitKernel: () => [kernel],
};

export const wasmCalls: Calls = {
  canRunWasm: () => [],
  wasmBackend: () => [{}],
};

const parameters = new Map([
  ["weights", hostTensor([[2], [3]])],
  ["bias", hostTensor([1])],
]);
const batch = { inputs: hostTensor([1, 2], [2, 1]), targets: hostTensor([3, 6], [2, 1]) };
const training: Training = {
  model: dense(1, 1),
  loss: meanSquaredError,
  optimizer: sgd(0.1),
  data: { inputs: f32(2, 1), targets: f32(2, 1), batchesPerEpoch: 1, batches: () => [batch] },
  epochs: 1,
};

export const rensaCalls: Calls = {
  defaultBackend: () => [],
  createStore: () => [{ a: f32(3) }],
  compile: () => [trace({ x: f32(3) }, ({ x }) => twice(x)), {}],
  createEngine: () => [{}],
  defaultEngine: () => [],
  evaluate: () => [
    {
      model: dense(1, 1) as never,
      parameters: new Map([
        ["weights", hostTensor([[3]])],
        ["bias", hostTensor([0])],
      ]),
      data: training.data,
    },
  ],
  predictor: () => [{ model: dense(2, 1), parameters, example: f32(2) }],
  loadModel: () => [rensa.encodeModel({ model: dense(2, 1), parameters, example: f32(2) }), {}],
  train: () => [training],
  createTrainer: () => [training],
  search: () => [{ space: { rate: uniform(0, 1) }, strategy: randomSearch({ trials: 1 }), trial: () => training }],
  learningRateRange: () => [
    { model: training.model, loss: training.loss, optimizer: sgd, data: training.data, steps: 2 },
  ],
  multiStart: () => [{ starts: 2, trial: () => training }],
  passesWith: () => [[plugin]],
  withoutPasses: () => [["simplify"], rensa.defaultPasses],
  standardRegistry: () => [plugin],
};

export const profileCalls: Calls = {
  kernelProfiles: () => [[], null],
  profileTable: () => [[], 20],
  chromeTrace: () => [[]],
  profilingBackend: () => [jsBackend(), { runs: [] }],
};

export const conformanceCalls: Calls = {
  remoteBackend: () => [{}],
  checkStorage: () => [[{ name: "js", backends: [jsBackend()] }]],
  elementwise: () => [[hostTensor([1])], (x: number) => 2 * x],
  findingText: () => [{ check: "c", op: "o", sample: "", where: "w", expected: "1", found: "2" }],
  askCheck: () => [conformance.opChecks[0], new conformance.Subject(samples, sample as never)],
  askChecks: () => [[conformance.opChecks[0]], samples],
  checkCoverage: () => [samples],
  checkError: () => [samples, samples.errors?.[0]],
  checkBackend: () => [new conformance.Subject(samples, sample as never), groups],
  checkKernel: () => [{ plugin, op: "twice", backend: jsBackend() }, [samples]],
  checkPlugin: () => [plugin, given],
  checkPluginCoverage: () => [plugin, given],
  checkRule: () => [rewrite, "rensa-plugin-twice", [samples]],
  finiteDifferences: () => [[hostTensor([1])], (x: Tensor) => twice(x), 1e-5],
  Subject: () => [samples, sample],
  supportMatrix: () => [[{ name: "a", ops: [samples] }], [conformance.vjpColumn]],
  readSupportMatrix: () => ["| op | vjp |\n"],
  backendColumn: () => ["js", jsBackend(), "f32"],
  integerColumn: () => [[jsBackend()]],
};
