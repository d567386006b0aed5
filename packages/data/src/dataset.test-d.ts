import type { HostTensor, TensorType } from "@rensa/core";
import { describe, expectTypeOf, it } from "vitest";
import { Dataset, type BatchSource, type MemoryBatchSource } from "./index.ts";

const pixels = new Float32Array(784);

describe("the types of a data set", () => {
  it("keep the shape and the dtype of one example", () => {
    const labeled = Dataset.fromArrays({ inputs: pixels, targets: [1], shape: [784], classes: 10 });
    expectTypeOf(labeled).toEqualTypeOf<Dataset<TensorType<readonly [784], "f32">, TensorType<readonly [], "i32">>>();
    const measured = Dataset.fromArrays({
      inputs: new Uint8Array(4),
      targets: [[1, 2]],
      shape: [2, 2],
      targetShape: [2],
    });
    expectTypeOf(measured).toEqualTypeOf<Dataset<TensorType<readonly [2, 2], "u8">, TensorType<readonly [2], "f32">>>();
    const given = Dataset.fromArrays({ inputs: new Float64Array(1), targets: new Int32Array(1), shape: [] });
    expectTypeOf(given.inputs.dtype).toEqualTypeOf<"f64">();
    expectTypeOf(given.targets.dtype).toEqualTypeOf<"i32">();
  });

  it("are kept by every view", () => {
    const dataset = Dataset.fromArrays({ inputs: pixels, targets: [1], shape: [784] });
    expectTypeOf(dataset.shuffle(1).take(1)).toEqualTypeOf(dataset);
    expectTypeOf(dataset.split(0.5)).toEqualTypeOf<[typeof dataset, typeof dataset]>();
    expectTypeOf(dataset.reshape([28, 28, 1]).inputs).toEqualTypeOf<TensorType<readonly [28, 28, 1], "f32">>();
    expectTypeOf(dataset.at(0).inputs).toEqualTypeOf<HostTensor<readonly [784], "f32">>();
  });
});

describe("the types of batches", () => {
  const dataset = Dataset.fromArrays({ inputs: pixels, targets: [1], shape: [784], classes: 10 });

  it("start with the batch dimension", () => {
    const source = dataset.batch(32);
    expectTypeOf(source).toEqualTypeOf<
      MemoryBatchSource<TensorType<readonly [32, 784], "f32">, TensorType<readonly [32], "i32">>
    >();
    for (const { inputs, targets } of source.batches({ epoch: 0, seed: 0 })) {
      expectTypeOf(inputs).toEqualTypeOf<HostTensor<readonly [32, 784], "f32">>();
      expectTypeOf(inputs.data).toEqualTypeOf<Float32Array>();
      expectTypeOf(targets.data).toEqualTypeOf<Int32Array>();
    }
  });

  it("stay exact with options, and leave the batch dimension open where a smaller batch is kept", () => {
    const exact = dataset.batch(32, { shuffle: false, remainder: "error" });
    expectTypeOf(exact.inputs.shape).toEqualTypeOf<readonly [32, 784]>();
    expectTypeOf(dataset.batch(32, { shuffle: false }).inputs.shape).toEqualTypeOf<readonly [32, 784]>();
    expectTypeOf(dataset.batch(32, { remainder: "keep" }).inputs.shape).toEqualTypeOf<readonly [number, 784]>();
    const size = Number("32");
    expectTypeOf(dataset.batch(size).inputs.shape).toEqualTypeOf<readonly [number, 784]>();
  });

  it("are accepted where any source, or any data set, will do", () => {
    expectTypeOf(dataset.batch(32)).toExtend<BatchSource>();
    expectTypeOf(dataset).toExtend<Dataset>();
    expectTypeOf(dataset.batch(32)).toExtend<
      BatchSource<TensorType<readonly [32, 784], "f32">, TensorType<readonly [32], "i32">>
    >();
    expectTypeOf(dataset.batch(16)).not.toExtend<
      BatchSource<TensorType<readonly [32, 784], "f32">, TensorType<readonly [32], "i32">>
    >();
  });

  it("refuse what is not a remainder", () => {
    // @ts-expect-error "pad" is not one of the choices.
    expectTypeOf(() => dataset.batch(32, { remainder: "pad" })).toBeFunction();
  });
});
