/** What the module of the file computes by PyTorch's definitions, number by number, to hold the weights that were turned against. */
import type { HostTensor } from "rensa";

/** Channels of rows of columns. */
type Planes = readonly (readonly (readonly number[])[])[];

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
const relu = (value: number): number => Math.max(0, value);

/** The scores of an image, its 28 x 28 pixels in rows, by tensors as they stand in the file. */
export function scoresByDefinition(
  file: ReadonlyMap<string, HostTensor>,
  pixels: ArrayLike<number>,
): readonly number[] {
  const read = (name: string) => file.get(name)?.data ?? [];
  const image: Planes = [range(28).map((row) => range(28).map((column) => pixels[28 * row + column] ?? 0))];
  const convolve = (planes: Planes, name: string): Planes => {
    const [weights, bias] = [read(`${name}.weight`), read(`${name}.bias`)];
    const size = (planes[0]?.length ?? 0) - 2;
    return range(bias.length).map((out) =>
      range(size).map((row) =>
        range(size).map((column) => {
          let sum = bias[out] ?? 0;
          planes.forEach((plane, channel) => {
            for (let at = 0; at < 9; at++) {
              const [dy, dx] = [Math.floor(at / 3), at % 3];
              sum += (weights[(out * planes.length + channel) * 9 + at] ?? 0) * (plane[row + dy]?.[column + dx] ?? 0);
            }
          });
          return relu(sum);
        }),
      ),
    );
  };
  const pool = (planes: Planes): Planes =>
    planes.map((plane) => {
      const size = range(Math.floor(plane.length / 2));
      const at = (row: number, column: number): number => plane[row]?.[column] ?? 0;
      return size.map((row) =>
        size.map((column) =>
          Math.max(...[0, 1].flatMap((dy) => [0, 1].map((dx) => at(2 * row + dy, 2 * column + dx)))),
        ),
      );
    });
  const linear = (values: readonly number[], name: string): readonly number[] => {
    const [weights, bias] = [read(`${name}.weight`), read(`${name}.bias`)];
    return range(bias.length).map((out) =>
      values.reduce((sum, value, at) => sum + value * (weights[out * values.length + at] ?? 0), bias[out] ?? 0),
    );
  };
  const planes = pool(convolve(pool(convolve(image, "features.0")), "features.3"));
  return linear(linear(planes.flat(2), "features.7").map(relu), "head");
}
