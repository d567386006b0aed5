/** What layers cost on an example: counted by `summary` from their traced graphs. */
import { f32, formatTensorType, i32 } from "@rensa/core";
import {
  averagePool1d,
  averagePool2d,
  batchNorm,
  bidirectional,
  conv1d,
  conv2d,
  conv2dTranspose,
  crossAttentionDecoderBlock,
  dense,
  depthwiseConv2d,
  dropout,
  embedding,
  flatten,
  frozen,
  globalAveragePool,
  groupNorm,
  gru,
  gruCell,
  instanceNorm,
  layerNorm,
  learnedPositions,
  lstm,
  maxPool1d,
  maxPool2d,
  multiHeadAttention,
  named,
  parallel,
  recurrent,
  reshape,
  residual,
  rmsNorm,
  separableConv2d,
  sequential,
  simpleRnn,
  sinusoidalPositions,
  summary,
  transformerDecoderBlock,
  transformerEncoderBlock,
  type ModelSummary,
} from "@rensa/nn";
import { add, relu } from "@rensa/ops";
import { inlineCode, table } from "../reference/markdown.ts";
import { callsWrittenIn } from "../written-calls.ts";

const examples: Readonly<Record<string, () => Promise<ModelSummary>>> = {
  averagePool1d: () => summary(averagePool1d(2), f32(1, 64, 16)),
  averagePool2d: () => summary(averagePool2d(2), f32(1, 28, 28, 16)),
  batchNorm: () => summary(batchNorm(16), f32(32, 28, 28, 16)),
  bidirectional: () => summary(bidirectional(gru(32, 64)), f32(1, 20, 32)),
  conv1d: () => summary(conv1d(16, 32, 3), f32(1, 64, 16)),
  conv2d: () => summary(conv2d(16, 32, 3), f32(1, 28, 28, 16)),
  conv2dTranspose: () => summary(conv2dTranspose(32, 16, 3, { strides: 2 }), f32(1, 14, 14, 32)),
  crossAttentionDecoderBlock: () =>
    summary(crossAttentionDecoderBlock(32, 4), { inputs: f32(1, 20, 32), memory: f32(1, 10, 32) }),
  dense: () => summary(dense(784, 128), f32(1, 784)),
  depthwiseConv2d: () => summary(depthwiseConv2d(16, 3), f32(1, 28, 28, 16)),
  dropout: () => summary(dropout(0.2), f32(1, 128)),
  embedding: () => summary(embedding(5000, 64), i32(1, 20)),
  flatten: () => summary(flatten(), f32(1, 7, 7, 32)),
  frozen: () => summary(frozen(dense(784, 128)), f32(1, 784)),
  globalAveragePool: () => summary(globalAveragePool(), f32(1, 7, 7, 64)),
  groupNorm: () => summary(groupNorm(8, 32), f32(1, 28, 28, 32)),
  gru: () => summary(gru(32, 64), f32(1, 20, 32)),
  instanceNorm: () => summary(instanceNorm(32), f32(1, 28, 28, 32)),
  layerNorm: () => summary(layerNorm(64), f32(1, 20, 64)),
  learnedPositions: () => summary(learnedPositions(64, 32), f32(1, 20, 32)),
  lstm: () => summary(lstm(32, 64), f32(1, 20, 32)),
  maxPool1d: () => summary(maxPool1d(2), f32(1, 64, 16)),
  maxPool2d: () => summary(maxPool2d(2), f32(1, 28, 28, 16)),
  multiHeadAttention: () => summary(multiHeadAttention(64, 4), f32(1, 20, 64)),
  named: () => summary(named("head", dense(64, 10)), f32(1, 64)),
  parallel: () =>
    summary(
      parallel({ a: dense(8, 4), b: dense(8, 4) }, ({ a, b }) => add(a, b)),
      f32(1, 8),
    ),
  recurrent: () => summary(recurrent(gruCell(32, 64)), f32(1, 20, 32)),
  reshape: () => summary(reshape([28, 28, 1]), f32(1, 784)),
  residual: () => summary(residual(dense(64, 64)), f32(1, 64)),
  rmsNorm: () => summary(rmsNorm(64), f32(1, 20, 64)),
  separableConv2d: () => summary(separableConv2d(16, 32, 3), f32(1, 28, 28, 16)),
  sequential: () => summary(sequential(dense(784, 128), relu, dense(128, 10)), f32(1, 784)),
  simpleRnn: () => summary(simpleRnn(32, 64), f32(1, 20, 32)),
  sinusoidalPositions: () => summary(sinusoidalPositions(), f32(1, 20, 32)),
  transformerDecoderBlock: () => summary(transformerDecoderBlock(64, 4), f32(1, 20, 64)),
  transformerEncoderBlock: () => summary(transformerEncoderBlock(64, 4), f32(1, 20, 64)),
};

const calls = callsWrittenIn(new URL(import.meta.url));

/** The layers that are counted. */
export const countedLayers: readonly string[] = Object.keys(examples);

/** What a layer costs, with the call that counted it; `null` for what is none. */
export async function layerCost(name: string): Promise<string | null> {
  const count = examples[name];
  if (count === undefined) return null;
  const { outputs, trained, fixed, flops, trainingFlops, memory } = await count();
  const cells = [
    inlineCode(outputs.map(([, type]) => formatTensorType(type)).join(", ")),
    number(trained + fixed) + (fixed === 0 ? "" : `, of which ${number(trained)} are trained`),
    number(flops),
    number(trainingFlops),
    `${number(memory.kept)} bytes`,
  ];
  const head = ["Output", "Parameters", "FLOPs", "FLOPs with the gradient", "Kept for the gradient"];
  return `\n**Cost.** Counted by ${inlineCode(calls.get(name)?.text ?? "")}, of [\`summary\`](/reference/layers/summary); a multiplication and an addition are two:\n\n${table(head, [cells])}\n`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
