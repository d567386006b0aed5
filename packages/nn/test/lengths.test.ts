/** A padded batch is its sequences, in values and gradients, for every layer over time and for models of them. */
import { constant, gradientsOf, hostTensor, type HostTensor, type Tensor } from "@rensa/core";
import { add, expandDims, mul, relu, sigmoid, slice, sum, tanh, where } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { learnedPositions } from "../src/attention/learned-positions.ts";
import { multiHeadAttention } from "../src/attention/multi-head-attention.ts";
import { sinusoidalPositions } from "../src/attention/sinusoidal-positions.ts";
import { transformerDecoderBlock } from "../src/attention/transformer-decoder-block.ts";
import { transformerEncoderBlock } from "../src/attention/transformer-encoder-block.ts";
import type { Layer } from "../src/layer.ts";
import { averagePool1d } from "../src/layers/average-pool1d.ts";
import { compose } from "../src/layers/compose.ts";
import { conv1d } from "../src/layers/conv1d.ts";
import { dense } from "../src/layers/dense.ts";
import { dropout } from "../src/layers/dropout.ts";
import { frozen } from "../src/layers/frozen.ts";
import { globalAveragePool } from "../src/layers/global-average-pool.ts";
import { layerNorm } from "../src/layers/layer-norm.ts";
import { maxPool1d } from "../src/layers/max-pool1d.ts";
import { named } from "../src/layers/named.ts";
import { parallel } from "../src/layers/parallel.ts";
import { residual } from "../src/layers/residual.ts";
import { sequential } from "../src/layers/sequential.ts";
import { bidirectional } from "../src/recurrent/bidirectional.ts";
import { gru } from "../src/recurrent/gru.ts";
import { lstm } from "../src/recurrent/lstm.ts";
import { recurrent, type RecurrentOutput } from "../src/recurrent/recurrent.ts";
import { simpleRnn, simpleRnnCell } from "../src/recurrent/simple-rnn.ts";
import type { Lengths } from "../src/model.ts";
import { withinLengths } from "../src/sequences/lengths.ts";
import { withLengths } from "../src/sequences/with-lengths.ts";
import { contextOf, initialize, keyOf, parameterTypes, pattern, run, treeOf, type Values } from "./layers-harness.ts";

/** The shortest suits the widest window of the layers below. */
const lengths = [5, 9, 6];

const features = 4;

const time = 9;

const outputs: readonly RecurrentOutput[] = ["sequence", "last"];

const cells: Readonly<Record<string, (output: RecurrentOutput) => Layer>> = {
  simpleRnn: (output) => simpleRnn(features, 3, { output }),
  "simpleRnn of relu": (output) => recurrent(simpleRnnCell(features, 3, { activation: relu }), { output }),
  gru: (output) => gru(features, 3, { output }),
  lstm: (output) => lstm(features, 3, { output }),
  "bidirectional simpleRnn": (output) => bidirectional(simpleRnn(features, 3, { output })),
  "bidirectional gru, added": (output) => bidirectional(gru(features, 3, { output }), "sum"),
  "bidirectional lstm, averaged": (output) => bidirectional(lstm(features, 3, { output }), "average"),
  "bidirectional lstm, multiplied": (output) => bidirectional(lstm(features, 3, { output }), "multiply"),
};

const models: Readonly<Record<string, Layer>> = {
  ...Object.fromEntries(
    Object.entries(cells).flatMap(([name, make]) => outputs.map((output) => [`${name}, ${output}`, make(output)])),
  ),
  "two lstms, one on the other": sequential(lstm(features, 3), tanh, lstm(3, 2, { output: "last" })),
  "a bidirectional one on another": sequential(bidirectional(gru(features, 3)), bidirectional(gru(6, 2)), dense(4, 2)),
  attention: multiHeadAttention(features, 2),
  "causal attention": multiHeadAttention(features, 2, { causal: true }),
  "rotary attention": multiHeadAttention(features, 2, { rotary: true }),
  "an encoder": sequential(sinusoidalPositions(), transformerEncoderBlock(features, 2), globalAveragePool()),
  "a decoder": sequential(learnedPositions(time, features), transformerDecoderBlock(features, 2), dense(features, 2)),
  globalAveragePool: globalAveragePool(),
  "conv1d, valid": conv1d(features, 3, 3),
  "conv1d, same": conv1d(features, 3, 4, { padding: "same" }),
  "conv1d, dilated and same": conv1d(features, 3, 3, { padding: "same", dilations: 2 }),
  "conv1d, causal": conv1d(features, 3, 3, { padding: [[2, 0]] }),
  "conv1d, padded by a number and in steps": conv1d(features, 3, 3, { padding: 2, strides: 2 }),
  "conv1d in groups, in steps": conv1d(features, 2, 2, { strides: 3, groups: 2 }),
  maxPool1d: maxPool1d(2),
  "maxPool1d of windows that overlap": maxPool1d(3, { strides: 1 }),
  averagePool1d: averagePool1d(2, { strides: 1 }),
  "convolutions, pools and means": sequential(
    conv1d(features, 6, 2),
    relu,
    maxPool1d(2),
    conv1d(6, 3, 2, { padding: "same" }),
    (x) => sigmoid(x),
    layerNorm(3),
    dropout(0.5),
    globalAveragePool(),
    dense(3, 2),
  ),
  combinators: sequential(
    residual(gru(features, features)),
    named(
      "sides",
      parallel({ left: gru(features, 3), right: dense(features, 3) }, ({ left, right }) => add(left, right)),
    ),
    frozen(lstm(3, 2)),
    compose({ inner: gru(2, 2) }, ({ inner }, x) => mul(inner(x), 2)),
    globalAveragePool(),
  ),
};

/** Numbers that differ from step to step and from feature to feature, and are the same whatever the padding is. */
const weightsOf = (shape: readonly number[]): Tensor => constant(pattern(shape, 5, (value) => value + 1));

/**
 * What a model makes of sequences and, as `by ...`, the gradients of the weighted sum of what is real of it. Of one sequence
 * without lengths all is real.
 */
async function resultsOf(
  model: Layer,
  x: HostTensor,
  given: readonly number[] | null,
  parameters: Values,
): Promise<Values> {
  const types = parameterTypes(model);
  const own: Values = given === null ? {} : { lengths: hostTensor([...given], [given.length], "i32") };
  return run(
    { x, key: keyOf(3), ...own, ...parameters },
    ({ x: values, key, lengths: of, ...leaves }) => {
      const context = contextOf(false, key as Tensor);
      const tree = treeOf(types, leaves);
      const told = of as Lengths | undefined;
      const inputs = values as Tensor<readonly number[], "f32">;
      const output =
        told === undefined
          ? model.apply(tree, inputs, context)
          : withLengths(model).apply(tree, { values: inputs, lengths: told }, context);
      const after = told === undefined || model.lengthsAfter === undefined ? (told ?? null) : model.lengthsAfter(told);
      const weighted = mul(output, weightsOf(output.shape.slice(1)));
      const real =
        after === null ? weighted : where(expandDims(withinLengths(after, output.shape[1] ?? 0), 2), weighted, 0);
      const gradients = gradientsOf(sum(real), { x: inputs, ...leaves });
      return {
        output,
        ...(after === null ? {} : { after }),
        ...Object.fromEntries(Object.entries(gradients).map(([name, each]) => [`by ${name}`, each])),
      };
    },
    "f64",
  );
}

/** The first steps of an example of a batch, as a batch of one. */
function sequenceOf({ data, shape, dtype }: HostTensor, example: number, steps: number): HostTensor {
  const [, all = 0, width = 0] = shape;
  const from = example * all * width;
  return { shape: [1, steps, width], dtype, data: data.slice(from, from + steps * width) };
}

const close = (found: ArrayLike<number>, wanted: ArrayLike<number>, what: string): void => {
  expect(found.length, what).toBe(wanted.length);
  Array.from(wanted).forEach((value, at) => {
    expect(Math.abs((found[at] ?? Number.NaN) - value), `${what}, element ${String(at)}`).toBeLessThan(
      1e-9 * Math.max(1, Math.abs(value)),
    );
  });
};

describe("a padded batch is its sequences:", () => {
  it.each(Object.entries(models))("%s", async (_, model) => {
    const x = pattern([lengths.length, time, features], 1);
    const parameters = await initialize(model, 1);
    const batch = await resultsOf(model, x, lengths, parameters);
    const sums = new Map<string, number[]>();
    for (const [example, length] of lengths.entries()) {
      const alone = await resultsOf(model, sequenceOf(x, example, length), null, parameters);
      const output = alone["output"] as HostTensor;
      const found = batch["output"] as HostTensor;
      if (batch["after"] === undefined) {
        const width = output.data.length;
        close(found.data.slice(example * width, (example + 1) * width), output.data, "the output");
      } else {
        const steps = batch["after"].data[example] ?? 0;
        expect(steps, "the steps behind it").toBe(output.shape[1]);
        close(sequenceOf(found, example, steps).data, output.data, "the outputs");
      }
      const byInput = batch["by x"] as HostTensor;
      close(sequenceOf(byInput, example, length).data, alone["by x"]?.data ?? [], "the gradient by the sequence");
      const rest = byInput.data.slice((example * time + length) * features, (example + 1) * time * features);
      close(
        rest,
        rest.map(() => 0),
        "the gradient by the padding",
      );
      for (const name of Object.keys(parameters)) {
        const each = alone[`by ${name}`]?.data ?? [];
        const before = sums.get(name);
        sums.set(
          name,
          Array.from(each, (value, at) => value + (before?.[at] ?? 0)),
        );
      }
    }
    for (const [name, total] of sums) close(batch[`by ${name}`]?.data ?? [], total, `the gradient by ${name}`);
  });

  it.each(Object.entries(models))("%s: and NaN in the padding changes nothing", async (_, model) => {
    const x = pattern([lengths.length, time, features], 1);
    const poisoned = x.data.slice();
    for (const [example, length] of lengths.entries())
      poisoned.fill(Number.NaN, (example * time + length) * features, (example + 1) * time * features);
    const parameters = await initialize(model, 1);
    const clean = await resultsOf(model, x, lengths, parameters);
    const found = await resultsOf(model, { ...x, data: poisoned }, lengths, parameters);
    for (const [name, { data }] of Object.entries(clean)) expect(found[name]?.data, name).toEqual(data);
  });

  it("has in parallel as many steps as the shortest branch", async () => {
    const model = parallel(
      {
        wide: conv1d(features, 2, 3, { padding: [[0, 2]] }),
        narrow: conv1d(features, 2, 3, { padding: 1 }),
        whole: globalAveragePool(),
      },
      ({ wide, narrow, whole }) => add(add(wide, narrow), expandDims(slice(whole, [0, 0], [2, 2]), 1)),
    );
    const shorter = parallel({ all: dense(features, 2), cut: conv1d(features, 2, 3) }, ({ all, cut }) =>
      add(slice(all, [0, 0, 0], [2, time - 2, 2]), cut),
    );
    const x = pattern([2, time, features], 2);
    for (const [layer, wanted] of [
      [model, [4, 9]],
      [shorter, [2, 7]],
    ] as const) {
      const found = await resultsOf(layer, x, [4, 9], await initialize(layer, 1));
      expect([...(found["after"]?.data ?? [])]).toEqual(wanted);
    }
  });

  it("is what it was where all are as long as the batch", async () => {
    const model = sequential(bidirectional(gru(features, 3)), globalAveragePool());
    const x = pattern([3, time, features], 2);
    const parameters = await initialize(model, 1);
    const [told, plain] = [
      await resultsOf(model, x, [time, time, time], parameters),
      await resultsOf(model, x, null, parameters),
    ];
    close(told["output"]?.data ?? [], plain["output"]?.data ?? [], "the output");
  });

  it("gives zeros of sequences of no steps, and gradients that are numbers", async () => {
    for (const model of [globalAveragePool(), lstm(features, 3, { output: "last" })]) {
      const parameters = await initialize(model, 1);
      const found = await resultsOf(model, pattern([2, time, features], 2), [0, 4], parameters);
      const output = found["output"] as HostTensor;
      const width = output.shape[1] ?? 0;
      close(output.data.slice(0, width), Array<number>(width).fill(0), "the output");
      for (const [name, { data }] of Object.entries(found))
        expect(Array.from(data).every(Number.isFinite), name).toBe(true);
    }
  });

  it("starts from a state and ends in that of each sequence's last step", async () => {
    const layer = gru(features, 3);
    const parameters = await initialize(layer, 1);
    const types = parameterTypes(layer);
    const x = pattern([2, time, features], 4);
    const found = await run(
      { x, lengths: hostTensor([3, 9], [2], "i32"), ...parameters },
      ({ x: given, lengths: of, ...leaves }) => {
        const tree = treeOf(types, leaves) as ReturnType<typeof layer.initialize>;
        const inputs = given as Tensor<readonly number[], "f32">;
        const padded = layer.run(tree, inputs, { lengths: of as Lengths });
        const short = layer.run(tree, slice(inputs, [0, 0, 0], [1, 3, features]));
        return { padded: slice(padded.state, [0, 0], [1, 3]), short: short.state };
      },
    );
    close(found["padded"]?.data ?? [], found["short"]?.data ?? [], "the state");
  });
});
