/** What the editor knows of recurrent layers and attention. */
import type { Shape, Tensor } from "@rensa/core";
import { expectTypeOf } from "vitest";
import { learnedPositions } from "../src/attention/learned-positions.ts";
import { multiHeadAttention } from "../src/attention/multi-head-attention.ts";
import { sinusoidalPositions } from "../src/attention/sinusoidal-positions.ts";
import { transformerDecoderBlock } from "../src/attention/transformer-decoder-block.ts";
import { transformerEncoderBlock } from "../src/attention/transformer-encoder-block.ts";
import { dense } from "../src/layers/dense.ts";
import { embedding } from "../src/layers/embedding.ts";
import { sequential } from "../src/layers/sequential.ts";
import type { ApplyContext, Key } from "../src/model.ts";
import { bidirectional } from "../src/recurrent/bidirectional.ts";
import { gru } from "../src/recurrent/gru.ts";
import { lstm } from "../src/recurrent/lstm.ts";
import { simpleRnn } from "../src/recurrent/simple-rnn.ts";

declare const x: Tensor<readonly [32, 20, 8], "f32">;
declare const anyTime: Tensor<readonly [32, number, 8], "f32">;
declare const anything: Tensor<Shape, "f32">;
declare const matrix: Tensor<readonly [32, 8], "f32">;
declare const key: Key;
declare const context: ApplyContext;

const layer = gru(8, 16);
const parameters = layer.initialize(key);

// The shapes of outputs.
expectTypeOf(layer.apply(parameters, x, context)).toEqualTypeOf<Tensor<readonly [32, 20, 16], "f32">>();
expectTypeOf(layer.apply(parameters, anyTime, context)).toEqualTypeOf<Tensor<readonly [32, number, 16], "f32">>();
expectTypeOf(layer.apply(parameters, anything, context)).toEqualTypeOf<Tensor<readonly [number, number, 16], "f32">>();
const last = lstm(8, 16, { output: "last" });
expectTypeOf(last.apply(parameters, x, context)).toEqualTypeOf<Tensor<readonly [32, 16], "f32">>();
const joined = bidirectional(simpleRnn(8, 16));
const two = joined.initialize(key);
expectTypeOf(joined.apply(two, x, context)).toEqualTypeOf<Tensor<readonly [32, 20, 32], "f32">>();
const summed = bidirectional(gru(8, 16, { output: "last" }), "sum");
expectTypeOf(summed.apply(two, x, context)).toEqualTypeOf<Tensor<readonly [32, 16], "f32">>();

// Parameters and states by name.
expectTypeOf(parameters.hiddenWeights).toEqualTypeOf<Tensor<readonly [number, number], "f32">>();
expectTypeOf(two.backward.inputBias).toEqualTypeOf<Tensor<readonly [number], "f32">>();
expectTypeOf(last.cell.initialState(2)).toHaveProperty("cell");
expectTypeOf(layer.kind).toEqualTypeOf<"gru">();

// Attention keeps shapes.
const attention = multiHeadAttention(8, 2);
const weights = attention.initialize(key);
expectTypeOf(attention.apply(weights, x, context)).toEqualTypeOf<Tensor<readonly [32, 20, 8], "f32">>();
expectTypeOf(attention.attend(weights, x, anyTime, context)).toEqualTypeOf<
  Tensor<readonly [number, number, 8], "f32">
>();
expectTypeOf(weights.query.weights).toEqualTypeOf<Tensor<readonly [8, 8], "f32">>();
const encoder = transformerEncoderBlock(8, 2);
expectTypeOf(encoder.apply(encoder.initialize(key), x, context)).toEqualTypeOf<Tensor<readonly [32, 20, 8], "f32">>();
const decoder = transformerDecoderBlock(8, 2);
expectTypeOf(decoder.initialize(key).attentionNorm.scale).toEqualTypeOf<Tensor<readonly [8], "f32">>();
const positions = learnedPositions(20, 8);
expectTypeOf(positions.apply(positions.initialize(key), x, context)).toEqualTypeOf<
  Tensor<readonly [32, 20, 8], "f32">
>();
expectTypeOf(sinusoidalPositions().apply({}, anyTime, context)).toEqualTypeOf<
  Tensor<readonly [32, number, 8], "f32">
>();

// They stack.
const stacked = sequential(gru(8, 16), bidirectional(lstm(16, 4)), simpleRnn(8, 2, { output: "last" }));
expectTypeOf(stacked.apply(stacked.initialize(key), x, context)).toEqualTypeOf<Tensor<readonly [32, 2], "f32">>();
expectTypeOf(stacked.initialize(key).bidirectional_1.forward).toHaveProperty("inputWeights");
const transformer = sequential(embedding(65, 8), learnedPositions(20, 8), transformerDecoderBlock(8, 2), dense(8, 65));
declare const tokens: Tensor<readonly [32, 20], "i32">;
expectTypeOf(transformer.apply(transformer.initialize(key), tokens, context)).toEqualTypeOf<
  Tensor<readonly [32, 20, 65], "f32">
>();

// What does not fit is a red line.
// @ts-expect-error a gru that gives the last output alone gives no sequence
sequential(gru(8, 16, { output: "last" }), gru(16, 4));
// @ts-expect-error a gru of 8 features reads [batch, time, features]
layer.apply(parameters, matrix, context);
// @ts-expect-error an lstm of 16 features gets 8
lstm(16, 4).apply(parameters, x, context);
// @ts-expect-error a width of 16 gets 8
multiHeadAttention(16, 2).apply(weights, x, context);
// @ts-expect-error a dense layer of 4 outputs stands before one of 8 features
sequential(dense(3, 4), gru(8, 16));
// @ts-expect-error the same before attention
sequential(dense(3, 4), transformerEncoderBlock(8, 2));
// @ts-expect-error there is no such output
gru(8, 16, { output: "first" });
