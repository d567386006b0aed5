/** tfjs, with its cpu or its wasm backend. */
import type { HostTensor } from "@rensa/core";
import {
  isTraining,
  sampleOutput,
  type ConvolutionDescription,
  type GemmDescription,
  type TrainingDescription,
} from "../../workloads/description.ts";
import { cycle, timeLosses, timeOutputs, type BuiltWorkload, type Engine } from "../engine.ts";
import { loadTf, type Tf, type TfTensor } from "./library.ts";
import { tfLoss } from "./models.ts";

/** Loads tfjs with a backend. */
export async function tfjs(backend: "cpu" | "wasm"): Promise<Engine> {
  const { tf, version } = await loadTf(backend);
  return {
    version,
    build: (description) =>
      isTraining(description)
        ? buildTraining(tf, description)
        : description.kind === "gemm"
          ? buildGemm(tf, description)
          : buildConvolution(tf, description),
  };
}

function buildTraining(tf: Tf, description: TrainingDescription): BuiltWorkload {
  const variables = new Map(
    Object.entries(description.parameters).map(([name, value]) => [name, tf.variable(tensor(tf, value))]),
  );
  const optimizer = tf.train.adam(description.learningRate, 0.9, 0.999, 1e-8);
  const next = cycle(description.batches);
  const named = (name: string): TfTensor => {
    const found = variables.get(name);
    if (found === undefined) throw new TypeError(`There are no parameters ${name}.`);
    return found;
  };
  const step = (): number =>
    tf.tidy(() => {
      const batch = next();
      const [x, y] = [tensor(tf, batch.x), tensor(tf, batch.y)];
      const loss = optimizer.minimize(() => tfLoss(tf, description, named, x, y), true, [...variables.values()]);
      return loss?.dataSync()[0] ?? Number.NaN;
    });
  return {
    run: (steps) => timeLosses(steps, step),
    dispose: () => {
      for (const variable of variables.values()) variable.dispose();
      optimizer.dispose();
    },
  };
}

function buildGemm(tf: Tf, { a, b, transposeA, transposeB }: GemmDescription): BuiltWorkload {
  const left = a.map((matrix) => tensor(tf, matrix));
  const right = tensor(tf, b);
  return layer(left.concat(right), () => left.map((matrix) => tf.matMul(matrix, right, transposeA, transposeB)));
}

function buildConvolution(tf: Tf, description: ConvolutionDescription): BuiltWorkload {
  const [x, filters, gradient] = [description.x, description.filters, description.gradient].map((value) =>
    tensor(tf, value),
  ) as [TfTensor, TfTensor, TfTensor];
  const convolve = (input: TfTensor, windows: TfTensor): TfTensor =>
    description.depthwise ? tf.depthwiseConv2d(input, windows, 1, "same") : tf.conv2d(input, windows, 1, "same");
  return layer([x, filters, gradient], () => {
    const outputs: TfTensor[] = [];
    const gradients = tf.grads((input, windows) => {
      const output = tf.keep(convolve(input, windows));
      outputs.push(output);
      return output;
    })([x, filters], gradient);
    return [...outputs, ...gradients];
  });
}

function layer(operands: readonly TfTensor[], step: () => readonly TfTensor[]): BuiltWorkload {
  let results: readonly TfTensor[] = [];
  const dispose = (tensors: readonly TfTensor[]): void => {
    for (const each of tensors) each.dispose();
  };
  return {
    run: (steps) =>
      timeOutputs(
        steps,
        () => {
          dispose(results);
          results = step();
        },
        () => results.flatMap((result) => sampleOutput(result.dataSync())),
      ),
    dispose: () => dispose([...operands, ...results]),
  };
}

function tensor(tf: Tf, { data, shape, dtype }: HostTensor): TfTensor {
  return tf.tensor(data, shape, dtype === "i32" ? "int32" : "float32");
}
