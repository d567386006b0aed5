/** Made-up snapshots, without a training. */
import { hostTensor, type HostTensor } from "@rensa/core";
import type { Kept, TrainingSnapshot } from "../src/train/snapshot/snapshot.ts";

const gradientNorm = "optimizer.inner.0.reports.gradientNorm";

/** Every kind of bits that a tensor can have. */
const strange = new Float32Array([NaN, Infinity, -Infinity, -0, 1e-45, 3.4028234663852886e38]);
const finite = new Float32Array([0, -1, 0.1, -0, 1e-45, 3.4028234663852886e38]);

/** A snapshot at a step; snapshots of different steps differ in all their tensors. */
export function sampleSnapshot(
  step: number,
  changes: {
    readonly runId?: string;
    readonly size?: number;
    readonly isFinite?: boolean;
    readonly graph?: string;
  } = {},
): TrainingSnapshot {
  const { runId = "run-7", size = 8, isFinite = true, graph = "9f86d081884c7d659a2feaa0c55ad015" } = changes;
  const weights = Float32Array.from({ length: size }, (_, at) => Math.fround(Math.sin(step * 1000 + at)));
  const state = new Map<string, HostTensor>([
    ["parameters.dense_1.weights", hostTensor(weights, [size])],
    ["parameters.dense_1.bias", hostTensor(isFinite ? finite : strange, [2, 3])],
    ["optimizer.inner.0.hyperparameters.learningRate", hostTensor(new Float32Array([0.1]), [])],
    ["key", hostTensor(new Int32Array([step, -1]), [2])],
    ["step", hostTensor(new Int32Array([step]), [])],
    ["optimizer.inner.0.slots.sums", hostTensor(new Float64Array([0.1, -0, isFinite ? 5e-324 : NaN]), [3])],
    [gradientNorm, hostTensor(new Float32Array([Infinity]), [])],
    ["optimizer.inner.0.slots.mask", hostTensor(new Uint8Array([1, 0]), [2], "bool")],
    ["optimizer.inner.0.slots.bytes", hostTensor(new Uint8Array([255]), [1])],
    ["optimizer.inner.0.slots.empty", hostTensor(new Float32Array(0), [0, 4])],
  ]);
  const kept = new Map<string, Kept>([
    [
      "earlyStopping",
      { values: { patience: 3, best: Infinity, worst: -0, nothing: NaN, $number: "NaN", __proto__: 1 } },
    ],
    [
      "a.b%",
      {
        values: [null, true, "text \ud800"],
        tensors: new Map([
          ["c.d", hostTensor([step, 2])],
          ["strange", hostTensor(strange, [6])],
        ]),
      },
    ],
    ["a", { values: null, tensors: new Map([["b%.c.d", hostTensor([1])]]) }],
    ["none", { values: 0, tensors: new Map() }],
  ]);
  return {
    format: 3,
    rensa: "0.0.0",
    graph,
    state,
    reports: [gradientNorm],
    progress: {
      runId,
      seed: 7,
      epoch: 1 + Math.floor(step / 10),
      batch: step % 10,
      epochOver: false,
      step,
      totals: {
        examples: step * 32,
        loss: 0.1 + step,
        metrics: { "accuracy.counts": -0, accuracy: { counts: [NaN, -Infinity] } },
      },
      validation: { loss: NaN, metrics: { accuracy: 0.30000000000000004 } },
    },
    settings: { epochs: 9, backend: "js", "data.examplesPerEpoch": null, "hyperparameters.learningRate": 0.1 },
    kept,
  };
}

/** All of a snapshot in a form that is equal where all bits are: NaNs by their bits, -0 apart from 0. */
export function bitsOf(snapshot: TrainingSnapshot): unknown {
  const tensors = (map: ReadonlyMap<string, HostTensor>): unknown =>
    [...map].map(([name, { shape, dtype, data }]) => [
      name,
      dtype,
      [...shape],
      [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)],
    ]);
  const { format, rensa, graph, progress, settings, reports } = snapshot;
  return plain({
    ...{ format, rensa, graph, progress, settings, reports },
    state: tensors(snapshot.state),
    kept: [...snapshot.kept].map(([name, each]) => [
      name,
      each.values,
      each.tensors === undefined ? null : tensors(each.tensors),
    ]),
  });
}

function plain(value: unknown): unknown {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null)
    return Object.entries(value).map(([name, each]) => [name, plain(each)]);
  return value;
}
