/** Factories that worker tests load. Workers of Node read TypeScript through tsx. */
import { tsImport } from "tsx/esm/api";

const { Dataset, DataStream } = await tsImport("../src/index.ts", import.meta.url);

export const numbered = ({ size, batch, remainder }) =>
  Dataset.fromArrays({
    inputs: Float32Array.from({ length: 3 * size }, (_, index) => index),
    targets: Int32Array.from({ length: size }, (_, row) => row),
    shape: [3],
  })
    .map(({ inputs, targets }, { random }) => ({
      inputs: { features: inputs, noise: random.normal() },
      targets,
    }))
    .batch(batch, { remainder });

export default numbered;

export const streamed = () =>
  DataStream.from([
    { inputs: [1], targets: [1] },
    { inputs: [1, 2], targets: [1] },
  ]).batch(1, {
    inputs: { shape: [1], dtype: "f32" },
    targets: { shape: [1], dtype: "f32" },
  });
