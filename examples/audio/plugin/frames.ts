/** Loops ops: a signal cut into overlapping frames, and frames added up into a signal, which are each other's transpose. */
import { defineOp, RensaError, type DType, type Shape, type Tensor, type VjpThunks } from "@rensa/core";

/** Frames of `size` samples, one every `hop` samples: y[..., f, k] = x[..., f hop + k]. What fills no frame is left out. */
export const frames = defineOp({
  name: "frames",
  attributes: { size: 256, hop: 128 },
  forward: {
    loops: ([x], { size, hop }) => ({
      shape: [...x.shape.slice(0, -1), countFrames(x.shape.at(-1) ?? 0, size, hop), size],
      element: (...indices) => {
        const [frame, k] = indices.slice(-2);
        if (frame === undefined || k === undefined) throw new TypeError("A frame has two indices.");
        return x.at(...indices.slice(0, -2), frame.mul(hop).add(k));
      },
    }),
  },
  vjp: ({ inputs: [x], gradient }, { hop }): VjpThunks => [
    () => overlapAdd(gradient, { hop, length: x.shape.at(-1) ?? 0 }),
  ],
  check: ({ size, hop }, [x]) => {
    checkPositive("frames", size, hop);
    if ((x?.shape.at(-1) ?? 0) < size) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `frames: the last axis of the signal is shorter than a frame of ${String(size)}; give a longer signal or smaller frames.`,
      );
    }
  },
  call:
    (apply) =>
    <D extends DType>(
      x: Tensor<Shape, D>,
      options?: { readonly size?: number; readonly hop?: number },
    ): Tensor<Shape, D> =>
      apply([x], options),
});

/** The sum of frames that begin every `hop` samples: y[..., i] = sum of x[..., f, i - f hop] over the frames that reach i. */
export const overlapAdd = defineOp({
  name: "overlap_add",
  attributes: { hop: 128, length: 0 },
  forward: {
    loops: ([x], { hop, length }, { sumOver, within }) => {
      const [count = 0, size = 0] = x.shape.slice(-2);
      return {
        shape: [...x.shape.slice(0, -2), length],
        element: (...indices) =>
          sumOver([Math.ceil(size / hop)], (back) => {
            const sample = indices.at(-1) ?? back;
            const frame = sample.div(hop).add(back.mul(-1));
            const k = sample.mod(hop).add(back.mul(hop));
            return within(
              [
                { index: frame, lower: 0, upper: count },
                { index: k, lower: 0, upper: size },
              ],
              () => x.at(...indices.slice(0, -1), frame, k),
              0,
            );
          }),
      };
    },
  },
  vjp: ({ inputs: [x], gradient }, { hop }): VjpThunks => [() => frames(gradient, { hop, size: x.shape.at(-1) ?? 0 })],
  check: ({ hop, length }, [x]) => {
    checkPositive("overlap_add", hop, length);
    const [count = 0, size = 0] = x?.shape.slice(-2) ?? [];
    if (count !== countFrames(length, size, hop)) {
      throw new RensaError(
        "SHAPE_MISMATCH",
        `overlap_add: ${String(count)} frames of ${String(size)} are not those of ${String(length)} samples, which are ${String(countFrames(length, size, hop))}; give the length of the signal.`,
      );
    }
  },
  call:
    (apply) =>
    <D extends DType>(
      x: Tensor<Shape, D>,
      options: { readonly hop: number; readonly length: number },
    ): Tensor<Shape, D> =>
      apply([x], options),
});

/** How many frames fit into a signal. */
export function countFrames(length: number, size: number, hop: number): number {
  return Math.max(0, Math.floor((length - size) / hop) + 1);
}

function checkPositive(op: string, ...values: readonly number[]): void {
  const wrong = values.find((value) => !Number.isInteger(value) || value < 1);
  if (wrong === undefined) return;
  throw new RensaError("ATTRIBUTE_INVALID", `${op}: an option is ${String(wrong)}; give an integer from 1.`);
}
