import { f32, hostTensor, i32, type HostTensor, type TensorType } from "@rensa/core";
import { of } from "rxjs";
import { describe, expectTypeOf, it } from "vitest";
import {
  characters,
  column,
  csv,
  Dataset,
  DataStream,
  labeledImages,
  minMaxScale,
  oneHot,
  parquet,
  prefetchInWorker,
  standardize,
  type BatchSource,
  type RecordOf,
  type WorkerBatchSource,
} from "./index.ts";

type Points = Dataset<TensorType<readonly [2], "f32">, TensorType<readonly [], "i32">>;
const points: Points = Dataset.fromArrays({ inputs: new Float32Array(4), targets: [0, 1], shape: [2], classes: 2 });

/** What a trainer accepts, as the package that trains declares it. */
interface TrainingData<I, T> {
  readonly inputs: I;
  readonly targets: T;
  readonly batchesPerEpoch: number;
  batches(options: {
    readonly epoch: number;
    readonly seed: number;
    readonly shuffle?: boolean;
    readonly start?: number;
  }): Iterable<unknown> | AsyncIterable<unknown>;
}

describe("the types of transformed data sets", () => {
  it("follow map, zip, concatenate, folds and splits", () => {
    const mapped = points.map(({ inputs, targets }) => {
      expectTypeOf(inputs).toEqualTypeOf<HostTensor<readonly [2], "f32">>();
      return { inputs: { x: inputs, length: Math.hypot(...inputs.data) }, targets };
    });
    expectTypeOf(mapped.inputs.x).toEqualTypeOf<TensorType<readonly [2], "f32">>();
    expectTypeOf(mapped.inputs.length).toEqualTypeOf<TensorType<readonly [], "f32">>();
    expectTypeOf(mapped.targets).toEqualTypeOf<TensorType<readonly [], "i32">>();
    const batched = mapped.batch(8);
    expectTypeOf(batched.inputs.x).toEqualTypeOf<TensorType<readonly [8, 2], "f32">>();
    for (const { inputs } of batched.batches({ epoch: 0, seed: 0 })) {
      expectTypeOf(inputs.length.data).toEqualTypeOf<Float32Array>();
    }
    const pairs = points.zip(mapped);
    expectTypeOf(pairs.inputs[0]).toEqualTypeOf<TensorType<readonly [2], "f32">>();
    expectTypeOf(pairs.inputs[1]).toEqualTypeOf(mapped.inputs);
    expectTypeOf(points.concatenate(points)).toEqualTypeOf<Points>();
    expectTypeOf(points.filter(() => true)).toEqualTypeOf<Points>();
    expectTypeOf(points.foldsOf(2)[0]!.train).toEqualTypeOf<Points>();
    expectTypeOf(points.stratifiedSplit(0.5)).toEqualTypeOf<[Points, Points]>();
    // @ts-expect-error Examples of another type cannot follow.
    expectTypeOf(() => points.concatenate(mapped)).toBeFunction();
    // @ts-expect-error A tree is no tensor that could be reshaped.
    expectTypeOf(() => mapped.reshape([2])).toBeFunction();
  });

  it("follow scalings and one-hot vectors", () => {
    const bytes = Dataset.fromTensors({
      inputs: { pixels: hostTensor(new Uint8Array(8), [2, 4], "u8"), city: hostTensor([0, 1], [2], "i32") },
      targets: hostTensor([0, 1], [2], "i32"),
    });
    expectTypeOf(bytes.inputs.pixels.dtype).toEqualTypeOf<"u8">();
    const scaled = minMaxScale(bytes).apply(bytes);
    expectTypeOf(scaled.inputs.pixels.dtype).toEqualTypeOf<"f32">();
    expectTypeOf(scaled.inputs.pixels.shape).toEqualTypeOf(bytes.inputs.pixels.shape);
    expectTypeOf(scaled.inputs.city.dtype).toEqualTypeOf<"i32">();
    expectTypeOf(standardize(points).mean).toEqualTypeOf<HostTensor<readonly [2], "f64">>();
    expectTypeOf(standardize(points).apply(points)).toEqualTypeOf<Points>();
    expectTypeOf(oneHot(points, 10).targets.shape).toEqualTypeOf<readonly [10]>();
  });

  it("follow records", () => {
    const records = [{ age: 3, ill: true }];
    const dataset = Dataset.fromRecords(records, {
      inputs: ({ age }) => [age, age] as const,
      targets: ({ ill }) => ill,
      classes: 2,
    });
    expectTypeOf(dataset.inputs).toEqualTypeOf<TensorType<readonly [2], "f32">>();
    expectTypeOf(dataset.targets).toEqualTypeOf<TensorType<readonly [], "i32">>();
    // @ts-expect-error A text is no input.
    expectTypeOf(() => Dataset.fromRecords(records, { inputs: () => "a", targets: () => 1 })).toBeFunction();
  });
});

describe("the types of streams", () => {
  it("follow the source and the stages", () => {
    expectTypeOf(DataStream.from(of(1, 2)).collect()).resolves.toEqualTypeOf<number[]>();
    const letters = DataStream.from(async function* () {
      await Promise.resolve();
      yield "a";
    });
    expectTypeOf(letters.collect()).resolves.toEqualTypeOf<string[]>();
    const lengths = DataStream.from(["a"])
      .map((text) => Promise.resolve(text.length))
      .shuffle(3)
      .prefetch(2);
    expectTypeOf(lengths.collect()).resolves.toEqualTypeOf<number[]>();
  });

  it("become batches of the stated types, and refuse elements that are no examples", () => {
    const examples = DataStream.from([{ inputs: { x: [1, 2], id: 3 }, targets: new Float32Array(1) }]);
    const source = examples.batch(4, { inputs: { x: f32(2), id: i32() }, targets: f32(1) });
    expectTypeOf(source.inputs.x).toEqualTypeOf<TensorType<readonly [4, 2], "f32">>();
    expectTypeOf(source.targets).toEqualTypeOf<TensorType<readonly [4, 1], "f32">>();
    const kept = examples.batch(4, { inputs: { x: f32(2), id: i32() }, targets: f32(1), remainder: "keep" });
    expectTypeOf(kept.inputs.id.shape).toEqualTypeOf<readonly [number]>();
    expectTypeOf(source).toExtend<TrainingData<typeof source.inputs, typeof source.targets>>();
    expectTypeOf(points.batch(2)).toExtend<TrainingData<TensorType, TensorType>>();
    // @ts-expect-error Numbers are no examples.
    expectTypeOf(() => DataStream.from([1]).batch(1, { inputs: f32(), targets: f32() })).toBeFunction();
  });

  it("follow columns", () => {
    const columns = { age: column.number(), name: column.text(), ill: column.boolean(), city: column.category(["a"]) };
    interface Person {
      readonly age: number;
      readonly name: string;
      readonly ill: boolean;
      readonly city: number;
    }
    expectTypeOf<RecordOf<typeof columns>>().toEqualTypeOf<Person>();
    expectTypeOf(csv("", { columns })).toEqualTypeOf<DataStream<Person>>();
    expectTypeOf(csv("")).toEqualTypeOf<DataStream<Readonly<Record<string, string>>>>();
    expectTypeOf(parquet(new ArrayBuffer(1), { columns })).resolves.toEqualTypeOf<DataStream<Person>>();
    // @ts-expect-error A number cannot stand in for a missing text.
    expectTypeOf(() => column.text({ missing: { value: 0 } })).toBeFunction();
  });
});

describe("the types of images, texts and workers", () => {
  it("are as exact as what was given", () => {
    expectTypeOf(labeledImages([], { size: [32, 24], channels: 1 })).resolves.toHaveProperty("dataset");
    const images = async () => (await labeledImages([], { size: [32, 24], channels: 1 })).dataset.inputs;
    expectTypeOf(images).returns.resolves.toEqualTypeOf<TensorType<readonly [32, 24, 1], "u8">>();
    const windows = () => characters("text", { context: 64 }).dataset.batch(8).inputs;
    expectTypeOf(windows).returns.toEqualTypeOf<TensorType<readonly [8, 64], "i32">>();
  });

  it("cross over from a worker", () => {
    const factory = (argument: { readonly size: number }) => Promise.resolve(points.take(argument.size).batch(2));
    expectTypeOf(factory).toBeFunction();
    const start = () => prefetchInWorker<typeof factory>("./data.js");
    expectTypeOf(start).returns.resolves.toEqualTypeOf<
      WorkerBatchSource<TensorType<readonly [2, 2], "f32">, TensorType<readonly [2], "i32">>
    >();
    expectTypeOf<WorkerBatchSource>().toExtend<BatchSource>();
  });
});
