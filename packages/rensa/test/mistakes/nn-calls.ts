/** A valid call of every function and class of `@rensa/nn`. */
import { jsBackend } from "@rensa/backend-js";
import { f32, full, type Tensor } from "@rensa/core";
import * as nn from "@rensa/nn";
import { relu, tanh } from "@rensa/ops";
import type { Calls } from "./mistakes.ts";

const cell = nn.gruCell(2, 3);
const backend = jsBackend();
const found = await nn.summary(nn.dense(2, 3), f32(1, 2));
const batches = [{ outputs: [1, 2], targets: [1, 2] }];

export const nnCalls: Calls = {
  transformerEncoderBlock: () => [4, 2, {}],
  batchNorm: () => [3, {}],
  layerNorm: () => [3, {}],
  named: () => ["a", nn.dense(2, 3)],
  layerOf: () => ["relu", relu],
  accuracy: () => [{}],
  areaUnderRoc: () => [],
  averagePrecision: () => [],
  binaryAccuracy: () => [{}],
  binnedAreaUnderRoc: () => [{}],
  binaryConfusionMatrix: () => [{}],
  confusionMatrix: () => [3, {}],
  evaluateMetric: () => [nn.rootMeanSquaredError(), batches, { backend }],
  metricEvaluator: () => [nn.accuracy(), { backend }],
  fScore: () => [{}],
  meanAbsoluteErrorMetric: () => [],
  meanIntersectionOverUnion: () => [{}],
  metricOf: () => [nn.accuracy(), "digit"],
  TotalsOfMetric: () => [nn.accuracy()],
  perplexity: () => [{}],
  precision: () => [{}],
  r2Score: () => [{}],
  recall: () => [{}],
  rootMeanSquaredError: () => [],
  topKAccuracy: () => [2, {}],
  recurrent: () => [cell, {}],
  formatSummary: () => [found, {}],
  summary: () => [nn.dense(2, 3), f32(1, 2), {}],
  crossAttentionDecoderBlock: () => [4, 2, {}],
  learnedPositions: () => [4, 2],
  multiHeadAttention: () => [4, 2, {}],
  sinusoidalPositions: () => [{}],
  transformerDecoderBlock: () => [4, 2, {}],
  filledWith: () => [1],
  zeros: () => [],
  ones: () => [],
  glorotUniform: () => [],
  glorotNormal: () => [],
  heUniform: () => [],
  heNormal: () => [],
  lecunUniform: () => [],
  lecunNormal: () => [],
  normal: () => [{}],
  orthogonal: () => [{}],
  truncatedNormal: () => [{}],
  uniform: () => [0, 1],
  varianceScaling: () => [{}],
  averagePool1d: () => [2, {}],
  averagePool2d: () => [2, {}],
  compose: () => [{ a: nn.dense(2, 3) }, (_: unknown, x: Tensor) => x],
  conv1d: () => [2, 3, 3, {}],
  conv2dTranspose: () => [2, 3, 3, {}],
  conv2d: () => [2, 3, 3, {}],
  defineLayer: () => [{ kind: "mine", initialize: () => ({}), apply: (_: unknown, x: Tensor) => x }],
  dense: () => [2, 3, {}],
  depthwiseConv2d: () => [2, 3, {}],
  dropout: () => [0.5],
  embedding: () => [5, 3, {}],
  flatten: () => [],
  frozen: () => [nn.dense(2, 3), () => true],
  globalAveragePool: () => [],
  groupNorm: () => [2, 4, {}],
  instanceNorm: () => [3, {}],
  maxPool1d: () => [2, {}],
  maxPool2d: () => [2, {}],
  parallel: () => [{ a: nn.dense(2, 3) }, ({ a }: { a: Tensor }) => a],
  parameter: () => [[2], nn.zeros()],
  withLengths: () => [nn.dense(2, 3)],
  reshape: () => [[2]],
  residual: () => [nn.dense(2, 2), nn.dense(2, 2)],
  rmsNorm: () => [3, {}],
  separableConv2d: () => [2, 3, 3, {}],
  sequential: () => [nn.dense(2, 3), relu],
  shaped: () => [[2]],
  bidirectional: () => [nn.gru(2, 3), "sum"],
  gruCell: () => [2, 3, {}],
  gru: () => [2, 3, {}],
  lstmCell: () => [2, 3, {}],
  lstm: () => [2, 3, {}],
  simpleRnnCell: () => [2, 3, {}],
  simpleRnn: () => [2, 3, {}],
};

/** Calls that stand inside of a trace. */
export const tracedNnCalls = (): Calls => {
  const key = full([2], 0, "i32");
  const context: nn.ApplyContext = { training: false, key, assign: () => undefined };
  const rows = full([1, 3], 0);
  const parametersOf = (gates: number): unknown => ({
    inputWeights: full([3, 3 * gates], 0),
    hiddenWeights: full([3, 3 * gates], 0),
    inputBias: full([3 * gates], 0),
    hiddenBias: full([3 * gates], 0),
  });
  return {
    contextFor: () => [context, "a"],
    withinLengths: () => [full([2], 1, "i32"), 3],
    keyFor: () => [key, "a"],
    gruStep: () => [parametersOf(3), rows, rows],
    lstmStep: () => [parametersOf(4), { hidden: rows, cell: rows }, rows],
    simpleRnnStep: () => [parametersOf(1), rows, rows, tanh],
  };
};
