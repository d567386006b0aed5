/** Attention and transformer blocks against PyTorch, with the same weights. */
import type { Shape, Tensor } from "@rensa/core";
import { relu } from "@rensa/ops";
import { afterAll, describe, expect, it } from "vitest";
import {
  crossAttentionDecoderBlock,
  type CrossAttentionParameters,
} from "../src/attention/cross-attention-decoder-block.ts";
import { multiHeadAttention, type AttentionParameters } from "../src/attention/multi-head-attention.ts";
import { transformerDecoderBlock } from "../src/attention/transformer-decoder-block.ts";
import { transformerEncoderBlock, type SelfAttentionParameters } from "../src/attention/transformer-encoder-block.ts";
import {
  caseNames,
  differencesFromTorch,
  inference,
  initialShapes,
  parameterShapes,
  referenceCase,
  settings,
} from "./recurrent-reference.ts";

afterAll(() => settings.wasm.options.backend.close());

interface Given<P> {
  readonly parameters: P;
  readonly inputs: Tensor<Shape, "f32">;
}
interface WithMemory<P> extends Given<P> {
  readonly memory: Tensor<Shape, "f32">;
}

const attention = multiHeadAttention(4, 2);
const causal = multiHeadAttention(4, 2, { causal: true });
const before = transformerEncoderBlock(4, 2, { hidden: 5 });
const after = transformerEncoderBlock(4, 2, { hidden: 5, norm: "after", activation: relu });
const alone = transformerDecoderBlock(4, 2, { hidden: 5 });
const crossBefore = crossAttentionDecoderBlock(4, 2, { hidden: 5 });
const crossAfter = crossAttentionDecoderBlock(4, 2, { hidden: 5, norm: "after", activation: relu });

const layers = {
  attention,
  "attention, causal": causal,
  "attention, cross": attention,
  "encoder, norm before, gelu": before,
  "encoder, norm after, relu": after,
  "encoder, causal": alone,
  "decoder, norm before, gelu": crossBefore,
  "decoder, norm after, relu": crossAfter,
};
const calls: Readonly<Record<keyof typeof layers, (given: never) => Tensor>> = {
  attention: ({ parameters, inputs }: Given<AttentionParameters<4>>) => attention.apply(parameters, inputs, inference),
  "attention, causal": ({ parameters, inputs }: Given<AttentionParameters<4>>) =>
    causal.apply(parameters, inputs, inference),
  "attention, cross": ({ parameters, inputs, memory }: WithMemory<AttentionParameters<4>>) =>
    attention.attend(parameters, inputs, memory, inference),
  "encoder, norm before, gelu": ({ parameters, inputs }: Given<SelfAttentionParameters<4>>) =>
    before.apply(parameters, inputs, inference),
  "encoder, norm after, relu": ({ parameters, inputs }: Given<SelfAttentionParameters<4>>) =>
    after.apply(parameters, inputs, inference),
  "encoder, causal": ({ parameters, inputs }: Given<SelfAttentionParameters<4>>) =>
    alone.apply(parameters, inputs, inference),
  "decoder, norm before, gelu": ({ parameters, ...given }: WithMemory<CrossAttentionParameters<4>>) =>
    crossBefore.apply(parameters, given, inference),
  "decoder, norm after, relu": ({ parameters, ...given }: WithMemory<CrossAttentionParameters<4>>) =>
    crossAfter.apply(parameters, given, inference),
};

describe("outputs and all gradients are PyTorch's", () => {
  it.each(Object.entries(calls))("of %s, in float64", async (name, call) => {
    expect(await differencesFromTorch(referenceCase(name), call, settings.oracle)).toEqual([]);
  });

  it.each(["attention, causal", "encoder, norm before, gelu", "decoder, norm after, relu"] as const)(
    "of %s, in float32 on WebAssembly",
    async (name) => {
      const call = calls[name];
      expect(await differencesFromTorch(referenceCase(name), call, settings.wasm)).toEqual([]);
    },
  );

  it.each(Object.entries(layers))("and so are the parameters' names and shapes of %s", (name, layer) => {
    expect(initialShapes((key) => layer.initialize(key))).toEqual(parameterShapes(referenceCase(name)));
  });

  it("of every case that is not recurrent", () => {
    const recurrent = /simpleRnn|lstm|gru/;
    expect(Object.keys(calls)).toEqual(caseNames.filter((name) => !recurrent.test(name)));
  });
});
