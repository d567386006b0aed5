/** Samples of powerSpectrogram. */
import { sampleTensor, type OpSamples } from "@rensa/core";
import { countFrames } from "./frames.ts";
import { powerSpectrogram } from "./stft.ts";

/** Samples of powerSpectrogram. */
export const samples: OpSamples = {
  op: powerSpectrogram,
  samples: [
    { name: "a signal", inputs: [sampleTensor([12])], apply: (x) => powerSpectrogram(x, { size: 6, hop: 3 }) },
    {
      name: "two signals, frames of odd size",
      inputs: [sampleTensor([2, 9])],
      apply: (x) => powerSpectrogram(x, { size: 5, hop: 2 }),
    },
  ],
  tensorReference: ([x], { size: ofFrame, hop: between }) => {
    const [size, hop, length] = [Number(ofFrame), Number(between), x?.shape.at(-1) ?? 1];
    const part = (frame: readonly number[], bin: number, wave: (angle: number) => number): number =>
      frame.reduce(
        (sum, each, k) => sum + each * Math.sin((Math.PI * k) / size) ** 2 * wave((2 * Math.PI * k * bin) / size),
        0,
      );
    const signals = Array.from({ length: (x?.data.length ?? 0) / length }, (_, signal) =>
      Array.from({ length: countFrames(length, size, hop) }, (_frame, at) => {
        const start = signal * length + at * hop;
        const frame = Array.from(x?.data.slice(start, start + size) ?? []);
        return Array.from(
          { length: Math.floor(size / 2) + 1 },
          (_bin, bin) => part(frame, bin, Math.cos) ** 2 + part(frame, bin, Math.sin) ** 2,
        );
      }),
    );
    return x?.shape.length === 1 ? (signals[0] ?? []) : signals;
  },
};
