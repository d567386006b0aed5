/** Samples of frames. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { countFrames, frames } from "./frames.ts";

/** Samples of frames. */
export const samples: OpSamples = {
  op: frames,
  samples: [
    {
      name: "seven samples, of which the last fills no frame",
      inputs: [hostTensor([1, 2, 3, 4, 5, 6, 7])],
      apply: (x) => frames(x, { size: 4, hop: 2 }),
      expected: [
        [1, 2, 3, 4],
        [3, 4, 5, 6],
      ],
    },
    {
      name: "two signals, a hop that does not divide",
      inputs: [sampleTensor([2, 11])],
      apply: (x) => frames(x, { size: 5, hop: 3 }),
    },
    { name: "frames with gaps", inputs: [sampleTensor([9])], apply: (x) => frames(x, { size: 2, hop: 3 }) },
  ],
  tensorReference: ([x], { size: ofFrame, hop: between }) => {
    const [size, hop, length] = [Number(ofFrame), Number(between), x?.shape.at(-1) ?? 1];
    const signals = Array.from({ length: (x?.data.length ?? 0) / length }, (_, signal) =>
      Array.from({ length: countFrames(length, size, hop) }, (_frame, at) => {
        const start = signal * length + at * hop;
        return Array.from(x?.data.slice(start, start + size) ?? []);
      }),
    );
    return x?.shape.length === 1 ? (signals[0] ?? []) : signals;
  },
  errors: [
    { name: "a hop of 0", inputs: [f32(8)], apply: (x) => frames(x, { size: 4, hop: 0 }), code: "ATTRIBUTE_INVALID" },
    {
      name: "a signal below one frame",
      inputs: [f32(3)],
      apply: (x) => frames(x, { size: 4 }),
      code: "SHAPE_MISMATCH",
    },
  ],
};
