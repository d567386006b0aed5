/** Training steps of small networks, each with its parameters and optimizer as state: what schedules are tested on. */
import {
  f32,
  gradientsOf,
  i32,
  traceTree,
  type Shape,
  type Tensor,
  type TensorTree,
  type TensorType,
} from "@rensa/core";
import {
  add,
  conv2d,
  div,
  matmul,
  maxPool,
  mean,
  mul,
  relu,
  reshape,
  slice,
  softmax,
  softmaxCrossEntropy,
  sqrt,
  sub,
  tanh,
  transpose,
  variance,
} from "@rensa/ops";
import { adam, type Transform, type TransformState } from "@rensa/optim";

type Parameters = Readonly<Record<string, Tensor>>;

/** A training step, traced. */
export type TrainingStep = ReturnType<typeof trainingStep>;

/** How a network maps inputs to logits, of which each row has a label. */
interface Network {
  readonly parameters: Readonly<Record<string, TensorType>>;
  readonly inputs: TensorType;
  readonly rows: number;
  readonly apply: (parameters: Parameters, inputs: Tensor) => Tensor;
}

/** One step of Adam, whose state is `state`. */
export function trainingStep({ parameters, inputs, rows, apply }: Network, optimizer: Transform = adam(0.01)) {
  const slots = traceTree<typeof parameters, unknown>(parameters, (from: Parameters) => optimizer.init(from)).result;
  const spec = { state: { parameters, optimizer: slots }, inputs, labels: i32(rows) };
  interface Given {
    readonly state: { readonly parameters: Parameters; readonly optimizer: TransformState };
    readonly inputs: Tensor;
    readonly labels: Tensor<readonly [number], "i32">;
  }
  return traceTree<typeof spec, { loss: Tensor; state: TensorTree }>(spec, ({ state, inputs: x, labels }: Given) => {
    const loss: Tensor = softmaxCrossEntropy(apply(state.parameters, x), labels);
    const gradients = gradientsOf(loss, state.parameters);
    const { updates, state: next } = optimizer.update({
      gradients,
      state: state.optimizer,
      parameters: state.parameters,
    });
    const stepped = Object.entries(state.parameters).map(([name, value]) => [
      name,
      add(value, (updates as Parameters)[name] as Tensor),
    ]);
    return { loss, state: { parameters: Object.fromEntries(stepped) as Parameters, optimizer: next } };
  });
}

/** A perceptron with relu. */
export function perceptronStep(widths: readonly number[] = [32, 64, 64, 10], batch = 16): TrainingStep {
  const layers = widths.slice(1).map((outputs, at) => ({ at, inputs: widths[at] ?? 1, outputs }));
  return trainingStep({
    parameters: Object.fromEntries(
      layers.flatMap(({ at, inputs, outputs }) => [
        [`w${String(at)}`, f32(inputs, outputs)],
        [`b${String(at)}`, f32(outputs)],
      ]),
    ),
    inputs: f32(batch, widths[0] ?? 1),
    rows: batch,
    apply: (parameters, inputs) =>
      layers.reduce<Tensor>((x, { at }) => {
        const linear = add(matmul(x, part(parameters, `w${String(at)}`)), part(parameters, `b${String(at)}`));
        return at === layers.length - 1 ? linear : relu(linear);
      }, inputs),
  });
}

/** Three padded convolutions of 3 x 3, a maximum over windows, and a dense layer. */
export function convolutionStep(batch = 4, size = 12, channels = 8): TrainingStep {
  const widths = [3, channels, channels, channels];
  const layers = widths.slice(1).map((outputs, at) => ({ at, inputs: widths[at] ?? 1, outputs }));
  const features = (size / 2) ** 2 * channels;
  return trainingStep({
    parameters: {
      ...Object.fromEntries(layers.map(({ at, inputs, outputs }) => [`w${String(at)}`, f32(3, 3, inputs, outputs)])),
      dense: f32(features, 10),
    },
    inputs: f32(batch, size, size, 3),
    rows: batch,
    apply: (parameters, inputs) => {
      const image = layers.reduce<Tensor>((x, { at }) => {
        const weights = part(parameters, `w${String(at)}`);
        return relu(conv2d(x as Image, weights, { padding: "same" }));
      }, inputs);
      return matmul(reshaped(maxPool(image as Image, 2), [batch, features]), part(parameters, "dense"));
    },
  });
}

type Image = Tensor<readonly [number, number, number, number], "f32">;

/** Blocks of attention and a perceptron with layer norms and residuals. */
export function transformerStep(blocks = 2, batch = 2, length = 16, width = 32, heads = 4): TrainingStep {
  const names = Array.from({ length: blocks }, (_, block) => String(block));
  const rows = batch * length;
  return trainingStep({
    parameters: Object.fromEntries([
      ...names.flatMap((name): [string, TensorType][] => [
        [`scale${name}`, f32(width)],
        [`shift${name}`, f32(width)],
        ...["query", "key", "value", "mix"].map((kind): [string, TensorType] => [`${kind}${name}`, f32(width, width)]),
        [`up${name}`, f32(width, 4 * width)],
        [`down${name}`, f32(4 * width, width)],
      ]),
      ["out", f32(width, 10)],
    ]),
    inputs: f32(rows, width),
    rows,
    apply: (parameters, inputs) => {
      const split = (x: Tensor): Tensor => transpose(reshaped(x, [batch, length, heads, width / heads]), [0, 2, 1, 3]);
      let x = inputs;
      for (const name of names) {
        const normed = layerNorm(x, part(parameters, `scale${name}`), part(parameters, `shift${name}`));
        const [query, key, value] = ["query", "key", "value"].map((kind) =>
          split(matmul(normed, part(parameters, `${kind}${name}`))),
        ) as [Tensor, Tensor, Tensor];
        const scores = div(matmul(query, key, { transposeB: true }), Math.sqrt(width / heads));
        const mixed = matmul(softmax(scores), value);
        const joined = reshaped(transpose(mixed, [0, 2, 1, 3]), [rows, width]);
        x = add(x, matmul(joined, part(parameters, `mix${name}`)));
        const hidden = relu(matmul(x, part(parameters, `up${name}`)));
        x = add(x, matmul(hidden, part(parameters, `down${name}`)));
      }
      return matmul(x, part(parameters, "out"));
    },
  });
}

/** Each row normed to mean 0 and variance 1, then scaled and shifted. */
export function layerNorm(x: Tensor, scale: Tensor, shift: Tensor): Tensor {
  const last = x.shape.length - 1;
  const centered = sub(x, mean(x, last as never, { keepDims: true }));
  const deviation = sqrt(add(variance(x, last as never, { keepDims: true }) as Tensor, 1e-5));
  return add(mul(div(centered, deviation), scale), shift);
}

/** A recurrent network, unrolled. */
export function recurrentStep(steps = 64, batch = 8, width = 32): TrainingStep {
  return trainingStep({
    parameters: { inner: f32(width, width), outer: f32(width, width), out: f32(width, 10) },
    inputs: f32(steps, batch, width),
    rows: batch,
    apply: (parameters, inputs) => {
      let state = matmul(at(inputs, 0), part(parameters, "outer"));
      for (let step = 1; step < steps; step++) {
        const input = matmul(at(inputs, step), part(parameters, "outer"));
        state = tanh(add(matmul(state, part(parameters, "inner")), input));
      }
      return matmul(state, part(parameters, "out"));
    },
  });
}

function at(sequence: Tensor, step: number): Tensor {
  const [, batch = 1, width = 1] = sequence.shape;
  return reshaped(slice(sequence, [step, 0, 0], [step + 1, batch, width]), [batch, width]);
}

function reshaped(x: Tensor, shape: Shape): Tensor {
  return reshape(x, shape as never);
}

function part(parameters: Parameters, name: string): Tensor {
  const parameter = parameters[name];
  if (parameter === undefined) throw new TypeError(`There is no parameter ${name}.`);
  return parameter;
}
